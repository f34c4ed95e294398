package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;

/**
 * What moves when a derivative is estimated: one entry of W or b, which moves the cost, or one row of Z or A, of which column i moves the
 * loss of example i only, so that one pass serves all examples.
 *
 * <p>Nothing below the nudge is computed again: W_kj + h moves row k of Z by h times row j of A_prev.
 */
final class Nudge {

    /** By how much a first step moves a Z; small beside the curvature of every activation. */
    static final double REACH = 1e-2;

    final ForwardPass base;
    private final Matrix Y;
    private final Quantity quantity;
    private final int row;
    private final Matrix direction; // by how much each example's row moves for a step of 1
    private final Quantity moved;

    /** One entry of a parameter; or, for Z and A, a whole row, the column being of no account. */
    static Nudge of(ForwardPass base, Matrix Y, Quantity quantity, int row, int column) {
        int l = quantity.l();
        return switch (quantity.kind()) {
            case W -> new Nudge(base, Y, quantity, row, base.A(l - 1).rowAt(column), Kind.Z.at(l));
            case B -> new Nudge(base, Y, quantity, row, Matrix.ones(1, Y.columns()), Kind.Z.at(l));
            case Z, A -> new Nudge(base, Y, quantity, row, Matrix.ones(1, Y.columns()), quantity);
            default -> throw new IllegalArgumentException("nothing can be nudged in " + quantity + "; W, b, Z, A can");
        };
    }

    /** A whole parameter along a direction of its shape. */
    static Nudge along(ForwardPass base, Matrix Y, Quantity parameter, Matrix direction) {
        int l = parameter.l();
        var zDirection = parameter.kind() == Kind.W ? direction.times(base.A(l - 1)) : direction.times(Matrix.ones(1, Y.columns()));
        return new Nudge(base, Y, parameter, -1, zDirection, Kind.Z.at(l));
    }

    private Nudge(ForwardPass base, Matrix Y, Quantity quantity, int row, Matrix direction, Quantity moved) {
        this.base = base;
        this.Y = Y;
        this.quantity = quantity;
        this.row = row;
        this.direction = direction;
        this.moved = moved;
    }

    private boolean movesTheCost() {
        return quantity.kind() == Kind.W || quantity.kind() == Kind.B;
    }

    /** How many derivatives are estimated at once: 1, or one for each example. */
    int size() {
        return movesTheCost() ? 1 : Y.columns();
    }

    /** The pass with the nudge, a step for each derivative. */
    ForwardPass moved(double[] step) {
        var values = base.get(moved);
        boolean one = movesTheCost();
        return base.with(moved, Matrix.generate(values.rows(), values.columns(), (k, i) -> row >= 0 && k != row ? values.get(k, i)
                : values.get(k, i) + step[one ? 0 : i] * direction.get(row >= 0 ? 0 : k, i)));
    }

    /** The cost, or the losses. */
    double[] value(ForwardPass pass) {
        var losses = pass.losses(Y);
        return movesTheCost() ? new double[] {losses.sum() / losses.columns()} : losses.toArray()[0];
    }

    /** The first steps: so long that Z moves by about {@link #REACH}, and an output stays within its loss. */
    double[] firstSteps() {
        var steps = new double[size()];
        var net = base.network();
        for (int i = 0; i < steps.length; i++) {
            steps[i] = REACH / (movesTheCost() ? largest(direction) : moved.kind() == Kind.Z ? 1 : reachOfActivation(net, i));
        }
        return steps;
    }

    private double reachOfActivation(Network net, int example) {
        int l = quantity.l();
        if (l == net.L()) {
            return 1 / Math.min(1, net.loss().room(base.A(l).get(row, example)));
        }
        return largest(net.W(l + 1).transpose().rowAt(row));
    }

    private static double largest(Matrix matrix) {
        double largest = matrix.maxAbs();
        return largest > 0 ? largest : 1;
    }

    /** For each derivative, a unit whose activation has a kink between its two values in these passes; null where there is none. */
    Kink[] crossings(ForwardPass plus, ForwardPass minus) {
        var crossings = new Kink[size()];
        var net = base.network();
        for (int l = moved.kind() == Kind.A ? quantity.l() + 1 : quantity.l(); l <= net.L(); l++) {
            for (double kink : net.g(l).kinks()) {
                var above = plus.Z(l);
                var below = minus.Z(l);
                for (int i = 0; i < above.columns(); i++) {
                    for (int k = 0; k < above.rows(); k++) {
                        double one = above.get(k, i) - kink;
                        double other = below.get(k, i) - kink;
                        if (one != other && one * other <= 0) {
                            int which = movesTheCost() ? 0 : i;
                            int others = crossings[which] == null ? 0 : crossings[which].others() + 1;
                            crossings[which] = new Kink(l, k, i, others);
                        }
                    }
                }
            }
        }
        return crossings;
    }
}
