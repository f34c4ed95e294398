package backstep.check;

import backstep.engine.Backprop;
import backstep.engine.Evaluation;
import backstep.engine.Rules;
import backstep.engine.Schedule;
import backstep.engine.Schedule.Scheduled;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Rules put through a whole pass and, equation by equation, tried alone with right operands. A rule that throws or
 * gives no fitting matrix is remembered, and the pass goes on with the right value in its place.
 */
final class RulesUnderTest {

    private final Evaluation reference;
    final List<Scheduled> schedule;
    final Map<Scheduled, Matrix> whole = new LinkedHashMap<>();
    final Map<Scheduled, Matrix> alone = new LinkedHashMap<>();
    final Map<Scheduled, String> broken = new LinkedHashMap<>();

    RulesUnderTest(Network net, Matrix X, Matrix Y, Rules rules) {
        this.schedule = Schedule.of(then -> Backprop.all(net.L(), then));
        this.reference = labelled(net, X, Y, Rules.standard());
        Backprop.all(net.L(), reference);
        var pass = labelled(net, X, Y, rules);
        var single = reference.by(rules);
        for (var due : schedule) {
            pass.put(due.formula().output(due.l()), tried(due, whole, () -> pass.outcome(due.formula(), due.l())));
            tried(due, alone, () -> single.outcome(due.formula(), due.l()));
        }
    }

    private static Evaluation labelled(Network net, Matrix X, Matrix Y, Rules rules) {
        var evaluation = Evaluation.of(net, X, rules);
        evaluation.put(Kind.Y.at(net.L()), Y);
        return evaluation;
    }

    /** What a quantity must be, by the library's equations. */
    Matrix reference(Quantity quantity) {
        return reference.get(quantity);
    }

    /** What must come out of an equation. */
    Matrix reference(Scheduled due) {
        return reference(due.formula().output(due.l()));
    }

    private Matrix tried(Scheduled due, Map<Scheduled, Matrix> results, Supplier<Matrix> rule) {
        try {
            var value = rule.get();
            results.put(due, value);
            return value;
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            broken.putIfAbsent(due, "threw %s: %s".formatted(thrown.getClass().getSimpleName(), thrown.getMessage()));
            return reference(due);
        }
    }
}
