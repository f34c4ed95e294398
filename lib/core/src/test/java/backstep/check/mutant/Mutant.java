package backstep.check.mutant;

import backstep.check.GradientCheck;
import backstep.check.Report;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.mistake.Mistake;
import backstep.network.Loss;
import java.util.EnumSet;
import java.util.Set;

/**
 * A mistake in the place of an equation at one layer.
 *
 * @param mistake of the catalogue
 * @param passesOn the probes on which it cannot be told from the right equation
 */
record Mutant(Mistake mistake, Set<Probe> passesOn) {

    String id() {
        return mistake.id();
    }

    Formula formula() {
        return mistake.formula();
    }

    String equation() {
        return id().substring(0, id().indexOf('/'));
    }

    /** How far below the layer in question it is used: the hidden delta is that of the layer below. */
    int below() {
        return equation().equals("HID") ? 1 : 0;
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

    Set<Probe> showing() {
        var showing = EnumSet.copyOf(probes());
        showing.removeAll(passesOn);
        return showing;
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
        var mine = mistake.in(Rules.standard().withAlpha(Probe.ALPHA), l -> l == Probe.LAYER - below());
        var on = on(probe);
        return GradientCheck.of(on.net(), on.X(), on.Y()).rules(mine).run();
    }

    @Override
    public String toString() {
        return id();
    }
}
