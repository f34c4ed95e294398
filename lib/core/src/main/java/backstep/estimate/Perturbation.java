package backstep.estimate;

import backstep.engine.Backprop;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * What moves when a derivative is estimated: one entry of W or b, which moves the cost; or one row of Z or A, of which
 * column i moves the loss of example i only, so that one pass serves all examples; or, where an activation mixes
 * examples, one entry of Z or A, which moves the sum of the losses.
 *
 * <p>Nothing below is computed again: W_kj + h moves row k of Z by h times row j of A_prev.
 */
final class Perturbation implements Line<Perturbation.Moved> {

    /**
     * What the forward equations give from the moved quantity on.
     *
     * @param losses of each example
     * @param Z by layer; null where nothing moved
     * @param weights of the moved layer; null where they stayed
     */
    record Moved(Matrix losses, Matrix[] Z, Matrix weights) {}

    private final ForwardPass base;
    private final Matrix Y;
    private final Quantity quantity;
    private final Quantity moved;
    private final Matrix direction; // how the moved quantity moves over a step, sign and size
    private final Matrix ofWeights; // how W moves over a step of 1; null where it does not, or costs nothing
    private final double[] steps; // one, or one for each example

    private Perturbation(ForwardPass base, Matrix Y, Quantity quantity, Quantity moved, Matrix direction,
            Matrix ofWeights, double[] steps) {
        this.base = base;
        this.Y = Y;
        this.quantity = quantity;
        this.moved = moved;
        this.direction = direction;
        this.ofWeights = ofWeights;
        this.steps = steps;
    }

    /**
     * One entry of W or b; of Z or A a whole row, whatever the column, or one entry where the examples are not apart.
     */
    static Perturbation of(ForwardPass base, Matrix Y, Quantity quantity, int row, int column) {
        int l = quantity.l();
        int m = Y.columns();
        var shape = base.get(quantity);
        return switch (quantity.kind()) {
            case W -> ofParameter(base, Y, quantity, unit(shape.rows(), row).times(base.A(l - 1).rowAt(column)),
                    penalised(base.network()) ? unit(shape.rows(), row).times(unit(shape.columns(), column).transpose())
                            : null);
            case B -> ofParameter(base, Y, quantity, unit(shape.rows(), row).times(Matrix.ones(1, m)), null);
            case Z, A -> {
                boolean apart = apart(base.network(), quantity);
                var steps = IntStream.range(apart ? 0 : column, apart ? m : column + 1)
                        .mapToDouble(i -> firstStep(base, quantity, row, i)).toArray();
                var across = apart ? Matrix.row(steps) : unit(m, column).transpose().times(steps[0]);
                yield new Perturbation(base, Y, quantity, quantity, unit(shape.rows(), row).times(across), null, steps);
            }
            default -> throw new IllegalArgumentException("nothing can be nudged in " + quantity + "; W, b, Z, A can");
        };
    }

    /** A whole parameter along a direction of its shape. */
    static Perturbation along(ForwardPass base, Matrix Y, Quantity parameter, Matrix direction) {
        boolean weights = parameter.kind() == Kind.W;
        var ofZ = direction.times(weights ? base.A(parameter.l() - 1) : Matrix.ones(1, Y.columns()));
        return ofParameter(base, Y, parameter, ofZ, weights && penalised(base.network()) ? direction : null);
    }

    /**
     * All of Z[l], or of A[L] within its room, units by turns up and down so that what they do to a sum does not cancel
     * by symmetry.
     */
    static Perturbation ofAll(ForwardPass base, Matrix Y, Quantity quantity) {
        var at = base.get(quantity);
        var direction = Matrix.generate(at.rows(), at.columns(),
                (k, i) -> (k % 2 == 0 ? 1 : -0.7) * firstStep(base, quantity, k, i));
        return new Perturbation(base, Y, quantity, quantity, direction, null, new double[] {Double.NaN});
    }

    private static Perturbation ofParameter(ForwardPass base, Matrix Y, Quantity parameter, Matrix ofZ,
            Matrix ofWeights) {
        double step = Tolerances.REACH / largest(ofWeights == null ? ofZ.maxAbs()
                : Math.max(ofZ.maxAbs(), ofWeights.maxAbs()));
        return new Perturbation(base, Y, parameter, Kind.Z.at(parameter.l()), ofZ.times(step), ofWeights,
                new double[] {step});
    }

    private static boolean penalised(Network net) {
        return net.penalty() != Penalty.NONE;
    }

    /** Whether each example's loss depends on its own column of Z[l] or A[l] alone. */
    private static boolean apart(Network net, Quantity quantity) {
        int from = quantity.kind() == Kind.A ? quantity.l() + 1 : quantity.l();
        return IntStream.rangeClosed(from, net.L()).noneMatch(l -> net.g(l).mixesExamples());
    }

    /** So long that Z moves by about {@link Tolerances#REACH}, and an output stays within its loss. */
    private static double firstStep(ForwardPass base, Quantity quantity, int row, int example) {
        var net = base.network();
        int l = quantity.l();
        return quantity.kind() == Kind.Z ? Tolerances.REACH
                : l == net.L() ? Tolerances.REACH * Math.min(1, net.loss().room(base.A(l).get(row, example)))
                : Tolerances.REACH / largest(net.W(l + 1).transpose().rowAt(row).maxAbs());
    }

    private static double largest(double size) {
        return size > 0 ? size : 1;
    }

    private static Matrix unit(int n, int k) {
        return Matrix.ones(n, 1).times(0).with(k, 0, 1);
    }

    private boolean movesTheCost() {
        return quantity.kind() == Kind.W || quantity.kind() == Kind.B;
    }

    /** 1, or one for each example. */
    @Override
    public int size() {
        return steps.length;
    }

    @Override
    public double step(int i) {
        return steps[i];
    }

    /** The forward equations from here on, so many steps away. */
    @Override
    public Moved at(double steps) {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted while %s was nudged".formatted(quantity));
        }
        var net = base.network();
        var Z = new Matrix[net.L() + 1];
        var there = base.get(moved).plus(direction.times(steps));
        Matrix A = moved.kind() == Kind.A ? there : null;
        if (A == null) {
            Z[moved.l()] = there;
        }
        for (int l = moved.l() + 1; l <= net.L(); l++) {
            Z[l] = Backprop.Z(net.W(l), A == null ? Backprop.A(net.g(l - 1), Z[l - 1]) : A, net.b(l));
            A = null;
        }
        var losses = A == null ? Backprop.losses(net.loss(), net.g(net.L()), Z[net.L()], Y) : net.loss().fromA(A, Y);
        var W = ofWeights == null ? null : net.W(moved.l()).plus(ofWeights.times(steps * this.steps[0]));
        return new Moved(losses, Z, W);
    }

    /** The cost; each example's loss; or the sum of the losses. */
    @Override
    public double[] value(Moved there) {
        return movesTheCost() ? new double[] {Backprop.cost(there.losses(), penalty(there))}
                : steps.length == 1 ? new double[] {there.losses().sum()} : there.losses().toArray()[0];
    }

    private double penalty(Moved there) {
        var net = base.network();
        return there.weights() == null ? net.penalised() : net.with(Kind.W.at(moved.l()), there.weights()).penalised();
    }

    @Override
    public Kink[] crossings(Moved plus, Moved minus) {
        var crossings = new Kink[steps.length];
        var net = base.network();
        for (int l = 1; l <= net.L(); l++) {
            if (plus.Z()[l] != null) {
                cross(crossings, Kind.Z.at(l), net.g(l).kinks(), plus.Z()[l], minus.Z()[l]);
            }
        }
        if (plus.weights() != null) {
            cross(crossings, quantity, net.penalty().kinks(), plus.weights(), minus.weights());
        }
        return crossings;
    }

    private void cross(Kink[] crossings, Quantity what, double[] kinks, Matrix above, Matrix below) {
        for (double kink : kinks) {
            for (int i = 0; i < above.columns(); i++) {
                for (int k = 0; k < above.rows(); k++) {
                    double one = above.get(k, i) - kink;
                    double other = below.get(k, i) - kink;
                    if (one != other && one * other <= 0) {
                        int which = steps.length == 1 ? 0 : i;
                        int others = crossings[which] == null ? 0 : crossings[which].others() + 1;
                        crossings[which] = new Kink(what, k, i, others);
                    }
                }
            }
        }
    }
}
