package backstep.mistake;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A right equation with one wrong operand: another letter, another layer, or transposed. */
public final class OperandMistakes {

    private static final Set<Kind> LETTERS =
            EnumSet.of(Kind.W, Kind.B, Kind.Z, Kind.A, Kind.DA, Kind.DZ, Kind.DW, Kind.DB);

    private OperandMistakes() {}

    /**
     * All of them, in one equation.
     *
     * @param formula the equation
     * @return each as a mistake without a place in the catalogue
     */
    public static List<Mistake> in(Formula formula) {
        var mistakes = new ArrayList<Mistake>();
        for (var due : formula.operands(1)) {
            mistakes.add(exchanged(formula, due, due, true));
            for (var letter : LETTERS) {
                for (int l = 0; l <= 2; l++) {
                    if (!letter.at(l).equals(due)) {
                        mistakes.add(exchanged(formula, due, letter.at(l), false));
                        mistakes.add(exchanged(formula, due, letter.at(l), true));
                    }
                }
            }
        }
        return mistakes;
    }

    /** Both as they are called at layer 1. */
    private static Mistake exchanged(Formula formula, Quantity due, Quantity instead, boolean transposed) {
        var given = name(instead) + (transposed ? "ᵀ" : "");
        return Mistake.of("%s/%s-not-%s".formatted(formula.id(), given, name(due)), formula,
                "%s with %s for %s".formatted(Equation.rightForm(formula), given, name(due)),
                "%s stands where %s is due".formatted(given, name(due)), at -> {
                    var value = at.get(instead.kind().at(at.l() + instead.l() - 1));
                    return Rules.standard().apply(formula, at.with(due.kind().at(at.l() + due.l() - 1),
                            transposed ? value.transpose() : value));
                });
    }

    private static String name(Quantity at1) {
        var letter = at1.kind().at(9).toString().replace("[9]", "");
        return at1.l() == 0 ? letter + "_prev" : at1.l() == 2 ? letter + "_next" : letter;
    }
}
