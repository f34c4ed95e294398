package backstep.estimate;

/**
 * One derivative by difference quotients.
 *
 * @param value the estimate
 * @param bar how far it may be off: what the scheme leaves out, and round-off; ∞ where every step straddles a kink
 * @param step the h it was taken with
 * @param plus the cost or loss at +h
 * @param minus the cost or loss at −h (at 0 for a one-sided quotient)
 * @param kink what no step could keep from its kink, or null
 * @param bend the slopes to the two sides, where they stay apart at a kink that nobody declared, or null
 */
public record Slope(double value, double bar, double step, double plus, double minus, Kink kink, Bend bend) {}
