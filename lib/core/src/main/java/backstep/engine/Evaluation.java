package backstep.engine;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Runs equations by rules, and keeps what goes in and what comes out at its letter and layer: the one runner of passes
 * and checks.
 */
public final class Evaluation implements Schedule {

    private static final int KINDS = Kind.values().length;

    private final Network net;
    private final Rules rules;
    private final Matrix[] values; // by layer, then by letter

    private Evaluation(Network net, Rules rules, Matrix[] values) {
        this.net = net;
        this.rules = requireNonNull(rules, "rules is null");
        this.values = values;
    }

    /**
     * Before any equation has run: the parameters and the inputs are known.
     *
     * @param net the network
     * @param X n_0×m
     * @param rules the equations
     * @return the evaluation, to be run by a schedule of {@link Backprop}
     */
    public static Evaluation of(Network net, Matrix X, Rules rules) {
        var evaluation = parameters(net, rules);
        evaluation.put(Kind.A.at(0), requireNonNull(X, "X is null"));
        return evaluation;
    }

    /** Before anything is known but the parameters. */
    static Evaluation parameters(Network net, Rules rules) {
        var evaluation = new Evaluation(net, rules, new Matrix[(net.L() + 1) * KINDS]);
        for (int l = 1; l <= net.L(); l++) {
            evaluation.put(Kind.W.at(l), net.W(l));
            evaluation.put(Kind.B.at(l), net.b(l));
        }
        return evaluation;
    }

    /** The same values, to be run on; what is put there is not seen here. */
    Evaluation copy(Network other, Rules otherRules) {
        return new Evaluation(other, otherRules, values.clone());
    }

    /**
     * The same values under other rules; what is put there is not seen here.
     *
     * @param rules the equations
     * @return another evaluation
     */
    public Evaluation by(Rules rules) {
        return copy(net, rules);
    }

    /** Runs one equation and keeps its outcome. */
    @Override
    public void run(Formula formula, int l) {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted before %s at layer %d".formatted(formula.id(), l));
        }
        put(formula.output(l), outcome(formula, l));
    }

    /**
     * What an equation gives with the operands that are there, without keeping it.
     *
     * @param formula which equation
     * @param l the layer, 1…L
     * @return its output
     * @throws IllegalArgumentException if a rule gives no matrix of the right shape
     */
    public Matrix outcome(Formula formula, int l) {
        return formula == Formula.BP2 && !net.hasBias(l) ? net.b(l).times(0) // whatever the rules: nothing to derive by
                : rules.apply(formula, new Site(l, net, this, rules.alpha()));
    }

    /**
     * A quantity.
     *
     * @param quantity any one
     * @return its value, or null where it is not known
     */
    public Matrix get(Quantity quantity) {
        return get(quantity.kind(), quantity.l());
    }

    Matrix get(Kind kind, int l) {
        return l < 0 || l > net.L() ? null : values[l * KINDS + kind.ordinal()];
    }

    /**
     * Puts a value in the place of a quantity.
     *
     * @param quantity any one
     * @param value its value from here on
     * @throws IllegalArgumentException if the network has no such layer
     */
    public void put(Quantity quantity, Matrix value) {
        requireNonNull(value, "value is null");
        if (quantity.l() < 0 || quantity.l() > net.L()) {
            throw new IllegalArgumentException("%s of %s: its layers are 0…%d".formatted(quantity, net, net.L()));
        }
        values[quantity.l() * KINDS + quantity.kind().ordinal()] = value;
    }

    /** All that is known, by name. */
    Map<Quantity, Matrix> known() {
        var known = new LinkedHashMap<Quantity, Matrix>();
        for (int l = 0; l <= net.L(); l++) {
            for (var kind : Kind.values()) {
                if (get(kind, l) != null) {
                    known.put(kind.at(l), get(kind, l));
                }
            }
        }
        return known;
    }
}
