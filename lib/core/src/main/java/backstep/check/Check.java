package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.estimate.ErrorMetric;
import backstep.estimate.Tolerances;
import backstep.matrix.Matrix;
import java.math.BigDecimal;

/** Checks that throw, for whatever a text claims; {@code assert} is off in most kernels. */
public final class Check {

    private Check() {}

    /**
     * Holds a number that a text states to the number that was computed.
     *
     * @param value as computed
     * @param digits as the text has it, for example {@code "0.6106"}
     * @return the computed value
     * @throws IllegalStateException if the value does not round to these digits
     */
    public static double stated(double value, String digits) {
        requireNonNull(digits, "digits is null");
        var text = new BigDecimal(digits);
        double halfUnit = text.ulp().doubleValue() / 2;
        if (!(Math.abs(value - text.doubleValue()) <= halfUnit * (1 + Tolerances.HALF_WAY))) {
            throw new IllegalStateException("the text states %s, computed: %s".formatted(digits, value));
        }
        return value;
    }

    /**
     * Holds two matrices to be the same up to round-off and difference quotients.
     *
     * @param given as computed
     * @param expected what it must be, of the same shape
     * @return the given matrix
     * @throws IllegalStateException if their error is above {@link ErrorMetric#LIMIT}
     * @throws IllegalArgumentException if the shapes differ
     */
    public static Matrix same(Matrix given, Matrix expected) {
        requireNonNull(given, "given is null");
        requireNonNull(expected, "expected is null");
        double error = ErrorMetric.of(given, expected);
        if (!(error <= ErrorMetric.LIMIT)) {
            throw new IllegalStateException("error %.1e, allowed %.0e; given %s, needed %s"
                    .formatted(error, ErrorMetric.LIMIT, given, expected));
        }
        return given;
    }

    /**
     * Holds two numbers to be the same up to round-off and difference quotients.
     *
     * @param given as computed
     * @param expected what it must be
     * @return the given number
     * @throws IllegalStateException if their error is above {@link ErrorMetric#LIMIT}
     */
    public static double same(double given, double expected) {
        return same(Matrix.row(given), Matrix.row(expected)).get(0, 0);
    }

    /**
     * Holds a claim to be true.
     *
     * @param claim what the text says
     * @param holds whether it does
     * @throws IllegalStateException if it does not
     */
    public static void that(String claim, boolean holds) {
        requireNonNull(claim, "claim is null");
        if (!holds) {
            throw new IllegalStateException("not true: " + claim);
        }
    }
}
