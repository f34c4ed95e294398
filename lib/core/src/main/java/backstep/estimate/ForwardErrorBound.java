package backstep.estimate;

import static backstep.estimate.Sensitivity.size;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far rounding can move each example's loss when it is computed again from some layer on: the running error bound
 * of the forward equations (Higham, section 3.3), Σ |∂ℓ/∂q| |q| times its rounding over every Z and A on the way, with
 * slopes that are themselves crude difference quotients; and what is seen of it, for functions that lose digits inside.
 */
final class ForwardErrorBound {

    private static final int DEEP = 50; // layers

    private final Point point;
    private final ForwardPass base;
    private final Network net;
    private final Matrix Y;
    // filled when first asked for, by as many threads as like: neither asks itself while it is filled
    private final Map<Quantity, Matrix> propagated = new ConcurrentHashMap<>();
    private final Map<Quantity, Matrix> seen = new ConcurrentHashMap<>();
    private final Map<Integer, Matrix> fromLayer = new ConcurrentHashMap<>();
    private final Map<Quantity, Matrix> bounds = new ConcurrentHashMap<>();

    ForwardErrorBound(Point point) {
        this.point = point;
        this.base = point.forward;
        this.net = point.net;
        this.Y = point.Y;
    }

    /** For each example, when Z[l] or A[l] is what was nudged; one that moves A[l] moves Z[l+1]. */
    double[] from(Quantity nudged) {
        var moved = nudged.kind() == Kind.A && nudged.l() < net.L() ? Kind.Z.at(nudged.l() + 1) : nudged;
        return bounds.computeIfAbsent(moved, of -> {
            var sum = size(point.losses).times(Tolerances.rounding(net.n(net.L()))).plus(seen(of));
            if (of.kind() == Kind.Z) {
                sum = sum.plus(fromLayer(of.l()));
            }
            return of.kind() == Kind.Z && madeForEachOther() ? sum : sum.plus(propagated(Kind.A.at(net.L())));
        }).toArray()[0];
    }

    /** The noise that is seen; in a very deep network from a layer some way below, since it is no less there. */
    private Matrix seen(Quantity nudged) {
        int apart = 1 + net.L() / DEEP;
        var from = nudged.kind() == Kind.A ? nudged : Kind.Z.at(nudged.l() - (nudged.l() - 1) % apart);
        return seen.computeIfAbsent(from, of -> {
            var all = Perturbation.ofAll(point, of);
            return ComputationalNoise.of(steps -> all.at(steps).losses(), net.n(net.L()));
        });
    }

    /** Of the Z of this layer and of all above. */
    private Matrix fromLayer(int l) {
        Matrix sum = null;
        for (int layer = net.L(); layer >= l; layer--) {
            var here = propagated(Kind.Z.at(layer));
            var above = sum;
            sum = fromLayer.computeIfAbsent(layer, of -> above == null ? here : here.plus(above));
        }
        return sum;
    }

    /** A loss whose output delta is A − Y, or this with weights, is computed from Z[L], without rounding A[L]. */
    private boolean madeForEachOther() {
        int L = net.L();
        return Sensitivity.following(net, base.A(L), Y, net.loss().dZ(net.g(L), base.Z(L), Y)).isPresent();
    }

    /** Σ_k |∂ℓ/∂q_k| times the rounding of what q_k is summed from, an entry for each example. */
    private Matrix propagated(Quantity quantity) {
        return propagated.computeIfAbsent(quantity, of -> {
            boolean isSum = of.kind() == Kind.Z;
            var sizes = isSum ? summed(of.l()) : size(base.get(of));
            var rounded = sizes.times(Tolerances.rounding(isSum ? net.n(of.l() - 1) : 1));
            // A Z that is rounded by more than a step shows nothing of its slope.
            var moved = slopes(of).combine("times", rounded,
                    (slope, delta) -> isSum && delta > Tolerances.REACH ? Double.POSITIVE_INFINITY : slope * delta);
            return Matrix.ones(1, sizes.rows()).times(moved);
        });
    }

    /** |W||A_prev| + |b|: what the sum of a Z is made of. */
    private Matrix summed(int l) {
        return size(net.W(l)).times(size(base.A(l - 1))).plus(size(net.b(l)).times(Matrix.ones(1, Y.columns())));
    }

    private Matrix slopes(Quantity of) {
        var at = base.get(of);
        var rows = new double[at.rows()][at.columns()];
        for (int row = 0; row < at.rows(); row++) {
            for (int column = 0; column < at.columns(); ) {
                var sides = DifferenceQuotients.oneSided(Perturbation.of(point, of, row, column), 1);
                for (int i = 0; i < sides[0].length; i++, column++) {
                    // Next to the end of a loss a step may be lost beside a; the slope of a logarithm there is one over
                    // the room.
                    double end = of.kind() == Kind.A ? 1 / net.loss().room(at.get(row, column)) : 0;
                    rows[row][column] = Math.max(end, Math.max(Math.abs(sides[0][i]), Math.abs(sides[1][i])));
                }
            }
        }
        return Matrix.of(rows);
    }
}
