package backstep.notebook;

import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.pass.BackwardPass;
import backstep.pass.ForwardPass;
import java.util.Arrays;
import java.util.stream.Collectors;
import tech.tablesaw.plotly.components.Line;

/** The computation graph of a network's loss: values on the nodes, local derivatives on the edges, derivatives of the loss below. */
final class GraphFigure {

    private static final int SHOWN = 3; // so many entries fit into a node
    private static final int LINE = 15; // pixels
    private static final int BELOW = 8; // from the box to what stands below it
    private static final double ASIDE = 0.85; // how far parameters stand from the line from X to the loss

    private final ForwardPass pass;
    private final BackwardPass backward;
    private final Chart chart;

    private GraphFigure(ForwardPass pass, Matrix Y) {
        this.pass = pass;
        this.backward = pass.backward(Y);
        this.chart = new Chart("The computation graph, derivatives below the values").panel("", "").height(520);
    }

    static Figure of(ForwardPass pass, Matrix Y) {
        var graph = new GraphFigure(pass, Y);
        var net = pass.network();
        for (int l = 1; l <= net.L(); l++) {
            graph.layer(l, net.g(l).name());
        }
        double end = 2.0 * net.L() + 1;
        graph.edge(end - 1, 0, end, 0, "∂ℓ/∂A");
        graph.edge(end - 0.5, -ASIDE, end, 0, "");
        graph.node(Kind.A.at(0), pass.a(0), numbers(graph.backward.dX()), 0, 0);
        graph.node(Kind.Y.at(net.L()), Y, "", end - 0.5, -ASIDE);
        graph.box("loss", numbers(pass.losses(Y)), "", end, 0);
        for (int l = 1; l <= net.L(); l++) {
            graph.nodes(l);
        }
        return graph.chart.bare(-0.4, end + 0.4, -1.25, 1.25).figure();
    }

    /** The edges of a layer, and what is multiplied along each on the way back. */
    private void layer(int l, String g) {
        double z = 2.0 * l - 1;
        edge(z - 1, 0, z, 0, "W<sup>[%d]</sup>".formatted(l));
        edge(z - 0.5, ASIDE, z, 0, l == 1 ? "X" : "A<sup>[%d]</sup>".formatted(l - 1));
        edge(z - 0.5, -ASIDE, z, 0, "1");
        edge(z, 0, z + 1, 0, (g.equals("sigmoid") ? "σ" : g.equals("identity") ? "1" : g) + (g.equals("identity") ? "" : "′"));
    }

    private void nodes(int l) {
        double z = 2.0 * l - 1;
        var net = pass.network();
        node(Kind.Z.at(l), pass.z(l), numbers(backward.dZ(l)), z, 0);
        node(Kind.A.at(l), pass.a(l), numbers(backward.dA(l)), z + 1, 0);
        node(Kind.W.at(l), net.W(l), numbers(backward.dW(l)), z - 0.5, ASIDE);
        node(Kind.B.at(l), net.b(l), numbers(backward.db(l)), z - 0.5, -ASIDE);
    }

    private void edge(double fromX, double fromY, double toX, double toY, String derivative) {
        chart.curve("", new double[] {fromX, toX}, new double[] {fromY, toY}, HouseStyle.INK, Line.Dash.SOLID);
        if (!derivative.isEmpty()) {
            boolean level = fromY == toY;
            double aside = level ? 0 : fromY > toY ? 0.22 : -0.12; // from below on the left: derivatives stand under the nodes
            chart.label((fromX + toX) / 2 + aside, (fromY + toY) / 2, derivative, level ? 11 : 0, HouseStyle.WRONG);
        }
    }

    private void node(Quantity quantity, Matrix value, String derivative, double x, double y) {
        box(quantity.toString().replaceAll("(\\[.*])", "<sup>$1</sup>"), numbers(value), derivative, x, y);
    }

    private void box(String name, String value, String derivative, double x, double y) {
        chart.box(x, y, "<b>%s</b><br>%s".formatted(name, value));
        if (!derivative.isEmpty()) {
            chart.label(x, y, derivative, -(BELOW + LINE * (1 + lines(value)) / 2 + LINE * lines(derivative) / 2), HouseStyle.WRONG);
        }
    }

    private static int lines(String text) {
        return text.split("<br>").length;
    }

    /** The entries of a short column, the shape of anything larger. */
    private static String numbers(Matrix matrix) {
        return matrix.columns() == 1 && matrix.rows() <= SHOWN
                ? Arrays.stream(matrix.transpose().toArray()[0]).mapToObj(value -> Digits.of(value, 3)).collect(Collectors.joining("<br>")) : matrix.shape();
    }
}
