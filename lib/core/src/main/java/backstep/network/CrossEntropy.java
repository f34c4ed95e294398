package backstep.network;

import static backstep.matrix.Matrix.ones;
import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;

/** Cross-entropy behind a sigmoid, ℓ = −Σ_k [y ln a + (1 − y) ln(1 − a)]. */
final class CrossEntropy implements Loss {

    @Override
    public String name() {
        return "cross-entropy";
    }

    @Override
    public Matrix fromZ(Activation g, Matrix Z, Matrix Y) {
        requireNonNull(Y, "Y is null");
        requireOutput(g);
        return sum(Z.combine(name(), Y, (zk, yk) -> Math.max(zk, 0) - yk * zk + Math.log1p(Math.exp(-Math.abs(zk)))));
    }

    @Override
    public Matrix fromA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return sum(A.combine(name(), Y,
                (ak, yk) -> (yk == 0 ? 0 : -yk * Math.log(ak)) + (yk == 1 ? 0 : -(1 - yk) * Math.log1p(-ak))));
    }

    @Override
    public Matrix dA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return A.combine(name(), Y, (ak, yk) -> (yk == 0 ? 0 : -yk / ak) + (yk == 1 ? 0 : (1 - yk) / (1 - ak)));
    }

    @Override
    public Matrix dZ(Activation g, Matrix Z, Matrix Y) {
        requireNonNull(Y, "Y is null");
        requireOutput(g);
        return g.A(Z).minus(Y); // σ′ of BP4 cancels against the denominator a(1 − a) of dA
    }

    @Override
    public double room(double a) {
        return Math.min(a, 1 - a);
    }

    @Override
    public void requireOutput(Activation last) {
        requireNonNull(last, "last (g of the last layer) is null");
        if (last != Activation.SIGMOID) {
            throw new IllegalArgumentException(
                    "cross-entropy needs a sigmoid in the last layer (dZ[L] = A[L] − Y holds for no other), given: %s"
                    .formatted(last.name()));
        }
    }

    @Override
    public void requireLabels(Matrix Y) {
        for (int k = 0; k < Y.rows(); k++) {
            for (int i = 0; i < Y.columns(); i++) {
                if (!(Y.get(k, i) >= 0 && Y.get(k, i) <= 1)) {
                    throw new IllegalArgumentException(
                            "cross-entropy: Y (%s) has %s at row %d, column %d; labels lie in [0, 1]%s".formatted(
                            Y.shape(), Y.get(k, i), k + 1, i + 1,
                            Y.get(k, i) == -1 ? "; are the classes coded −1 and 1?" : ""));
                }
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
