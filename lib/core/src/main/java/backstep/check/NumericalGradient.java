package backstep.check;

import backstep.check.Estimate.Place;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.DoubleUnaryOperator;

/**
 * The estimate of any derivative by difference quotients, entry by entry, each with an error bar.
 *
 * <p>It nudges one entry, runs the forward equations on from there and looks at the cost; it knows nothing of BP1–BP4.
 */
public final class NumericalGradient implements Gradients {

    /** The step that a central difference in double is best served by, for numbers of size 1: between truncation, h², and round-off, 1/h. */
    public static final double STEP = 1e-5;

    private final ForwardPass forward;
    private final Matrix Y;
    private final Scheme scheme;
    private final double h;
    private final RoundOff roundOff;

    private NumericalGradient(ForwardPass forward, Matrix Y, Scheme scheme, double h) {
        this.forward = forward;
        this.Y = Y;
        this.scheme = scheme;
        this.h = h;
        this.roundOff = new RoundOff(forward, Y);
    }

    /**
     * Extrapolated estimates, the step scaled to each entry.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return the estimates, each computed when asked for
     * @throws IllegalArgumentException as for {@link ForwardPass#of} and {@link ForwardPass#cost}
     */
    public static NumericalGradient of(Network net, Matrix X, Matrix Y) {
        return of(net, X, Y, Scheme.EXTRAPOLATED);
    }

    /**
     * Estimates by a scheme, the step scaled to each entry so that each moves its Z alike.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param scheme forward, central or extrapolated
     * @return the estimates, each computed when asked for
     * @throws IllegalArgumentException as for {@link ForwardPass#of} and {@link ForwardPass#cost}
     */
    public static NumericalGradient of(Network net, Matrix X, Matrix Y, Scheme scheme) {
        var forward = ForwardPass.of(net, X);
        forward.cost(Y);
        return new NumericalGradient(forward, Y, scheme, 0);
    }

    /**
     * Central differences with one step for all entries.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param h the step, greater than 0; for an output of cross-entropy times its distance to 0 or 1
     * @return the estimates, each computed when asked for
     * @throws IllegalArgumentException as for {@link ForwardPass#of} and {@link ForwardPass#cost}, or if h is not positive and finite
     */
    public static NumericalGradient of(Network net, Matrix X, Matrix Y, double h) {
        if (!(h > 0) || h == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a difference quotient needs a step h > 0, given: " + h);
        }
        var forward = ForwardPass.of(net, X);
        forward.cost(Y);
        return new NumericalGradient(forward, Y, Scheme.CENTRAL, h);
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
        return estimate(Kind.W.at(l)).value();
    }

    @Override
    public Matrix db(int l) {
        return estimate(Kind.B.at(l)).value();
    }

    @Override
    public Matrix dZ(int l) {
        return estimate(Kind.Z.at(l)).value();
    }

    @Override
    public Matrix dA(int l) {
        return estimate(Kind.A.at(l)).value();
    }

    /**
     * The slopes with respect to all entries of a quantity, with their error bars.
     *
     * @param quantity W[l], b[l], Z[l] or A[l]
     * @return of the cost for W and b; of each example's own loss for Z and A
     * @throws IllegalArgumentException if a forward pass has no such quantity
     */
    public Estimate estimate(Quantity quantity) {
        var shape = forward.get(quantity);
        var value = new double[shape.rows()][shape.columns()];
        var bar = new double[shape.rows()][shape.columns()];
        var step = new double[shape.rows()][shape.columns()];
        var kinks = new LinkedHashMap<Place, Kink>();
        for (int row = 0; row < shape.rows(); row++) {
            for (int column = 0; column < shape.columns(); ) {
                var slopes = slopes(quantity, row, column);
                for (int i = 0; i < slopes.value.length; i++, column++) {
                    value[row][column] = slopes.value[i];
                    bar[row][column] = slopes.bar[i];
                    step[row][column] = slopes.step[i];
                    if (slopes.kink[i] != null) {
                        kinks.put(new Place(row, column), slopes.kink[i]);
                    }
                }
            }
        }
        return new Estimate(quantity, Matrix.of(value), Matrix.of(bar), Matrix.of(step), kinks);
    }

    /** The slope of one entry of W or b; of a whole row of Z or A. */
    Slopes slopes(Quantity quantity, int row, int column) {
        return slopes(Nudge.of(forward, Y, quantity, row, column), quantity);
    }

    /** The slope of a whole parameter along a direction of its shape. */
    Slopes slopeAlong(Quantity parameter, Matrix direction) {
        return slopes(Nudge.along(forward, Y, parameter, direction), parameter);
    }

    /**
     * Whether the function bends sharply here, at a kink that no activation declares: the slopes to the two sides stay apart however
     * short the step, and the given slope lies between them.
     */
    boolean bends(Quantity quantity, int row, int column, double step, double given) {
        var nudge = Nudge.of(forward, Y, quantity, row, column);
        int i = nudge.size() == 1 ? 0 : column;
        var steps = new double[nudge.size()];
        double apart = 0;
        for (double h : new double[] {step, step / 64}) {
            Arrays.fill(steps, h);
            var sides = Slopes.oneSided(nudge, steps);
            double gap = Math.abs(sides[0][i] - sides[1][i]);
            boolean between = given >= Math.min(sides[0][i], sides[1][i]) - 0.1 * gap && given <= Math.max(sides[0][i], sides[1][i]) + 0.1 * gap;
            if (!between || h < step && gap < 0.5 * apart) {
                return false;
            }
            apart = gap;
        }
        return true;
    }

    private Slopes slopes(Nudge nudge, Quantity quantity) {
        var noise = quantity.kind() == Kind.A ? roundOff.fromA(quantity.l()) : roundOff.fromZ(quantity.l());
        var noiseOfEach = nudge.size() == noise.length ? noise : new double[] {Matrix.row(noise).sum() / noise.length};
        if (scheme == Scheme.EXTRAPOLATED) {
            return Slopes.extrapolated(nudge, noiseOfEach);
        }
        return Slopes.single(nudge, noiseOfEach, scheme, steps(nudge, quantity));
    }

    private double[] steps(Nudge nudge, Quantity quantity) {
        var steps = nudge.firstSteps();
        boolean output = quantity.equals(Kind.A.at(forward.network().L()));
        for (int i = 0; i < steps.length; i++) {
            double usual = scheme == Scheme.CENTRAL ? STEP : 1e-8;
            steps[i] = h > 0 && !output ? h : steps[i] / Nudge.REACH * (h > 0 ? h : usual);
        }
        return steps;
    }
}
