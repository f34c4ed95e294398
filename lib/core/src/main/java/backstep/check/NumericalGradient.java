package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.pass.ForwardPass;
import backstep.pass.Gradients;
import java.util.function.DoubleUnaryOperator;

/**
 * The estimate of any derivative by central differences, (f(θ + h) − f(θ − h)) / 2h, entry by entry.
 *
 * <p>It nudges one entry, runs the forward equations on from there and looks at the cost; it knows nothing of BP1–BP4.
 */
public final class NumericalGradient implements Gradients {

    /** The step that a central difference in double is best served by, for numbers of size 1: between truncation, h², and round-off, 1/h. */
    public static final double STEP = 1e-5;

    private final ForwardPass forward;
    private final Matrix Y;
    private final double h;

    private NumericalGradient(ForwardPass forward, Matrix Y, double h) {
        this.forward = forward;
        this.Y = Y;
        this.h = h;
    }

    /**
     * Estimates with the usual step.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return the estimates, each computed when asked for
     * @throws IllegalArgumentException as for {@link ForwardPass#of} and {@link ForwardPass#cost}
     */
    public static NumericalGradient of(Network net, Matrix X, Matrix Y) {
        return of(net, X, Y, STEP);
    }

    /**
     * Estimates with a step of one's own.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param h the step, greater than 0
     * @return the estimates, each computed when asked for
     * @throws IllegalArgumentException as for {@link ForwardPass#of} and {@link ForwardPass#cost}, or if h is not positive and finite
     */
    public static NumericalGradient of(Network net, Matrix X, Matrix Y, double h) {
        if (!(h > 0) || h == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a difference quotient needs a step h > 0, given: " + h);
        }
        var forward = ForwardPass.of(net, X);
        forward.cost(Y);
        return new NumericalGradient(forward, Y, h);
    }

    /**
     * The slope of a function of one variable: (f(x + h) − f(x − h)) / 2h.
     *
     * @param f any function
     * @param x where
     * @param h the step, greater than 0
     * @return the estimate of f′(x), wrong by about h² f‴/6 and by round-off of about 1e-16 f/h
     */
    public static double centralDifference(DoubleUnaryOperator f, double x, double h) {
        double plus = x + h;
        double minus = x - h;
        return (f.applyAsDouble(plus) - f.applyAsDouble(minus)) / (plus - minus);
    }

    /**
     * The slope of a function of one variable with the usual step.
     *
     * @param f any function
     * @param x where
     * @return the estimate of f′(x)
     */
    public static double slope(DoubleUnaryOperator f, double x) {
        return centralDifference(f, x, STEP);
    }

    @Override
    public Matrix dW(int l) {
        return ofCost(Kind.W.at(l));
    }

    @Override
    public Matrix db(int l) {
        return ofCost(Kind.B.at(l));
    }

    @Override
    public Matrix dZ(int l) {
        return ofLosses(Kind.Z.at(l));
    }

    @Override
    public Matrix dA(int l) {
        return ofLosses(Kind.A.at(l));
    }

    /** The step for an output: within the room that the loss leaves it. */
    static double outputStep(Loss loss, double a, double h) {
        return h * Math.min(1, loss.room(a));
    }

    /** Two costs for each entry of a parameter. */
    private Matrix ofCost(Quantity theta) {
        var value = forward.get(theta);
        return Matrix.generate(value.rows(), value.columns(),
                (i, j) -> centralDifference(entry -> forward.with(theta, value.with(i, j, entry)).cost(Y), value.get(i, j), h));
    }

    /** Column i of Z or A reaches the loss of example i only, so two passes serve a whole row. */
    private Matrix ofLosses(Quantity quantity) {
        var value = forward.get(quantity);
        boolean output = quantity.equals(Kind.A.at(forward.network().L()));
        var steps = value.map(a -> output ? outputStep(forward.network().loss(), a, h) : h);
        var estimate = new double[value.rows()][];
        for (int row = 0; row < estimate.length; row++) {
            int k = row;
            var nudge = Matrix.generate(value.rows(), value.columns(), (i, j) -> i == k ? steps.get(i, j) : 0);
            var plus = value.plus(nudge);
            var minus = value.minus(nudge);
            var difference = forward.with(quantity, plus).losses(Y).minus(forward.with(quantity, minus).losses(Y));
            estimate[k] = difference.combine("divide", plus.minus(minus).rowAt(k), (d, width) -> d / width).toArray()[0];
        }
        return Matrix.of(estimate);
    }
}
