package backstep.estimate;

import static java.util.Objects.requireNonNull;

import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The estimate of any derivative by difference quotients, entry by entry, each with an error bar.
 *
 * <p>It nudges one entry, runs the forward equations on from there and looks at the cost; it knows nothing of BP1–BP4.
 */
public final class NumericalGradient implements Gradients {

    /**
     * The step that a central difference in double is best served by, for numbers of size 1: between truncation, h²,
     * and round-off, 1/h.
     */
    public static final double STEP = Tolerances.CENTRAL_STEP;

    private final Point point;
    private final Scheme scheme;
    private final double h;
    private final Optional<Examples> some; // of very many
    private final ForwardErrorBound rounding; // of some, or else of all

    private NumericalGradient(Network net, Matrix X, Matrix Y, Scheme scheme, double h) {
        this(new Point(ForwardPass.of(requireNonNull(net, "net is null"), requireNonNull(X, "X is null")),
                requireNonNull(Y, "Y is null")), scheme, h);
    }

    private NumericalGradient(Point point, Scheme scheme, double h) {
        this.point = point;
        this.scheme = scheme;
        this.h = h;
        this.some = point.isOfMany() ? Optional.of(Examples.of(point)) : Optional.empty();
        this.rounding = new ForwardErrorBound(some.map(examples -> Examples.at(point, examples.columns()))
                .orElse(point));
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
        return new NumericalGradient(net, X, Y, requireNonNull(scheme, "scheme is null"), 0);
    }

    /**
     * Central differences with one step for all entries.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param h the step, greater than 0; for an output of cross-entropy times its distance to 0 or 1
     * @return the estimates, each computed when asked for
     * @throws IllegalArgumentException as for {@link ForwardPass#of} and {@link ForwardPass#cost}, or if h is not
     * positive and finite
     */
    public static NumericalGradient of(Network net, Matrix X, Matrix Y, double h) {
        if (!(h > 0) || h == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a difference quotient needs a step h > 0, given: " + h);
        }
        return new NumericalGradient(net, X, Y, Scheme.CENTRAL, h);
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

    /**
     * What means over very many examples are estimated by.
     *
     * @return some of them; empty where there are not so many, or where an example alone may give something else than
     *     among the others
     */
    public Optional<Examples> examples() {
        return some;
    }

    @Override
    public Matrix dW(int l) {
        return estimate(Kind.W.at(l)).value();
    }

    @Override
    public Matrix db(int l) {
        return point.net.hasBias(l) ? estimate(Kind.B.at(l)).value() : point.net.b(l);
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
     * @return of the cost for W and b; of each example's own loss for Z and A, or of their sum where an activation
     * mixes examples
     * @throws IllegalArgumentException if a forward pass has no such quantity
     */
    public Estimate estimate(Quantity quantity) {
        var shape = point.forward.get(quantity);
        var columns = IntStream.range(0, shape.columns()).toArray();
        var rows = IntStream.range(0, shape.rows()).mapToObj(row -> slopes(quantity, row, columns)).toList();
        return new Estimate(quantity, rows);
    }

    /**
     * The slopes with respect to some entries of one row, which cost no more than they need: of Z and A one row comes
     * at the price of one entry, as long as no activation mixes examples.
     *
     * @param quantity W[l], b[l], Z[l] or A[l]
     * @param row from 0
     * @param columns each from 0
     * @return a slope for each of the columns
     * @throws IllegalArgumentException if a forward pass has no such quantity
     */
    public List<Slope> slopes(Quantity quantity, int row, int... columns) {
        requireNonNull(columns, "columns is null");
        requireParameter(quantity);
        boolean ofExamples = quantity.kind() == Kind.Z || quantity.kind() == Kind.A;
        if (some.isPresent() && ofExamples && columns.length > 0) {
            return ofSome(quantity, row, columns);
        }
        var slopes = new ArrayList<Slope>();
        List<Slope> together = List.of();
        for (int column : columns) {
            if (together.size() <= 1) {
                together = slopes(Perturbation.of(point, quantity, row, column), quantity);
            }
            slopes.add(together.get(together.size() == 1 ? 0 : column));
        }
        return slopes;
    }

    /** Of very many examples those that are asked for, some at a time. */
    private List<Slope> ofSome(Quantity quantity, int row, int... columns) {
        return IntStream.iterate(0, from -> from < columns.length, from -> from + Point.MANY).boxed().flatMap(from -> {
            var part = Arrays.copyOfRange(columns, from, Math.min(columns.length, from + Point.MANY));
            return new NumericalGradient(Examples.at(point, part), scheme, h)
                    .slopes(quantity, row, IntStream.range(0, part.length).toArray()).stream();
        }).toList();
    }

    /**
     * The slope of the cost along a direction in the space of one parameter: a sum over all its entries at the price of
     * one.
     *
     * @param parameter W[l] or b[l]
     * @param direction of its shape
     * @return Σ direction ∘ ∂J/∂parameter
     */
    public Slope slopeAlong(Quantity parameter, Matrix direction) {
        requireParameter(requireNonNull(parameter, "parameter is null"));
        return slopes(Perturbation.along(point, parameter, direction), parameter).get(0);
    }

    private void requireParameter(Quantity quantity) {
        if (quantity.kind() == Kind.B && !point.net.hasBias(quantity.l())) {
            throw new IllegalArgumentException("layer %d of %s has no bias: there is no derivative by %s"
                    .formatted(quantity.l(), point.net, quantity));
        }
    }

    private List<Slope> slopes(Perturbation perturbation, Quantity quantity) {
        var noise = noise(quantity, perturbation.size());
        if (scheme == Scheme.EXTRAPOLATED) {
            return DifferenceQuotients.extrapolated(perturbation, noise);
        }
        boolean alike = h > 0 && !quantity.equals(Kind.A.at(point.net.L()));
        double usual = h > 0 ? h : scheme == Scheme.CENTRAL ? STEP : Tolerances.ONE_SIDED_STEP;
        double first = alike ? perturbation.step(0) : Tolerances.REACH;
        return DifferenceQuotients.single(perturbation, noise, scheme, usual / first);
    }

    /** Of each example's loss, of the sum of the losses, or of the cost. */
    private double[] noise(Quantity quantity, int size) {
        boolean parameter = quantity.kind() == Kind.W || quantity.kind() == Kind.B;
        var noise = rounding.from(parameter ? Kind.Z.at(quantity.l()) : quantity);
        if (!parameter && size == noise.length) {
            return noise;
        }
        if (!parameter) {
            return new double[] {Matrix.row(noise).sum()};
        }
        double mean = some.map(examples -> examples.mean(noise)).orElseGet(() ->
                Matrix.row(noise).sum() / noise.length);
        return new double[] {mean + Tolerances.rounding(1) * Math.abs(point.net.penalised())};
    }
}
