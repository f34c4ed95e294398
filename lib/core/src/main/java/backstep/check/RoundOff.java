package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far rounding can move each example's loss when it is computed again from some layer on: to first order
 * u (|ℓ| + Σ |∂ℓ/∂z| (|W||A| + |b|)), with slopes that are themselves crude difference quotients; and what is seen of it, for functions
 * (a user's own g or loss) that lose digits inside: sixth differences of the losses, in which nothing smooth is left.
 */
final class RoundOff {

    static final double UNIT = 4 * Math.ulp(1.0); // a few roundings for each operation
    private static final double CRUDE_STEP = 1e-4;
    private static final List<Integer> SIXTH = List.of(1, -6, 15, -20, 15, -6, 1);
    private static final double SPREAD = Math.sqrt(924); // Σ of the squares of SIXTH: by so much it widens a rounding

    private static final Set<Loss> OUR_LOSSES = Set.of(Loss.SQUARED_ERROR, Loss.CROSS_ENTROPY, Loss.SOFTMAX_CROSS_ENTROPY);
    private static final Set<Activation> OUR_ACTIVATIONS = Set.of(Activation.IDENTITY, Activation.SIGMOID, Activation.TANH, Activation.RELU,
            Activation.LEAKY_RELU, Activation.SOFTPLUS, Activation.SOFTMAX);

    private final ForwardPass base;
    private final Matrix Y;
    private final Matrix[] slopes; // of the losses, by layer, without sign
    private final Map<Quantity, Matrix> seen = new HashMap<>();
    private final Matrix losses;
    private final Matrix atOutput; // what the loss itself is made of

    RoundOff(ForwardPass base, Matrix Y) {
        this.base = base;
        this.Y = Y;
        this.losses = base.losses(Y);
        this.atOutput = losses.map(Math::abs).plus(ofLoss());
        this.slopes = new Matrix[base.network().L() + 1];
    }

    /** For each example, when Z[l] is what was nudged. */
    double[] fromZ(int l) {
        var noise = atOutput.plus(moved(l, base.Z(l).map(Math::abs)));
        for (int above = l + 1; above <= base.network().L(); above++) {
            noise = noise.plus(moved(above, magnitude(above)));
        }
        return noise.times(UNIT).plus(seen(Kind.Z.at(l))).toArray()[0];
    }

    /** For each example, when A[l] is what was nudged. */
    double[] fromA(int l) {
        Network net = base.network();
        if (l == net.L()) {
            var a = base.A(l);
            // An output's own rounding moves the loss by |a| |∂ℓ/∂a|, and |∂ℓ/∂a| is at most |ℓ| and 1 over its room.
            var perOutput = a.map(x -> Math.abs(x) / Math.min(1, Math.max(Double.MIN_NORMAL, net.loss().room(x))));
            return losses.map(Math::abs).plus(Matrix.ones(1, a.rows()).times(perOutput)).times(UNIT).plus(seen(Kind.A.at(l))).toArray()[0];
        }
        var noise = atOutput;
        for (int above = l + 1; above <= net.L(); above++) {
            noise = noise.plus(moved(above, magnitude(above)));
        }
        return noise.times(UNIT).plus(seen(Kind.Z.at(l + 1))).toArray()[0];
    }

    /** The roundings that show when Z[l] or A[L] moves in small equal steps; the library's own functions lose no digits inside. */
    private Matrix seen(Quantity moved) {
        // A unit near its kink would drown the roundings; it lies to one side.
        return seen.computeIfAbsent(moved, quantity -> allOurOwn() ? losses.times(0)
                : sixthDifference(quantity, CRUDE_STEP).combine("smaller", sixthDifference(quantity, -CRUDE_STEP), Math::min)
                        .map(x -> 10 * x / SPREAD + Math.ulp(1.0)));
    }

    /** The largest of three, for each example, over steps to one side. */
    private Matrix sixthDifference(Quantity quantity, double step) {
        var at = base.get(quantity);
        var reach = at.map(x -> quantity.kind() == Kind.A ? Math.min(1, base.network().loss().room(x)) : 1);
        var values = new Matrix[SIXTH.size() + 2];
        for (int k = 0; k < values.length; k++) {
            double offset = step * (k + 1);
            // Units move by turns up and down, so that what they do to a sum does not cancel by symmetry.
            var moved = Matrix.generate(at.rows(), at.columns(), (i, j) -> at.get(i, j) + (i % 2 == 0 ? offset : -0.7 * offset) * reach.get(i, j));
            values[k] = base.with(quantity, moved).losses(Y);
        }
        var largest = losses.times(0);
        for (int first = 0; first + SIXTH.size() <= values.length; first++) {
            var difference = losses.times(0);
            for (int k = 0; k < SIXTH.size(); k++) {
                difference = difference.plus(values[first + k].times(SIXTH.get(k)));
            }
            largest = largest.combine("larger", difference.map(Math::abs), Math::max);
        }
        return largest;
    }

    private Matrix ofLoss() {
        var loss = base.network().loss();
        // Softmax cross-entropy adds up parts of one sign, made of differences of Z.
        return loss == Loss.CROSS_ENTROPY ? ofLabels() : loss == Loss.SOFTMAX_CROSS_ENTROPY ? losses.times(0) : ofOutputs();
    }

    /** Σ_k |y_k z_k| where a label between 0 and 1 makes y z rounded, and z − y z smaller than either. */
    private Matrix ofLabels() {
        var z = base.Z(base.network().L());
        return Matrix.ones(1, z.rows()).times(z.combine("y z", Y, (x, y) -> y == 0 || y == 1 ? 0 : Math.abs(x * y)));
    }

    /** Σ_k |∂ℓ/∂a_k| (|a_k| + |y_k|): the roundings of A[L], where the loss is computed from it. */
    private Matrix ofOutputs() {
        var a = base.A(base.network().L());
        var sizes = a.map(Math::abs).plus(Y.map(Math::abs));
        return Matrix.ones(1, a.rows()).times(base.network().loss().dA(a, Y).map(Math::abs).hadamard(sizes));
    }

    private boolean allOurOwn() {
        var net = base.network();
        return OUR_LOSSES.contains(net.loss()) && net.layers().stream().allMatch(layer -> OUR_ACTIVATIONS.contains(layer.g()));
    }

    /** |W||A_prev| + |b|: what the sum of a Z is made of. */
    private Matrix magnitude(int l) {
        var net = base.network();
        return net.W(l).map(Math::abs).times(base.A(l - 1).map(Math::abs)).plus(net.b(l).map(Math::abs).times(Matrix.ones(1, Y.columns())));
    }

    /** Σ_k |∂ℓ/∂z_k| · size_k, an entry for each example. */
    private Matrix moved(int l, Matrix sizes) {
        return Matrix.ones(1, sizes.rows()).times(slopes(l).hadamard(sizes));
    }

    private Matrix slopes(int l) {
        if (slopes[l] == null) {
            var z = base.Z(l);
            var rows = new double[z.rows()][];
            for (int k = 0; k < rows.length; k++) {
                var nudge = Nudge.of(base, Y, Kind.Z.at(l), k, 0);
                var h = Matrix.ones(1, z.columns()).times(CRUDE_STEP).toArray()[0];
                var plus = Matrix.row(nudge.value(nudge.moved(h))).minus(losses).map(Math::abs);
                var minus = Matrix.row(nudge.value(nudge.moved(Matrix.row(h).times(-1).toArray()[0]))).minus(losses).map(Math::abs);
                rows[k] = plus.combine("larger", minus, Math::max).times(1 / CRUDE_STEP).toArray()[0];
            }
            slopes[l] = Matrix.of(rows);
        }
        return slopes[l];
    }
}
