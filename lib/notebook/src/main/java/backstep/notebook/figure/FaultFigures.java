package backstep.notebook.figure;

import backstep.check.Block;
import backstep.check.Entry;
import backstep.check.Report;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.estimate.ErrorMetric;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The figures that say where a gradient goes wrong, and how. */
public final class FaultFigures {

    private static final double SMALLEST_BAR = 1e-3; // a shorter one is hidden by its mark

    private FaultFigures() {}

    /** Plot C: what a tangent leaves of the cost along a random direction in each block. */
    public static Figure taylorRemainder(Network net, Matrix X, Matrix Y, Rules rules, long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var pass = ForwardPass.of(net, X);
        var backward = pass.backward(Y, rules);
        double J = pass.cost(Y);
        var steps = Spacing.halfDecades(2, 8);
        var chart = new Chart("Taylor remainder by block: |J(θ + su) − J(θ) − s g·u|").height(440)
                .panel("s", "remainder", true, true, "");
        double top = 0;
        int series = 0;
        for (int l = 1; l <= net.L(); l++) {
            for (var kind : net.hasBias(l) ? List.of(Kind.W, Kind.B) : List.of(Kind.W)) {
                var theta = pass.get(kind.at(l));
                var gradient = kind == Kind.W ? backward.dW(l) : backward.db(l);
                var raw = Matrix.generate(theta.rows(), theta.columns(), (i, j) -> random.nextDouble(-1, 1));
                var u = raw.times(1 / Math.sqrt(raw.hadamard(raw).sum()));
                double slope = gradient.hadamard(u).sum();
                var quantity = kind.at(l);
                var remainders = DoubleStream.of(steps)
                        .map(s -> shown(Math.abs(pass.with(quantity, theta.plus(u.times(s))).cost(Y) - J - s * slope)))
                        .toArray();
                top = Math.max(top, remainders[0]);
                chart.curve(quantity.toString(), steps, remainders, HouseStyle.colour(series), Dash.SOLID)
                        .marks(quantity.toString(), steps, remainders, null, HouseStyle.colour(series),
                                HouseStyle.symbol(series), 6);
                series++;
            }
        }
        double last = steps[steps.length - 1] / steps[0];
        var ends = new double[] {steps[0], steps[steps.length - 1]};
        chart.curve("slope 2: right", ends, new double[] {top, top * last * last}, HouseStyle.INK, Dash.DOT);
        chart.curve("slope 1: wrong", ends, new double[] {top, top * last}, HouseStyle.INK, Dash.DASH);
        return chart.figure();
    }

    /** The blocks to be drawn, one at least. */
    static List<Block> derivatives(Report report) {
        var blocks = report.derivatives();
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("the report has no dA, dZ, dW or db to be drawn");
        }
        return blocks;
    }

    /** Plot D: analytic over numeric, entry by entry. */
    public static Figure ratioComb(Report report) {
        var blocks = derivatives(report);
        var chart = new Chart("Ratio comb: analytic / numeric, by block").height(420)
                .panel("block, in backward order", "analytic / numeric");
        for (int k = 0; k < blocks.size(); k++) {
            comb(chart, blocks.get(k), k);
        }
        var guides = new TreeSet<>(List.of(-1.0, 0.0, 1.0, (double) report.m(), 1.0 / report.m()));
        for (double guide : guides) {
            chart.curve("", new double[] {-0.6, blocks.size() - 0.4}, new double[] {squeezed(guide), squeezed(guide)},
                    guide == 1 ? HouseStyle.RIGHT : HouseStyle.INK, Dash.DOT);
        }
        var texts = guides.stream()
                .map(g -> g == 1 ? "1" : g == -1 ? "−1" : g == 0 ? "0" : g > 1 ? "m = " + report.m() : "1/m").toList();
        return chart.ticks("y", guides.stream().mapToDouble(FaultFigures::squeezed).toArray(), texts)
                .ticks("x", places(blocks), names(blocks)).withoutLegend().figure();
    }

    /** One block's ratios, each block in the same room around its place. */
    private static void comb(Chart chart, Block block, int place) {
        double first = place - 0.4;
        double width = 0.8 / Math.max(1, block.entries().size() - 1);
        var told = block.entries().stream().filter(e -> Math.abs(e.expected()) > e.bar()).toList();
        if (!told.isEmpty()) {
            var x = IntStream.range(0, told.size()).mapToDouble(i -> first + width * i).toArray();
            var hover = told.stream().map(e -> "%s (%d, %d)<br>ratio %.4g"
                    .formatted(block.quantity(), e.row(), e.column(), ratio(e))).toArray(String[]::new);
            chart.marks(block.quantity().toString(), x, told.stream().mapToDouble(e -> squeezed(ratio(e))).toArray(),
                    hover, place);
            var plus = told.stream().mapToDouble(e -> squeezed(ratio(e) + spread(e)) - squeezed(ratio(e))).toArray();
            var minus = told.stream().mapToDouble(e -> squeezed(ratio(e)) - squeezed(ratio(e) - spread(e))).toArray();
            if (DoubleStream.concat(DoubleStream.of(plus), DoubleStream.of(minus)).anyMatch(e -> e > SMALLEST_BAR)) {
                chart.bars("y", plus, minus);
            }
        }
        // Where the bar covers 0 the ratio means nothing; a grey mark on the zero line says so.
        if (told.size() < block.entries().size()) {
            var x = IntStream.range(told.size(), block.entries().size()).mapToDouble(i -> first + width * i).toArray();
            chart.marks("too small to tell", x, new double[x.length], null, HouseStyle.INK, "line-ew-open", 8);
        }
    }

    private static double[] places(List<Block> blocks) {
        return IntStream.range(0, blocks.size()).asDoubleStream().toArray();
    }

    private static List<String> names(List<Block> blocks) {
        return blocks.stream().map(block -> block.quantity().toString()).toList();
    }

    private static double ratio(Entry entry) {
        return entry.given() / entry.expected();
    }

    private static double spread(Entry entry) {
        return Math.abs(entry.bar() / entry.expected());
    }

    /** A symmetric logarithm: 0 → 0, ±1 → ±1, and every factor ten beyond by about one step more. */
    private static double squeezed(double ratio) {
        return Math.signum(ratio) * Math.log10(1 + 9 * Math.abs(ratio));
    }

    /** Plot E: the error of each derivative, in the whole pass and by its equation alone. */
    public static Figure faultStaircase(Report report) {
        var blocks = derivatives(report);
        var places = places(blocks);
        var found = report.firstFault()
                .map(fault -> "first fault in %s at layer %d".formatted(fault.formula().id(), fault.l()))
                .orElse("no fault");
        return new Chart("Fault staircase: " + found).height(420)
                .panel("quantity, in backward order", "error", true, "")
                .curve("limit " + Digits.of(ErrorMetric.LIMIT, 1), new double[] {-0.5, blocks.size() - 0.5},
                        new double[] {ErrorMetric.LIMIT, ErrorMetric.LIMIT}, HouseStyle.WRONG, Dash.DASH)
                .marks("whole pass", places,
                        blocks.stream().mapToDouble(Block::error).map(FaultFigures::shown).toArray(), null,
                        HouseStyle.RIGHT, "circle", 9)
                .marks("this equation alone", places,
                        blocks.stream().mapToDouble(Block::errorAlone).map(FaultFigures::shown).toArray(), null,
                        HouseStyle.WRONG, "diamond-open", 14)
                .ticks("x", places, names(blocks)).figure();
    }

    /** The error of each entry over a matrix; the colours change sharply at the limit. */
    public static Figure heatMap(Report report, Quantity quantity) {
        var block = report.derivatives().stream().filter(candidate -> candidate.quantity().equals(quantity)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the report has no %s; it has %s".formatted(quantity,
                        report.derivatives().stream().map(Block::quantity).toList())));
        int rows = block.entries().stream().mapToInt(Entry::row).max().orElse(-1) + 1;
        int columns = block.entries().stream().mapToInt(Entry::column).max().orElse(-1) + 1;
        if (rows == 0) {
            throw new IllegalArgumentException(
                    "a heat map needs an entry; of %s none was compared (its rule did not run, or none was drawn)"
                    .formatted(quantity));
        }
        var z = new double[rows][columns];
        for (var row : z) {
            Arrays.fill(row, Double.NaN);
        }
        block.entries().forEach(e -> z[e.row()][e.column()] = Math.log10(Math.min(1, shown(block.error(e)))));
        double least = -16;
        double limit = (Math.log10(ErrorMetric.LIMIT) - least) / -least;
        List<List<Object>> scale = List.of(List.of(0, HouseStyle.RIGHT), List.of(limit, "#bcd9ea"),
                List.of(limit, "#f0c9a6"), List.of(1, HouseStyle.WRONG));
        Map<String, Object> bar = Map.of("title", Map.of("text", "error"), "outlinewidth", 0,
                "tickvals", List.of(-16, -12, -9, -6, -3, 0),
                "ticktext", List.of("1e-16", "1e-12", "1e-9", "limit 1e-6", "1e-3", "1"));
        return new Chart("The error of each entry of " + quantity).height(Math.max(260, 150 + 28 * rows))
                .panel("column", "row").heatMap("error", z, least, 0, scale, bar).figure();
    }

    private static double shown(double error) {
        return Double.isInfinite(error) ? 1e3 : LogAxis.shown(error);
    }
}
