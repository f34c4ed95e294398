package backstep.notebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the boxes and edges of a computation graph stand, in pixels of the narrowest drawing: nodes in columns by their longest path from
 * an input, inputs beside what uses them, long edges between the boxes of the columns they cross. Wider drawings only add room.
 */
final class GraphLayout {

    private static final double NARROWEST = 550;
    private static final double BETWEEN = 14; // from a box to the one below it
    private static final double PASSING = 18; // what an edge takes that passes through a column
    private static final double AROUND = 6; // on either side of a label between two columns
    private static final double NEAR = 6; // a label keeps half of this from a box
    private static final double WIDER = 8; // what columns move apart when a label finds no place
    private static final int SWEEPS = 12;

    /** A box that may not be drawn over, by its centre. */
    record Place(double x, double y, double width, double height) {
        boolean overlaps(Place other) {
            return Math.abs(x - other.x) < (width + other.width) / 2 && Math.abs(y - other.y) < (height + other.height) / 2;
        }
    }

    /** An edge: the corners of its line, and its label. */
    record Wire(int from, int to, String text, List<double[]> corners, Place label) {}

    /** A box, or a place where an edge passes through a column. */
    private static final class Item {
        private final int node;
        private final int column;
        private final double height;
        private final List<Item> left = new ArrayList<>();
        private final List<Item> right = new ArrayList<>();
        private double rank;
        private double y;

        Item(int node, int column, double height) {
            this.node = node;
            this.column = column;
            this.height = height;
        }
    }

    private final List<GraphNode> nodes;
    private final List<Item> boxes = new ArrayList<>();
    private final List<List<Item>> columns = new ArrayList<>();
    private final List<List<Item>> routes = new ArrayList<>(); // of every edge, from its operand on
    private final List<String> texts = new ArrayList<>();
    private final double[] x;
    private final List<Wire> wires = new ArrayList<>();
    private double width;

    GraphLayout(List<GraphNode> nodes) {
        this.nodes = nodes;
        int[] columnOf = columnsOf(nodes);
        IntStream.rangeClosed(0, IntStream.of(columnOf).max().orElse(0)).forEach(c -> columns.add(new ArrayList<>()));
        for (int k = 0; k < nodes.size(); k++) {
            boxes.add(add(k, columnOf[k], nodes.get(k).height()));
        }
        for (int k = 0; k < nodes.size(); k++) {
            for (var operand : nodes.get(k).operands()) {
                route(boxes.get(operand.node()), boxes.get(k));
                texts.add(operand.derivative());
            }
        }
        this.x = new double[columns.size()];
        columns.forEach(GraphLayout::rank);
        IntStream.range(0, SWEEPS).forEach(this::order);
        columns.forEach(GraphLayout::stack);
        IntStream.range(0, SWEEPS).forEach(this::settle);
        var more = new double[columns.size()];
        for (int crowded = 0; crowded >= 0;) {
            width = spread(more);
            crowded = label();
            if (crowded >= 0) {
                more[crowded] += WIDER;
            }
        }
    }

    private Item add(int node, int column, double height) {
        var item = new Item(node, column, height);
        columns.get(column).add(item);
        return item;
    }

    private static int[] columnsOf(List<GraphNode> nodes) {
        var column = new int[nodes.size()];
        for (int k = 0; k < column.length; k++) {
            column[k] = nodes.get(k).operands().stream().mapToInt(operand -> column[operand.node()] + 1).max().orElse(0);
        }
        var nearest = new int[column.length];
        for (int k = 0; k < column.length; k++) {
            int user = k;
            nodes.get(k).operands().forEach(operand -> nearest[operand.node()] = nearest[operand.node()] == 0
                    ? column[user] : Math.min(nearest[operand.node()], column[user]));
        }
        return IntStream.range(0, column.length).map(k -> nodes.get(k).operands().isEmpty() ? Math.max(0, nearest[k] - 1) : column[k]).toArray();
    }

    private void route(Item from, Item to) {
        var route = new ArrayList<>(List.of(from));
        for (int c = from.column + 1; c < to.column; c++) {
            route.add(add(-1, c, PASSING));
        }
        route.add(to);
        for (int k = 1; k < route.size(); k++) {
            route.get(k).left.add(route.get(k - 1));
            route.get(k - 1).right.add(route.get(k));
        }
        routes.add(route);
    }

    /** Columns as wide as their boxes, and between them room for the widest label; what is left of the narrowest drawing is shared out. */
    private double spread(double[] extra) {
        var widths = new double[columns.size()];
        var gaps = new double[columns.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = columns.get(c).stream().filter(item -> item.node >= 0).mapToDouble(item -> nodes.get(item.node).width()).max().orElse(0);
        }
        for (int e = 0; e < texts.size(); e++) {
            int last = routes.get(e).get(routes.get(e).size() - 1).column;
            gaps[last] = Math.max(gaps[last], GraphNode.labelWidth(texts.get(e)) + 2 * AROUND);
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
        return Math.max(at, NARROWEST);
    }

    private static void rank(List<Item> column) {
        for (int k = 0; k < column.size(); k++) {
            column.get(k).rank = k - (column.size() - 1) / 2.0;
        }
    }

    /** Each item between its neighbours in the columns before it, then after it: few crossings. */
    private void order(int sweep) {
        for (int c = 0; c < columns.size(); c++) {
            var column = columns.get(sweep % 2 == 0 ? c : columns.size() - 1 - c);
            column.forEach(item -> item.y = mean(sweep % 2 == 0 ? item.left : item.right, item.rank, true));
            column.sort(Comparator.comparingDouble(item -> item.y));
            rank(column);
        }
    }

    private static double mean(List<Item> neighbours, double otherwise, boolean ranks) {
        return neighbours.stream().mapToDouble(item -> ranks ? item.rank : item.y).average().orElse(otherwise);
    }

    private static double apart(Item above, Item below) {
        return (above.height + below.height) / 2 + BETWEEN;
    }

    private static void stack(List<Item> column) {
        double y = 0;
        for (int k = 0; k < column.size(); k++) {
            y += k == 0 ? 0 : apart(column.get(k - 1), column.get(k));
            column.get(k).y = y;
        }
        double middle = y / 2;
        column.forEach(item -> item.y -= middle);
    }

    /** Each item towards its neighbours' height, as near as the others in its column allow. */
    private void settle(int sweep) {
        for (int c = 0; c < columns.size(); c++) {
            var column = columns.get(sweep % 2 == 0 ? c : columns.size() - 1 - c);
            var wished = new ArrayList<double[]>(); // groups that touch: the sum of their wishes for the first, and how many
            double offset = 0;
            var offsets = new double[column.size()];
            for (int k = 0; k < column.size(); k++) {
                offset += k == 0 ? 0 : apart(column.get(k - 1), column.get(k));
                offsets[k] = offset;
                var all = new ArrayList<>(column.get(k).left);
                all.addAll(column.get(k).right);
                wished.add(new double[] {mean(all, column.get(k).y, false) - offset, 1});
                while (wished.size() > 1 && first(wished, 2) > first(wished, 1)) {
                    var below = wished.remove(wished.size() - 1);
                    var above = wished.get(wished.size() - 1);
                    above[0] += below[0];
                    above[1] += below[1];
                }
            }
            int k = 0;
            for (var group : wished) {
                for (int member = 0; member < group[1]; member++, k++) {
                    column.get(k).y = group[0] / group[1] + offsets[k];
                }
            }
        }
    }

    private static double first(List<double[]> groups, int fromEnd) {
        var group = groups.get(groups.size() - fromEnd);
        return group[0] / group[1];
    }

    /** Each label on its line, where it hides no box, no other label and, if it can, no other line; the column before which there is no such place, or −1. */
    private int label() {
        wires.clear();
        var lines = IntStream.range(0, routes.size()).mapToObj(this::corners).toList();
        var taken = new ArrayList<>(IntStream.range(0, boxes.size()).mapToObj(this::place)
                .map(box -> new Place(box.x(), box.y(), box.width() + NEAR, box.height() + NEAR)).toList());
        for (int e = 0; e < routes.size(); e++) {
            var corners = lines.get(e);
            int edge = e;
            double middle = corners.size() > routes.get(e).size() ? corners.get(1)[0] : (corners.get(corners.size() - 2)[0] + last(corners)[0]) / 2;
            var best = IntStream.range(1, corners.size()).boxed().flatMap(k -> IntStream.rangeClosed(4, 40).mapToObj(t ->
                            at(corners.get(k - 1), corners.get(k), t / 40.0, texts.get(edge))))
                    .min(Comparator.comparingDouble(place -> 1000 * taken.stream().filter(place::overlaps).count()
                            + 100 * IntStream.range(0, lines.size()).filter(other -> other != edge && crosses(lines.get(other), place)).count()
                            + Math.abs(place.x() - middle))).orElseThrow();
            if (!texts.get(e).isEmpty()) {
                if (taken.stream().anyMatch(best::overlaps)) {
                    return last(routes.get(e)).column;
                }
                taken.add(best);
            }
            wires.add(new Wire(boxes.indexOf(routes.get(e).get(0)), boxes.indexOf(last(routes.get(e))), texts.get(e), corners, best));
        }
        return -1;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static Place at(double[] from, double[] to, double t, String text) {
        return new Place(from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]), GraphNode.labelWidth(text), GraphNode.LABEL_HEIGHT);
    }

    private static boolean crosses(List<double[]> corners, Place place) {
        return IntStream.range(1, corners.size()).anyMatch(k -> IntStream.rangeClosed(0, 40).anyMatch(t ->
                place.overlaps(new Place(corners.get(k - 1)[0] + t / 40.0 * (corners.get(k)[0] - corners.get(k - 1)[0]),
                        corners.get(k - 1)[1] + t / 40.0 * (corners.get(k)[1] - corners.get(k - 1)[1]), 1, 1))));
    }

    /** From box to box; edges between the same two part ways in the middle. */
    private List<double[]> corners(int edge) {
        var route = routes.get(edge);
        var corners = new ArrayList<double[]>();
        route.forEach(item -> corners.add(new double[] {x[item.column], item.y}));
        var same = IntStream.range(0, routes.size()).filter(e -> routes.get(e).equals(route)).boxed().toList();
        if (same.size() > 1) {
            double aside = (same.indexOf(edge) - (same.size() - 1) / 2.0) * 2 * GraphNode.LABEL_HEIGHT;
            corners.add(1, new double[] {(corners.get(0)[0] + corners.get(1)[0]) / 2, (corners.get(0)[1] + corners.get(1)[1]) / 2 + aside});
        }
        return corners;
    }

    double width() {
        return width;
    }

    double top() {
        return columns.stream().flatMap(List::stream).mapToDouble(item -> item.y - item.height / 2).min().orElse(0);
    }

    double bottom() {
        return columns.stream().flatMap(List::stream).mapToDouble(item -> item.y + item.height / 2).max().orElse(0);
    }

    /** Of a node's box, its derivative included. */
    Place place(int node) {
        var item = boxes.get(node);
        return new Place(x[item.column], item.y, nodes.get(node).width(), nodes.get(node).height());
    }

    List<Wire> wires() {
        return wires;
    }
}
