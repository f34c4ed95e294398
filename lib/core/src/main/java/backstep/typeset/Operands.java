package backstep.typeset;

import backstep.engine.Step;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.function.Function;

/** What an equation's letters stand for: the operands and the output, and the count of examples. */
record Operands(Function<Quantity, Matrix> values, int m) {

    static Operands of(Step step) {
        return new Operands(step::value, step.examples());
    }

    /** Those of the first example alone. */
    Operands first() {
        return new Operands(name -> hasExamples(name) ? values.apply(name).columnAt(0) : values.apply(name), 1);
    }

    /** Whether a quantity has a column for each example. */
    static boolean hasExamples(Quantity quantity) {
        return switch (quantity.kind()) {
            case A, Z, Y, DA, DZ, LOSSES -> true;
            case W, B, DW, DB, J -> false;
        };
    }

    Matrix of(Term.Leaf leaf, boolean transposed) {
        var value = leaf instanceof Term.Value named ? values.apply(named.quantity()) : Matrix.ones(m, 1);
        return transposed ? value.transpose() : value;
    }

    Matrix of(Term.Evaluated value) {
        return value.value().apply(of(value.of(), false));
    }
}
