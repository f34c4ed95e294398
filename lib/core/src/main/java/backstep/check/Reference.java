package backstep.check;

import backstep.engine.Backprop;
import backstep.engine.Evaluation;
import backstep.engine.Rules;
import backstep.engine.Schedule;
import backstep.engine.Schedule.Scheduled;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every quantity must be: by the library's equations, and where an estimate refutes one, by the estimate. */
final class Reference {

    private final Network net;
    private final Matrix X;
    private final Matrix Y;
    private final List<Scheduled> schedule;
    private final Evaluation values;
    private final Map<Quantity, Matrix> pins;
    private final Set<Quantity> pinned;

    /** With some quantities given from outside; the equations that would compute them are left out. */
    Reference(Network net, Matrix X, Matrix Y, Map<Quantity, Matrix> pins) {
        this.net = net;
        this.X = X;
        this.Y = Y;
        this.schedule = Schedule.of(net, then -> Backprop.all(net.L(), then));
        this.pins = pins;
        this.values = evaluation(Rules.standard());
        this.pinned = new HashSet<>(pins.keySet());
        runFrom(0);
    }

    private void runFrom(int first) {
        schedule.subList(first, schedule.size()).stream().filter(due -> !pinned.contains(output(due)))
                .forEach(due -> values.run(due.formula(), due.l()));
    }

    /** Parameters, inputs, labels and what was handed over, before any equation has run. */
    Evaluation evaluation(Rules rules) {
        var evaluation = Evaluation.of(net, X, rules);
        evaluation.put(Kind.Y.at(net.L()), Y);
        pins.forEach(evaluation::put);
        return evaluation;
    }

    /** Whether a value was handed over, so that no equation computes it. */
    boolean isPinned(Quantity quantity) {
        return pins.containsKey(quantity);
    }

    /** All values, to be run on by other rules. */
    Evaluation by(Rules rules) {
        return values.by(rules);
    }

    /** What an equation computes. */
    static Quantity output(Scheduled due) {
        return due.formula().output(due.l());
    }

    /** Puts the right value in the place of one that the network's own functions compute wrongly, and runs on. */
    void correct(Scheduled due, Matrix right) {
        values.put(output(due), right);
        pinned.add(output(due));
        runFrom(schedule.indexOf(due) + 1);
    }

    /** Whether the network's own functions compute something wrongly. */
    boolean isCorrected() {
        return pinned.size() > pins.size();
    }

    Network net() {
        return net;
    }

    int m() {
        return X.columns();
    }

    Matrix X() {
        return X;
    }

    Matrix Y() {
        return Y;
    }

    List<Scheduled> schedule() {
        return schedule;
    }

    Matrix get(Quantity quantity) {
        return values.get(quantity);
    }

    Matrix of(Scheduled due) {
        return get(output(due));
    }

    /** All that is known at a layer once everything was computed rightly. */
    Site site(int l, double alpha) {
        return site(l, alpha, Map.of());
    }

    /** The same with some values from elsewhere. */
    Site site(int l, double alpha, Map<Quantity, Matrix> instead) {
        var known = new HashMap<Quantity, Matrix>(net.parameters());
        known.put(Kind.A.at(0), X);
        known.put(Kind.Y.at(net.L()), Y);
        schedule.forEach(due -> known.put(output(due), of(due)));
        known.putAll(instead);
        return new Site(l, net, known, alpha);
    }
}
