package backstep.matrix;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The loops of elementwise operations; loops of the same function are equal, so that a {@link Program} knows them
 * again.
 */
final class Loops {

    static final Matrix.Loop HADAMARD = (product, of) -> {
        var x = of[0];
        var y = of[1];
        for (int k = 0; k < product.length; k++) {
            product[k] = x[k] * y[k];
        }
    };

    private Loops() {}

    /** One operand through a function. */
    record Mapped(DoubleUnaryOperator function) implements Matrix.Loop {
        @Override
        public void run(double[] result, double[]... operands) {
            for (int k = 0; k < result.length; k++) {
                result[k] = function.applyAsDouble(operands[0][k]);
                Interrupts.poll("a loop over a matrix", k);
            }
        }
    }

    /** Two operands through a function. */
    record Combined(DoubleBinaryOperator function) implements Matrix.Loop {
        @Override
        public void run(double[] result, double[]... operands) {
            for (int k = 0; k < result.length; k++) {
                result[k] = function.applyAsDouble(operands[0][k], operands[1][k]);
                Interrupts.poll("a loop over two matrices", k);
            }
        }
    }

    /** One operand, each column of so many rows by itself. */
    record ByColumn(int rows, Matrix.Loop loop) implements Matrix.Loop {
        @Override
        public void run(double[] result, double[]... operands) {
            var column = new double[rows];
            for (int start = 0; start < result.length; start += rows) {
                loop.run(column, Arrays.copyOfRange(operands[0], start, start + rows));
                System.arraycopy(column, 0, result, start, rows);
                Interrupts.poll("a loop over columns", start / rows);
            }
        }
    }
}
