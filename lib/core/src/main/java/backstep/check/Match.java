package backstep.check;

import backstep.check.UnderTest.Attempt;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Whether a formula gives what somebody's gave: the same numbers, or the same refusal. */
final class Match {

    /** Roundings that differ by the order of sums; every two mistakes differ by far more. */
    private static final double PART = 1e-9;

    private Match() {}

    /** What a formula gives at a site. */
    static Attempt attempt(Function<Site, Matrix> formula, Site at) {
        try {
            return new Attempt(Optional.ofNullable(formula.apply(at)), "");
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException refusal) {
            return new Attempt(Optional.empty(), String.valueOf(refusal.getMessage()));
        }
    }

    /**
     * Whether a formula reproduces an attempt.
     *
     * @param factor by what the attempt's scale differs
     * @param off how far an entry may be off besides
     */
    static boolean same(Attempt theirs, double factor, Attempt formula, double off) {
        if (theirs.value().isEmpty() || formula.value().isEmpty()) {
            return theirs.value().isEmpty() && formula.value().isEmpty() && !formula.message().isBlank()
                    && theirs.message().endsWith(formula.message());
        }
        return same(theirs.value().get().times(1 / factor), formula.value().get(), off);
    }

    static boolean same(Matrix one, Matrix other, double off) {
        if (!one.sameShape(other)) {
            return false;
        }
        double allowed = off + PART * Math.max(finiteSize(one), finiteSize(other));
        return one.combine("compare", other, (a, b) -> a == b || Double.isNaN(a) && Double.isNaN(b)
                || Math.abs(a - b) <= allowed ? 0 : 1).sum() == 0;
    }

    static double finiteSize(Matrix matrix) {
        return matrix.map(x -> Double.isFinite(x) ? x : 0).maxAbs();
    }
}
