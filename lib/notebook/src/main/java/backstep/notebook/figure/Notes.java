package backstep.notebook.figure;

import static backstep.notebook.figure.PlotlyTree.number;

import backstep.notebook.draw.Place;
import java.util.HashMap;
import java.util.Map;

/** Texts beside the traces: each is an object of the layout's {@code annotations}. */
final class Notes {

    private Notes() {}

    /** In the page, not in the plane of a panel: from the left, so many parts of the height up to its top. */
    static Map<String, Object> line(double y, String text, String colour, int size, boolean monospaced) {
        var family = monospaced ? "monospace" : HouseStyle.FONT;
        return note(text, Map.of("xref", "paper", "yref", "paper", "x", 0, "y", number(y), "xanchor", "left",
                "yanchor", "top", "align", "left", "font", Map.of("color", colour, "size", size, "family", family)));
    }

    /** In the plane of a panel, so many pixels above its place. */
    static Map<String, Object> label(String panel, double x, double y, String text, int above, String colour) {
        return note(text, Map.of("xref", "x" + panel, "yref", "y" + panel, "x", number(x), "y", number(y),
                "yshift", above, "font", Map.of("color", colour)));
    }

    /** Above a panel, in the middle; Plotly's markup is kept. */
    static Map<String, Object> heading(String panel, String text) {
        return note(text, Map.of("xref", "x" + panel + " domain", "yref", "y" + panel + " domain",
                "x", 0.5, "y", 1.02, "xanchor", "center", "yanchor", "bottom"));
    }

    /** On a filled box of so many pixels, in the plane of the first panel. */
    static Map<String, Object> box(Place place, String text, String background, String colour, int size) {
        return note(text, Map.of("xref", "x", "yref", "y", "x", number(place.x()), "y", number(place.y()),
                "width", number(place.width()), "height", number(place.height()),
                "bgcolor", background, "borderpad", 0, "font", Map.of("color", colour, "size", size)));
    }

    private static Map<String, Object> note(String text, Map<String, Object> members) {
        var note = new HashMap<String, Object>(members);
        note.put("text", text);
        note.put("showarrow", false);
        return note;
    }
}
