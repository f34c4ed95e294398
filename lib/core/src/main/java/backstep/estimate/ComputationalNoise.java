package backstep.estimate;

import backstep.matrix.Matrix;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The rounding of the losses that shows when they are computed in small equal steps: the sixth difference of the values, in which
 * nothing smooth is left, over √924 (J. Moré and S. Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33, 2011); and,
 * for each output, their last binary digit: what it adds to a loss may be the small difference of numbers of size 1.
 */
final class ComputationalNoise {

    private static final List<Integer> SIXTH = List.of(1, -6, 15, -20, 15, -6, 1);
    private static final double SPREAD = Math.sqrt(924); // Σ of their squares: by so much the difference is noisier than a value
    private static final int WINDOWS = 3;

    private ComputationalNoise() {}

    /** For each example, the least of four: a unit near its kink drowns the roundings, but to one side; a sharp bend, but at long steps. */
    static Matrix of(Perturbation perturbation, int outputs) {
        return DoubleStream.of(1, -1, 0.01, -0.01).mapToObj(part -> seen(perturbation, part * Tolerances.CRUDE, outputs))
                .reduce((one, other) -> one.combine("smaller", other, Math::min)).orElseThrow();
    }

    private static Matrix seen(Perturbation perturbation, double step, int outputs) {
        var losses = IntStream.range(0, SIXTH.size() + WINDOWS - 1).mapToObj(k -> perturbation.at(step * (k + 1)).losses()).toList();
        var differences = IntStream.range(0, WINDOWS).mapToObj(first -> IntStream.range(0, SIXTH.size())
                .mapToObj(k -> losses.get(first + k).times(SIXTH.get(k))).reduce(Matrix::plus).orElseThrow().map(Math::abs))
                .reduce((one, other) -> one.combine("larger", other, Math::max)).orElseThrow();
        var lastDigit = losses.stream().map(loss -> loss.map(ComputationalNoise::lastDigit))
                .reduce((one, other) -> one.combine("smaller", other, Math::min)).orElseThrow();
        return differences.times(Tolerances.FEW_VALUES / SPREAD).plus(lastDigit.times(outputs));
    }

    /** The power of 2 of which a number is an odd multiple, but no more than that of numbers of size 1. */
    private static double lastDigit(double x) {
        int zeros = Math.min(52, Long.numberOfTrailingZeros(Double.doubleToLongBits(x)));
        return x == 0 ? Math.ulp(1.0) : Math.min(Math.ulp(1.0), Math.scalb(Math.ulp(x), zeros));
    }
}
