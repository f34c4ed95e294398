package backstep.notebook.figure;

import backstep.data.DataSet;
import backstep.engine.ForwardPass;
import backstep.matrix.Digits;
import backstep.network.Network;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Training, step by step: what the network says beside where it stands on the cost. */
public final class TrainingFigure {

    private static final int STATES = 15; // after the first
    private static final int POINTS = 60; // of the drawn path
    private static final int INPUT_INTERVALS = 20; // a number weighs some 20 bytes in a notebook, in each state
    private static final int COST_INTERVALS = 14;
    private static final int LEVELS = 12;
    private static final int MILLISECONDS = 500;
    private static final double SEEN = 1e-3; // of the range of a surface

    /** Shaded towards the label that the network leans to, clear at the boundary a = ½. */
    private static final Map<String, Object> SHADES = Map.of("zmin", 0, "zmax", 1, "autocontour", false,
            "contours", Map.of("coloring", "heatmap", "start", 0.1, "end", 0.9, "size", 0.2),
            "colorscale", List.of(List.of(0, "rgba(119,124,130,.55)"), List.of(0.5, "rgba(119,124,130,0)"),
                    List.of(0.5, "rgba(213,94,0,0)"), List.of(1, "rgba(213,94,0,.55)")));

    private final List<Network> path;
    private final DataSet data;
    private final double[] inputX;
    private final double[] inputY;
    private final double[] costX;
    private final double[] costY;
    private final int[] line;
    private final int[] chosen;

    private TrainingFigure(List<Network> path, DataSet data) {
        this.path = path;
        this.data = data;
        inputX = SurfaceFigures.around(data.X().rowAt(0).toArray()[0], INPUT_INTERVALS);
        inputY = SurfaceFigures.around(data.X().rowAt(1).toArray()[0], INPUT_INTERVALS);
        costX = SurfaceFigures.around(SurfaceFigures.FIRST.along(path), COST_INTERVALS);
        costY = SurfaceFigures.around(SurfaceFigures.second(path.get(0)).along(path), COST_INTERVALS);
        var lengths = lengths(path);
        chosen = spread(lengths, STATES);
        line = spread(lengths, POINTS);
    }

    /** A state for each of some steps, between which the parameters move equally far. */
    public static Figure of(List<Network> path, DataSet data) {
        SurfaceFigures.requirePath(path);
        path.forEach(net -> SurfaceFigures.requirePlane(net, data));
        var training = new TrainingFigure(List.copyOf(path), data);
        var states = new LinkedHashMap<String, Chart>();
        IntStream.range(0, training.chosen.length).forEach(k -> states.put("" + training.chosen[k], training.at(k)));
        return Frames.of("step", MILLISECONDS, states);
    }

    /** How far all parameters have moved, from the start to each step. */
    private static double[] lengths(List<Network> path) {
        var lengths = new double[path.size()];
        for (int step = 1; step < lengths.length; step++) {
            var before = path.get(step - 1);
            var now = path.get(step);
            double squares = 0;
            for (int l = 1; l <= now.L(); l++) {
                var dW = now.W(l).minus(before.W(l));
                var db = now.b(l).minus(before.b(l));
                squares += dW.hadamard(dW).sum() + db.hadamard(db).sum();
            }
            lengths[step] = lengths[step - 1] + Math.sqrt(squares);
        }
        return lengths;
    }

    /** Steps, the first and the last among them, between which about equally long pieces of the path lie. */
    private static int[] spread(double[] lengths, int pieces) {
        int last = lengths.length - 1;
        return IntStream.rangeClosed(0, pieces).map(k -> {
            int found = Arrays.binarySearch(lengths, lengths[last] * k / pieces);
            return k == 0 ? 0 : k == pieces ? last : Math.min(last, found < 0 ? -found - 1 : found);
        }).distinct().toArray();
    }

    private Chart at(int state) {
        int step = chosen[state];
        var net = path.get(step);
        var chart = new Chart("Training: what the network says, and where it stands").columns(2).gap(0.36).height(640)
                .panel(data.inputs().get(0), data.inputs().get(1), false, "output a after %d steps".formatted(step))
                .contour("a", inputX, inputY, rounded(SurfaceFigures.outputs(net, inputX, inputY)), SHADES);
        SurfaceFigures.examples(chart, data);
        var pass = ForwardPass.of(net, data.X());
        var surface = rounded(SurfaceFigures.costs(pass, data.Y(), costX, costY));
        double J = pass.cost(data.Y());
        chart.panel(SurfaceFigures.FIRST.name(), SurfaceFigures.second(net).name(), false,
                "cost J = " + Digits.of(J, 3))
                .contour("J", costX, costY, surface, levels(surface));
        way(chart, "the whole path", line, Dash.DOT);
        way(chart, "so far", IntStream.concat(IntStream.of(line).filter(k -> k < step), IntStream.of(step)).toArray(),
                Dash.SOLID);
        return chart.marks("now", new double[] {SurfaceFigures.FIRST.in(net)},
                new double[] {SurfaceFigures.second(net).in(net)},
                new String[] {"after %d steps<br>J = %s".formatted(step, Digits.of(J, 6))},
                HouseStyle.RIGHT, "star", 14);
    }

    private void way(Chart chart, String name, int[] steps, Dash dash) {
        var networks = IntStream.of(steps).mapToObj(path::get).toList();
        chart.curve(name, SurfaceFigures.FIRST.along(networks), SurfaceFigures.second(path.get(0)).along(networks),
                HouseStyle.RIGHT, dash);
    }

    /** Round heights, about twelve: a plateau has finer ones than a slope. */
    private static Map<String, Object> levels(double[][] surface) {
        var heights = range(surface);
        double wanted = (heights.getMax() - heights.getMin()) / LEVELS;
        double decade = decade(wanted);
        double size = decade * DoubleStream.of(1, 2, 5, 10).filter(factor -> factor * decade >= wanted).findFirst()
                .orElse(10);
        return Map.of("autocontour", false, "contours", Map.of("coloring", "none", "size", PlotlyTree.number(size),
                "start", PlotlyTree.number(Math.ceil(heights.getMin() / size) * size),
                "end", PlotlyTree.number(Math.floor(heights.getMax() / size) * size)));
    }

    /** As exact as one sees, in half the bytes. */
    private static double[][] rounded(double[][] surface) {
        double unit = SEEN * decade(range(surface).getMax() - range(surface).getMin());
        return Arrays.stream(surface)
                .map(row -> DoubleStream.of(row).map(value -> Math.rint(value / unit) * unit).toArray())
                .toArray(double[][]::new);
    }

    private static DoubleSummaryStatistics range(double[][] surface) {
        return Arrays.stream(surface).flatMapToDouble(DoubleStream::of).summaryStatistics();
    }

    /** The power of 10 at or below a size; 1 for 0. */
    private static double decade(double size) {
        return size == 0 ? 1 : Math.pow(10, Math.floor(Math.log10(size)));
    }
}
