package backstep.estimate;

import static backstep.estimate.Sensitivity.size;
import static backstep.matrix.Matrix.ones;
import static java.util.Objects.requireNonNull;

import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import backstep.network.Elementwise;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How far rounding can move a right derivative: A − Y, for one, loses the digits that the two share. A running error
 * bound for each entry (Higham, section 3.3), carried through the backward pass beside the values; nobody's equation is
 * called wrong for it.
 */
public final class BackwardErrorBound {

    private final Network net;
    private final Function<Quantity, Matrix> value;
    private final double u;
    private final int m;
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
        this(net, value, unitRoundoff, value.apply(Kind.A.at(0)).columns());
    }

    /**
     * Bounds from some of the examples.
     *
     * @param net the network
     * @param value the right value of any quantity of the pass, of some examples
     * @param unitRoundoff u of the arithmetic: 2⁻⁵³ for double, 2⁻²⁴ for float
     * @param examples m, over which the means of dW and db are summed
     */
    public BackwardErrorBound(Network net, Function<Quantity, Matrix> value, double unitRoundoff, int examples) {
        this.net = net;
        this.value = value;
        this.u = unitRoundoff;
        this.m = examples;
        this.forward = new ForwardValueBound(net, value, unitRoundoff, examples);
        for (int l = net.L(); l >= 1; l--) {
            Interrupts.poll("the error bounds of a backward pass");
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
        var ofOutputs = forward.ofOutputs();
        UnaryOperator<Matrix> dA = at -> net.loss().dA(at, Y);
        var bend = A.map(a -> Tolerances.REACH * Tolerances.CRUDE * Math.min(1, net.loss().room(a)));
        // The slope of 1/a may overflow where what it makes of a's rounding does not.
        var ofSlope = size(dA.apply(A.plus(bend)).minus(dA.apply(A.minus(bend)))).hadamard(ofOutputs)
                .combine("over", bend, (change, h) -> h == 0 ? 0 : change / (2 * h));
        var ofDA = orAcross(ofSlope, () -> Sensitivity.change(dA, A, ofOutputs, dA.apply(A)))
                .plus(rounded(sizeOf(Kind.DA, L), 1));
        bounds.put(Kind.DA.at(L), ofDA);
        var following = Sensitivity.following(net, A, Y, value.apply(Kind.DZ.at(L)));
        bounds.put(Kind.DZ.at(L), following.map(S -> S.hadamard(ofA).plus(rounded(sizeOf(Kind.DZ, L), 1))
                .plus(net.loss().weights().isEmpty() ? A.times(0) : rounded(S.hadamard(size(A)), A.rows())))
                .orElseGet(() -> through(L, ofDA)));
    }

    /**
     * A number may be rounded to the other side of a kink; what double rounds across, the estimates see as a kink
     * themselves.
     */
    private Matrix orAcross(Matrix here, Supplier<Matrix> jump) {
        return u > Tolerances.U ? here.combine("or", jump.get(), Math::max) : here;
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
        int terms = g instanceof Elementwise ? 1 : Point.mixes(g, Z) ? Z.rows() + Z.columns() : Z.rows();
        var ofZ = forward.rounding(Kind.Z.at(l)).plus(Sensitivity.summed(g, Z).times(u));
        UnaryOperator<Matrix> pullback = at -> g.pullback(dA, at);
        var ofSlope = orAcross(Sensitivity.of(g, pullback, Z, ofZ), () -> Sensitivity.across(g, pullback, Z, ofZ));
        var summed = ofDA.plus(rounded(size(dA), terms));
        var back = orAcross(Sensitivity.ofPullback(g, Z, summed), () -> Sensitivity.ofPullback(g, Z.plus(ofZ), summed)
                .combine("or", Sensitivity.ofPullback(g, Z.minus(ofZ), summed), Math::max));
        var bound = back.plus(ofSlope).plus(rounded(sizeOf(Kind.DZ, l), 1));
        return Sensitivity.isHomogeneous(g, Z) ? bound : bound.plus(rounded(size(dA), 1));
    }

    /** BP1, BP2 and BP3. */
    private void parameters(int l) {
        var dZ = bounds.get(Kind.DZ.at(l));
        var APrev = sizeOf(Kind.A, l - 1);
        int columns = APrev.columns();
        var ofAPrev = forward.rounding(Kind.A.at(l - 1)).plus(rounded(APrev, m));
        bounds.put(Kind.DW.at(l), dZ.times(APrev.transpose()).plus(sizeOf(Kind.DZ, l).times(ofAPrev.transpose()))
                .times(1.0 / columns).plus(rounded(size(net.penalty().dW(net.W(l))), 1)));
        bounds.put(Kind.DB.at(l), dZ.plus(rounded(sizeOf(Kind.DZ, l), m)).times(ones(columns, 1))
                .times(1.0 / columns));
        bounds.put(Kind.DA.at(l - 1), sizeOf(Kind.W, l).transpose()
                .times(dZ.plus(rounded(sizeOf(Kind.DZ, l), net.n(l)))));
    }

    private Matrix rounded(Matrix sizes, int terms) {
        return Sensitivity.rounded(sizes, terms, u);
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
        requireNonNull(derivative, "derivative is null");
        return bounds.get(derivative);
    }
}
