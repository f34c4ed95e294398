package backstep.notebook.figure;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;

import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Elementwise;
import backstep.network.Network;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Curves of one variable: activations, losses, output deltas, and the cost by step. */
public final class CurveFigures {

    private CurveFigures() {}

    /** g, g′ and the tangents at these places, over −6…6. */
    public static Figure activation(Elementwise g, double... touch) {
        var z = Spacing.even(-6, 6, 120);
        var chart = new Chart("The activation " + g.name() + ", its derivative and its tangent")
                .panel("z", "g(z), g′(z)")
                .curve("g(z)", z, DoubleStream.of(z).map(g::g).toArray(), HouseStyle.RIGHT, Dash.SOLID)
                .curve("g′(z)", z, DoubleStream.of(z).map(g::gPrime).toArray(), HouseStyle.colour(2), Dash.DASH);
        requireFinite("a place z where a tangent touches", touch);
        for (double at : touch) {
            double slope = g.gPrime(at);
            chart.curve("tangent", new double[] {at - 1.5, at + 1.5},
                    new double[] {g.g(at) - 1.5 * slope, g.g(at) + 1.5 * slope}, HouseStyle.WRONG, Dash.SOLID)
                    .marks("tangent", new double[] {at}, new double[] {g.g(at)},
                            new String[] {"z = %s<br>g(z) = %s<br>g′(z) = %s".formatted(
                                    Digits.of(at, 6), Digits.of(g.g(at), 6), Digits.of(slope, 6))}, 1);
        }
        return chart.figure();
    }

    /** Squared error and cross-entropy over the output for a label y; the output a is marked. */
    public static Figure losses(double y, double a) {
        requireLabel(y);
        if (!(a > 0 && a < 1)) {
            throw new IllegalArgumentException("an output a whose loss is finite lies between 0 and 1, given: " + a);
        }
        var outputs = Spacing.even(0.02, 0.98, 96);
        var labels = Matrix.ones(1, outputs.length).times(y);
        var chart = new Chart("What an output a costs when the label is " + Digits.of(y, 3)).panel("output a", "loss");
        int series = 0;
        for (var loss : List.of(SQUARED_ERROR, CROSS_ENTROPY)) {
            chart.curve(loss.name(), outputs, loss.fromA(Matrix.row(outputs), labels).toArray()[0], series);
            double here = loss.fromA(Matrix.row(a), Matrix.row(y)).get(0, 0);
            var hover = new String[] {"a = %s<br>loss = %s".formatted(Digits.of(a, 6), Digits.of(here, 6))};
            chart.marks(loss.name(), new double[] {a}, new double[] {here}, hover, series);
            series++;
        }
        return chart.figure();
    }

    /** |dz| over z behind a sigmoid, by equations and by difference quotients. */
    public static Figure outputDeltas(double y) {
        requireLabel(y);
        var chart = new Chart("How large dz is behind a sigmoid, label " + Digits.of(y, 3))
                .panel("z", "|dz|", false, true, "");
        int series = 0;
        for (var loss : List.of(SQUARED_ERROR, CROSS_ENTROPY)) {
            // A neuron with w = 1, b = 0 has z = x: a batch of inputs is a curve over z.
            var net = Network.inputs(1).layer(1, SIGMOID).loss(loss).weights(Matrix.row(1.0), Matrix.row(0.0));
            var fine = Spacing.even(-10, 10, 100);
            var coarse = Spacing.even(-10, 10, 20);
            chart.curve(loss.name(), fine, sizes(ForwardPass.of(net, Matrix.row(fine)).backward(labels(fine, y))),
                    series);
            chart.marks(loss.name() + ", numerical", coarse,
                    sizes(NumericalGradient.of(net, Matrix.row(coarse), labels(coarse, y))), null, series);
            series++;
        }
        return chart.figure();
    }

    private static void requireLabel(double y) {
        if (y != 0 && y != 1) {
            throw new IllegalArgumentException("the label y is 0 or 1, given: " + y);
        }
    }

    private static void requireText(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("%s names what is drawn; it needs a letter at least".formatted(name));
        }
    }

    private static void requireLines(String name, Map<String, double[]> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("%s: at least one is needed, given: none".formatted(name));
        }
    }

    private static void requireFinite(String name, double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("%s needs to be finite, given: %s".formatted(name, value));
            }
        }
    }

    private static void requireShown(String name, double[] values, boolean logarithmic) {
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k]) || logarithmic && values[k] <= 0) {
                throw new IllegalArgumentException("value %d of %s is %s; %s".formatted(k + 1, name, values[k],
                        logarithmic ? "a logarithmic axis needs finite numbers above 0" : "it needs to be finite"));
            }
        }
    }

    private static Matrix labels(double[] z, double y) {
        return Matrix.ones(1, z.length).times(y);
    }

    private static double[] sizes(Gradients gradients) {
        return gradients.dZ(1).map(Math::abs).toArray()[0];
    }

    /** A curve over the steps of training for each run, in the order of their names. */
    public static Figure byStep(String what, Map<String, double[]> runs) {
        requireText("what", what);
        requireLines("runs", runs);
        runs.forEach((name, values) -> {
            if (values.length == 0) {
                throw new IllegalArgumentException("%s has no value; a run has one before step 1 at least"
                        .formatted(name));
            }
            for (int step = 0; step < values.length; step++) {
                if (!Double.isFinite(values[step])) {
                    throw new IllegalArgumentException(("%s is %s after step %d; what is drawn needs to be finite: did "
                            + "training diverge?").formatted(name, values[step], step));
                }
            }
        });
        var chart = new Chart(Character.toUpperCase(what.charAt(0)) + what.substring(1) + " by step")
                .panel("step", what);
        int series = 0;
        for (var run : new TreeMap<>(runs).entrySet()) {
            var steps = IntStream.range(0, run.getValue().length).asDoubleStream().toArray();
            chart.curve(run.getKey(), steps, run.getValue(), series);
            series++;
        }
        return chart.figure();
    }

    /** A curve for each name on a logarithmic y axis, and on such an x axis too if asked. */
    public static Figure lines(String title, String x, boolean logX, double[] at, String y,
            Map<String, double[]> lines) {
        requireText("title", title);
        requireText("x", x);
        requireText("y", y);
        requireLines("lines", lines);
        if (at.length == 0) {
            throw new IllegalArgumentException("at least one value of %s is needed, given: none".formatted(x));
        }
        requireShown(x, at, logX);
        var chart = new Chart(title).panel(x, y, logX, true, "");
        int series = 0;
        for (var line : new TreeMap<>(lines).entrySet()) {
            if (line.getValue().length != at.length) {
                throw new IllegalArgumentException("%s has %d values, there are %d of %s"
                        .formatted(line.getKey(), line.getValue().length, at.length, x));
            }
            requireShown(line.getKey(), line.getValue(), true);
            chart.curve(line.getKey(), at, line.getValue(), series)
                    .marks(line.getKey(), at, line.getValue(), null, series);
            series++;
        }
        return chart.figure();
    }
}
