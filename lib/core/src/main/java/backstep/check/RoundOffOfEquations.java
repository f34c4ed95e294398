package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How far rounding can move a right derivative: A − Y, for one, loses the digits that the two share. A bound for each entry, carried
 * through the backward pass beside the values; nobody's equation is called wrong for it.
 */
final class RoundOffOfEquations {

    private static final double UNIT = 8 * Math.ulp(1.0);
    private static final double SMALL = 1e-4;

    private final Map<Quantity, Matrix> bounds = new HashMap<>();

    /**
     * Bounds for a network.
     *
     * @param value the right value of any quantity of the pass
     */
    RoundOffOfEquations(Network net, Function<Quantity, Matrix> value) {
        int m = value.apply(Kind.A.at(0)).columns();
        var ones = Matrix.ones(1, m);
        for (int l = net.L(); l >= 1; l--) {
            var APrev = size(value.apply(Kind.A.at(l - 1)));
            var W = size(value.apply(Kind.W.at(l)));
            var ofZ = W.times(APrev).plus(size(value.apply(Kind.B.at(l))).times(ones)); // what Z is summed from
            if (net.g(l) == Activation.SOFTMAX) {
                softmax(l, value, ofZ);
            } else if (l == net.L()) {
                output(net, value, ofZ);
            } else {
                hidden(net.g(l), l, value, ofZ);
            }
            var ofDZ = of(Kind.DZ.at(l)).plus(size(value.apply(Kind.DZ.at(l))).times(UNIT));
            bounds.put(Kind.DW.at(l), ofDZ.times(APrev.transpose()).times(1.0 / m));
            bounds.put(Kind.DB.at(l), ofDZ.times(ones.transpose()).times(1.0 / m));
            bounds.put(Kind.DA.at(l - 1), W.transpose().times(ofDZ));
        }
    }

    private void output(Network net, Function<Quantity, Matrix> value, Matrix ofZ) {
        int l = net.L();
        var g = net.g(l);
        var z = value.apply(Kind.Z.at(l));
        var a = value.apply(Kind.A.at(l));
        var y = value.apply(Kind.Y.at(l));
        var size = size(value.apply(Kind.DA.at(l)));
        var gPrime = size(g.gPrime(z));
        // A − Y, and what the rounding of Z does to A
        var dA = size(a).plus(size(y)).plus(gPrime.hadamard(ofZ)).times(UNIT);
        bounds.put(Kind.DA.at(l), dA.combine("over", size, (e, d) -> e * Math.max(1, d * d) + UNIT * d));
        boolean throughSlope = !net.loss().dZ(g, z, y).equals(a.minus(y));
        var dZ = throughSlope ? dA.hadamard(gPrime).plus(size.map(d -> Math.min(d, 1e150)).hadamard(bend(g, z).hadamard(ofZ)).times(UNIT)) : dA;
        bounds.put(Kind.DZ.at(l), dZ.plus(size(value.apply(Kind.DZ.at(l))).times(UNIT)));
    }

    /** dZ = A − Y and dA = −Y/A; the rounding r of a column of Z changes a_k by at most a_k (r_k + Σ_j a_j r_j). */
    private void softmax(int l, Function<Quantity, Matrix> value, Matrix ofZ) {
        var a = value.apply(Kind.A.at(l));
        var relative = ofZ.plus(Matrix.ones(a.rows(), a.rows()).times(a.hadamard(ofZ)));
        var size = size(value.apply(Kind.DA.at(l)));
        bounds.put(Kind.DA.at(l), size.plus(size.hadamard(relative)).times(UNIT));
        bounds.put(Kind.DZ.at(l), a.plus(size(value.apply(Kind.Y.at(l)))).plus(a.hadamard(relative)).times(UNIT));
    }

    private void hidden(Activation g, int l, Function<Quantity, Matrix> value, Matrix ofZ) {
        var z = value.apply(Kind.Z.at(l));
        var throughBend = size(value.apply(Kind.DA.at(l))).hadamard(bend(g, z).hadamard(ofZ));
        bounds.put(Kind.DZ.at(l), of(Kind.DA.at(l)).hadamard(size(g.gPrime(z))).plus(throughBend.plus(size(value.apply(Kind.DZ.at(l)))).times(UNIT)));
    }

    private static Matrix bend(Activation g, Matrix z) {
        return size(g.gPrime(z.map(x -> x + SMALL)).minus(g.gPrime(z.map(x -> x - SMALL))).times(1 / (2 * SMALL)));
    }

    /** The bound for each entry of a derivative. */
    Matrix of(Quantity derivative) {
        return bounds.get(derivative);
    }

    private static Matrix size(Matrix matrix) {
        return matrix.map(Math::abs);
    }
}
