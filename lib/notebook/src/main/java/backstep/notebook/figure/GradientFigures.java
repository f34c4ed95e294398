package backstep.notebook.figure;

import backstep.check.Block;
import backstep.check.Entry;
import backstep.check.Report;
import backstep.check.Verdict;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.estimate.ErrorMetric;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The figures that expose a wrong gradient. */
public final class GradientFigures {

    private static final int MOST_PARAMETERS = 12;
    private static final int MOST_HOVERS = 60;

    private GradientFigures() {}

    /** Every entry against its estimate, and its error against the limit. */
    public static Figure versusEstimate(Report report) {
        var blocks = FaultFigures.derivatives(report);
        long wrong = blocks.stream().filter(Block::isFault).count();
        var chart = new Chart("Gradient against estimate: "
                + (wrong == 0 ? "nothing wrong" : wrong + " of " + blocks.size() + " blocks wrong"))
                .columns(2).height(420);
        diagonal(chart.panel("numerical estimate", "analytic", false, false, "on the diagonal?"), blocks);
        errors(chart.panel("entry, in backward order", "error", true, "error of each entry"), blocks);
        return chart.figure();
    }

    private static void diagonal(Chart chart, List<Block> blocks) {
        double reach = blocks.stream().flatMap(block -> block.entries().stream())
                .mapToDouble(e -> Math.max(Math.abs(e.given()), Math.abs(e.expected())))
                .filter(Double::isFinite).max().orElse(1);
        chart.curve("", new double[] {-reach, reach}, new double[] {-reach, reach}, HouseStyle.INK, Dash.DOT);
        for (int k = 0; k < blocks.size(); k++) {
            var block = blocks.get(k);
            var bars = of(block, Entry::bar);
            chart.marks(block.quantity().toString(), of(block, Entry::expected), of(block, Entry::given),
                    hover(block), k);
            if (Arrays.stream(bars).anyMatch(bar -> bar > reach / 200)) {
                chart.bars("x", bars, bars);
            }
        }
        var kinks = blocks.stream().flatMap(block -> block.entries().stream())
                .filter(e -> e.verdict() == Verdict.KINK).toList();
        kinks(chart, kinks.stream().mapToDouble(Entry::expected).toArray(),
                kinks.stream().mapToDouble(Entry::given).toArray());
    }

    private static void errors(Chart chart, List<Block> blocks) {
        int first = 1;
        for (int k = 0; k < blocks.size(); k++) {
            var block = blocks.get(k);
            var errors = of(block, entry -> LogAxis.shown(block.error(entry)));
            var places = IntStream.range(first, first + errors.length).asDoubleStream().toArray();
            chart.marks(block.quantity().toString(), places, errors, hover(block), k);
            var atKink = IntStream.range(0, errors.length)
                    .filter(i -> block.entries().get(i).verdict() == Verdict.KINK).toArray();
            kinks(chart, IntStream.of(atKink).mapToDouble(i -> places[i]).toArray(),
                    IntStream.of(atKink).mapToDouble(i -> errors[i]).toArray());
            first += errors.length;
        }
        var limit = new double[] {ErrorMetric.LIMIT, ErrorMetric.LIMIT};
        chart.curve("limit " + Digits.of(ErrorMetric.LIMIT, 1), new double[] {0, first}, limit,
                HouseStyle.WRONG, Dash.DASH);
    }

    /** A ring around each mark at a kink. */
    private static void kinks(Chart chart, double[] x, double[] y) {
        if (x.length > 0) {
            chart.marks("at a kink", x, y, null, HouseStyle.INK, "circle-open", 15);
        }
    }

    /** What the pointer shows at each entry; the two coordinates suffice where there are too many. */
    private static String[] hover(Block block) {
        if (block.entries().size() > MOST_HOVERS) {
            return null;
        }
        return block.entries().stream().map(e -> "%s (%d, %d): %s<br>analytic %s<br>numerical %s ± %s<br>error %s"
                .formatted(block.quantity(), e.row(), e.column(), e.verdict(), Digits.of(e.given(), 10),
                        Digits.of(e.expected(), 10), Digits.of(e.bar(), 1), ErrorMetric.text(block.error(e))))
                .toArray(String[]::new);
    }

    private static double[] of(Block block, ToDoubleFunction<Entry> number) {
        return block.entries().stream().mapToDouble(number).toArray();
    }

    /** Plot A: the cost along each parameter with the slope that these rules give. */
    public static Figure tangents(Network net, Matrix X, Matrix Y, Rules rules) {
        var pass = ForwardPass.of(net, X);
        double J = pass.cost(Y);
        var chart = new Chart("Tangents on the cost: J = " + Digits.of(J, 6) + ", line = analytic slope");
        double reach = 1.5;
        double h = 0.75;
        var parameters = first(Parameter.all(pass, Y, rules));
        for (var p : parameters) {
            var offsets = IntStream.rangeClosed(-15, 15).mapToDouble(k -> reach * k / 15).toArray();
            double secant = NumericalGradient.centralDifference(p::cost, 0, h);
            chart.panel(p.name(), "J", false, false, "slope " + Digits.of(p.slope(), 4))
                    .curve("J by forward passes", shifted(offsets, p.value()),
                            DoubleStream.of(offsets).map(p::cost).toArray(), HouseStyle.RIGHT, Dash.SOLID)
                    .curve("analytic slope", shifted(new double[] {-1, 1}, p.value()),
                            new double[] {J - p.slope(), J + p.slope()}, HouseStyle.WRONG, Dash.DASH)
                    .curve("secant, h = " + h, shifted(new double[] {-h, h}, p.value()),
                            new double[] {p.cost(-h), p.cost(-h) + 2 * h * secant}, HouseStyle.INK, Dash.DOT)
                    .marks("here", new double[] {p.value()}, new double[] {J}, null, HouseStyle.INK, "circle", 8);
        }
        int across = Math.min(3, parameters.size());
        return chart.columns(across).height(130 + 230 * ((parameters.size() + across - 1) / across)).figure();
    }

    /** Plot B: how far difference quotients are from what these rules give, by the step. */
    public static Figure stepSizeFan(Network net, Matrix X, Matrix Y, Rules rules) {
        var pass = ForwardPass.of(net, X);
        var parameters = first(Parameter.all(pass, Y, rules));
        double scale = Math.max(ErrorMetric.FLOOR,
                parameters.stream().mapToDouble(p -> Math.abs(p.slope())).max().orElse(1));
        var steps = Spacing.halfDecades(2, 24);
        var chart = new Chart("Step-size fan: |analytic − difference quotient|, relative").height(440)
                .panel("step h", "error", true, true, "");
        for (int k = 0; k < parameters.size(); k++) {
            var p = parameters.get(k);
            var errors = DoubleStream.of(steps)
                    .map(h -> Math.abs(p.slope() - NumericalGradient.centralDifference(p::cost, 0, h)) / scale)
                    .map(LogAxis::shown).toArray();
            chart.curve(p.name(), steps, errors, HouseStyle.colour(k), Dash.SOLID)
                    .marks(p.name(), steps, errors, null, HouseStyle.colour(k), HouseStyle.symbol(k), 5);
        }
        var one = parameters.get(0);
        double J = one.cost(0);
        var oneSided = DoubleStream.of(steps)
                .map(h -> LogAxis.shown(Math.abs(one.slope() - (one.cost(h) - J) / h) / scale)).toArray();
        chart.curve("forward quotient, " + one.name(), steps, oneSided, HouseStyle.colour(0), Dash.DASH);
        double top = Math.max(1e-3,
                Math.abs(one.slope() - NumericalGradient.centralDifference(one::cost, 0, 0.1)) / scale);
        chart.curve("slope 2: h²", new double[] {1e-1, 1e-5}, new double[] {top, top * 1e-8}, HouseStyle.INK, Dash.DOT);
        double roundOff = Math.ulp(J) / scale;
        chart.curve("slope −1: 1/h", new double[] {1e-5, 1e-12}, new double[] {roundOff / 1e-5, roundOff / 1e-12},
                HouseStyle.INK, Dash.DOT);
        return chart.figure();
    }

    private static List<Parameter> first(List<Parameter> all) {
        return all.subList(0, Math.min(MOST_PARAMETERS, all.size()));
    }

    private static double[] shifted(double[] offsets, double by) {
        return DoubleStream.of(offsets).map(x -> x + by).toArray();
    }
}
