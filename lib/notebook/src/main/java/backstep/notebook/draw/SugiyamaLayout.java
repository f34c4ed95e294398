package backstep.notebook.draw;

import backstep.notebook.draw.GraphColumns.Item;
import backstep.notebook.draw.GraphColumns.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the boxes and edges of a computation graph stand, in pixels of the narrowest drawing; wider ones only add room.
 *
 * <p>The layered layout of Sugiyama, Tagawa and Toda (1981), its layers drawn as columns: rank, order, place, label.
 */
public final class SugiyamaLayout {

    private static final double NARROWEST = 550;
    private static final double WIDER = 8; // what columns move apart when a label finds no place

    private final List<GraphNode> nodes;
    private final GraphColumns graph;
    private final double[] x; // of each column
    private double width;
    private final EdgeLabels labels;

    /** Lays out nodes, each after its operands. */
    public SugiyamaLayout(List<GraphNode> nodes) {
        this.nodes = nodes;
        graph = new GraphColumns(nodes);
        CrossingReduction.order(graph);
        HeightAssignment.assign(graph);
        x = new double[graph.columns.size()];
        labels = spreadUntilEveryLabelHasItsPlace();
    }

    private EdgeLabels spreadUntilEveryLabelHasItsPlace() {
        var extra = new double[x.length];
        while (true) {
            spread(extra);
            var found = EdgeLabels.on(graph.routes.stream().map(this::line).toList(), boxes());
            if (found.crowded().isEmpty()) {
                return found;
            }
            extra[graph.routes.get(found.crowded().getAsInt()).to().column] += WIDER;
        }
    }

    /**
     * Columns as wide as their boxes, and before each of them room for the widest label and this much more; what is
     * left of the narrowest drawing is shared out.
     */
    private void spread(double[] extra) {
        var widths = graph.columns.stream().mapToDouble(column -> column.stream().filter(item -> item.node >= 0)
                .mapToDouble(item -> nodes.get(item.node).width()).max().orElse(0)).toArray();
        var gaps = new double[x.length];
        for (var route : graph.routes) {
            double needed = GraphNode.labelWidth(route.text()) + 2 * EdgeLabels.AROUND;
            gaps[route.to().column] = Math.max(gaps[route.to().column], needed);
        }
        IntStream.range(0, gaps.length).forEach(c -> gaps[c] += extra[c]);
        double needed = IntStream.range(0, widths.length).mapToDouble(c -> widths[c] + gaps[c]).sum();
        double more = Math.max(0, NARROWEST - needed) / Math.max(1, widths.length - 1);
        double at = 0;
        for (int c = 0; c < x.length; c++) {
            at += c == 0 ? 0 : gaps[c] + more;
            x[c] = at + widths[c] / 2;
            at += widths[c];
        }
        width = Math.max(at, NARROWEST);
    }

    /** From box to box; edges between the same two part ways in the middle. */
    private EdgeLabels.Line line(Route route) {
        var corners = new ArrayList<double[]>();
        route.items().forEach(item -> corners.add(new double[] {x[item.column], item.y}));
        double middle = (corners.get(corners.size() - 2)[0] + corners.get(corners.size() - 1)[0]) / 2;
        var same = graph.routes.stream().filter(other -> other.items().equals(route.items())).toList();
        if (same.size() > 1) {
            int which = IntStream.range(0, same.size()).filter(k -> same.get(k) == route).findFirst().orElseThrow();
            double aside = (which - (same.size() - 1) / 2.0) * 2 * GraphNode.LABEL_HEIGHT;
            middle = (corners.get(0)[0] + corners.get(1)[0]) / 2;
            corners.add(1, new double[] {middle, (corners.get(0)[1] + corners.get(1)[1]) / 2 + aside});
        }
        return new EdgeLabels.Line(route.text(), corners, middle);
    }

    private List<Place> boxes() {
        return IntStream.range(0, nodes.size()).mapToObj(this::place).toList();
    }

    /** Of the drawing. */
    public double width() {
        return width;
    }

    /** Of the highest box. */
    public double top() {
        return items().mapToDouble(item -> item.y - item.height / 2).min().orElse(0);
    }

    /** Of the lowest box; y counts downwards. */
    public double bottom() {
        return items().mapToDouble(item -> item.y + item.height / 2).max().orElse(0);
    }

    private Stream<Item> items() {
        return graph.columns.stream().flatMap(List::stream);
    }

    /** Of a node's box, its derivative included. */
    public Place place(int node) {
        var item = graph.boxes.get(node);
        return new Place(x[item.column], item.y, nodes.get(node).width(), nodes.get(node).height());
    }

    /** An edge for each operand of each node, in their order. */
    public List<Wire> wires() {
        return IntStream.range(0, graph.routes.size()).mapToObj(e -> {
            var route = graph.routes.get(e);
            return new Wire(route.from().node, route.to().node, route.text(), line(route).corners(),
                    labels.places().get(e));
        }).toList();
    }
}
