package backstep.notebook.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final double[] X = {1, 2};

    private static Chart chart(double y, String... notes) {
        var chart = new Chart("a title").panel("x", "y").curve("still", X, X, 0)
                .marks("moving", X, new double[] {y, y}, null, 1);
        for (int k = 0; k < notes.length; k++) {
            chart.line(1 - 0.1 * k, notes[k], HouseStyle.INK, 12, false);
        }
        return chart;
    }

    private static Map<String, Chart> states(Chart... charts) {
        var states = new LinkedHashMap<String, Chart>();
        for (int k = 0; k < charts.length; k++) {
            states.put("state " + k, charts[k]);
        }
        return states;
    }

    static JsonNode json(Figure figure) {
        try {
            return new ObjectMapper().readTree(figure.json());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFrameCarriesOnlyWhatChanges() {
        var figure = json(Frames.of("state", 500, states(chart(1), chart(2))));
        assertEquals("{\"name\":\"state 1\",\"data\":[{\"y\":[2,2]}],\"traces\":[1]}", normal(figure.at("/frames/1")));
        assertEquals("[1,1]", figure.at("/data/1/y").toString(),
                "without a kernel and without a step, it is the first state");
    }

    private static String normal(JsonNode frame) {
        return "{\"name\":%s,\"data\":%s,\"traces\":%s}".formatted(frame.get("name"), frame.get("data"),
                frame.get("traces"));
    }

    @Test
    void everyStateHasItsStepOnTheSliderAndPlayShowsThemAll() {
        var figure = json(Frames.of("state", 500, states(chart(1), chart(2), chart(3))));
        var steps = figure.at("/layout/sliders/0/steps");
        assertEquals(3, steps.size());
        for (int k = 0; k < 3; k++) {
            assertEquals(figure.at("/frames/%d/name".formatted(k)), steps.get(k).at("/args/0/0"));
            assertTrue(steps.get(k).at("/args/1/frame/redraw").asBoolean(), "notes change only with a redraw");
        }
        assertTrue(figure.at("/layout/updatemenus/0/buttons/0/args/0").isNull(), "null is all frames");
        assertEquals(500, figure.at("/layout/updatemenus/0/buttons/0/args/1/frame/duration").asInt());
        assertEquals("[null]", figure.at("/layout/updatemenus/0/buttons/1/args/0").toString());
    }

    @Test
    void theStillPictureSaysThatThePointerBringsItToLife() {
        var layout = json(Frames.of("state", 500, states(chart(1), chart(2)))).get("layout");
        assertEquals("a title", layout.at("/title/text").asText());
        assertTrue(layout.at("/title/subtitle/text").asText().contains("pointer"));
        assertTrue(layout.path("width").isMissingNode(), "as wide as the cell");
        var alone = json(chart(1).figure()).get("layout");
        assertEquals(alone.get("height").asInt() - alone.at("/margin/t").asInt() - alone.at("/margin/b").asInt(),
                layout.get("height").asInt() - layout.at("/margin/t").asInt() - layout.at("/margin/b").asInt(),
                "the controls take no room from the chart");
    }

    @Test
    void aNoteThatAStateHasNotIsInvisibleInIt() {
        var figure = json(Frames.of("state", 500, states(chart(1, "a", "b"), chart(2, "c"))));
        var notes = figure.at("/frames/1/layout/annotations");
        assertEquals(List.of(true, false),
                StreamSupport.stream(notes.spliterator(), false).map(note -> note.get("visible").asBoolean()).toList());
        assertTrue(figure.at("/frames/0/layout/annotations/1/visible").asBoolean(), "and comes back on the way back");
    }

    @Test
    void whatWouldStayFromAnotherStateIsRefused() {
        var more = chart(2).refine(Map.of("opacity", 0.5));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Frames.of("state", 500, states(chart(1), more)))
                .getMessage().contains("opacity"));
        var third = chart(2).curve("third", X, X, 2);
        assertThrows(IllegalArgumentException.class, () -> Frames.of("state", 500, states(chart(1), third)));
        var boxed = chart(1).label(1, 1, "in the plane", 0, HouseStyle.INK);
        assertThrows(IllegalArgumentException.class,
                () -> Frames.of("state", 500, states(boxed, chart(2, "in the page"))));
        assertFalse(json(Frames.of("state", 500, states(chart(1), chart(2)))).at("/frames").isEmpty());
    }
}
