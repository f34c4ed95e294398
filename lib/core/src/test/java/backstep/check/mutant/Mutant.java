package backstep.check.mutant;

import backstep.check.GradientCheck;
import backstep.check.Report;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A formula as somebody might write it, in the place of an equation at one layer.
 *
 * @param id the right equation, a slash, the mistake
 * @param formula the equation it replaces
 * @param below how far below the layer in question it is used
 * @param rule the formula
 * @param passesOn the probes on which it cannot be told from the right one
 */
record Mutant(String id, Formula formula, int below, Function<Site, Matrix> rule, Set<Probe> passesOn) {

    static Mutant of(String id, Formula formula, Function<Site, Matrix> rule) {
        return new Mutant(id, formula, 0, rule, Set.of());
    }

    Mutant oneLayerDown() {
        return new Mutant(id, formula, 1, rule, passesOn);
    }

    Mutant passesOn(Probe first, Probe... rest) {
        return new Mutant(id, formula, below, rule, EnumSet.of(first, rest));
    }

    String equation() {
        return id.substring(0, id.indexOf('/'));
    }

    /** The probes made for this equation. */
    Set<Probe> probes() {
        return switch (equation()) {
            case "J-SE", "OUT-SE" -> EnumSet.of(Probe.P1, Probe.P2, Probe.P3, Probe.RELU_BOTH_SIGNS, Probe.ONE_EXAMPLE,
                    Probe.LINEAR, Probe.ONE_UNIT,
                    Probe.CHAIN);
            case "J-CE", "OUT-CE" -> EnumSet.of(Probe.P1, Probe.P2, Probe.SATURATED, Probe.ONE_EXAMPLE, Probe.ONE_UNIT,
                    Probe.CHAIN);
            case "DA-CE" -> EnumSet.of(Probe.P1, Probe.P2, Probe.ONE_EXAMPLE, Probe.ONE_UNIT, Probe.CHAIN);
            default -> EnumSet.complementOf(EnumSet.of(Probe.SATURATED));
        };
    }

    Probe.Case on(Probe probe) {
        return switch (equation()) {
            case "J-SE", "OUT-SE" -> probe.output(Loss.SQUARED_ERROR);
            case "J-CE", "OUT-CE", "DA-CE" -> probe.output(Loss.CROSS_ENTROPY);
            default -> probe.hidden();
        };
    }

    /** The check with this formula at its layer, and the right equations everywhere else. */
    Report check(Probe probe) {
        var right = Rules.standard();
        var mine = right.withAlpha(Probe.ALPHA)
                .with(formula, at -> at.l() == Probe.LAYER - below ? rule.apply(at) : right.apply(formula, at));
        var on = on(probe);
        return GradientCheck.of(on.net(), on.X(), on.Y()).rules(mine).run();
    }

    @Override
    public String toString() {
        return id;
    }
}
