package backstep.estimate;

import static backstep.estimate.Sensitivity.size;
import static backstep.estimate.Tolerances.rounding;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How far rounding can move a right derivative: A − Y, for one, loses the digits that the two share. A running error
 * bound for each entry (Higham, section 3.3), carried through the backward pass beside the values; nobody's equation is
 * called wrong for it.
 */
public final class BackwardErrorBound {

    private final Network net;
    private final Function<Quantity, Matrix> value;
    private final Map<Quantity, Matrix> bounds = new HashMap<>();

    /**
     * Bounds for a network.
     *
     * @param net the network
     * @param value the right value of any quantity of the pass
     */
    public BackwardErrorBound(Network net, Function<Quantity, Matrix> value) {
        this.net = net;
        this.value = value;
        for (int l = net.L(); l >= 1; l--) {
            if (l == net.L()) {
                output();
            } else {
                hidden(l);
            }
            parameters(l);
        }
    }

    /** Z = W A_prev + b 1ᵀ. */
    private Matrix ofZ(int l) {
        var ones = Matrix.ones(1, sizeOf(Kind.A, 0).columns());
        return sizeOf(Kind.W, l).times(sizeOf(Kind.A, l - 1)).plus(sizeOf(Kind.B, l).times(ones))
                .times(rounding(net.n(l - 1)));
    }

    private void output() {
        int L = net.L();
        var g = net.g(L);
        var Z = value.apply(Kind.Z.at(L));
        var A = value.apply(Kind.A.at(L));
        var Y = value.apply(Kind.Y.at(L));
        var ofA = Sensitivity.of(g, g::A, Z, ofZ(L)).plus(size(A).times(rounding(A.rows())));
        var bend = A.map(a -> Tolerances.REACH * Tolerances.CRUDE * Math.min(1, net.loss().room(a)));
        var ofDA = size(net.loss().dA(A.plus(bend), Y).minus(net.loss().dA(A.minus(bend), Y)))
                .combine("over", bend, (change, h) -> change / (2 * h)).hadamard(ofA)
                .plus(sizeOf(Kind.DA, L).times(rounding(1)));
        bounds.put(Kind.DA.at(L), ofDA);
        boolean isDifference = value.apply(Kind.DZ.at(L)).equals(A.minus(Y));
        bounds.put(Kind.DZ.at(L), isDifference ? ofA.plus(sizeOf(Kind.DZ, L).times(rounding(1)))
                : Sensitivity.ofPullback(g, Z, ofDA)
                        .plus(Sensitivity.of(g, at -> g.pullback(value.apply(Kind.DA.at(L)), at), Z, ofZ(L))));
    }

    /** dZ = g.pullback(dA, Z), which sums over as many outputs as the layer has. */
    private void hidden(int l) {
        var g = net.g(l);
        var Z = value.apply(Kind.Z.at(l));
        var ofDA = bounds.get(Kind.DA.at(l)).plus(sizeOf(Kind.DA, l).times(rounding(net.n(l))));
        bounds.put(Kind.DZ.at(l), Sensitivity.ofPullback(g, Z, ofDA)
                .plus(Sensitivity.of(g, at -> g.pullback(value.apply(Kind.DA.at(l)), at), Z, ofZ(l))));
    }

    /** BP1, BP2 and BP3. */
    private void parameters(int l) {
        var dZ = bounds.get(Kind.DZ.at(l));
        var APrev = sizeOf(Kind.A, l - 1);
        int m = APrev.columns();
        var mean = dZ.plus(sizeOf(Kind.DZ, l).times(rounding(m))).times(1.0 / m);
        var ofPenalty = size(net.penalty().dW(net.W(l))).times(rounding(1));
        bounds.put(Kind.DW.at(l), mean.times(APrev.transpose()).plus(ofPenalty));
        bounds.put(Kind.DB.at(l), mean.times(Matrix.ones(m, 1)));
        bounds.put(Kind.DA.at(l - 1), sizeOf(Kind.W, l).transpose()
                .times(dZ.plus(sizeOf(Kind.DZ, l).times(rounding(net.n(l))))));
    }

    private Matrix sizeOf(Kind kind, int l) {
        return Sensitivity.size(value.apply(kind.at(l)));
    }

    /**
     * The bound for each entry of a derivative.
     *
     * @param derivative dW[l], db[l], dZ[l] or dA[l]
     * @return of the shape of the derivative
     */
    public Matrix of(Quantity derivative) {
        return bounds.get(derivative);
    }
}
