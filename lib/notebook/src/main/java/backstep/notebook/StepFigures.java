package backstep.notebook;

import backstep.check.NumericalGradient;
import backstep.check.Scheme;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.pass.ForwardPass;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.plotly.components.Line;

/** What the step of a difference quotient does to its error. */
final class StepFigures {

    private StepFigures() {}

    /** One entry's errors, beside what theory says of them. */
    static Figure errorByStep(Network net, Matrix X, Matrix Y, Quantity parameter, int row, int column) {
        var pass = ForwardPass.of(net, X);
        var theta = pass.get(parameter);
        DoubleUnaryOperator J = nudge -> pass.with(parameter, theta.with(row, column, theta.get(row, column) + nudge)).cost(Y);
        double truth = NumericalGradient.of(net, X, Y, Scheme.EXTRAPOLATED).estimate(parameter).value().get(row, column);
        double wide = 1e-2;
        double here = J.applyAsDouble(0);
        double second = (J.applyAsDouble(wide) - 2 * here + J.applyAsDouble(-wide)) / (wide * wide);
        double third = (J.applyAsDouble(2 * wide) - 2 * J.applyAsDouble(wide) + 2 * J.applyAsDouble(-wide) - J.applyAsDouble(-2 * wide)) / (2 * wide * wide * wide);
        var steps = IntStream.rangeClosed(2, 26).mapToDouble(k -> Math.pow(10, -k / 2.0)).toArray();
        var chart = new Chart("Error by step: %s(%d, %d)".formatted(parameter, row, column)).height(440).panel("step h", "error", true, true, "");
        series(chart, "forward", steps, h -> (J.applyAsDouble(h) - here) / h, truth, 1);
        series(chart, "central", steps, h -> NumericalGradient.centralDifference(J, 0, h), truth, 0);
        double u = Math.ulp(here) / 2;
        line(chart, "h |J″|/2", steps, h -> h * Math.abs(second) / 2, HouseStyle.colour(1), Line.Dash.DASH_DOT);
        line(chart, "h² |J‴|/6", steps, h -> h * h * Math.abs(third) / 6, HouseStyle.colour(0), Line.Dash.DASH);
        line(chart, "round-off u/h, u = " + Digits.of(u, 1), steps, h -> u / h, HouseStyle.INK, Line.Dash.DOT);
        return chart.figure();
    }

    private static void series(Chart chart, String name, double[] steps, DoubleUnaryOperator estimate, double truth, int series) {
        var errors = DoubleStream.of(steps).map(h -> Math.max(1e-17, Math.abs(estimate.applyAsDouble(h) - truth))).toArray();
        chart.marks(name, steps, errors, null, series);
    }

    private static void line(Chart chart, String name, double[] steps, DoubleUnaryOperator predicted, String colour, Line.Dash dash) {
        var values = DoubleStream.of(steps).map(predicted).toArray();
        // Only where the prediction matters: below it the other error rules.
        var kept = IntStream.range(0, steps.length).filter(k -> values[k] > 1e-13 && values[k] < 1).toArray();
        chart.curve(name, IntStream.of(kept).mapToDouble(k -> steps[k]).toArray(), IntStream.of(kept).mapToDouble(k -> values[k]).toArray(), colour, dash);
    }
}
