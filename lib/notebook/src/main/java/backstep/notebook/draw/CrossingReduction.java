package backstep.notebook.draw;

import backstep.notebook.draw.GraphColumns.Item;
import java.util.Comparator;
import java.util.List;

/**
 * The second step of {@link SugiyamaLayout}, by the barycentre method: each item between its neighbours in the column
 * before it, then in the one after it, so that few edges cross.
 */
final class CrossingReduction {

    private static final int SWEEPS = 12;

    private CrossingReduction() {}

    static void order(GraphColumns graph) {
        graph.columns.forEach(CrossingReduction::rank);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean isRightwards = sweep % 2 == 0;
            for (var column : graph.inOrder(sweep)) {
                column.forEach(item -> item.y = barycentre(isRightwards ? item.left : item.right, item.rank));
                column.sort(Comparator.comparingDouble(item -> item.y));
                rank(column);
            }
        }
    }

    private static double barycentre(List<Item> neighbours, double otherwise) {
        return neighbours.stream().mapToDouble(item -> item.rank).average().orElse(otherwise);
    }

    private static void rank(List<Item> column) {
        for (int k = 0; k < column.size(); k++) {
            column.get(k).rank = k - (column.size() - 1) / 2.0;
        }
    }
}
