package backstep.network;

import static backstep.matrix.Matrix.ones;

import backstep.matrix.Matrix;

/** Cross-entropy behind a sigmoid, ℓ = −Σ_k [y ln a + (1 − y) ln(1 − a)]. */
final class CrossEntropy implements Loss {

    @Override
    public String name() {
        return "cross-entropy";
    }

    @Override
    public Matrix fromZ(Activation g, Matrix z, Matrix y) {
        requireOutput(g);
        return sum(z.combine(name(), y, (zk, yk) -> Math.max(zk, 0) - yk * zk + Math.log1p(Math.exp(-Math.abs(zk)))));
    }

    @Override
    public Matrix fromA(Matrix a, Matrix y) {
        return sum(a.combine(name(), y, (ak, yk) -> (yk == 0 ? 0 : -yk * Math.log(ak)) + (yk == 1 ? 0 : -(1 - yk) * Math.log1p(-ak))));
    }

    @Override
    public Matrix dA(Matrix a, Matrix y) {
        return a.combine(name(), y, (ak, yk) -> (yk == 0 ? 0 : -yk / ak) + (yk == 1 ? 0 : (1 - yk) / (1 - ak)));
    }

    @Override
    public Matrix dZ(Activation g, Matrix z, Matrix y) {
        requireOutput(g);
        return z.map(g::g).minus(y); // σ′ of BP4 cancels against the denominator a(1 − a) of dA
    }

    @Override
    public double room(double a) {
        return Math.min(a, 1 - a);
    }

    @Override
    public void requireOutput(Activation last) {
        if (last != Activation.SIGMOID) {
            throw new IllegalArgumentException("cross-entropy needs a sigmoid in the last layer (dZ[L] = A[L] − Y holds for no other), given: %s"
                    .formatted(last.name()));
        }
    }

    @Override
    public void requireLabels(Matrix y) {
        for (int k = 0; k < y.rows(); k++) {
            for (int i = 0; i < y.columns(); i++) {
                if (!(y.get(k, i) >= 0 && y.get(k, i) <= 1)) {
                    throw new IllegalArgumentException("cross-entropy: Y (%s) has %s at row %d, column %d; labels lie in [0, 1]%s".formatted(
                            y.shape(), y.get(k, i), k, i, y.get(k, i) == -1 ? "; are the classes coded −1 and 1?" : ""));
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
