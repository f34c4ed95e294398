package backstep.notebook.figure;

import backstep.engine.ForwardPass;
import backstep.estimate.NumericalGradient;
import backstep.estimate.Scheme;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the step of a difference quotient does to its error. */
public final class StepFigures {

    private static final double REACH = 1.5; // so far to either side of the parameter its cost is drawn
    private static final int DIGITS = 10; // of the slope
    private static final int MILLISECONDS = 700;

    private StepFigures() {}

    /** One entry's errors, beside what theory says of them. */
    public static Figure errorByStep(Network net, Matrix X, Matrix Y, Quantity parameter, int row, int column) {
        var p = Parameter.of(ForwardPass.of(net, X), Y, parameter, row, column);
        double truth = NumericalGradient.of(net, X, Y, Scheme.EXTRAPOLATED).slopes(parameter, row, column).get(0)
                .value();
        var chart = new Chart("Error by step: " + p.name()).height(440).panel("step h", "error", true, true, "");
        return errors(chart, p, truth, Spacing.halfDecades(2, 26)).figure();
    }

    /** The secants of each step on the cost, and their errors. */
    public static Figure byStep(Network net, Matrix X, Matrix Y, Quantity parameter, int row, int column) {
        var p = Parameter.of(ForwardPass.of(net, X), Y, parameter, row, column);
        var steps = Spacing.halfDecades(0, 24);
        var states = new LinkedHashMap<String, Chart>();
        DoubleStream.of(steps).forEach(h -> states.put(Digits.of(h, 2), atStep(p, h, steps)));
        return Frames.of("step h =", MILLISECONDS, states);
    }

    private static Chart atStep(Parameter p, double h, double[] steps) {
        var chart = new Chart("A difference quotient of %s, step by step".formatted(p.name())).columns(2).gap(0.36)
                .height(640);
        secants(chart, p, h, steps);
        chart.panel("step h", "error", true, true, "");
        errors(chart, p, p.slope(), steps);
        var errors = new double[] {error(forward(p, h), p.slope()), error(central(p, h), p.slope())};
        return chart.heading("<b>error at h = " + Digits.of(h, 2) + "</b>"
                        + "<br>forward " + Digits.magnitude(errors[0])
                        + "<br>central " + Digits.magnitude(errors[1]))
                .marks("this h", new double[] {h, h}, errors, null, HouseStyle.INK, "circle-open", 17)
                .range("x", Math.log10(steps[steps.length - 1]) - 0.6, Math.log10(steps[0]) + 0.6);
    }

    /** The cost around the parameter with its tangent, and the two secants; the axes are the same for every step. */
    private static void secants(Chart chart, Parameter p, double h, double[] steps) {
        double J = p.cost(0);
        double w = p.value();
        var offsets = Spacing.even(-REACH, REACH, 60);
        var ends = new double[] {w - REACH, w + REACH};
        var costs = DoubleStream.of(offsets).map(p::cost).toArray();
        chart.panel(p.name(), "J", false, false, "")
                .curve("J", DoubleStream.of(offsets).map(x -> w + x).toArray(), costs, HouseStyle.INK, Dash.SOLID)
                .marks("forward", new double[] {w, w + h}, new double[] {J, p.cost(h)}, null, 1)
                .curve("forward", ends, line(J, forward(p, h), 0), HouseStyle.colour(1), Dash.SOLID)
                .marks("central", new double[] {w - h, w + h}, new double[] {p.cost(-h), p.cost(h)}, null, 0)
                .curve("central", ends, line(p.cost(h), central(p, h), h), HouseStyle.colour(0), Dash.SOLID)
                .curve("tangent", ends, line(J, p.slope(), 0), HouseStyle.colour(2), Dash.LONG_DASH)
                .heading("<b>analytic " + number(p.slope(), p.slope()) + "</b>"
                        + "<br>forward " + marked(forward(p, h), p.slope())
                        + "<br>central " + marked(central(p, h), p.slope()));
        var lines = DoubleStream.of(steps).flatMap(step -> DoubleStream.concat(
                DoubleStream.of(line(J, forward(p, step), 0)),
                DoubleStream.of(line(p.cost(step), central(p, step), step))));
        var reached = DoubleStream.concat(DoubleStream.of(costs), lines).summaryStatistics();
        double room = 0.05 * (reached.getMax() - reached.getMin());
        chart.range("x", ends[0], ends[1]).range("y", reached.getMin() - room, reached.getMax() + room);
    }

    /** The heights of a line at the two ends of what is drawn; it goes through J at this offset. */
    private static double[] line(double J, double slope, double offset) {
        return new double[] {J + slope * (-REACH - offset), J + slope * (REACH - offset)};
    }

    private static double forward(Parameter p, double h) {
        return (p.cost(h) - p.cost(0)) / h;
    }

    private static double central(Parameter p, double h) {
        return NumericalGradient.centralDifference(p::cost, 0, h);
    }

    private static double error(double estimate, double truth) {
        return LogAxis.shown(Math.abs(estimate - truth));
    }

    /** The digits that agree with the truth in bold, the others in the colour of what is wrong. */
    private static String marked(double estimate, double truth) {
        var text = number(estimate, truth);
        var right = number(truth, truth);
        int end = IntStream.range(0, Math.min(text.length(), right.length()))
                .filter(k -> text.charAt(k) != right.charAt(k)).findFirst().orElse(right.length());
        var wrong = text.substring(end);
        return "<b>" + text.substring(0, end) + "</b>"
                + (wrong.isEmpty() ? "" : "<span style=\"color:" + HouseStyle.WRONG + "\">" + wrong + "</span>");
    }

    /** With as many decimals as show ten digits of the truth. */
    private static String number(double value, double truth) {
        int decimals = truth == 0
                ? DIGITS : (int) Math.max(1, Math.min(20, DIGITS - 1 - Math.floor(Math.log10(Math.abs(truth)))));
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString().replace('-', '−');
    }

    /** The measured errors of both quotients, with the lines of truncation and round-off. */
    private static Chart errors(Chart chart, Parameter p, double truth, double[] steps) {
        double wide = 1e-2;
        double here = p.cost(0);
        double second = (p.cost(wide) - 2 * here + p.cost(-wide)) / (wide * wide);
        double third = (p.cost(2 * wide) - 2 * p.cost(wide)
                + 2 * p.cost(-wide) - p.cost(-2 * wide)) / (2 * wide * wide * wide);
        chart.marks("forward", steps, Arrays.stream(steps).map(h -> error(forward(p, h), truth)).toArray(), null, 1);
        chart.marks("central", steps, Arrays.stream(steps).map(h -> error(central(p, h), truth)).toArray(), null, 0);
        double u = Math.ulp(here) / 2;
        line(chart, "h |J″|/2", steps, h -> h * Math.abs(second) / 2, HouseStyle.colour(1), Dash.DASH_DOT);
        line(chart, "h² |J‴|/6", steps, h -> h * h * Math.abs(third) / 6, HouseStyle.colour(0), Dash.DASH);
        line(chart, "round-off u/h, u = " + Digits.of(u, 1), steps, h -> u / h, HouseStyle.INK, Dash.DOT);
        return chart;
    }

    private static void line(Chart chart, String name, double[] steps, DoubleUnaryOperator predicted, String colour,
            Dash dash) {
        var values = DoubleStream.of(steps).map(predicted).toArray();
        // Only where the prediction matters: below it the other error rules.
        var kept = IntStream.range(0, steps.length).filter(k -> values[k] > 1e-13 && values[k] < 1).toArray();
        chart.curve(name, IntStream.of(kept).mapToDouble(k -> steps[k]).toArray(),
                IntStream.of(kept).mapToDouble(k -> values[k]).toArray(), colour, dash);
    }
}
