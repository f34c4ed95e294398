package backstep.estimate;

import static backstep.estimate.Sensitivity.size;
import static backstep.matrix.Matrix.ones;
import static java.util.Objects.requireNonNull;

import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * How far rounding can move the values of a right forward pass, summed in whatever order and by whichever right form: a
 * running error bound (Higham, section 3.3) for each entry of Z, A, the losses and J, carried up from the inputs.
 *
 * <pre>
 * Z[l]  |W||δA| + (n + 8) u (|W||A| + |b| 1ᵀ)
 * A[l]  |∂A/∂Z| δZ + 9 u (|A| + what is inside of g)
 * ℓ     |ℓ(Z ± δZ) − ℓ|, |ℓ(A ± δA) − ℓ|, |ℓ(Y ± δY) − ℓ| and the last digit of what ℓ is the difference of
 * J     the mean of those of ℓ, and (N + 8) u of what J is summed from
 * </pre>
 */
public final class ForwardValueBound {

    private final Network net;
    private final Function<Quantity, Matrix> value;
    private final double u;
    private final int m;
    private final Map<Quantity, Matrix> bounds = new HashMap<>();

    /**
     * Bounds for a network.
     *
     * @param net the network
     * @param value the right value of any quantity of the pass: X, Y, W, b, Z, A, the losses, J
     * @param unitRoundoff u of the arithmetic in question: 2⁻⁵³ for double, 2⁻²⁴ for float
     */
    public ForwardValueBound(Network net, Function<Quantity, Matrix> value, double unitRoundoff) {
        this(net, value, unitRoundoff, value.apply(Kind.A.at(0)).columns());
    }

    /**
     * Bounds from some of the examples.
     *
     * @param net the network
     * @param value the right value of any quantity of the pass, of some examples
     * @param unitRoundoff u of the arithmetic in question: 2⁻⁵³ for double, 2⁻²⁴ for float
     * @param examples m, over which the mean of J is summed
     */
    public ForwardValueBound(Network net, Function<Quantity, Matrix> value, double unitRoundoff, int examples) {
        this.net = net;
        this.value = value;
        this.u = unitRoundoff;
        this.m = examples;
        bounds.put(Kind.A.at(0), value.apply(Kind.A.at(0)).times(0));
        for (int l = 1; l <= net.L(); l++) {
            Interrupts.poll("the error bounds of a forward pass");
            bounds.put(Kind.Z.at(l), ofZ(l));
            bounds.put(Kind.A.at(l), ofA(l, rounding(1)));
        }
        bounds.put(Kind.LOSSES.at(net.L()), ofLosses());
        bounds.put(Kind.J.at(net.L()), ofCost());
    }

    /**
     * How far each entry of a right forward value may be off: by rounding, or, where that is more, by the digits that
     * another right form loses, {@link Tolerances#FORWARD} of the terms of the entry.
     *
     * @param quantity Z[l], A[l], the losses or J; X, which is given, has a bound of 0
     * @return of the shape of the quantity, each entry finite and at least 0
     * @throws IllegalArgumentException if the quantity is no value of the forward pass
     */
    public Matrix of(Quantity quantity) {
        requireNonNull(quantity, "quantity is null");
        var rounding = rounding(quantity);
        var otherForms = quantity.equals(Kind.A.at(0)) ? rounding : terms(quantity).times(Tolerances.FORWARD);
        return rounding.combine("or", otherForms, Math::max)
                .map(bound -> bound < Double.MAX_VALUE ? bound : Double.MAX_VALUE); // and where it is not a number
    }

    /** What rounding alone does. */
    Matrix rounding(Quantity quantity) {
        var bound = bounds.get(quantity);
        if (bound == null) {
            throw new IllegalArgumentException("%s is no value of the forward pass of %s; Z, A, the losses and J are"
                    .formatted(quantity, net));
        }
        return bound;
    }

    /** The sizes of the terms that each entry is summed from. */
    private Matrix terms(Quantity quantity) {
        int l = quantity.l();
        return switch (quantity.kind()) {
            case Z -> sizeOf(Kind.W, l).times(sizeOf(Kind.A, l - 1)).plus(sizeOf(Kind.B, l).times(ones(1, columns())));
            case J -> Matrix.row(sizeOf(Kind.LOSSES, l).sum() / columns() + Math.abs(net.penalised()));
            default -> size(value.apply(quantity));
        };
    }

    private Matrix ofZ(int l) {
        return sizeOf(Kind.W, l).times(bounds.get(Kind.A.at(l - 1)))
                .plus(rounded(terms(Kind.Z.at(l)), net.n(l - 1)));
    }

    /** To the rounding of Z and of A comes that of what is inside of g, where its form has numbers of size 1. */
    private Matrix ofA(int l, double inside) {
        var g = net.g(l);
        var Z = value.apply(Kind.Z.at(l));
        var ofZ = bounds.get(Kind.Z.at(l)).plus(Sensitivity.summed(g, Z).times(u));
        double more = Sensitivity.isHomogeneous(g, Z) ? 0 : inside;
        return Sensitivity.of(g, g::A, Z, ofZ).plus(rounded(sizeOf(Kind.A, l), 1)).map(off -> off + more);
    }

    /** From Z[L] as from A[L], either of which is a right form, and by what the labels are rounded to. */
    private Matrix ofLosses() {
        int L = net.L();
        var g = net.g(L);
        var loss = net.loss();
        var Z = value.apply(Kind.Z.at(L));
        var A = value.apply(Kind.A.at(L));
        var Y = value.apply(Kind.Y.at(L));
        var ofZ = bounds.get(Kind.Z.at(L));
        UnaryOperator<Matrix> byZ = at -> loss.fromZ(g, at, Y);
        var viaZ = Point.mixes(g, Z) ? Sensitivity.ofMixedLosses(byZ, Z, ofZ) : Sensitivity.ofLosses(byZ, Z, ofZ);
        var viaA = Sensitivity.ofLosses(at -> loss.fromA(at, Y), A, ofOutputs());
        var viaY = Sensitivity.ofLosses(at -> loss.fromZ(g, Z, at), Y, rounded(size(Y), 1));
        return viaZ.plus(viaA).plus(viaY).plus(rounded(terms(Kind.LOSSES.at(L)), A.rows()))
                .plus(ComputationalNoise.lastDigits(byZ, Z).times(A.rows() * u / Tolerances.U));
    }

    /**
     * What rounding does to A[L] as a loss takes it: what goes into a logarithm keeps its digits however small it is.
     */
    Matrix ofOutputs() {
        int L = net.L();
        double room = value.apply(Kind.A.at(L)).map(net.loss()::room).maxAbs();
        return room < Double.POSITIVE_INFINITY ? ofA(L, 0) : bounds.get(Kind.A.at(L));
    }

    private Matrix ofCost() {
        int L = net.L();
        double weights = net.penalised() == 0 ? 0
                : IntStream.rangeClosed(1, L).map(l -> net.n(l) * net.n(l - 1)).sum();
        double sum = rounding(m) * sizeOf(Kind.LOSSES, L).sum() / columns();
        return Matrix.row(bounds.get(Kind.LOSSES.at(L)).sum() / columns() + sum
                + (weights + rounding(1) / u) * u * Math.abs(net.penalised()));
    }

    private int columns() {
        return value.apply(Kind.A.at(0)).columns();
    }

    private Matrix rounded(Matrix sizes, int terms) {
        return Sensitivity.rounded(sizes, terms, u);
    }

    private double rounding(int terms) {
        return Tolerances.rounding(terms, u);
    }

    private Matrix sizeOf(Kind kind, int l) {
        return size(value.apply(kind.at(l)));
    }
}
