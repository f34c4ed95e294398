package backstep.estimate;

import static backstep.estimate.Sensitivity.size;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Elementwise;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * How far rounding can move each example's loss when it is computed again from some layer on: the running error bound of the forward
 * equations (Higham, section 3.3), Σ |∂ℓ/∂z| (|W||A| + |b|) times the rounding of each sum, with slopes that are themselves crude
 * difference quotients; and what is seen of it, for functions that lose digits inside.
 */
final class ForwardErrorBound {

    private final ForwardPass base;
    private final Network net;
    private final Matrix Y;
    private final Map<Quantity, Matrix> slopes = new HashMap<>();
    private final Map<Quantity, Matrix> noise = new HashMap<>();
    private final Matrix losses;

    ForwardErrorBound(ForwardPass base, Matrix Y) {
        this.base = base;
        this.net = base.network();
        this.Y = Y;
        this.losses = base.losses(Y);
    }

    /** For each example, when Z[l] or A[l] is what was nudged. */
    double[] from(Quantity quantity) {
        return noise.computeIfAbsent(quantity, moved -> {
            int l = moved.l();
            var output = Kind.A.at(net.L());
            var seen = moved.equals(output) || moved.kind() == Kind.Z ? moved : Kind.Z.at(l + 1);
            var sum = size(losses).times(Tolerances.rounding(net.n(net.L())))
                    .plus(ComputationalNoise.of(Perturbation.ofAll(base, Y, seen)));
            if (moved.kind() == Kind.Z || moved.equals(output)) {
                sum = sum.plus(reaching(moved, size(base.get(moved)), 1));
            }
            if (!moved.equals(output) && !madeForEachOther()) {
                sum = sum.plus(reaching(output, size(base.A(net.L())), 1));
            }
            for (int above = l + 1; above <= net.L(); above++) {
                sum = sum.plus(reaching(Kind.Z.at(above), magnitude(above), net.n(above - 1)));
            }
            return sum;
        }).toArray()[0];
    }

    /** A loss whose output delta is A − Y is computed from Z[L], without the rounding of A[L]. */
    private boolean madeForEachOther() {
        int L = net.L();
        return net.loss().dZ(net.g(L), base.Z(L), Y).equals(base.A(L).minus(Y));
    }

    /** |W||A_prev| + |b|: what the sum of a Z is made of. */
    private Matrix magnitude(int l) {
        var below = size(base.A(l - 1));
        if (l > 1 && !(net.g(l - 1) instanceof Elementwise)) {
            // An output that is made of several Z has their rounding too.
            below = below.plus(Sensitivity.of(net.g(l - 1), net.g(l - 1)::A, base.Z(l - 1), size(base.Z(l - 1))));
        }
        return size(net.W(l)).times(below).plus(size(net.b(l)).times(Matrix.ones(1, Y.columns())));
    }

    /** Σ_k |∂ℓ/∂q_k| · size_k times the rounding of a sum of so many terms, an entry for each example. */
    private Matrix reaching(Quantity quantity, Matrix sizes, int terms) {
        return Matrix.ones(1, sizes.rows()).times(slopes(quantity).hadamard(sizes)).times(Tolerances.rounding(terms));
    }

    private Matrix slopes(Quantity quantity) {
        return slopes.computeIfAbsent(quantity, of -> {
            var at = base.get(of);
            var rows = new double[at.rows()][at.columns()];
            for (int row = 0; row < at.rows(); row++) {
                for (int column = 0; column < at.columns(); ) {
                    var sides = DifferenceQuotients.oneSided(Perturbation.of(base, Y, of, row, column), Tolerances.CRUDE);
                    for (int i = 0; i < sides[0].length; i++, column++) {
                        // Next to the end of a loss a step may be lost beside a; the slope of a logarithm there is one over the room.
                        double end = of.equals(Kind.A.at(net.L())) ? 1 / net.loss().room(at.get(row, column)) : 0;
                        rows[row][column] = Math.max(end, Math.max(Math.abs(sides[0][i]), Math.abs(sides[1][i])));
                    }
                }
            }
            return Matrix.of(rows);
        });
    }
}
