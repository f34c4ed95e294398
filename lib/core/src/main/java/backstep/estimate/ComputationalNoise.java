package backstep.estimate;

import backstep.matrix.Matrix;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rounding of the losses that shows when they are computed in small equal steps: the sixth difference of the
 * values, in which nothing smooth is left, over √924 (J. Moré and S. Wild, "Estimating computational noise", SIAM J.
 * Sci. Comput. 33, 2011); and, for each output, their last binary digit: what it adds to a loss may be the small
 * difference of large numbers.
 */
final class ComputationalNoise {

    private static final List<Integer> SIXTH = List.of(1, -6, 15, -20, 15, -6, 1);
    // Σ of their squares: by so much the difference is noisier than a value
    private static final double SPREAD = Math.sqrt(924);
    private static final int WINDOWS = 3;

    private ComputationalNoise() {}

    /**
     * For each example, the least of four: a unit near its kink drowns the roundings, but to one side; a sharp bend,
     * but at long steps.
     *
     * @param losses so many first steps away
     */
    static Matrix of(DoubleFunction<Matrix> losses, int outputs) {
        var walks = DoubleStream.of(1, -1, 0.01, -0.01)
                .mapToObj(part -> IntStream.rangeClosed(1, SIXTH.size() + WINDOWS - 1)
                .mapToObj(k -> losses.apply(part * Tolerances.CRUDE * k)).toList()).toList();
        var all = walks.stream().flatMap(List::stream).toList();
        return each(walks.stream().map(ComputationalNoise::sixthDifference), Math::min)
                .times(Tolerances.FEW_VALUES / SPREAD)
                .plus(lastDigits(all).times(outputs));
    }

    /** For each example, the last binary digit of its loss around a Z. */
    static Matrix lastDigits(UnaryOperator<Matrix> losses, Matrix Z) {
        double step = Tolerances.REACH * Tolerances.CRUDE / 3; // which no short binary number is
        return lastDigits(IntStream.rangeClosed(-2, 2).mapToObj(k -> losses.apply(Matrix.generate(Z.rows(), Z.columns(),
                (i, j) -> Z.get(i, j) + k * step * (i % 2 == 0 ? 1 : -0.7)))).toList());
    }

    private static Matrix lastDigits(List<Matrix> around) {
        var range = each(around.stream(), Math::max).minus(each(around.stream(), Math::min));
        // Of a loss that never moves, the last digit tells no more than that it may be made of numbers of size 1.
        return each(around.stream().map(losses -> losses.map(ComputationalNoise::lastDigit)), Math::min)
                .combine("of", range, (digit, moved) -> moved == 0 ? Math.min(digit, Math.ulp(1.0)) : digit);
    }

    private static Matrix sixthDifference(List<Matrix> losses) {
        return each(IntStream.range(0, WINDOWS).mapToObj(first -> IntStream.range(0, SIXTH.size())
                .mapToObj(k -> losses.get(first + k).times(SIXTH.get(k))).reduce(Matrix::plus).orElseThrow()
                        .map(Math::abs)), Math::max);
    }

    private static Matrix each(Stream<Matrix> matrices, DoubleBinaryOperator choice) {
        return matrices.reduce((one, other) -> one.combine("choose", other, choice)).orElseThrow();
    }

    /** The power of 2 of which a number is an odd multiple. */
    static double lastDigit(double x) {
        int zeros = Math.min(52, Long.numberOfTrailingZeros(Double.doubleToLongBits(x)));
        return x == 0 ? Double.MAX_VALUE : Math.scalb(Math.ulp(x), zeros);
    }
}
