package backstep.notebook.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.notebook.draw.GraphNode.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each step of the layout by itself. */
class SugiyamaLayoutTest {

    private static GraphNode node(int... operands) {
        return new GraphNode("node", "1.23", "", IntStream.of(operands).mapToObj(k -> new Operand(k, "0.5")).toList());
    }

    @Test
    void aNodeStandsRightOfItsOperandsAndAnInputBesideItsUser() {
        var graph = new GraphColumns(List.of(node(), node(0), node(1), node(), node(2, 3)));
        assertEquals(List.of(0, 1, 2, 2, 3), graph.boxes.stream().map(box -> box.column).toList());
    }

    @Test
    void anEdgeOverAColumnTakesAPlaceInItThatNoBoxCovers() {
        var layout = new SugiyamaLayout(List.of(node(), node(0), node(1, 0)));
        var across = layout.wires().get(2);
        assertEquals(List.of(0, 2), List.of(across.from(), across.to()));
        assertEquals(3, across.corners().size());
        var passing = across.corners().get(1);
        assertFalse(layout.place(1).overlaps(new Place(passing[0], passing[1], 1, 1)));
    }

    @Test
    void edgesThatNeedNotCrossDoNot() {
        var layout = new SugiyamaLayout(List.of(node(), node(), node(), node(2), node(0), node(1)));
        var inputs = IntStream.range(0, 3).mapToObj(k -> layout.place(k).y()).toList();
        var users = List.of(layout.place(4).y(), layout.place(5).y(), layout.place(3).y());
        for (int k = 0; k < 3; k++) {
            for (int j = 0; j < k; j++) {
                assertTrue((inputs.get(k) - inputs.get(j)) * (users.get(k) - users.get(j)) > 0, inputs + " " + users);
            }
        }
    }

    @Test
    void boxesThatWishForTheSameHeightTouchAroundIt() {
        var layout = new SugiyamaLayout(List.of(node(), node(0), node(0), node(0)));
        var users = new ArrayList<>(List.of(layout.place(1).y(), layout.place(2).y(), layout.place(3).y()));
        users.sort(null);
        assertEquals(layout.place(0).y(), users.get(1), 1e-9);
        assertEquals(users.get(1) - users.get(0), users.get(2) - users.get(1), 1e-9);
        assertFalse(layout.place(1).overlaps(layout.place(2)) || layout.place(2).overlaps(layout.place(3)));
    }

    @Test
    void aLabelStandsOnItsLineBesideTheBoxes() {
        var layout = new SugiyamaLayout(List.of(node(), node(0)));
        var wire = layout.wires().get(0);
        assertEquals(wire.corners().get(0)[1], wire.label().y(), 1e-9);
        assertFalse(wire.label().overlaps(layout.place(0)) || wire.label().overlaps(layout.place(1)));
    }
}
