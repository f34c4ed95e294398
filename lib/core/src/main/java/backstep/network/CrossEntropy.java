package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import java.util.List;

/**
 * Cross-entropy behind a sigmoid, ℓ = −Σ_k w_k [y ln a + (1 − y) ln(1 − a)].
 *
 * @param classes w, a weight for each output
 */
record CrossEntropy(ClassWeights classes) implements Loss {

    @Override
    public String name() {
        return "cross-entropy" + classes;
    }

    @Override
    public List<Double> weights() {
        return classes.weights();
    }

    @Override
    public Loss unweighted() {
        return CROSS_ENTROPY;
    }

    @Override
    public Matrix fromZ(Activation g, Matrix Z, Matrix Y) {
        requireNonNull(Y, "Y is null");
        requireOutput(g);
        return classes.sum(Z.combine(name(), Y,
                (zk, yk) -> Math.max(zk, 0) - yk * zk + Math.log1p(Math.exp(-Math.abs(zk)))));
    }

    @Override
    public Matrix fromA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return classes.sum(A.combine(name(), Y,
                (ak, yk) -> (yk == 0 ? 0 : -yk * Math.log(ak)) + (yk == 1 ? 0 : -(1 - yk) * Math.log1p(-ak))));
    }

    @Override
    public Matrix dA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return classes.weigh(A.combine(name(), Y,
                (ak, yk) -> (yk == 0 ? 0 : -yk / ak) + (yk == 1 ? 0 : (1 - yk) / (1 - ak))));
    }

    @Override
    public Matrix dZ(Activation g, Matrix Z, Matrix Y) {
        requireNonNull(Y, "Y is null");
        requireOutput(g);
        // w ∘ (A − Y): σ′ of BP4 cancels against the denominator a(1 − a) of dA
        return classes.weigh(g.A(Z).minus(Y));
    }

    @Override
    public double room(double a) {
        return Math.min(a, 1 - a);
    }

    @Override
    public void requireOutput(Activation last) {
        MadeFor.require(this, Activation.SIGMOID, "a sigmoid", last);
    }

    @Override
    public void requireLabels(Matrix Y) {
        for (int k = 0; k < Y.rows(); k++) {
            for (int i = 0; i < Y.columns(); i++) {
                if (!(Y.get(k, i) >= 0 && Y.get(k, i) <= 1)) {
                    throw new IllegalArgumentException(
                            "cross-entropy: Y (%s) has %s at row %d, column %d; labels lie in [0, 1]%s".formatted(
                            Y.shape(), Y.get(k, i), k + 1, i + 1, cause(Y.get(k, i))));
                }
            }
        }
        classes.require(Y.rows());
    }

    private static String cause(double label) {
        return label == -1 ? "; are the classes coded −1 and 1?"
                : label > 1 ? "; is it the weight of an output? Weights belong to the loss: Loss.crossEntropy(w₁, …), "
                        + "with labels of 0 and 1" : "";
    }

    @Override
    public String toString() {
        return name();
    }
}
