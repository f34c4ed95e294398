package backstep.network;

import static backstep.matrix.Matrix.ones;

import backstep.matrix.Matrix;
import java.util.function.DoubleBinaryOperator;

/** A loss given by what each output adds to it, ℓ = Σ_k loss(a_k, y_k), and by the derivative of that. */
record LossPerOutput(String name, DoubleBinaryOperator loss, DoubleBinaryOperator derivative) implements Loss {

    @Override
    public Matrix fromZ(Activation g, Matrix z, Matrix y) {
        return fromA(z.map(g::g), y);
    }

    @Override
    public Matrix fromA(Matrix a, Matrix y) {
        return ones(1, a.rows()).times(a.combine(name, y, loss));
    }

    @Override
    public Matrix dA(Matrix a, Matrix y) {
        return a.combine(name, y, derivative);
    }

    @Override
    public void requireOutput(Activation last) {
        if (last == Activation.SOFTMAX) {
            throw new IllegalArgumentException("%s behind softmax: each output depends on the whole column of Z, dA ∘ g′(Z) does not hold; softmax goes with %s"
                    .formatted(name, SOFTMAX_CROSS_ENTROPY));
        }
    }

    @Override
    public Matrix dZ(Activation g, Matrix z, Matrix y) {
        // BP4 at l = L  dZ = dA ∘ g′(Z)
        return dA(z.map(g::g), y).hadamard(z.map(g::gPrime));
    }

    @Override
    public String toString() {
        return name;
    }
}
