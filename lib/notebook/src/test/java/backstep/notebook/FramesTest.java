package backstep.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final double[] X = {1, 2};

    private static Chart chart(double left, double right) {
        return new Chart("two curves").panel("x", "y")
                .curve("fixed", X, X, 0).curve("left", X, new double[] {left, 0}, 1).curve("right", X, new double[] {0, right}, 2);
    }

    private static Map<String, Object> steps(Chart... charts) {
        return Frames.of("place ", 400, List.of(charts).stream().map(chart -> new Frames.State("of " + chart.hashCode(), chart.figure())).toList()).plotly();
    }

    private static Map<String, Object> frame(Map<String, Object> figure, int state) {
        return JsonTree.map(JsonTree.list(figure.get("frames")).get(state));
    }

    @Test
    void aFrameHoldsWhatDiffersAndNothingElse() {
        var figure = steps(chart(1, 5), chart(2, 5));
        assertEquals(Set.of("name", "traces", "data"), frame(figure, 1).keySet());
        assertEquals(List.of(1), frame(figure, 1).get("traces"));
        assertEquals(List.of(Map.of("y", List.of(2L, 0L))), frame(figure, 1).get("data"));
    }

    @Test
    void everyFrameSetsWhateverAnyFrameSets() {
        var figure = steps(chart(1, 5), chart(2, 5), chart(1, 6));
        for (int state = 0; state < 3; state++) {
            assertEquals(List.of(1, 2), frame(figure, state).get("traces"));
        }
        assertEquals(List.of(Map.of("y", List.of(1L, 0L)), Map.of("y", List.of(0L, 6L))), frame(figure, 2).get("data"));
    }

    @Test
    void aMemberInsideAnObjectTravelsAlone() {
        var figure = steps(chart(1, 5).marks("here", X, X, null, "#0079b8", "circle", 6), chart(1, 5).marks("here", X, X, null, "#0079b8", "circle", 9));
        assertEquals(List.of(Map.of("marker", Map.of("size", 9))), frame(figure, 1).get("data"));
    }

    @Test
    void textsThatDifferTravelWithTheFrame() {
        var figure = steps(chart(1, 5).heading("one"), chart(1, 5).heading("two"));
        var notes = JsonTree.list(JsonTree.map(frame(figure, 1).get("layout")).get("annotations"));
        assertEquals("two", JsonTree.map(notes.get(0)).get("text"));
        assertEquals(List.of(), frame(figure, 1).get("traces"));
    }

    @Test
    void whatStandsStillIsTheFirstState() {
        var first = chart(1, 5).figure().plotly();
        var figure = steps(chart(1, 5), chart(2, 5));
        assertEquals(first.get("data"), figure.get("data"));
        assertEquals("two curves", JsonTree.map(JsonTree.map(figure.get("layout")).get("title")).get("text"));
        assertTrue(String.valueOf(JsonTree.map(JsonTree.map(figure.get("layout")).get("title")).get("subtitle")).contains("under the pointer"));
    }

    @Test
    void eachStepOfTheSliderNamesItsFrameAndPlayAllOfThem() {
        var charts = List.of(chart(1, 5), chart(2, 5), chart(3, 5));
        var figure = steps(charts.toArray(Chart[]::new));
        var slider = JsonTree.map(JsonTree.list(JsonTree.map(figure.get("layout")).get("sliders")).get(0));
        for (int state = 0; state < 3; state++) {
            var step = JsonTree.map(JsonTree.list(slider.get("steps")).get(state));
            assertEquals("of " + charts.get(state).hashCode(), step.get("label"));
            assertEquals(List.of(frame(figure, state).get("name")), JsonTree.list(step.get("args")).get(0));
        }
        var buttons = JsonTree.list(JsonTree.map(JsonTree.list(JsonTree.map(figure.get("layout")).get("updatemenus")).get(0)).get("buttons"));
        assertNull(JsonTree.list(JsonTree.map(buttons.get(0)).get("args")).get(0));
        assertEquals(400, JsonTree.map(JsonTree.map(JsonTree.list(JsonTree.map(buttons.get(0)).get("args")).get(1)).get("frame")).get("duration"));
    }

    @Test
    void statesThatAreNotBuiltAlikeAreRefused() {
        var oneMore = chart(1, 5).curve("more", X, X, 3);
        var refusal = assertThrows(IllegalArgumentException.class, () -> steps(chart(1, 5), oneMore));
        assertTrue(refusal.getMessage().contains("[3, 4] traces"), refusal.getMessage());
        var hovers = chart(1, 5).marks("here", X, X, new String[] {"a", "b"}, 0);
        refusal = assertThrows(IllegalArgumentException.class, () -> steps(chart(1, 5).marks("here", X, X, null, 0), hovers));
        assertTrue(refusal.getMessage().contains("trace 3") && refusal.getMessage().contains("hovertemplate"), refusal.getMessage());
    }
}
