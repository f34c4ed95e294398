package backstep.notebook.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first step of {@link SugiyamaLayout}: nodes in columns by their longest path from an input, inputs beside what
 * uses them; an edge over several columns takes a place in each that it passes through.
 */
final class GraphColumns {

    private static final double PASSING = 18; // what an edge takes that passes through a column

    /** A box, or a place where an edge passes through a column. */
    static final class Item {
        final int node; // −1 where an edge passes
        final int column;
        final double height;
        final List<Item> left = new ArrayList<>();
        final List<Item> right = new ArrayList<>();
        double rank; // in its column, 0 in the middle
        double y;

        private Item(int node, int column, double height) {
            this.node = node;
            this.column = column;
            this.height = height;
        }
    }

    /** An edge: its label, and the items that it runs through from its operand to its node. */
    record Route(String text, List<Item> items) {

        Item from() {
            return items.get(0);
        }

        Item to() {
            return items.get(items.size() - 1);
        }
    }

    final List<List<Item>> columns;
    final List<Item> boxes = new ArrayList<>(); // of each node
    final List<Route> routes = new ArrayList<>(); // of each edge

    GraphColumns(List<GraphNode> nodes) {
        int[] columnOf = columnsOf(nodes);
        int count = 1 + IntStream.of(columnOf).max().orElse(0);
        columns = IntStream.range(0, count).<List<Item>>mapToObj(c -> new ArrayList<>()).toList();
        for (int k = 0; k < nodes.size(); k++) {
            boxes.add(add(k, columnOf[k], nodes.get(k).height()));
        }
        for (int k = 0; k < nodes.size(); k++) {
            for (var operand : nodes.get(k).operands()) {
                routes.add(route(operand.derivative(), boxes.get(operand.node()), boxes.get(k)));
            }
        }
    }

    private static int[] columnsOf(List<GraphNode> nodes) {
        var column = new int[nodes.size()];
        for (int k = 0; k < column.length; k++) {
            column[k] = nodes.get(k).operands().stream().mapToInt(operand -> column[operand.node()] + 1).max()
                    .orElse(0);
        }
        var nearest = new int[column.length];
        for (int k = 0; k < column.length; k++) {
            int user = column[k];
            nodes.get(k).operands().forEach(operand -> nearest[operand.node()] =
                    nearest[operand.node()] == 0 ? user : Math.min(nearest[operand.node()], user));
        }
        return IntStream.range(0, column.length)
                .map(k -> nodes.get(k).operands().isEmpty() ? Math.max(0, nearest[k] - 1) : column[k]).toArray();
    }

    private Item add(int node, int column, double height) {
        var item = new Item(node, column, height);
        columns.get(column).add(item);
        return item;
    }

    private Route route(String text, Item from, Item to) {
        var items = new ArrayList<>(List.of(from));
        for (int c = from.column + 1; c < to.column; c++) {
            items.add(add(-1, c, PASSING));
        }
        items.add(to);
        for (int k = 1; k < items.size(); k++) {
            items.get(k).left.add(items.get(k - 1));
            items.get(k - 1).right.add(items.get(k));
        }
        return new Route(text, List.copyOf(items));
    }

    /** The columns from left to right, in every other sweep from right to left. */
    List<List<Item>> inOrder(int sweep) {
        return IntStream.range(0, columns.size())
                .mapToObj(c -> columns.get(sweep % 2 == 0 ? c : columns.size() - 1 - c)).toList();
    }
}
