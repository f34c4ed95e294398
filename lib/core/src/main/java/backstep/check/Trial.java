package backstep.check;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Rules put through a whole pass and, equation by equation, tried alone. A rule that throws or gives no fitting matrix is remembered,
 * and the pass goes on with the right value in its place.
 */
final class Trial {

    /** One equation at one layer. */
    record Turn(Formula formula, int l) {}

    private final Network net;
    private final Rules rules;
    private final Map<Quantity, Matrix> reference = new HashMap<>();
    final Map<Turn, Matrix> whole = new LinkedHashMap<>();
    final Map<Turn, Matrix> alone = new LinkedHashMap<>();
    final Map<Turn, String> broken = new LinkedHashMap<>();

    Trial(Network net, Matrix X, Matrix Y, Rules rules) {
        this.net = net;
        this.rules = rules;
        reference.put(Kind.A.at(0), X);
        reference.put(Kind.Y.at(net.L()), Y);
        for (int l = 1; l <= net.L(); l++) {
            reference.put(Kind.W.at(l), net.W(l));
            reference.put(Kind.B.at(l), net.b(l));
        }
        var known = new HashMap<>(reference);
        var standard = Rules.standard();
        for (var turn : turns(net)) {
            reference.put(turn.formula().output(turn.l()), standard.apply(turn.formula(), site(turn, reference)));
        }
        for (var turn : turns(net)) {
            run(turn, known, whole);
            run(turn, reference, alone);
        }
    }

    /** The order in which each equation finds its operands ready: forward, the cost, then backward from layer L. */
    static List<Turn> turns(Network net) {
        var turns = new ArrayList<Turn>();
        int L = net.L();
        for (int l = 1; l <= L; l++) {
            turns.add(new Turn(Formula.LINEAR, l));
            turns.add(new Turn(Formula.ACTIVATION, l));
        }
        turns.addAll(List.of(new Turn(Formula.LOSS, L), new Turn(Formula.COST, L), new Turn(Formula.OUTPUT_DA, L)));
        for (int l = L; l >= 1; l--) {
            turns.add(new Turn(l == L ? Formula.OUTPUT_DELTA : Formula.BP4, l));
            turns.addAll(List.of(new Turn(Formula.BP1, l), new Turn(Formula.BP2, l), new Turn(Formula.BP3, l)));
        }
        return turns;
    }

    /** What a quantity must be, by the library's equations. */
    Matrix reference(Quantity quantity) {
        return reference.get(quantity);
    }

    /** What must come out of an equation. */
    Matrix reference(Turn turn) {
        return reference(turn.formula().output(turn.l()));
    }

    private void run(Turn turn, Map<Quantity, Matrix> known, Map<Turn, Matrix> results) {
        Matrix value;
        try {
            value = rules.apply(turn.formula(), site(turn, known));
            results.put(turn, value);
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            broken.putIfAbsent(turn, "threw %s: %s".formatted(thrown.getClass().getSimpleName(), thrown.getMessage()));
            value = reference(turn);
        }
        if (known != reference) {
            known.put(turn.formula().output(turn.l()), value);
        }
    }

    private Site site(Turn turn, Map<Quantity, Matrix> known) {
        return new Site(turn.l(), net, known, rules.alpha());
    }
}
