package backstep.estimate;

import static backstep.estimate.Sensitivity.size;
import static backstep.matrix.Matrix.ones;

import backstep.matrix.Matrix;
import backstep.network.Elementwise;
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
    private final double u;
    private final ForwardValueBound forward;
    private final Map<Quantity, Matrix> bounds = new HashMap<>();

    /**
     * Bounds for a network, computed in double.
     *
     * @param net the network
     * @param value the right value of any quantity of the pass
     */
    public BackwardErrorBound(Network net, Function<Quantity, Matrix> value) {
        this(net, value, Tolerances.U);
    }

    /**
     * Bounds for a network, computed in some arithmetic.
     *
     * @param net the network
     * @param value the right value of any quantity of the pass
     * @param unitRoundoff u of the arithmetic: 2⁻⁵³ for double, 2⁻²⁴ for float
     */
    public BackwardErrorBound(Network net, Function<Quantity, Matrix> value, double unitRoundoff) {
        this.net = net;
        this.value = value;
        this.u = unitRoundoff;
        this.forward = new ForwardValueBound(net, value, unitRoundoff);
        for (int l = net.L(); l >= 1; l--) {
            if (l == net.L()) {
                output();
            } else {
                hidden(l);
            }
            parameters(l);
        }
    }

    private void output() {
        int L = net.L();
        var g = net.g(L);
        var A = value.apply(Kind.A.at(L));
        var Y = value.apply(Kind.Y.at(L));
        var ofA = forward.rounding(Kind.A.at(L));
        var bend = A.map(a -> Tolerances.REACH * Tolerances.CRUDE * Math.min(1, net.loss().room(a)));
        var ofDA = size(net.loss().dA(A.plus(bend), Y).minus(net.loss().dA(A.minus(bend), Y)))
                .combine("over", bend, (change, h) -> change / (2 * h)).hadamard(ofA)
                .plus(sizeOf(Kind.DA, L).times(rounding(1)));
        bounds.put(Kind.DA.at(L), ofDA);
        boolean isDifference = value.apply(Kind.DZ.at(L)).equals(A.minus(Y));
        bounds.put(Kind.DZ.at(L), isDifference ? ofA.plus(sizeOf(Kind.DZ, L).times(rounding(1))) : through(L, ofDA));
    }

    private void hidden(int l) {
        bounds.put(Kind.DZ.at(l), through(l, bounds.get(Kind.DA.at(l))));
    }

    /**
     * dZ = g.pullback(dA, Z), which sums over as many outputs as the layer has, or the batch: |∂A/∂Z|ᵀ δA + |∂dZ/∂Z|
     * δZ, and u where g′ is a small difference of numbers of size 1, such as 1 − a².
     */
    private Matrix through(int l, Matrix ofDA) {
        var g = net.g(l);
        var Z = value.apply(Kind.Z.at(l));
        var dA = value.apply(Kind.DA.at(l));
        int terms = g instanceof Elementwise ? 1 : g.mixesExamples() ? Z.rows() + Z.columns() : Z.rows();
        var ofZ = forward.rounding(Kind.Z.at(l)).plus(Sensitivity.summed(g, Z).times(u));
        var bound = Sensitivity.ofPullback(g, Z, ofDA.plus(size(dA).times(rounding(terms))))
                .plus(Sensitivity.of(g, at -> g.pullback(dA, at), Z, ofZ));
        return Sensitivity.isHomogeneous(g, Z) ? bound : bound.plus(size(dA).times(rounding(1)));
    }

    /** BP1, BP2 and BP3. */
    private void parameters(int l) {
        var dZ = bounds.get(Kind.DZ.at(l));
        var APrev = sizeOf(Kind.A, l - 1);
        int m = APrev.columns();
        var ofPenalty = size(net.penalty().dW(net.W(l))).times(rounding(1));
        bounds.put(Kind.DW.at(l), dZ.times(APrev.transpose())
                .plus(sizeOf(Kind.DZ, l)
                        .times(forward.rounding(Kind.A.at(l - 1)).plus(APrev.times(rounding(m))).transpose()))
                .times(1.0 / m).plus(ofPenalty));
        bounds.put(Kind.DB.at(l), dZ.plus(sizeOf(Kind.DZ, l).times(rounding(m))).times(ones(m, 1)).times(1.0 / m));
        bounds.put(Kind.DA.at(l - 1), sizeOf(Kind.W, l).transpose()
                .times(dZ.plus(sizeOf(Kind.DZ, l).times(rounding(net.n(l))))));
    }

    private double rounding(int terms) {
        return Tolerances.rounding(terms, u);
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
