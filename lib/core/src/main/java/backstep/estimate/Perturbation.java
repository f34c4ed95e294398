package backstep.estimate;

import backstep.engine.Backprop;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Arrays;
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
     * @param outputs A[L], where that was moved itself; else null
     * @param weights of the moved layer; null where they stayed
     */
    record Moved(Matrix losses, Matrix[] Z, Matrix outputs, Matrix weights) {}

    private final Point point;
    private final Quantity quantity;
    private final Quantity moved;
    private final Matrix direction; // how the moved quantity moves over a step, sign and size
    private final Matrix ofWeights; // how W moves over a step of 1; null where it does not, or costs nothing
    private final double[] steps; // one, or one for each example
    private final Moved whole; // what the first step gives; null before it is known

    private Perturbation(Point point, Quantity quantity, Quantity moved, Matrix direction, Matrix ofWeights,
            double[] steps, Moved whole) {
        this.point = point;
        this.quantity = quantity;
        this.moved = moved;
        this.direction = direction;
        this.ofWeights = ofWeights;
        this.steps = steps;
        this.whole = whole;
    }

    /**
     * One entry of W or b; of Z or A a whole row, whatever the column, or one entry where the examples are not apart.
     */
    static Perturbation of(Point point, Quantity quantity, int row, int column) {
        int l = quantity.l();
        int m = point.Y.columns();
        var base = point.forward;
        var shape = base.get(quantity);
        return switch (quantity.kind()) {
            case W -> ofParameter(point, quantity, unit(shape.rows(), row).times(base.A(l - 1).rowAt(column)),
                    penalised(point.net) ? unit(shape.rows(), row).times(unit(shape.columns(), column).transpose())
                            : null);
            case B -> ofParameter(point, quantity, unit(shape.rows(), row).times(Matrix.ones(1, m)), null);
            case Z, A -> {
                // each example's loss depends on its own column of Z[l] or A[l] alone
                boolean apart = !point.mixesFrom(quantity.kind() == Kind.A ? l + 1 : l);
                var steps = IntStream.range(apart ? 0 : column, apart ? m : column + 1)
                        .mapToDouble(i -> firstStep(point, quantity, row, i)).toArray();
                var across = apart ? Matrix.row(steps) : unit(m, column).transpose().times(steps[0]);
                yield new Perturbation(
                        point, quantity, quantity, unit(shape.rows(), row).times(across), null, steps, null)
                        .withinReach();
            }
            default -> throw new IllegalArgumentException("nothing can be nudged in " + quantity + "; W, b, Z, A can");
        };
    }

    /** A whole parameter along a direction of its shape. */
    static Perturbation along(Point point, Quantity parameter, Matrix direction) {
        boolean weights = parameter.kind() == Kind.W;
        var ofZ = direction.times(weights ? point.forward.A(parameter.l() - 1)
                : Matrix.ones(1, point.Y.columns()));
        return ofParameter(point, parameter, ofZ, weights && penalised(point.net) ? direction : null);
    }

    /**
     * All of Z[l], or of A[L] within its room, units by turns up and down so that what they do to a sum does not cancel
     * by symmetry.
     */
    static Perturbation ofAll(Point point, Quantity quantity) {
        var at = point.forward.get(quantity);
        var direction = Matrix.generate(at.rows(), at.columns(),
                (k, i) -> (k % 2 == 0 ? 1 : -0.7) * firstStep(point, quantity, k, i));
        return new Perturbation(point, quantity, quantity, direction, null, new double[] {Double.NaN}, null);
    }

    private static Perturbation ofParameter(Point point, Quantity parameter, Matrix ofZ, Matrix ofWeights) {
        double step = overReach(ofWeights == null ? ofZ.maxAbs()
                : Math.max(ofZ.maxAbs(), ofWeights.maxAbs()));
        return new Perturbation(point, parameter, Kind.Z.at(parameter.l()), ofZ.times(step), ofWeights,
                new double[] {step}, null).withinReach();
    }

    /** The step made so much shorter that no Z above moves much farther than one that is nudged itself. */
    private Perturbation withinReach() {
        var first = at(1);
        var factors = new double[steps.length];
        Arrays.fill(factors, 1);
        for (int l = moved.l() + 1; l <= point.net.L(); l++) {
            var before = point.forward.Z(l);
            for (int i = 0; i < before.columns(); i++) {
                int which = steps.length == 1 ? 0 : i;
                double reach = 0;
                for (int k = 0; k < before.rows(); k++) {
                    reach = Math.max(reach, Math.abs(first.Z()[l].get(k, i) - before.get(k, i)));
                }
                factors[which] = Math.min(factors[which],
                        reach > Tolerances.FAR ? Math.max(Tolerances.REACH / reach, Double.MIN_NORMAL) : 1);
            }
        }
        if (Arrays.stream(factors).allMatch(factor -> factor == 1)) {
            return new Perturbation(point, quantity, moved, direction, ofWeights, steps, first);
        }
        var across = steps.length == 1 ? direction.times(factors[0])
                : direction.hadamard(Matrix.ones(direction.rows(), 1).times(Matrix.row(factors)));
        var shorter = IntStream.range(0, steps.length).mapToDouble(i -> steps[i] * factors[i]).toArray();
        return new Perturbation(point, quantity, moved, across, ofWeights, shorter, null);
    }

    private static boolean penalised(Network net) {
        return net.penalty() != Penalty.NONE;
    }

    /** So long that Z moves by about {@link Tolerances#REACH}, and an output stays within its loss. */
    private static double firstStep(Point point, Quantity quantity, int row, int example) {
        var net = point.net;
        int l = quantity.l();
        return quantity.kind() == Kind.Z ? Tolerances.REACH
                : l == net.L() ? Tolerances.REACH * Math.min(1, net.loss().room(point.forward.A(l).get(row, example)))
                : overReach(net.W(l + 1).transpose().rowAt(row).maxAbs());
    }

    /** The step with which what has this slope moves by its reach; not so long that numbers end. */
    private static double overReach(double slope) {
        return Math.min(Tolerances.REACH / (slope > 0 ? slope : 1), Tolerances.LONGEST);
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
        poll();
        if (steps == 1 && whole != null) {
            return whole;
        }
        var net = point.net;
        var Z = new Matrix[net.L() + 1];
        boolean atOutput = moved.equals(Kind.A.at(net.L()));
        if (steps == 0 && !atOutput) {
            for (int l = quantity.kind() == Kind.A ? moved.l() + 1 : moved.l(); l <= net.L(); l++) {
                Z[l] = point.forward.Z(l);
            }
            return new Moved(point.losses, Z, null, ofWeights == null ? null : net.W(moved.l()));
        }
        var there = point.forward.get(moved).plus(direction.times(steps));
        Matrix A = moved.kind() == Kind.A ? there : null;
        if (A == null) {
            Z[moved.l()] = there;
        }
        boolean moves = true;
        for (int l = moved.l() + 1; l <= net.L(); l++) {
            if (moves) {
                poll();
                Z[l] = Backprop.Z(net.W(l), A == null ? Backprop.A(net.g(l - 1), Z[l - 1]) : A, net.b(l));
                A = null;
                moves = !Z[l].equals(point.forward.Z(l)); // far up in a deep network a nudge may be lost
            } else {
                Z[l] = point.forward.Z(l);
            }
        }
        var losses = !moves ? point.losses : atOutput ? net.loss().fromA(A, point.Y)
                : Backprop.losses(net.loss(), net.g(net.L()), Z[net.L()], point.Y);
        var W = ofWeights == null ? null : net.W(moved.l()).plus(ofWeights.times(steps * this.steps[0]));
        return new Moved(losses, Z, A, W);
    }

    private void poll() {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted while %s was nudged".formatted(quantity));
        }
    }

    /** The cost; each example's loss; or the sum of the losses. */
    @Override
    public double[] value(Moved there) {
        return movesTheCost() ? new double[] {Backprop.cost(there.losses(), penalty(there))}
                : steps.length == 1 ? new double[] {there.losses().sum()} : there.losses().toArray()[0];
    }

    private double penalty(Moved there) {
        var net = point.net;
        return there.weights() == null ? net.penalised() : net.with(Kind.W.at(moved.l()), there.weights()).penalised();
    }

    @Override
    public Kink[] crossings(Moved plus, Moved minus) {
        var net = point.net;
        var crossings = new Crossings(steps.length);
        for (int l = 1; l <= net.L(); l++) {
            if (plus.Z()[l] != null) {
                var here = point.forward.Z(l);
                crossings.declared(Kind.Z.at(l), net.g(l).kinks(), plus.Z()[l], here, minus.Z()[l]);
                crossings.found(Kind.Z.at(l), point.undeclaredKinks(l), plus.Z()[l], here, minus.Z()[l]);
            }
        }
        var outputs = Kind.A.at(net.L());
        var A = point.forward.A(net.L());
        if (net.loss().kinks().length > 0) {
            crossings.declared(outputs, net.loss().kinks(), outputs(plus).minus(point.Y), A.minus(point.Y),
                    outputs(minus).minus(point.Y));
        }
        if (point.undeclaredKinksOfLoss() != null) {
            crossings.foundOfLoss(outputs, point.undeclaredKinksOfLoss(), outputs(plus), A, outputs(minus));
        }
        if (plus.weights() != null) {
            crossings.declared(quantity, net.penalty().kinks(), plus.weights(), net.W(moved.l()), minus.weights());
        }
        return crossings.all();
    }

    private Matrix outputs(Moved there) {
        int L = point.net.L();
        return there.outputs() != null ? there.outputs() : point.net.g(L).A(there.Z()[L]);
    }

    @Override
    public boolean isSmooth() {
        return point.isSmooth();
    }

    @Override
    public boolean[] still(Moved plus, Moved minus) {
        int L = point.net.L();
        var still = new boolean[steps.length];
        if (moved.kind() == Kind.A && moved.l() == L || plus.weights() != null) {
            return still;
        }
        int from = moved.l() + (moved.kind() == Kind.A ? 1 : 0);
        var alive = moved.kind() == Kind.A ? Sensitivity.size(point.net.W(from)).times(Sensitivity.size(direction))
                : direction;
        for (int l = from; l < L; l++) {
            alive = Sensitivity.size(point.net.W(l + 1)).times(alive(l, alive, plus.Z()[l], minus.Z()[l]));
        }
        for (int i = 0; i < still.length; i++) {
            still[i] = (steps.length == 1 ? alive : alive.columnAt(i)).maxAbs() == 0;
        }
        return still;
    }

    /** 1 for each A that moves, or might have moved by less than is seen. */
    private Matrix alive(int l, Matrix alive, Matrix above, Matrix below) {
        var g = point.net.g(l);
        var Z = point.forward.Z(l);
        if (!point.isHomogeneous(l)) {
            return alive;
        }
        var A = g.A(Z);
        var moves = change(g.A(above), A).plus(change(g.A(below), A));
        var lost = change(above, Z).hadamard(change(below, Z)).map(both -> both > 0 ? 0 : 1);
        return moves.plus(lost).combine("alive", alive, (may, is) -> may > 0 && is != 0 ? 1 : 0);
    }

    private static Matrix change(Matrix there, Matrix here) {
        return there.combine("moved", here, (one, other) -> one == other ? 0 : 1);
    }
}
