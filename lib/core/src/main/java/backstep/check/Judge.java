package backstep.check;

import java.util.List;

/** How a verdict is reached: the error bar decides; the normwise limit is only the floor below which nothing is called wrong. */
final class Judge {

    /** A bar wider than this part of the block's size cannot tell right from wrong. */
    static final double TELLING = 1e-5;

    private Judge() {}

    /** Of one entry, in a block of a given size (the max-norm of what was given and what was estimated). */
    static Verdict entry(double given, double expected, double bar, boolean kink, double size) {
        if (!Double.isFinite(given) || !Double.isFinite(expected)) {
            return Verdict.NOT_FINITE;
        }
        if (kink) {
            return Verdict.KINK;
        }
        double difference = Math.abs(given - expected);
        double floor = size < ErrorMetric.FLOOR ? 0 : ErrorMetric.LIMIT * size;
        if (difference > Math.max(bar, floor)) {
            return Verdict.WRONG;
        }
        boolean bothZero = given == 0 && expected == 0;
        return bothZero || bar <= TELLING * size ? Verdict.OK : Verdict.TOO_SMALL_TO_TELL;
    }

    /** Of a block: what counts against the rules comes first, then what could not be told. */
    static Verdict block(List<Entry> entries) {
        if (entries.isEmpty()) {
            return Verdict.NOT_COMPUTED;
        }
        for (var verdict : List.of(Verdict.NOT_FINITE, Verdict.WRONG, Verdict.KINK, Verdict.TOO_SMALL_TO_TELL)) {
            if (entries.stream().anyMatch(entry -> entry.verdict() == verdict)) {
                return verdict;
            }
        }
        return Verdict.OK;
    }
}
