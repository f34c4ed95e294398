package backstep.network;

import static backstep.matrix.Matrix.ones;
import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import java.util.function.DoubleBinaryOperator;

/** A loss given by what each output adds to it, ℓ = Σ_k loss(a_k, y_k), and by the derivative of that. */
record LossPerOutput(String name, DoubleBinaryOperator loss, DoubleBinaryOperator derivative, double[] kinks)
        implements Loss {

    @Override
    public double[] kinks() {
        return kinks.clone();
    }

    LossPerOutput {
        requireNonNull(name, "name is null");
        requireNonNull(loss, "loss is null");
        requireNonNull(derivative, "derivative is null");
    }

    @Override
    public Matrix fromZ(Activation g, Matrix Z, Matrix Y) {
        return fromA(g.A(Z), Y);
    }

    @Override
    public Matrix fromA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return ones(1, A.rows()).times(A.combine(name, Y, loss));
    }

    @Override
    public Matrix dA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return A.combine(name, Y, derivative);
    }

    @Override
    public Matrix dZ(Activation g, Matrix Z, Matrix Y) {
        // BP4 at l = L
        return g.pullback(dA(g.A(Z), Y), Z);
    }

    @Override
    public String toString() {
        return name;
    }
}
