package backstep.estimate;

import backstep.matrix.Matrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rounding of the losses that shows when they are computed in small equal steps: the sixth difference of the values, in which
 * nothing smooth is left, over √924 (J. Moré and S. Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33, 2011); and
 * their last binary digit, for a loss that is the small difference of numbers of size 1.
 */
final class ComputationalNoise {

    private static final List<Integer> SIXTH = List.of(1, -6, 15, -20, 15, -6, 1);
    private static final double SPREAD = Math.sqrt(924); // Σ of their squares: by so much the difference is noisier than a value
    private static final int WINDOWS = 3;

    private ComputationalNoise() {}

    /** For each example, from steps to one side: a unit near its kink would drown the roundings, but it lies to one side. */
    static Matrix of(Perturbation perturbation) {
        return seen(perturbation, Tolerances.CRUDE).combine("smaller", seen(perturbation, -Tolerances.CRUDE), Math::min);
    }

    private static Matrix seen(Perturbation perturbation, double step) {
        var losses = IntStream.range(0, SIXTH.size() + WINDOWS - 1).mapToObj(k -> perturbation.at(step * (k + 1)).losses()).toList();
        var differences = IntStream.range(0, WINDOWS).mapToObj(first -> IntStream.range(0, SIXTH.size())
                .mapToObj(k -> losses.get(first + k).times(SIXTH.get(k))).reduce(Matrix::plus).orElseThrow().map(Math::abs))
                .reduce((one, other) -> one.combine("larger", other, Math::max)).orElseThrow();
        var lastDigit = losses.stream().map(loss -> loss.map(ComputationalNoise::lastDigit))
                .reduce((one, other) -> one.combine("smaller", other, Math::min)).orElseThrow();
        return differences.times(Tolerances.FEW_VALUES / SPREAD).plus(lastDigit);
    }

    /** The power of 2 of which a number is an odd multiple, but no more than that of numbers of size 1. */
    private static double lastDigit(double x) {
        int zeros = Math.min(52, Long.numberOfTrailingZeros(Double.doubleToLongBits(x)));
        return x == 0 ? Math.ulp(1.0) : Math.min(Math.ulp(1.0), Math.scalb(Math.ulp(x), zeros));
    }
}
