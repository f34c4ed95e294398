package backstep.notebook.figure;

import backstep.engine.ForwardPass;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.mode.Derivatives;
import backstep.mode.Graph;
import backstep.mode.Scalar;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.notebook.draw.GraphNode;
import backstep.notebook.draw.GraphNode.Operand;
import backstep.notebook.draw.Place;
import backstep.notebook.draw.SugiyamaLayout;
import backstep.notebook.draw.Wire;
import backstep.typeset.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A computation graph: values in the nodes, local derivatives on the edges, the derivatives that a pass gathered below
 * the nodes.
 */
public final class GraphFigure {

    private static final int SHOWN = 3; // so many entries fit into a node
    private static final int DIGITS = 3;
    private static final int MOST = 40;

    private GraphFigure() {}

    /** A graph as it was recorded. */
    public static Figure of(Graph graph) {
        requireLegible(graph.nodes().size());
        return draw("The computation graph", nodes(graph.nodes(), node -> ""), "");
    }

    /** A graph with what one pass over it found. */
    public static Figure of(Derivatives pass) {
        requireLegible(pass.nodes().size());
        var derivative = pass.notation("node");
        return draw("The computation graph, with " + derivative,
                nodes(pass.nodes(), node -> Digits.of(pass.at(node), DIGITS)), derivative);
    }

    private static List<GraphNode> nodes(List<Scalar> scalars, Function<Scalar, String> derivative) {
        return scalars.stream().map(node -> new GraphNode(title(node), Digits.of(node.value(), DIGITS),
                derivative.apply(node), operands(node))).toList();
    }

    private static List<Operand> operands(Scalar node) {
        return node.edges().stream()
                .map(edge -> new Operand(edge.from().index(), Digits.of(edge.derivative(), DIGITS))).toList();
    }

    private static String title(Scalar node) {
        var operation = node.operation().equals("constant") ? "" : node.operation().replace("sigmoid", "σ");
        return node.name().isEmpty() ? operation
                : node.edges().isEmpty() ? bold(node.name()) : bold(node.name()) + " " + operation;
    }

    private static String bold(String name) {
        return "<b>%s</b>".formatted(name.replaceAll("(\\[[^]]*])", "<sup>$1</sup>"));
    }

    /** The graph of a network's loss, each node a whole matrix. */
    public static Figure of(ForwardPass pass, Matrix Y) {
        var net = pass.network();
        var backward = pass.backward(Y);
        var nodes = new ArrayList<GraphNode>();
        int a = 1; // A[l−1] stands between the W[l] and the b[l] that it meets
        for (int l = 1; l <= net.L(); l++) {
            int w = nodes.size();
            nodes.add(node(Kind.W.at(l), net.W(l), backward.dW(l)));
            if (l == 1) {
                nodes.add(node(Kind.A.at(0), pass.A(0), backward.dX()));
            }
            nodes.add(node(Kind.B.at(l), net.b(l), backward.db(l)));
            nodes.add(node(Kind.Z.at(l), pass.Z(l), backward.dZ(l), new Operand(w, l == 1 ? "X" : raised("A", l - 1)),
                    new Operand(a, raised("W", l)), new Operand(nodes.size() - 1, "1")));
            a = nodes.size();
            nodes.add(node(Kind.A.at(l), pass.A(l), backward.dA(l), new Operand(a - 1, slope(net.g(l)))));
        }
        nodes.add(new GraphNode(bold("Y"), numbers(Y), "", List.of()));
        nodes.add(new GraphNode(bold("loss"), numbers(pass.losses(Y)), "",
                List.of(new Operand(a, "∂ℓ/∂A"), new Operand(nodes.size() - 1, ""))));
        return draw("The computation graph of the loss", nodes, "derivative of the loss");
    }

    private static String slope(Activation g) {
        return g == Activation.SIGMOID ? "σ′" : g == Activation.IDENTITY ? "1"
                : g instanceof Elementwise ? Text.inPicture(g.name()) + "′" : "∂A/∂Z";
    }

    private static String raised(String letter, int l) {
        return "%s<sup>[%d]</sup>".formatted(letter, l);
    }

    private static GraphNode node(Quantity quantity, Matrix value, Matrix derivative, Operand... operands) {
        return new GraphNode(bold(quantity.toString()), numbers(value), numbers(derivative), List.of(operands));
    }

    /** The entries of a short column, the shape of anything larger. */
    private static String numbers(Matrix matrix) {
        return matrix.columns() == 1 && matrix.rows() <= SHOWN
                ? Arrays.stream(matrix.transpose().toArray()[0]).mapToObj(value -> Digits.of(value, DIGITS))
                        .collect(Collectors.joining("<br>"))
                : matrix.shape();
    }

    private static void requireLegible(int nodes) {
        if (nodes < 1 || nodes > MOST) {
            throw new IllegalArgumentException(
                    "a graph of 1 to %d nodes can be drawn legibly, given: %d".formatted(MOST, nodes));
        }
    }

    private static Figure draw(String title, List<GraphNode> nodes, String derivative) {
        requireLegible(nodes.size());
        var layout = new SugiyamaLayout(nodes);
        var chart = new Chart(title).panel("", "").drawing(layout.width(), layout.top() - 10, layout.bottom() + 10);
        for (var wire : layout.wires()) {
            var corners = wire.corners();
            chart.curve("", coordinates(corners, corner -> corner[0]), coordinates(corners, corner -> corner[1]),
                    HouseStyle.INK, Dash.SOLID);
        }
        var labels = layout.wires().stream().filter(wire -> !wire.text().isEmpty()).toList();
        var all = IntStream.range(0, nodes.size()).boxed().toList();
        marks(chart, "value", all, k -> box(nodes.get(k), layout.place(k)),
                k -> nodes.get(k).name() + ": " + nodes.get(k).value(), HouseStyle.RIGHT, "square");
        marks(chart, "local derivative", labels, Wire::label, wire -> "∂%s/∂%s: %s".formatted(
                nodes.get(wire.to()).name(), nodes.get(wire.from()).name(), wire.text()), HouseStyle.INK, "diamond");
        var derived = all.stream().filter(k -> !nodes.get(k).derivative().isEmpty()).toList();
        if (!derived.isEmpty()) {
            marks(chart, derivative, derived, k -> below(nodes.get(k), layout.place(k)), k -> nodes.get(k).derivative(),
                    HouseStyle.WRONG, "triangle-left");
        }
        labels.forEach(wire ->
                chart.box(wire.label(), wire.text(), HouseStyle.INK, HouseStyle.ON_INK, GraphNode.LABEL_SIZE));
        for (int k : all) {
            var node = nodes.get(k);
            var text = node.name() + (node.name().isEmpty() ? "" : "<br>") + node.value();
            chart.box(box(node, layout.place(k)), text, HouseStyle.RIGHT, HouseStyle.ON_INK, GraphNode.SIZE);
        }
        derived.forEach(k -> chart.box(below(nodes.get(k), layout.place(k)), nodes.get(k).derivative(),
                HouseStyle.WRONG, HouseStyle.ON_WRONG, GraphNode.SIZE));
        return chart.figure();
    }

    private static <T> void marks(Chart chart, String name, List<T> of, Function<T, Place> place,
            Function<T, String> hover, String colour, String symbol) {
        chart.marks(name, coordinates(of, each -> place.apply(each).x()),
                coordinates(of, each -> place.apply(each).y()),
                of.stream().map(hover).toArray(String[]::new), colour, symbol, 9);
    }

    private static Place box(GraphNode node, Place whole) {
        return new Place(whole.x(), whole.y() - node.derivativeHeight() / 2, whole.width(), node.boxHeight());
    }

    private static Place below(GraphNode node, Place whole) {
        return new Place(whole.x(), whole.y() + node.boxHeight() / 2, whole.width(), node.derivativeHeight());
    }

    private static <T> double[] coordinates(List<T> list, ToDoubleFunction<T> coordinate) {
        return list.stream().mapToDouble(coordinate).toArray();
    }
}
