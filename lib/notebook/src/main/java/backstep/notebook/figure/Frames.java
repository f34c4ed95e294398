package backstep.notebook.figure;

import static backstep.notebook.figure.PlotlyTree.list;
import static backstep.notebook.figure.PlotlyTree.map;
import static backstep.notebook.figure.PlotlyTree.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Figures that one can step through, without a kernel: a slider and a Play button over states, each of them drawn as a
 * chart of its own.
 *
 * <p>The figure is the first state; a frame carries only what is not the same in all states.
 */
final class Frames {

    private static final int CONTROLS = 100; // pixels below the chart for the buttons and the slider
    private static final int NOTE = 20; // pixels above it for the line that says what the pointer does
    private static final int LINE = 17; // pixels of a line above a panel
    private static final int BUTTONS = 150; // pixels to the left of the slider

    private Frames() {}

    /**
     * The states in order.
     *
     * @param what the slider chooses, before the name of the state
     * @param milliseconds how long Play shows each
     * @param states name → its chart, all with the same traces in the same order
     */
    static Figure of(String what, int milliseconds, Map<String, Chart> states) {
        var figures = states.values().stream().map(Chart::figure).toList();
        // As wide as the cell, from a phone's to a wide window's.
        figures.forEach(figure -> map(figure.plotly().get("layout")).remove("width"));
        sameNotes(figures.stream().map(figure -> map(figure.plotly().get("layout"))).toList());
        var tree = figures.get(0).plotly();
        var names = List.copyOf(states.keySet());
        tree.put("frames", frames(names, figures.stream().map(Figure::plotly).toList()));
        merge(tree, Map.of("layout", page(map(tree.get("layout")), what, milliseconds, names)));
        return new Figure(figures.get(0).title(), tree);
    }

    private static List<Map<String, Object>> frames(List<String> names, List<Map<String, Object>> trees) {
        var frames = new ArrayList<Map<String, Object>>();
        for (var name : names) {
            frames.add(new LinkedHashMap<>(
                    Map.of("name", name, "data", new ArrayList<>(), "traces", new ArrayList<>())));
        }
        int traces = list(trees.get(0).get("data")).size();
        if (trees.stream().anyMatch(tree -> list(tree.get("data")).size() != traces)) {
            throw new IllegalArgumentException("every state needs the same %d traces as the first".formatted(traces));
        }
        for (int trace = 0; trace < traces; trace++) {
            int at = trace;
            var parts = changing(trees.stream().map(tree -> map(list(tree.get("data")).get(at))).toList());
            for (int k = 0; k < frames.size() && !parts.get(k).isEmpty(); k++) {
                list(frames.get(k).get("data")).add(parts.get(k));
                list(frames.get(k).get("traces")).add(trace);
            }
        }
        var layouts = changing(trees.stream().map(tree -> map(tree.get("layout"))).toList());
        for (int k = 0; k < frames.size() && !layouts.get(k).isEmpty(); k++) {
            frames.get(k).put("layout", layouts.get(k));
        }
        return frames;
    }

    /**
     * Plotly puts a frame's notes over those that are there, one by one: each state gets as many, and what it has not
     * is invisible.
     */
    private static void sameNotes(List<Map<String, Object>> layouts) {
        var most = layouts.stream().map(layout -> list(layout.getOrDefault("annotations", List.of())))
                .max(Comparator.comparing(List::size)).orElseThrow();
        for (var layout : layouts) {
            var own = list(layout.getOrDefault("annotations", List.of()));
            var notes = new ArrayList<Object>();
            for (int k = 0; k < most.size(); k++) {
                var note = new LinkedHashMap<String, Object>(map(k < own.size() ? own.get(k) : most.get(k)));
                note.put("visible", k < own.size());
                if (!note.keySet().containsAll(map(most.get(k)).keySet())) {
                    throw new IllegalArgumentException(
                            "note %d says %s in one state and %s in another: what a state leaves out stays as it was"
                            .formatted(k, map(most.get(k)), note));
                }
                notes.add(note);
            }
            if (!notes.isEmpty()) {
                layout.put("annotations", notes);
            }
        }
    }

    /** Of each version of an object, the members that are not the same in all versions. */
    private static List<Map<String, Object>> changing(List<Map<String, Object>> versions) {
        var parts = new ArrayList<Map<String, Object>>();
        versions.forEach(version -> parts.add(new LinkedHashMap<>()));
        var names = new LinkedHashSet<String>();
        versions.forEach(version -> names.addAll(version.keySet()));
        for (var name : names) {
            var values = versions.stream().map(version -> version.get(name)).toList();
            if (values.stream().anyMatch(value -> value == null)) {
                throw new IllegalArgumentException("every state needs a \"%s\" of its own, since one has it: "
                        .formatted(name) + "a frame cannot take it away");
            }
            if (values.stream().allMatch(value -> Objects.equals(value, values.get(0)))) {
                continue;
            }
            var changed = values.stream().allMatch(Map.class::isInstance)
                    ? changing(values.stream().map(PlotlyTree::map).toList()) : values;
            for (int k = 0; k < parts.size(); k++) {
                parts.get(k).put(name, changed.get(k));
            }
        }
        return parts;
    }

    /**
     * What the page has more than the first state: the controls, room for them, and the line that says that there are
     * some.
     */
    private static Map<String, Object> page(Map<String, Object> layout, String what, int milliseconds,
            List<String> names) {
        var margin = map(layout.get("margin"));
        int above = ((Number) margin.get("t")).intValue() + NOTE + LINE * headings(layout);
        int below = ((Number) margin.get("b")).intValue();
        int height = ((Number) layout.get("height")).intValue() + CONTROLS + NOTE + LINE * headings(layout);
        var page = new LinkedHashMap<String, Object>();
        page.put("height", height);
        page.put("margin", Map.of("t", above, "b", below + CONTROLS));
        var subtitle = "The pointer brings it to life: press Play, or move the slider.";
        page.put("title", Map.of("yref", "container", "y", 1, "yanchor", "top", "pad", Map.of("t", 14),
                "subtitle", Map.of("text", subtitle, "font", Map.of("size", 12))));
        page.put("legend", Map.of("y", (double) CONTROLS / height));
        var steps = names.stream()
                .map(name -> Map.of("label", name, "method", "animate", "args", List.of(List.of(name), how(0))))
                .toList();
        page.put("sliders", List.of(Map.of("active", 0, "x", 0, "steps", steps,
                "pad", Map.of("t", below, "l", BUTTONS, "r", 25),
                "currentvalue", Map.of("prefix", what + " "), "font", Map.of("size", 11))));
        page.put("updatemenus", List.of(Map.of("type", "buttons", "direction", "left", "showactive", false,
                "x", 0, "xanchor", "left", "y", 0, "yanchor", "top", "pad", Map.of("t", below + 25),
                "buttons", List.of(button("▶ Play", null, milliseconds),
                        button("Pause", Arrays.asList((Object) null), 0)))));
        return page;
    }

    private static Map<String, Object> button(String label, List<Object> frames, int milliseconds) {
        return Map.of("label", label, "method", "animate", "args", Arrays.asList(frames, how(milliseconds)));
    }

    /** How many lines stand above the panels, below the title. */
    private static int headings(Map<String, Object> layout) {
        return list(layout.getOrDefault("annotations", List.of())).stream().map(PlotlyTree::map)
                .filter(note -> String.valueOf(note.get("yref")).endsWith("domain"))
                .mapToInt(note -> String.valueOf(note.get("text")).split("<br>").length).max().orElse(0);
    }

    /** Redrawn, since notes and titles change only then; nothing glides. */
    private static Map<String, Object> how(int milliseconds) {
        return Map.of("mode", "immediate", "fromcurrent", true, "transition", Map.of("duration", 0),
                "frame", Map.of("duration", milliseconds, "redraw", true));
    }
}
