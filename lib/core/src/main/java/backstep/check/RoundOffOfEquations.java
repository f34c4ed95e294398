package backstep.check;

import backstep.matrix.Matrix;
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
        Matrix dA = null;
        for (int l = net.L(); l >= 1; l--) {
            var g = net.g(l);
            var aPrev = size(value.apply(Kind.A.at(l - 1)));
            var W = size(value.apply(Kind.W.at(l)));
            var z = value.apply(Kind.Z.at(l));
            var dZ = size(value.apply(Kind.DZ.at(l)));
            var ofZ = W.times(aPrev).plus(size(value.apply(Kind.B.at(l))).times(ones)); // what Z is summed from
            var gPrime = size(z.map(g::gPrime));
            var bend = size(z.map(x -> (g.gPrime(x + SMALL) - g.gPrime(x - SMALL)) / (2 * SMALL)));
            if (dA == null) {
                // A − Y, and what the rounding of Z does to A
                dA = size(value.apply(Kind.A.at(l))).plus(size(value.apply(Kind.Y.at(l)))).plus(gPrime.hadamard(ofZ)).times(UNIT);
                boolean throughSlope = !net.loss().dZ(g, z, value.apply(Kind.Y.at(l))).equals(value.apply(Kind.A.at(l)).minus(value.apply(Kind.Y.at(l))));
                bounds.put(Kind.DA.at(l), dA.combine("over", size(value.apply(Kind.DA.at(l))), (e, d) -> e * Math.max(1, d * d) + UNIT * d));
                bounds.put(Kind.DZ.at(l), (throughSlope ? dA.hadamard(gPrime).plus(size(value.apply(Kind.DA.at(l))).map(d -> Math.min(d, 1e150))
                        .hadamard(bend.hadamard(ofZ)).times(UNIT)) : dA).plus(dZ.times(UNIT)));
            } else {
                bounds.put(Kind.DZ.at(l), dA.hadamard(gPrime).plus(size(value.apply(Kind.DA.at(l))).hadamard(bend.hadamard(ofZ)).plus(dZ).times(UNIT)));
            }
            var ofDZ = bounds.get(Kind.DZ.at(l)).plus(dZ.times(UNIT));
            bounds.put(Kind.DW.at(l), ofDZ.times(aPrev.transpose()).times(1.0 / m));
            bounds.put(Kind.DB.at(l), ofDZ.times(ones.transpose()).times(1.0 / m));
            dA = W.transpose().times(ofDZ);
            bounds.put(Kind.DA.at(l - 1), dA);
        }
    }

    /** The bound for each entry of a derivative. */
    Matrix of(Quantity derivative) {
        return bounds.get(derivative);
    }

    private static Matrix size(Matrix matrix) {
        return matrix.map(Math::abs);
    }
}
