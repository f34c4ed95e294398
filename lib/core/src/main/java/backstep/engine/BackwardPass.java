package backstep.engine;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A backward pass: from the output delta down, every dZ, dW, db and dA, in order. A value. */
public final class BackwardPass extends Pass implements Gradients {

    BackwardPass(Network net, Rules rules, Map<Quantity, Matrix> known) {
        super(net, rules, known);
        turns().forEach(turn -> run(net, rules, turn, known));
    }

    @Override
    List<Turn> turns() {
        var turns = new ArrayList<Turn>();
        for (int l = net.L(); l >= 1; l--) {
            turns.add(new Turn(l == net.L() ? Formula.OUTPUT_DELTA : Formula.BP4, l));
            turns.add(new Turn(Formula.BP1, l));
            turns.add(new Turn(Formula.BP2, l));
            if (l > 1) {
                turns.add(new Turn(Formula.BP3, l));
            }
        }
        return turns;
    }

    @Override
    public Matrix dW(int l) {
        return get(Kind.DW.at(l));
    }

    @Override
    public Matrix db(int l) {
        return get(Kind.DB.at(l));
    }

    @Override
    public Matrix dZ(int l) {
        return get(Kind.DZ.at(l));
    }

    /**
     * Derivatives of each example's own loss with respect to the activations; dA[0] and dA[L], which no parameter needs, are computed on request.
     *
     * @param l 0…L
     * @return column i is ∂ℓ_i/∂A[l], n_l×m; at L infinite where cross-entropy meets a saturated sigmoid on the wrong side
     */
    @Override
    public Matrix dA(int l) {
        return l == net.L() ? onRequest(Formula.OUTPUT_DA, l) : l == 0 ? onRequest(Formula.BP3, 1) : get(Kind.DA.at(l));
    }

    private Matrix onRequest(Formula formula, int l) {
        return rules.apply(formula, new Site(l, net, known, rules.alpha()));
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
}
