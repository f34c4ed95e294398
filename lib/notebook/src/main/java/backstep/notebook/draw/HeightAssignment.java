package backstep.notebook.draw;

import backstep.notebook.draw.GraphColumns.Item;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The third step of {@link SugiyamaLayout}: each item at its neighbours' mean height, as near as the others in its
 * column allow. Least squares with the order kept, by pooling adjacent violators.
 */
final class HeightAssignment {

    private static final double BETWEEN = 14; // from a box to the one below it
    private static final int SWEEPS = 12;

    /** Items that touch: the sum of their wishes for the first of the column, and how many they are. */
    private record Pool(double wishes, int count) {

        double height() {
            return wishes / count;
        }

        Pool with(Pool below) {
            return new Pool(wishes + below.wishes, count + below.count);
        }
    }

    private HeightAssignment() {}

    static void assign(GraphColumns graph) {
        graph.columns.forEach(HeightAssignment::stack);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            graph.inOrder(sweep).forEach(HeightAssignment::settle);
        }
    }

    private static void stack(List<Item> column) {
        var offsets = offsets(column);
        double middle = offsets[offsets.length - 1] / 2;
        for (int k = 0; k < offsets.length; k++) {
            column.get(k).y = offsets[k] - middle;
        }
    }

    /** How far below the first of its column each item stands if all touch. */
    private static double[] offsets(List<Item> column) {
        var offsets = new double[column.size()];
        for (int k = 1; k < offsets.length; k++) {
            offsets[k] = offsets[k - 1] + (column.get(k - 1).height + column.get(k).height) / 2 + BETWEEN;
        }
        return offsets;
    }

    private static void settle(List<Item> column) {
        var offsets = offsets(column);
        var pools = new ArrayDeque<Pool>();
        for (int k = 0; k < offsets.length; k++) {
            var pool = new Pool(wish(column.get(k)) - offsets[k], 1);
            while (!pools.isEmpty() && pools.getLast().height() > pool.height()) {
                pool = pools.removeLast().with(pool);
            }
            pools.add(pool);
        }
        int k = 0;
        for (var pool : pools) {
            for (int member = 0; member < pool.count(); member++, k++) {
                column.get(k).y = pool.height() + offsets[k];
            }
        }
    }

    private static double wish(Item item) {
        return Stream.concat(item.left.stream(), item.right.stream()).mapToDouble(neighbour -> neighbour.y).average()
                .orElse(item.y);
    }
}
