package backstep.check;

import backstep.estimate.Tolerances;
import backstep.matrix.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a block that is not simply right needs said. */
final class Diagnosis {

    private Diagnosis() {}

    /** The worst entry, a ratio that is constant, and whether the block only follows from an earlier fault. */
    static List<String> of(Block block, int m) {
        var remarks = new ArrayList<String>();
        if (block.verdict() == Verdict.OK || block.entries().isEmpty()) {
            return remarks;
        }
        var worst = block.worst();
        remarks.add("(%d, %d): analytic %s, numeric %s ± %s".formatted(worst.row(), worst.column(), six(worst.given()),
                six(worst.expected()),
                Digits.of(worst.bar(), 1)));
        if (worst.step() > 0) {
            remarks.add("f(+h) %s, f(−h) %s, h %s".formatted(six(worst.plus()), six(worst.minus()),
                    Digits.of(worst.step(), 2)));
        }
        if (worst.kink() != null) {
            remarks.add("at its kink: " + worst.kink());
        }
        block.constantRatio().ifPresent(ratio ->
                remarks.add("analytic is %s × numeric%s".formatted(four(ratio), cause(ratio, m))));
        if (block.isFault() && !block.isCause()) {
            remarks.add("its own equation is right; the fault came in before");
        }
        return remarks;
    }

    private static String cause(double ratio, int m) {
        if (m > 1 && near(ratio, m)) {
            return ": sum instead of mean over m = %d?".formatted(m);
        }
        if (m > 1 && near(ratio, 1.0 / m)) {
            return ": divided by m = %d twice?".formatted(m);
        }
        return near(ratio, -1) ? ": the sign?" : near(ratio, 2) ? ": a factor 2 too many?"
                : near(ratio, 0.5) ? ": a factor 1/2 too many?" : near(ratio, 0) ? ": is it 0?" : "";
    }

    private static boolean near(double ratio, double target) {
        return Math.abs(ratio - target) <= Tolerances.RATIO * Math.max(Tolerances.RATIO, Math.abs(target));
    }

    private static String six(double value) {
        return Digits.of(value, 6);
    }

    private static String four(double ratio) {
        return Math.abs(ratio) >= 0.01 && Math.abs(ratio) < 1000 ? String.format(Locale.ROOT, "%.3f", ratio)
                : Digits.of(ratio, 4);
    }
}
