package backstep.check;

import backstep.check.UpdateTrial.Outcome;
import backstep.check.UpdateTrial.Place;
import backstep.estimate.Tolerances;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The verdict on one parameter after one step: what it moved by, beside what the rule moves it by. */
final class UpdateJudge {

    /** A step tells right from wrong where rounding is at most this part of it. */
    private static final double TELLING = 0.1;

    private UpdateJudge() {}

    static UpdateBlock of(Place place, UpdateStep step, Outcome must) {
        var before = step.before().get(place.parameter());
        var after = step.after().get(place.parameter());
        if (after == null) {
            return block(place, before, Verdict.NOT_COMPUTED, 0, List.of(step.thrown().get(place.parameter())));
        }
        if (must.theta() == null || !must.theta().value().sameShape(before)) {
            throw new IllegalArgumentException("%s: the rule itself does not keep the shape %s"
                    .formatted(place.parameter(), before.shape()));
        }
        if (!after.sameShape(before)) {
            return block(place, before, Verdict.NOT_COMPUTED, 0, List.of("is %s after the step, needs to stay %s"
                    .formatted(after.shape(), before.shape())));
        }
        if (!after.isFinite()) {
            return block(place, before, Verdict.NOT_FINITE, Double.POSITIVE_INFINITY,
                    List.of("NaN or infinite after the step"));
        }
        var change = must.change();
        var off = after.minus(must.theta().value());
        double size = Math.max(change.maxAbs(), Double.MIN_NORMAL);
        double error = off.maxAbs() / size;
        if (!must.theta().reaches(after)) {
            return block(place, before, Verdict.WRONG, error, wrong(before, after, must));
        }
        var stale = state(step, place, must);
        if (!stale.isEmpty()) {
            return block(place, before, Verdict.WRONG, error, stale);
        }
        return told(place, before, change, must.theta().bar(), error);
    }

    /** Where the gradient itself is that of a later network. */
    static UpdateBlock late(Place place, UpdateStep step) {
        return block(place, step.before().get(place.parameter()), Verdict.WRONG, 0,
                List.of("%s was computed with weights that were updated already"
                        .formatted(UpdateStep.gradientOf(place.parameter()))));
    }

    private static UpdateBlock block(Place place, Matrix before, Verdict verdict, double error, List<String> remarks) {
        return new UpdateBlock(place.step(), place.parameter(), before.shape(), verdict, error, remarks);
    }

    private static UpdateBlock told(Place place, Matrix before, Matrix change, Matrix bar, double error) {
        double told = change.combine("tells", bar, (by, most) -> most <= TELLING * Math.abs(by) ? 1 : 0).sum();
        double lost = change.combine("lost", bar, (by, most) -> by != 0 && most > TELLING * Math.abs(by) ? 1 : 0).sum();
        int entries = before.rows() * before.columns();
        if (told == 0) {
            return block(place, before, Verdict.TOO_SMALL_TO_TELL, error, List.of(change.maxAbs() == 0
                    ? "the step is 0: nothing to tell a rule by"
                    : "the step, at most %s, is lost in the rounding of θ: no rule can be told by it"
                    .formatted(Digits.of(change.maxAbs(), 2))));
        }
        return block(place, before, Verdict.OK, error, lost == 0 ? List.of()
                : List.of("%.0f of its %d entries are too small to tell: their step is lost in the rounding of θ"
                .formatted(lost, entries)));
    }

    private static List<String> state(UpdateStep step, Place place, Outcome must) {
        var remarks = new ArrayList<String>();
        var given = step.stateAfter().get(place.parameter());
        for (int k = 0; given != null && k < must.state().size(); k++) {
            var name = must.state().size() == 1 ? "the velocity" : "state %d".formatted(k + 1);
            if (!given.get(k).sameShape(must.state().get(k).value())) {
                remarks.add("θ is right, but %s is %s".formatted(name, given.get(k).shape()));
            } else if (!must.state().get(k).reaches(given.get(k))) {
                int[] at = worst(given.get(k).minus(must.state().get(k).value()));
                remarks.add("θ is right, but %s after the step is not: (%d, %d) is %s, must be %s".formatted(name,
                        at[0] + 1, at[1] + 1, Digits.of(given.get(k).get(at[0], at[1]), 6),
                        Digits.of(must.state().get(k).value().get(at[0], at[1]), 6)));
            }
        }
        return remarks;
    }

    private static List<String> wrong(Matrix before, Matrix after, Outcome must) {
        var remarks = new ArrayList<String>();
        var moved = after.minus(before);
        var change = must.change();
        var bar = must.theta().bar();
        int[] at = worst(moved.minus(change));
        remarks.add("(%d, %d): moved by %s, must move by %s ± %s".formatted(at[0] + 1, at[1] + 1,
                Digits.of(moved.get(at[0], at[1]), 6), Digits.of(change.get(at[0], at[1]), 6),
                Digits.of(bar.get(at[0], at[1]), 1)));
        int[] largest = worst(change);
        double ratio = moved.get(largest[0], largest[1]) / change.get(largest[0], largest[1]);
        double near = Math.max(Tolerances.RATIO * change.maxAbs(), 2 * bar.maxAbs());
        if (Double.isFinite(ratio) && moved.minus(change.times(ratio)).maxAbs() <= near * Math.max(1, Math.abs(ratio))
                && bar.maxAbs() <= TELLING * change.maxAbs()) {
            remarks.add(String.format(Locale.ROOT, "moved by %s × what it must", Digits.of(ratio, 4)));
        }
        return remarks;
    }

    private static int[] worst(Matrix values) {
        int[] worst = {0, 0};
        for (int i = 0; i < values.rows(); i++) {
            for (int j = 0; j < values.columns(); j++) {
                if (Math.abs(values.get(i, j)) > Math.abs(values.get(worst[0], worst[1]))) {
                    worst = new int[] {i, j};
                }
            }
        }
        return worst;
    }
}
