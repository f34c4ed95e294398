package backstep.engine;

import backstep.matrix.Matrix;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;

/** A backward pass: from the output delta down, every dZ, dW, db and dA, in order. A value. */
public final class BackwardPass extends Pass implements Gradients {

    private BackwardPass(Network net, Rules rules, Evaluation values) {
        super(net, rules, values);
    }

    /** Runs it: the values hold a forward pass and the labels. */
    static BackwardPass of(Network net, Rules rules, Evaluation values) {
        Backprop.backward(net.L(), values);
        return new BackwardPass(net, rules, values);
    }

    @Override
    void schedule(Schedule then) {
        Backprop.backward(net.L(), then);
    }

    @Override
    public Matrix dW(int l) { return get(Kind.DW.at(l)); }

    @Override
    public Matrix db(int l) { return get(Kind.DB.at(l)); }

    @Override
    public Matrix dZ(int l) { return get(Kind.DZ.at(l)); }

    /**
     * Derivatives of each example's own loss with respect to the activations; dA[0] and dA[L], which no parameter
     * needs, are computed on request.
     *
     * @param l 0…L
     * @return column i is ∂ℓ_i/∂A[l], n_l×m; at L infinite where cross-entropy meets a saturated sigmoid on the wrong
     *     side
     */
    @Override
    public Matrix dA(int l) {
        return l == net.L() ? values.outcome(Formula.OUTPUT_DA, l)
                : l == 0 ? values.outcome(Formula.BP3, 1) : get(Kind.DA.at(l));
    }

    /**
     * One step of gradient descent: every parameter at once, all gradients taken at the old ones.
     *
     * @param alpha the learning rate
     * @return the network with θ − α dθ for each W and b
     */
    public Network step(double alpha) {
        var next = new ArrayList<Layer>();
        for (int l = 1; l <= net.L(); l++) {
            var W = Backprop.update(net.W(l), alpha, dW(l));
            var b = Backprop.update(net.b(l), alpha, db(l));
            next.add(net.layer(l).with(W, b));
        }
        return new Network(net.inputs(), next, net.loss(), net.penalty());
    }
}
