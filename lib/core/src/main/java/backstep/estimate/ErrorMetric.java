package backstep.estimate;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Digits;
import backstep.matrix.Matrix;

/**
 * The one measure of disagreement and its limits: |x − x̂| / max(|x|, |x̂|, 1e-3), with the max-norm of the whole block
 * below the line.
 */
public final class ErrorMetric {

    /** A block whose entries are all smaller is compared with this size. */
    public static final double FLOOR = Tolerances.FLOOR;

    /** The largest error of a right equation, for central differences in double with a step of 1e-5. */
    public static final double LIMIT = Tolerances.LIMIT;

    private ErrorMetric() {}

    /**
     * The error of each entry, relative to its block: |x − x̂| / max(‖x‖, ‖x̂‖, FLOOR).
     *
     * @param x the block in question
     * @param expected x̂, of the same shape
     * @return a matrix of that shape; ∞ where either entry is not finite
     * @throws IllegalArgumentException if the shapes differ
     */
    public static Matrix entries(Matrix x, Matrix expected) {
        requireNonNull(x, "x is null");
        requireNonNull(expected, "expected is null");
        double scale = Math.max(FLOOR, Math.max(finiteNorm(x), finiteNorm(expected)));
        return x.combine("compare", expected, (a, b) ->
                Double.isFinite(a) && Double.isFinite(b) ? Math.abs(a - b) / scale : Double.POSITIVE_INFINITY);
    }

    /**
     * The error of a block: its largest entry's.
     *
     * @param x the block in question
     * @param expected x̂
     * @return 0 or more; ∞ if an entry is not finite
     * @throws IllegalArgumentException if the shapes differ
     */
    public static double of(Matrix x, Matrix expected) {
        return entries(x, expected).maxAbs();
    }

    /**
     * An error as text: what is at the noise level by its order of magnitude, what is wrong by its digits.
     *
     * @param error 0 or more
     * @return for example {@code ~1e-11} or {@code 0.76}
     */
    public static String text(double error) {
        return error <= LIMIT ? Digits.magnitude(error) : Digits.of(error, 2);
    }

    private static double finiteNorm(Matrix x) {
        return x.map(v -> Double.isFinite(v) ? v : 0).maxAbs();
    }
}
