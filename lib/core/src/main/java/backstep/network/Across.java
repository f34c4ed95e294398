package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** An activation given by what it does with a whole layer, and by its pullback. */
record Across(String name, UnaryOperator<Matrix> function, BinaryOperator<Matrix> back, boolean mixesExamples)
        implements Activation {

    Across {
        requireNonNull(name, "name");
        requireNonNull(function, "A");
        requireNonNull(back, "pullback");
    }

    @Override
    public Matrix A(Matrix Z) {
        return function.apply(Z);
    }

    @Override
    public Matrix pullback(Matrix dA, Matrix Z) {
        return back.apply(dA, Z);
    }

    @Override
    public String toString() {
        return name;
    }
}
