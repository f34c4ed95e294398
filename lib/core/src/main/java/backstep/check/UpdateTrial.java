package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A rule, or a mistake in it, put through all steps: what it makes of each parameter, and how far rounding may take
 * another right form of it.
 */
final class UpdateTrial {

    /** A parameter at a step, from 1. */
    record Place(int step, Quantity parameter) {}

    /** A value with what it may be off. */
    record Rounded(Matrix value, Matrix bar) {

        /** Whether every entry of another is as near. */
        boolean reaches(Matrix other) {
            return value.sameShape(other)
                    && value.minus(other).combine("near", bar, (off, most) -> Math.abs(off) <= most ? 0 : 1).sum() == 0;
        }
    }

    /**
     * What came of a place.
     *
     * @param theta null where the shapes were refused
     * @param change Δθ before it was added to θ; null for a mistake
     * @param state what is kept
     * @param applies whether the mistake had anything to do here
     * @param refusal what was said then
     */
    record Outcome(Rounded theta, Matrix change, List<Rounded> state, boolean applies, String refusal) {}

    private static final Pattern SHAPE = Pattern.compile("\\d+×\\d+");

    /** So much is an operand moved to see how much depends on it. */
    private static final double NUDGE = 0x1p-20;

    /** A state that is known to a bar is moved so many bars. */
    private static final double BARS = 0x1p10;

    /**
     * θ and each operand may be rounded, the step and the sum as well, and other right forms round once more: 4 u of
     * each.
     */
    private static final double ROUNDINGS = 4;

    /**
     * Rounding inside a rule of one's own, such as that of 1 − β^t, is not seen from outside: a step may be off by u^⅔,
     * 2e-11 of it in double and 2e-5 in float; the mistakes are off by more than a hundredth.
     */
    private static final double NEAR = 2.0 / 3;

    private final UpdateCheck check;
    private final UpdateRule rule;
    private final Function<UpdateSite, Updated> made;
    private final double slack;
    private final double u;
    final Map<Place, Outcome> outcomes = new LinkedHashMap<>();

    /**
     * Runs it.
     *
     * @param mistake null for the rule itself
     * @param slack how far a gradient that was computed anew may be off, relative to the step
     */
    UpdateTrial(UpdateCheck check, UpdateRule rule, UpdateMistake mistake, double slack) {
        this.slack = slack;
        this.u = check.setting().u(check.steps());
        this.check = check;
        this.rule = rule;
        this.made = mistake == null ? UpdateSite::right : mistake.step();
        var kept = new HashMap<Quantity, List<Rounded>>();
        for (int t = 1; t <= check.steps().size(); t++) {
            for (var parameter : check.steps().get(t - 1).judged()) {
                if (Thread.interrupted()) {
                    throw new CancellationException("interrupted at %s of step %d".formatted(parameter, t));
                }
                var outcome = outcome(check.site(t, parameter, rule), t, kept.get(parameter), mistake != null);
                outcomes.put(new Place(t, parameter), outcome);
                kept.put(parameter, outcome.state());
            }
        }
    }

    private Outcome outcome(UpdateSite given, int t, List<Rounded> kept, boolean mistaken) {
        var told = check.steps().get(t - 1).stateBefore().get(given.parameter());
        var carried = told != null || kept == null ? List.<Matrix>of() : kept.stream().map(Rounded::bar).toList();
        var at = told != null || kept == null ? given : given.withState(kept.stream().map(Rounded::value).toList());
        try {
            var own = made.apply(at);
            var value = own == null ? at.right() : own;
            Function<UpdateSite, Updated> by = own == null ? UpdateSite::right
                    : site -> Optional.ofNullable(made.apply(site)).orElseGet(() -> vague(own));
            var state = new ArrayList<Rounded>();
            for (int k = 0; k < value.state().size(); k++) {
                int which = k;
                var later = value.state().get(k);
                state.add(rounded(at, carried, later, later, site -> by.apply(site).state().get(which)));
            }
            var moved = value.theta().sameShape(at.theta()) ? value.theta().minus(at.theta()) : value.theta();
            return new Outcome(rounded(at, carried, value.theta(), moved, site -> by.apply(site).theta()),
                    mistaken ? null : at.change(), state, !mistaken || own != null, "");
        } catch (IllegalArgumentException refused) {
            return new Outcome(null, null, kept == null ? exact(at.state()) : kept, true,
                    String.valueOf(refused.getMessage()));
        }
    }

    private static List<Rounded> exact(List<Matrix> state) {
        return state.stream().map(value -> new Rounded(value, value.times(0))).toList();
    }

    /** Where a mistake ceases with the last digit of an operand, nothing is reached. */
    private static Updated vague(Updated once) {
        return new Updated(once.theta().times(Double.NaN), once.state());
    }

    /**
     * The value with a bar of the first order: how much it moves with each operand, times that operand's rounding.
     *
     * @param made what of the value this step made: Δθ, or a state as a whole
     */
    private Rounded rounded(UpdateSite at, List<Matrix> carried, Matrix value, Matrix made,
            Function<UpdateSite, Matrix> of) {
        double more = 1 + NUDGE;
        var moves = new ArrayList<UnaryOperator<UpdateSite>>(List.of(
                site -> site.withTheta(site.theta().times(more)), site -> site.scaled(more),
                site -> site.withAlpha(site.alpha() * more), site -> site.withBeta(site.beta() * more),
                site -> site.withState(site.state().stream().map(v -> v.times(more)).toList())));
        var bar = value.map(Math::abs);
        for (var move : moves) {
            bar = bar.plus(of.apply(move.apply(at)).minus(value).map(moved -> Math.abs(moved) / NUDGE));
        }
        bar = bar.times(ROUNDINGS * u);
        for (int k = 0; k < carried.size(); k++) {
            var state = new ArrayList<>(at.state());
            state.set(k, state.get(k).plus(carried.get(k).times(BARS)));
            bar = bar.plus(of.apply(at.withState(state)).minus(value).map(moved -> Math.abs(moved) / BARS));
        }
        double loose = slack * made.maxAbs();
        double near = Math.pow(u, NEAR);
        bar = bar.combine("bar", made, (most, by) -> most + near * Math.abs(by) + loose);
        return new Rounded(value, bar);
    }

    /** Whether a place holds what was made here. */
    boolean reaches(Place place) {
        var outcome = outcomes.get(place);
        var step = check.steps().get(place.step() - 1);
        var after = step.after().get(place.parameter());
        if (after == null || outcome.theta() == null) {
            return after == null && outcome.theta() == null
                    && refusedAlike(step.thrown().get(place.parameter()), outcome.refusal());
        }
        var state = step.stateAfter().get(place.parameter());
        boolean kept = true;
        for (int k = 0; state != null && k < outcome.state().size(); k++) {
            kept &= outcome.state().get(k).reaches(state.get(k));
        }
        return kept && outcome.theta().reaches(after);
    }

    /** Whether two refusals name the same shapes; one that names none may be any. */
    private static boolean refusedAlike(String thrown, String refusal) {
        var shapes = shapes(thrown);
        return shapes.isEmpty() || shapes.equals(shapes(refusal));
    }

    private static Set<String> shapes(String text) {
        return SHAPE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    UpdateRule rule() {
        return rule;
    }
}
