package backstep.network;

import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;

/** tanh(z), with g′ = 1 − tanh² in a form that keeps its digits where tanh is ±1 to the last bit. */
final class Tanh implements Elementwise {

    /** Beyond this, 1 − a² has lost some 10 of its 53 bits. */
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
            dZ[k] = dA[k] * (Math.abs(a[k]) <= NEAR_ONE ? 1 - a[k] * a[k] : gPrime(z[k]));
        }
    };

    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public double g(double z) {
        return StrictMath.tanh(z); // Math.tanh gives another last bit from JDK 24 on
    }

    @Override
    public double gPrime(double z) {
        double e = Math.exp(-2 * Math.abs(z));
        return 4 * e / ((1 + e) * (1 + e)); // = 1 − tanh(z)²
    }

    @Override
    public Matrix A(Matrix Z) {
        return Z.each(name(), values);
    }

    /** dA ∘ (1 − A ∘ A), with g′ from Z where that would lose digits. */
    @Override
    public Matrix pullback(Matrix dA, Matrix Z) {
        return dA.each(name(), pullback, Z, A(Z));
    }

    @Override
    public String toString() {
        return name();
    }
}
