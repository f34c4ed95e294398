package backstep.engine;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.network.Finite;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A forward pass: every Z and A of a network on a batch, and from any of them on. A value; nothing handed in is
 * changed.
 */
public final class ForwardPass extends Pass {

    private final Set<Quantity> pinned;

    private ForwardPass(Network net, Rules rules, Evaluation values, Set<Quantity> pinned) {
        super(net, rules, values);
        this.pinned = pinned;
    }

    @Override
    void schedule(Schedule then) {
        Backprop.forward(net.L(), then);
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
     * @throws IllegalArgumentException if X has not n_0 rows, an entry is not finite, or a rule gives no matrix of the
     *     right shape
     */
    public static ForwardPass of(Network net, Matrix X, Rules rules) {
        var values = Evaluation.of(net, net.requireInputs(X), rules);
        Backprop.forward(net.L(), values);
        return new ForwardPass(net, rules, values, Set.of());
    }

    /**
     * The same pass with one quantity given another value, run on from there; what lies below is reused.
     *
     * @param quantity W[l], b[l], Z[l], A[l] or X
     * @param value of the same shape
     * @return the other pass
     * @throws IllegalArgumentException if a forward pass has no such quantity, the shape differs, or an entry is not
     *     finite
     */
    public ForwardPass with(Quantity quantity, Matrix value) {
        requireNonNull(value, "value is null");
        if (!get(quantity).sameShape(value)) {
            throw new IllegalArgumentException("%s is %s, given: %s"
                    .formatted(quantity, get(quantity).shape(), value.shape()));
        }
        var other = net.with(quantity, Finite.require(quantity.toString(), value));
        var changed = values.copy(other, rules);
        changed.put(quantity, value);
        var pins = new HashSet<>(pinned);
        pins.add(quantity);
        int from = quantity.kind() == Kind.A ? quantity.l() + 1 : quantity.l();
        Backprop.forward(net.L(), (formula, l) -> {
            if (l >= from && !pins.contains(formula.output(l))) {
                changed.run(formula, l);
            }
        });
        return new ForwardPass(other, rules, changed, Set.copyOf(pins));
    }

    /** Z[l], the linear part of layer 1…L, n_l×m. */
    public Matrix Z(int l) { return get(Kind.Z.at(l)); }

    /** A[l], the activations of layer 0…L, n_l×m; A[0] = X. */
    public Matrix A(int l) { return get(Kind.A.at(l)); }

    /**
     * Each example's loss, from Z[L] (from A[L] where A[L] itself was given by {@link #with}).
     *
     * @param Y n_L×m
     * @return 1×m
     * @throws IllegalArgumentException if Y has not the shape of A[L], or an entry is not finite or no label of the
     *     loss
     */
    public Matrix losses(Matrix Y) {
        return losses(labelled(Y, rules), Y);
    }

    private Matrix losses(Evaluation labelled, Matrix Y) {
        return pinned.contains(Kind.A.at(net.L())) ? net.loss().fromA(A(net.L()), Y)
                : labelled.outcome(Formula.LOSS, net.L());
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
        return Schedule.of(then -> Backprop.cost(net.L(), then)).stream()
                .map(due -> step(due.formula(), due.l(), known)).toList();
    }

    private Evaluation costed(Matrix Y) {
        var known = labelled(Y, rules);
        known.put(Kind.LOSSES.at(net.L()), losses(known, Y));
        known.run(Formula.COST, net.L());
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
        return BackwardPass.of(net, rules, labelled(Y, rules));
    }

    private Evaluation labelled(Matrix Y, Rules rules) {
        var labelled = values.copy(net, rules);
        labelled.put(Kind.Y.at(net.L()), net.requireLabels(Y, A(0).columns()));
        return labelled;
    }
}
