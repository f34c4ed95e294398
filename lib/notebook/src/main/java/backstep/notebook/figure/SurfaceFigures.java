package backstep.notebook.figure;

import backstep.data.DataSet;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Contours over two variables. */
public final class SurfaceFigures {

    private static final int INTERVALS = 30;

    /** An entry of a parameter of layer 1. */
    record Coordinate(Quantity quantity, int column) {

        double in(Network net) {
            return parameter(net).get(0, column);
        }

        double[] along(List<Network> path) {
            return path.stream().mapToDouble(this::in).toArray();
        }

        private Matrix parameter(Network net) {
            return quantity.kind() == Kind.W ? net.W(1) : net.b(1);
        }

        private ForwardPass moved(ForwardPass pass, double value) {
            return pass.with(quantity, pass.get(quantity).with(0, column, value));
        }

        String name() {
            return "%s(0, %d)".formatted(quantity, column);
        }
    }

    static final Coordinate FIRST = new Coordinate(Kind.W.at(1), 0);

    /** The second weight of the first unit, or its bias where there is no second weight. */
    static Coordinate second(Network net) {
        return net.n(0) > 1 ? new Coordinate(Kind.W.at(1), 1) : new Coordinate(Kind.B.at(1), 0);
    }

    private SurfaceFigures() {}

    /** The cost over the first two parameters, the others as in the last network of the path. */
    public static Figure cost(List<Network> path, Matrix X, Matrix Y) {
        requirePath(path);
        var last = path.get(path.size() - 1);
        var second = second(last);
        var xs = FIRST.along(path);
        var ys = second.along(path);
        var x = around(xs, INTERVALS);
        var y = around(ys, INTERVALS);
        return new Chart("The cost over two parameters, and the way down").height(460)
                .panel(FIRST.name(), second.name())
                .contour("J", x, y, costs(ForwardPass.of(last, X), Y, x, y))
                .curve("", xs, ys, HouseStyle.WRONG, Dash.SOLID)
                .marks("start", new double[] {xs[0]}, new double[] {ys[0]}, new String[] {"start"}, HouseStyle.WRONG,
                        "circle-open", 11)
                .marks("end", new double[] {xs[xs.length - 1]}, new double[] {ys[ys.length - 1]},
                        new String[] {"after " + (xs.length - 1) + " steps"}, HouseStyle.WRONG, "star", 13)
                .figure();
    }

    /** The cost over the first and the second coordinate, everything else as in this pass; a row for each y. */
    static double[][] costs(ForwardPass pass, Matrix Y, double[] x, double[] y) {
        var second = second(pass.network());
        var z = new double[y.length][x.length];
        for (int j = 0; j < x.length; j++) {
            var moved = FIRST.moved(pass, x[j]);
            for (int i = 0; i < y.length; i++) {
                z[i][j] = second.moved(moved, y[i]).cost(Y);
            }
        }
        return z;
    }

    /** A range that holds the path, with as much room beside it as it is long. */
    static double[] around(double[] values, int intervals) {
        double from = Arrays.stream(values).min().orElseThrow();
        double to = Arrays.stream(values).max().orElseThrow();
        double room = Math.max(0.5, 0.3 * (to - from));
        return Spacing.even(from - room, to + room, intervals);
    }

    /** The output over the plane of the two inputs, with the examples by label. */
    public static Figure decision(Network net, DataSet data) {
        requirePlane(net, data);
        var x = around(data.X().rowAt(0).toArray()[0], INTERVALS);
        var y = around(data.X().rowAt(1).toArray()[0], INTERVALS);
        var chart = new Chart("What the network says: a over its inputs").height(480)
                .panel(data.inputs().get(0), data.inputs().get(1))
                .contour("a", x, y, outputs(net, x, y));
        return examples(chart, data).figure();
    }

    static void requirePlane(Network net, DataSet data) {
        if (net.n(0) != 2 || net.n(net.L()) != 1) {
            throw new IllegalArgumentException("a decision plane needs 2 inputs and 1 output, given: " + net);
        }
        if (data.X().rows() != 2) {
            throw new IllegalArgumentException("a decision plane needs data of 2 inputs, given %d: %s"
                    .formatted(data.X().rows(), data.inputs()));
        }
    }

    /** Networks of one shape, one at least. */
    static void requirePath(List<Network> path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a path of training needs a network, given: none");
        }
        var first = path.get(0);
        for (int step = 1; step < path.size(); step++) {
            var there = path.get(step);
            if (there.L() != first.L() || IntStream.rangeClosed(0, first.L()).anyMatch(l -> there.n(l) != first.n(l))) {
                throw new IllegalArgumentException(("a path of training goes through networks of one shape; it "
                        + "begins at %s, after step %d it is at %s").formatted(first, step, there));
            }
        }
    }

    /** The network's output over the plane of its two inputs; a row for each y. */
    static double[][] outputs(Network net, double[] x, double[] y) {
        var plane = ForwardPass.of(net,
                Matrix.generate(2, x.length * y.length, (row, k) -> row == 0 ? x[k % x.length] : y[k / x.length]))
                .A(net.L());
        var z = new double[y.length][x.length];
        for (int k = 0; k < plane.columns(); k++) {
            z[k / x.length][k % x.length] = plane.get(0, k);
        }
        return z;
    }

    /** The examples in the plane of their two inputs, by label. */
    static Chart examples(Chart chart, DataSet data) {
        for (int label = 0; label <= 1; label++) {
            int wanted = label;
            var those = IntStream.range(0, data.Y().columns()).filter(i -> data.Y().get(0, i) == wanted).toArray();
            chart.marks((label == 1 ? "" : "not ") + data.output(),
                    Arrays.stream(those).mapToDouble(i -> data.X().get(0, i)).toArray(),
                    Arrays.stream(those).mapToDouble(i -> data.X().get(1, i)).toArray(), null,
                    label == 1 ? HouseStyle.WRONG : HouseStyle.INK, label == 1 ? "circle" : "x", 6);
        }
        return chart;
    }
}
