package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.estimate.NumericalGradient;
import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import java.util.function.UnaryOperator;

/** Jacobians of parts of a forward pass, by central differences. */
public final class LocalDifference {

    private LocalDifference() {}

    /**
     * ∂f/∂x at x.
     *
     * @param f from a matrix to a column
     * @param x where
     * @return one row for each entry of f(x), one column for each entry of x, row by row
     */
    public static Matrix jacobian(UnaryOperator<Matrix> f, Matrix x) {
        requireNonNull(x, "x is null");
        return Matrix.generate(f.apply(x).rows(), x.rows() * x.columns(), (i, k) -> {
            Interrupts.poll("a Jacobian by difference quotients");
            int row = k / x.columns();
            int column = k % x.columns();
            return NumericalGradient.slope(entry -> f.apply(x.with(row, column, entry)).get(i, 0), x.get(row, column));
        });
    }
}
