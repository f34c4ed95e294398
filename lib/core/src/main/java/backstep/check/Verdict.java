package backstep.check;

import backstep.estimate.Tolerances;
import java.util.List;

/** What a check can say of an entry or a block. */
public enum Verdict {
    /** The derivative lies within the estimate's error bar, and the bar is small enough to tell. */
    OK("OK"),
    /** It lies outside, and not by round-off. */
    WRONG("WRONG"),
    /** The slopes to the left and to the right differ: there is no derivative to compare with. */
    KINK("KINK"),
    /**
     * The estimate's own error exceeds what there is to see: a saturated unit, or a derivative that is next to nothing.
     */
    TOO_SMALL_TO_TELL("TOO SMALL"),
    /**
     * The estimate or its bar is no number, as where a loss ends close by: whoever is at fault, it is not the rules.
     */
    NO_ESTIMATE("NO BAR"),
    /** NaN or infinite. */
    NOT_FINITE("NOT FINITE"),
    /** The rule threw, or gave no matrix of the right shape. */
    NOT_COMPUTED("NOT RUN");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /**
     * Whether it counts against the rules.
     *
     * @return true for WRONG, NOT_FINITE and NOT_COMPUTED
     */
    public boolean isFault() {
        return this == WRONG || this == NOT_FINITE || this == NOT_COMPUTED;
    }

    /**
     * What can be said of one entry: the error bar decides; the normwise limit is only the floor below which nothing is
     * called wrong. Two zeros are as far from each other as any two numbers that the bar does not tell apart.
     *
     * @param size of its block, the max-norm of what was given and what was estimated
     */
    static Verdict of(double given, double expected, double bar, boolean kink, double size) {
        return of(given, expected, bar, kink, size, Precision.DOUBLE);
    }

    /** The same of values in a lower precision, of which less can be asked. */
    static Verdict of(double given, double expected, double bar, boolean kink, double size, Precision precision) {
        if (!Double.isFinite(given)) {
            return NOT_FINITE;
        }
        if (kink) {
            return KINK;
        }
        if (!Double.isFinite(expected) || Double.isNaN(bar)) {
            return NO_ESTIMATE;
        }
        double difference = Math.abs(given - expected);
        // Below the normal numbers what is left of a derivative has no digits, and may have gone altogether.
        double floor = size < Tolerances.FLOOR ? Double.MIN_NORMAL : Tolerances.LIMIT * size;
        if (difference > Math.max(bar, floor)) {
            return WRONG;
        }
        double telling = Tolerances.telling(precision.unitRoundoff());
        return bar <= telling * Math.max(size, Double.MIN_NORMAL) ? OK : TOO_SMALL_TO_TELL;
    }

    /** Of a block: what counts against the rules comes first, then what could not be told. */
    static Verdict of(List<Entry> entries) {
        if (entries.isEmpty()) {
            return NOT_COMPUTED;
        }
        for (var verdict : List.of(NOT_FINITE, WRONG, NO_ESTIMATE, KINK, TOO_SMALL_TO_TELL)) {
            if (entries.stream().anyMatch(entry -> entry.verdict() == verdict)) {
                return verdict;
            }
        }
        return OK;
    }

    @Override
    public String toString() {
        return text;
    }
}
