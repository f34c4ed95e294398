package backstep.pass;

import backstep.Showable;
import backstep.equations.Backprop;
import backstep.equations.Formula;
import backstep.equations.Rules;
import backstep.equations.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A backward pass: from the output delta down, every dZ, dW, db and dA, in order. A value. */
public final class BackwardPass implements Gradients, Iterable<Step>, Showable {

    private final Network net;
    private final Rules rules;
    private final Map<Quantity, Matrix> known;

    BackwardPass(Network net, Rules rules, Map<Quantity, Matrix> known) {
        this.net = net;
        this.rules = rules;
        this.known = Collections.unmodifiableMap(known);
        for (int l = net.L(); l >= 1; l--) {
            for (var formula : order(l)) {
                known.put(formula.output(l), apply(formula, l));
            }
        }
    }

    /** The equations of layer l, in the order in which each finds its operands ready. */
    private List<Formula> order(int l) {
        var order = new ArrayList<>(List.of(l == net.L() ? Formula.OUTPUT_DELTA : Formula.BP4, Formula.BP1, Formula.BP2));
        if (l > 1) {
            order.add(Formula.BP3);
        }
        return order;
    }

    private Matrix apply(Formula formula, int l) {
        return ForwardPass.apply(rules, formula, new Site(l, net, known, rules.alpha()));
    }

    @Override
    public Matrix dW(int l) {
        net.layer(l);
        return known.get(Kind.DW.at(l));
    }

    @Override
    public Matrix db(int l) {
        net.layer(l);
        return known.get(Kind.DB.at(l));
    }

    @Override
    public Matrix dZ(int l) {
        net.layer(l);
        return known.get(Kind.DZ.at(l));
    }

    /**
     * Derivatives of each example's own loss with respect to the activations; dA[0] and dA[L], which no parameter needs, are computed on request.
     *
     * @param l 0…L
     * @return column i is ∂ℓ_i/∂A[l], n_l×m; at L infinite where cross-entropy meets a saturated sigmoid on the wrong side
     */
    @Override
    public Matrix dA(int l) {
        if (l != 0) {
            net.layer(l);
        }
        return l == net.L() ? apply(Formula.OUTPUT_DA, l) : l == 0 ? apply(Formula.BP3, 1) : known.get(Kind.DA.at(l));
    }

    /**
     * One step of gradient descent: every parameter at once, all gradients taken at the old ones.
     *
     * @param alpha the learning rate
     * @return the network with θ − α dθ for each W and b
     */
    public Network step(double alpha) {
        var next = net;
        for (int l = 1; l <= net.L(); l++) {
            next = next.with(l, Backprop.update(net.W(l), alpha, dW(l)), Backprop.update(net.b(l), alpha, db(l)));
        }
        return next;
    }

    /** The steps from the output delta down: dZ, dW, db and dA of layer L, then of layer L − 1, and so on. */
    @Override
    public Iterator<Step> iterator() {
        var steps = new ArrayList<Step>();
        for (int l = net.L(); l >= 1; l--) {
            for (var formula : order(l)) {
                steps.add(Trace.step(formula, l, known));
            }
        }
        return steps.iterator();
    }

    /** The steps in order, a line each. */
    @Override
    public String toString() {
        return Trace.text("backward pass of " + net, this);
    }

    @Override
    public Map<String, String> forms() {
        return Trace.forms("backward pass of " + net, this);
    }
}
