package backstep.network;

import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;

/** σ(z) = 1 / (1 + e<sup>−z</sup>), with σ′ in a form that keeps its digits where σ is 1 to the last bit. */
final class Sigmoid implements Elementwise {

    /** Above this, 1 − a has lost more than 10 of its 53 bits. */
    private static final double NEAR_ONE = 1 - 0x1p-10;

    private final Matrix.Loop values = (a, of) -> {
        var z = of[0];
        for (int k = 0; k < a.length; k++) {
            a[k] = g(z[k]);
            Interrupts.poll("an activation", k);
        }
    };

    private final Matrix.Loop pullback = (dZ, of) -> {
        var dA = of[0];
        var z = of[1];
        var a = of[2];
        for (int k = 0; k < dZ.length; k++) {
            dZ[k] = dA[k] * (a[k] <= NEAR_ONE ? a[k] * (1 - a[k]) : gPrime(z[k]));
        }
    };

    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    public double g(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    @Override
    public double gPrime(double z) {
        double e = Math.exp(-Math.abs(z));
        return e / ((1 + e) * (1 + e)); // = σ(z) (1 − σ(z))
    }

    @Override
    public Matrix A(Matrix Z) {
        return Z.each(name(), values);
    }

    /** dA ∘ A ∘ (1 − A), with g′ from Z where 1 − A would lose digits. */
    @Override
    public Matrix pullback(Matrix dA, Matrix Z) {
        return dA.each(name(), pullback, Z, A(Z));
    }

    @Override
    public String toString() {
        return name();
    }
}
