package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;

/** max(z, 0); g′ = [z &gt; 0]. */
final class Relu implements Elementwise {

    private final Matrix.Loop values = (a, of) -> {
        var z = of[0];
        for (int k = 0; k < a.length; k++) {
            a[k] = g(z[k]);
        }
    };

    private final Matrix.Loop pullback = (dZ, of) -> {
        var dA = of[0];
        var z = of[1];
        for (int k = 0; k < dZ.length; k++) {
            dZ[k] = dA[k] * gPrime(z[k]);
        }
    };

    @Override
    public String name() {
        return "ReLU";
    }

    @Override
    public double g(double z) {
        return Math.max(z, 0);
    }

    /**
     * [z &gt; 0], the smallest z included, without a branch: guessed wrong for half of the entries, that would cost
     * more than all else.
     */
    @Override
    public double gPrime(double z) {
        return Math.min(Math.max(z, 0) * 0x1p1022 * 0x1p52, 1);
    }

    @Override
    public double[] kinks() {
        return new double[] {0};
    }

    @Override
    public Matrix A(Matrix Z) {
        return Z.each(name(), values);
    }

    @Override
    public Matrix pullback(Matrix dA, Matrix Z) {
        return dA.each(name(), pullback, requireNonNull(Z, "Z is null"));
    }

    @Override
    public String toString() {
        return name();
    }
}
