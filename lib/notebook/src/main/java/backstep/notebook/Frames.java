package backstep.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A picture that one can step through: the figures of its states, built alike, become one figure with a slider and a Play button.
 *
 * <p>It is the figure of the first state; a frame for each state holds what differs between any two of them and nothing else, so that one may
 * jump from each state to each other.
 */
final class Frames {

    private static final String INVITATION = "Alive under the pointer: drag the slider, or press Play";
    private static final int TOP = 132, BOTTOM = 236; // pixels for title and invitation, and for the slider between axis titles and legend
    private static final int BELOW_AXIS = 78;

    /** One place of the slider: its label, and the whole figure as it looks there. */
    record State(String label, Figure figure) {}

    private Frames() {}

    /**
     * The figure whose slider walks through these states.
     *
     * @param prefix what stands before the label of the current state
     * @param milliseconds how long Play shows each state
     * @param states at least one; all with the same traces, each with the same members
     * @throws IllegalArgumentException if the states are not built alike
     */
    static Figure of(String prefix, int milliseconds, List<State> states) {
        var trees = states.stream().map(state -> state.figure().plotly()).toList();
        var figure = new LinkedHashMap<>(trees.get(0));
        figure.put("layout", controlled(JsonTree.map(figure.get("layout")), prefix, milliseconds, states));
        figure.put("frames", frames(trees));
        return new Figure(states.get(0).figure().title(), figure);
    }

    private static List<Map<String, Object>> frames(List<Map<String, Object>> trees) {
        var traces = tracesOf(trees);
        var moving = IntStream.range(0, traces.size()).filter(k -> traces.get(k).stream().anyMatch(change -> !change.isEmpty())).boxed().toList();
        var layouts = differences("layout", trees.stream().map(tree -> JsonTree.map(tree.get("layout"))).toList());
        return IntStream.range(0, trees.size()).mapToObj(state -> {
            Map<String, Object> frame = new LinkedHashMap<>();
            frame.put("name", name(state));
            frame.put("traces", moving);
            frame.put("data", moving.stream().map(k -> traces.get(k).get(state)).toList());
            if (!layouts.get(state).isEmpty()) {
                frame.put("layout", layouts.get(state));
            }
            return frame;
        }).toList();
    }

    /** For each trace, what each state changes in it. */
    private static List<List<Map<String, Object>>> tracesOf(List<Map<String, Object>> trees) {
        var data = trees.stream().map(tree -> JsonTree.list(tree.get("data"))).toList();
        int count = data.get(0).size();
        if (data.stream().anyMatch(traces -> traces.size() != count)) {
            throw new IllegalArgumentException("the states of a picture need the same traces, given: " + data.stream().map(List::size).toList() + " traces");
        }
        return IntStream.range(0, count).mapToObj(k -> differences("trace " + k, data.stream().map(traces -> JsonTree.map(traces.get(k))).toList())).toList();
    }

    /** The members that are not the same in all of these objects, for each of them; lists are taken whole. */
    private static List<Map<String, Object>> differences(String where, List<Map<String, Object>> objects) {
        var first = objects.get(0);
        if (objects.stream().anyMatch(object -> !object.keySet().equals(first.keySet()))) {
            throw new IllegalArgumentException("the states of a picture have to be built alike; the members of %s differ: %s"
                    .formatted(where, objects.stream().map(Map::keySet).distinct().toList()));
        }
        var changes = objects.stream().map(object -> (Map<String, Object>) new LinkedHashMap<String, Object>()).toList();
        for (var key : first.keySet()) {
            var values = objects.stream().map(object -> object.get(key)).toList();
            if (values.stream().allMatch(Map.class::isInstance)) {
                var inner = differences(where + "." + key, values.stream().map(JsonTree::map).toList());
                put(changes, key, inner.stream().allMatch(Map::isEmpty) ? List.of() : inner);
            } else if (values.stream().anyMatch(value -> !Objects.equals(value, values.get(0)))) {
                put(changes, key, values);
            }
        }
        return changes;
    }

    private static void put(List<Map<String, Object>> changes, String key, List<?> values) {
        for (int k = 0; k < values.size(); k++) {
            changes.get(k).put(key, values.get(k));
        }
    }

    private static Map<String, Object> controlled(Map<String, Object> layout, String prefix, int milliseconds, List<State> states) {
        var page = new LinkedHashMap<>(layout);
        JsonTree.merge(page, Map.of("title", Map.of("subtitle", Map.of("text", INVITATION, "font", Map.of("size", 12, "color", HouseStyle.INK)),
                        "yref", "container", "y", 1, "yanchor", "top", "pad", Map.of("t", 14)),
                "margin", Map.of("t", TOP, "b", BOTTOM)));
        page.put("sliders", List.of(slider(prefix, states)));
        page.put("updatemenus", List.of(buttons(milliseconds)));
        return page;
    }

    private static Map<String, Object> slider(String prefix, List<State> states) {
        var steps = IntStream.range(0, states.size()).mapToObj(k -> Map.of("label", states.get(k).label(), "method", "animate",
                "args", List.of(List.of(name(k)), animation(0)))).toList();
        return Map.ofEntries(Map.entry("active", 0), Map.entry("steps", steps), Map.entry("currentvalue", Map.of("prefix", prefix, "xanchor", "left")),
                Map.entry("x", 0.18), Map.entry("len", 0.82), Map.entry("y", 0), Map.entry("yanchor", "top"), Map.entry("pad", Map.of("t", BELOW_AXIS)),
                Map.entry("bgcolor", HouseStyle.INK), Map.entry("activebgcolor", HouseStyle.RIGHT), Map.entry("bordercolor", HouseStyle.INK),
                Map.entry("tickcolor", HouseStyle.INK));
    }

    private static Map<String, Object> buttons(int milliseconds) {
        var play = new LinkedHashMap<>(animation(milliseconds));
        play.put("fromcurrent", true);
        return Map.ofEntries(Map.entry("type", "buttons"), Map.entry("direction", "down"), Map.entry("showactive", false),
                Map.entry("buttons", List.of(Map.of("label", "Play", "method", "animate", "args", Arrays.asList(null, play)),
                        Map.of("label", "Pause", "method", "animate", "args", List.of(new ArrayList<>(Arrays.asList((Object) null)), animation(0))))),
                Map.entry("x", 0), Map.entry("xanchor", "left"), Map.entry("y", 0), Map.entry("yanchor", "top"), Map.entry("pad", Map.of("t", BELOW_AXIS + 6)),
                Map.entry("bgcolor", "rgba(0,0,0,0)"), Map.entry("bordercolor", HouseStyle.INK));
    }

    /** Redrawn, since annotations and titles change with a redraw only. */
    private static Map<String, Object> animation(int milliseconds) {
        return Map.of("mode", "immediate", "frame", Map.of("duration", milliseconds, "redraw", true), "transition", Map.of("duration", 0));
    }

    private static String name(int state) {
        return "state " + (state + 1);
    }
}
