package backstep.engine;

import backstep.matrix.Matrix;
import backstep.network.Finite;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A forward pass: every Z and A of a network on a batch, and from any of them on. A value; nothing handed in is changed. */
public final class ForwardPass extends Pass {

    private final Set<Quantity> pinned;

    private ForwardPass(Network net, Rules rules, Map<Quantity, Matrix> known, Set<Quantity> pinned, int from) {
        super(net, rules, known);
        this.pinned = Set.copyOf(pinned);
        for (var turn : turns()) {
            if (turn.l() >= from && !pinned.contains(turn.formula().output(turn.l()))) {
                run(net, rules, turn, known);
            }
        }
    }

    @Override
    List<Turn> turns() {
        return IntStream.rangeClosed(1, net.L()).boxed()
                .flatMap(l -> Stream.of(new Turn(Formula.LINEAR, l), new Turn(Formula.ACTIVATION, l))).toList();
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
        var known = new HashMap<Quantity, Matrix>(net.parameters());
        known.put(Kind.A.at(0), net.requireInputs(X));
        return new ForwardPass(net, rules, known, Set.of(), 1);
    }

    /**
     * The same pass with one quantity given another value, run on from there; what lies below is reused.
     *
     * @param quantity W[l], b[l], Z[l], A[l] or X
     * @param value of the same shape
     * @return the other pass
     * @throws IllegalArgumentException if a forward pass has no such quantity, the shape differs, or an entry is not finite
     */
    public ForwardPass with(Quantity quantity, Matrix value) {
        if (!get(quantity).sameShape(value)) {
            throw new IllegalArgumentException("%s is %s, given: %s".formatted(quantity, get(quantity).shape(), value.shape()));
        }
        var changed = new HashMap<>(known);
        changed.put(quantity, Finite.require(quantity.toString(), value));
        var pins = new HashSet<>(pinned);
        pins.add(quantity);
        return new ForwardPass(net.with(quantity, value), rules, changed, pins, quantity.kind() == Kind.A ? quantity.l() + 1 : quantity.l());
    }

    /**
     * The linear part of a layer.
     *
     * @param l 1…L
     * @return Z[l], n_l×m
     */
    public Matrix Z(int l) {
        return get(Kind.Z.at(l));
    }

    /**
     * The activations of a layer.
     *
     * @param l 0…L; A[0] = X
     * @return A[l], n_l×m
     */
    public Matrix A(int l) {
        return get(Kind.A.at(l));
    }

    /**
     * Each example's loss, from Z[L] (from A[L] where A[L] itself was given by {@link #with}).
     *
     * @param Y n_L×m
     * @return 1×m
     * @throws IllegalArgumentException if Y has not the shape of A[L], or an entry is not finite or no label of the loss
     */
    public Matrix losses(Matrix Y) {
        var known = labelled(Y);
        return pinned.contains(Kind.A.at(net.L())) ? net.loss().fromA(A(net.L()), Y) : rules.apply(Formula.LOSS, atOutput(known));
    }

    /**
     * The cost (3).
     *
     * @param Y n_L×m
     * @return J
     * @throws IllegalArgumentException as for {@link #losses}
     */
    public double cost(Matrix Y) {
        return costed(Y).get(Kind.J.at(net.L())).get(0, 0);
    }

    /**
     * The steps from the outputs to the cost: each example's loss, then (3).
     *
     * @param Y n_L×m
     * @return two steps
     * @throws IllegalArgumentException as for {@link #losses}
     */
    public List<Step> costSteps(Matrix Y) {
        var known = costed(Y);
        return Stream.of(Formula.LOSS, Formula.COST).map(formula -> step(new Turn(formula, net.L()), known)).toList();
    }

    private Map<Quantity, Matrix> costed(Matrix Y) {
        var known = labelled(Y);
        known.put(Kind.LOSSES.at(net.L()), losses(Y));
        known.put(Kind.J.at(net.L()), rules.apply(Formula.COST, atOutput(known)));
        return known;
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

    private Map<Quantity, Matrix> labelled(Matrix Y) {
        var labelled = new HashMap<>(known);
        labelled.put(Kind.Y.at(net.L()), net.requireLabels(Y, A(0).columns()));
        return labelled;
    }

    private Site atOutput(Map<Quantity, Matrix> known) {
        return new Site(net.L(), net, known, rules.alpha());
    }
}
