package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.estimate.Kink;

/**
 * One derivative as the rules gave it, beside its estimate.
 *
 * @param row from 0
 * @param column from 0
 * @param given by the rules
 * @param expected the estimate, or the reference value
 * @param bar how far the estimate may be off
 * @param step the h of the estimate; 0 where there was none to take
 * @param plus the cost or loss at +h
 * @param minus the cost or loss at −h (at 0 for a one-sided quotient)
 * @param kink the unit or weight at its kink, or null
 * @param verdict what can be said
 */
public record Entry(int row, int column, double given, double expected, double bar, double step, double plus,
        double minus, Kink kink,
        Verdict verdict) {

    /** Refuses an entry without a verdict. */
    public Entry {
        requireNonNull(verdict, "verdict is null");
    }
}
