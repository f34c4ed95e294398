package backstep.pass;

import backstep.Showable;
import backstep.equations.Backprop;
import backstep.equations.Formula;
import backstep.equations.Rules;
import backstep.equations.Site;
import backstep.matrix.Matrix;
import backstep.network.Finite;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A forward pass: every Z and A of a network on a batch, and from any of them on. A value; nothing handed in is changed. */
public final class ForwardPass implements Iterable<Step>, Showable {

    private final Network net;
    private final Rules rules;
    private final Map<Quantity, Matrix> known;
    private final Set<Quantity> pinned;

    private ForwardPass(Network net, Rules rules, Map<Quantity, Matrix> known, Set<Quantity> pinned) {
        this.net = net;
        this.rules = rules;
        this.known = Collections.unmodifiableMap(known);
        this.pinned = Set.copyOf(pinned);
    }

    /**
     * Runs (2) and (1) layer by layer.
     *
     * @param net the network
     * @param X n_0×m, one column an example
     * @return the pass
     * @throws IllegalArgumentException if X has not n_0 rows or an entry is not finite
     */
    public static ForwardPass of(Network net, Matrix X) {
        return of(net, X, Rules.standard());
    }

    /**
     * Runs the given rules' forward equations layer by layer.
     *
     * @param net the network
     * @param X n_0×m, one column an example
     * @param rules the equations
     * @return the pass; its backward pass uses the same rules
     * @throws IllegalArgumentException if X has not n_0 rows, an entry is not finite, or a rule gives no matrix of the right shape
     */
    public static ForwardPass of(Network net, Matrix X, Rules rules) {
        if (X.rows() != net.inputs()) {
            throw new IllegalArgumentException("(2) Z[1] = W[1] X + b[1] 1ᵀ: W[1] is %s, X is %s: W X needs %d = %d%s".formatted(net.W(1).shape(),
                    X.shape(), net.inputs(), X.rows(), X.columns() == net.inputs() ? "; did you pass Xᵀ? One column is one example" : ""));
        }
        var known = new HashMap<Quantity, Matrix>();
        known.put(Kind.A.at(0), Finite.require("X", X));
        for (int l = 1; l <= net.L(); l++) {
            known.put(Kind.W.at(l), net.W(l));
            known.put(Kind.B.at(l), net.b(l));
        }
        return run(net, rules, known, Set.of(), 1);
    }

    private static ForwardPass run(Network net, Rules rules, Map<Quantity, Matrix> known, Set<Quantity> pinned, int from) {
        for (int l = from; l <= net.L(); l++) {
            if (Thread.interrupted()) {
                throw new CancellationException("interrupted before layer " + l);
            }
            for (var formula : List.of(Formula.LINEAR, Formula.ACTIVATION)) {
                if (!pinned.contains(formula.output(l))) {
                    known.put(formula.output(l), apply(rules, formula, new Site(l, net, known, rules.alpha())));
                }
            }
        }
        return new ForwardPass(net, rules, known, pinned);
    }

    /** Applies a rule and holds its output to the shape that the network gives it. */
    static Matrix apply(Rules rules, Formula formula, Site site) {
        var name = formula.output(site.l());
        var value = rules.apply(formula, site);
        int m = site.X().columns();
        int n = site.net().n(name.l());
        int columns = switch (name.kind()) {
            case J, DB -> 1;
            case DW -> site.net().n(name.l() - 1);
            default -> m;
        };
        int rows = name.kind() == Kind.J || name.kind() == Kind.LOSSES ? 1 : n;
        if (value == null || value.rows() != rows || value.columns() != columns) {
            throw new IllegalArgumentException("%s gave %s as %s; %s needs to be %d×%d%s".formatted(formula.id(), name, value == null ? "null" : value.shape(),
                    name, rows, columns, value != null && value.rows() == columns && value.columns() == rows ? "; is a transpose missing?" : ""));
        }
        return value;
    }

    /**
     * The same pass with one quantity given another value, run on from there; what lies below is reused.
     *
     * @param quantity W[l], b[l], Z[l], A[l] or X
     * @param value of the same shape
     * @return the other pass
     * @throws IllegalArgumentException if a forward pass has no such quantity, the shape differs or an entry is not finite
     */
    public ForwardPass with(Quantity quantity, Matrix value) {
        var old = get(quantity);
        if (!old.sameShape(value)) {
            throw new IllegalArgumentException("%s is %s, given: %s".formatted(quantity, old.shape(), value.shape()));
        }
        var changed = new HashMap<>(known);
        changed.put(quantity, Finite.require(quantity.toString(), value));
        var pins = new HashSet<>(pinned);
        pins.add(quantity);
        int l = quantity.l();
        var other = switch (quantity.kind()) {
            case W -> net.with(l, value, net.b(l));
            case B -> net.with(l, net.W(l), value);
            default -> net;
        };
        return run(other, rules, changed, pins, quantity.kind() == Kind.A ? quantity.l() + 1 : quantity.l());
    }

    /**
     * A quantity of the pass.
     *
     * @param quantity W[l], b[l], Z[l], A[l] or X
     * @return its value
     * @throws IllegalArgumentException if there is no such quantity
     */
    public Matrix get(Quantity quantity) {
        var value = known.get(quantity);
        if (value == null) {
            throw new IllegalArgumentException("a forward pass of %s has no %s: W, b, Z exist in layers 1…%d, A in 0…%d".formatted(
                    net, quantity, net.L(), net.L()));
        }
        return value;
    }

    /**
     * The linear part of a layer.
     *
     * @param l 1…L
     * @return Z[l], n_l×m
     */
    public Matrix z(int l) {
        return get(Kind.Z.at(l));
    }

    /**
     * The activations of a layer.
     *
     * @param l 0…L; A[0] = X
     * @return A[l], n_l×m
     */
    public Matrix a(int l) {
        return get(Kind.A.at(l));
    }

    /**
     * The network that was run.
     *
     * @return the network
     */
    public Network network() {
        return net;
    }

    /**
     * Each example's loss, from Z[L] (from A[L] where A[L] itself was given by {@link #with}).
     *
     * @param Y n_L×m
     * @return 1×m
     * @throws IllegalArgumentException if Y has not the shape of A[L], or an entry is not finite or no label of the loss
     */
    public Matrix losses(Matrix Y) {
        int L = net.L();
        return pinned.contains(Kind.A.at(L)) ? net.loss().fromA(a(L), labels(Y)) : apply(rules, Formula.LOSS, site(L, labelled(Y)));
    }

    /**
     * The cost (3).
     *
     * @param Y n_L×m
     * @return J
     * @throws IllegalArgumentException as for {@link #losses}
     */
    public double cost(Matrix Y) {
        var known = labelled(Y);
        known.put(Kind.LOSSES.at(net.L()), losses(Y));
        return apply(rules, Formula.COST, site(net.L(), known)).get(0, 0);
    }

    /**
     * The backward pass by this pass's rules.
     *
     * @param Y n_L×m
     * @return all derivatives
     * @throws IllegalArgumentException as for {@link #losses}
     */
    public BackwardPass backward(Matrix Y) {
        return backward(Y, rules);
    }

    /**
     * The backward pass by other rules.
     *
     * @param Y n_L×m
     * @param rules the equations
     * @return all derivatives
     * @throws IllegalArgumentException as for {@link #losses}, or if a rule gives no matrix of the right shape
     */
    public BackwardPass backward(Matrix Y, Rules rules) {
        return new BackwardPass(net, rules, labelled(Y));
    }

    private Site site(int l, Map<Quantity, Matrix> known) {
        return new Site(l, net, known, rules.alpha());
    }

    private Map<Quantity, Matrix> labelled(Matrix Y) {
        var labelled = new HashMap<>(known);
        labelled.put(Kind.Y.at(net.L()), labels(Y));
        return labelled;
    }

    private Matrix labels(Matrix Y) {
        var outputs = a(net.L());
        if (!outputs.sameShape(Y)) {
            throw new IllegalArgumentException("(3) J = (1/m) Σ loss: A[%d] is %s, Y is %s: each example (column) needs its label%s".formatted(net.L(),
                    outputs.shape(), Y.shape(), outputs.sameShape(Y.transpose()) ? "; did you pass Yᵀ?" : ""));
        }
        net.loss().requireLabels(Finite.require("Y", Y));
        return Y;
    }

    /** The steps (2), (1) of layer 1, then of layer 2, and so on. */
    @Override
    public Iterator<Step> iterator() {
        return IntStream.rangeClosed(1, net.L()).boxed()
                .flatMap(l -> Stream.of(Formula.LINEAR, Formula.ACTIVATION).map(formula -> Trace.step(formula, l, known))).iterator();
    }

    /** The steps in order, a line each. */
    @Override
    public String toString() {
        return Trace.text("forward pass of " + net, this);
    }

    @Override
    public Map<String, String> forms() {
        return Trace.forms("forward pass of " + net, this);
    }
}
