package backstep.network;

import static backstep.matrix.Matrix.ones;
import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import java.util.Arrays;

/** Cross-entropy of several classes behind softmax, ℓ = −Σ_k y_k ln a_k, where the labels of an example sum to 1. */
final class SoftmaxCrossEntropy implements Loss {

    private static final double ROUNDING = 1e-9;

    /** −ln a_k = ln Σ_j e^(z_j − z_k), in a form that neither overflows nor loses its digits where a_k is next to 1. */
    static double surprise(Matrix Z, int k, int i) {
        double largest = 0;
        for (int j = 0; j < Z.rows(); j++) {
            largest = Math.max(largest, Z.get(j, i) - Z.get(k, i));
        }
        double others = 0;
        boolean left = false; // the term that is e^0 is left out once: it is the 1 of log1p
        for (int j = 0; j < Z.rows(); j++) {
            double distance = Z.get(j, i) - Z.get(k, i) - largest;
            if (distance == 0 && !left) {
                left = true;
            } else {
                others += Math.exp(distance);
            }
        }
        return largest + Math.log1p(others);
    }

    @Override
    public String name() {
        return "softmax cross-entropy";
    }

    @Override
    public Matrix fromZ(Activation g, Matrix Z, Matrix Y) {
        requireNonNull(Y, "Y is null");
        requireOutput(g);
        return sum(Matrix.generate(Z.rows(), Z.columns(),
                (k, i) -> Y.get(k, i) == 0 ? 0 : Y.get(k, i) * surprise(Z, k, i)));
    }

    @Override
    public Matrix fromA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return sum(A.combine(name(), Y, (ak, yk) -> yk == 0 ? 0 : -yk * Math.log(ak)));
    }

    @Override
    public Matrix dA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return A.combine(name(), Y, (ak, yk) -> yk == 0 ? 0 : -yk / ak);
    }

    @Override
    public Matrix dZ(Activation g, Matrix Z, Matrix Y) {
        requireNonNull(Y, "Y is null");
        requireOutput(g);
        return g.A(Z).minus(Y); // A ∘ (dA − 11ᵀ(A ∘ dA)) with dA = −Y/A, since the labels sum to 1
    }

    @Override
    public double room(double a) {
        return a;
    }

    @Override
    public void requireOutput(Activation last) {
        requireNonNull(last, "last (g of the last layer) is null");
        if (last != Activation.SOFTMAX) {
            throw new IllegalArgumentException(("softmax cross-entropy needs softmax in the last layer (dZ[L] = A[L] − "
                    + "Y holds for no other), given: %s")
                    .formatted(last.name()));
        }
    }

    @Override
    public void requireLabels(Matrix Y) {
        for (int i = 0; i < Y.columns(); i++) {
            var labels = Y.columnAt(i);
            double sum = labels.sum();
            if (!(Math.abs(sum - 1) <= ROUNDING) || labels.map(label -> label < 0 ? 1 : 0).sum() > 0) {
                throw new IllegalArgumentException(("softmax cross-entropy: column %d of Y (%s) is %s, its sum %s; the "
                        + "labels of an example are at least 0 and sum to 1, with a row for each class")
                        .formatted(i + 1, Y.shape(), Arrays.toString(labels.transpose().toArray()[0]), sum));
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }

    private static Matrix sum(Matrix perOutput) {
        return ones(1, perOutput.rows()).times(perOutput);
    }
}
