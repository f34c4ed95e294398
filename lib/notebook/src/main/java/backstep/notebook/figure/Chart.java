package backstep.notebook.figure;

import static backstep.notebook.figure.PlotlyTree.map;
import static backstep.notebook.figure.PlotlyTree.merge;
import static backstep.notebook.figure.PlotlyTree.number;

import backstep.matrix.Interrupts;
import backstep.notebook.draw.Place;
import backstep.typeset.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A figure in the making: one or more panels of curves and marks, with notes. */
final class Chart {

    private record Panel(String x, String y, boolean logX, boolean logY, String title) {}

    private static final int DRAWN = 10; // margin of a drawing
    private static final int WIDTH = 700; // of every figure, if its boxes need no more

    private final String title;
    private final List<Panel> panels = new ArrayList<>();
    private final List<Map<String, Object>> traces = new ArrayList<>();
    private final List<Map<String, Object>> notes = new ArrayList<>();
    private final Map<String, Map<String, Object>> axes = new LinkedHashMap<>(); // beyond the house style, by axis
    private final Map<String, Object> page = new LinkedHashMap<>(); // what the layout has beyond the house style
    private int columns = 3;
    private double gap = 0.22; // between columns, as a part of one
    private int height = 380;
    private boolean legend = true;

    Chart(String title) {
        this.title = title;
    }

    /** Begins the next panel; what is added from now on stands in it. */
    Chart panel(String x, String y, boolean logX, boolean logY, String panelTitle) {
        panels.add(new Panel(x, y, logX, logY, panelTitle));
        return this;
    }

    Chart panel(String x, String y, boolean logY, String panelTitle) {
        return panel(x, y, false, logY, panelTitle);
    }

    Chart panel(String x, String y) {
        return panel(x, y, false, false, "");
    }

    Chart columns(int count) {
        columns = count;
        return this;
    }

    /** Room between the columns, where the right panel has a long axis title. */
    Chart gap(double part) {
        gap = part;
        return this;
    }

    Chart height(int pixels) {
        height = pixels;
        return this;
    }

    Chart curve(String name, double[] x, double[] y, int series) {
        return curve(name, x, y, HouseStyle.colour(series), HouseStyle.dash(series));
    }

    Chart curve(String name, double[] x, double[] y, String colour, Dash dash) {
        return add(name, Traces.curve(x, y, colour, dash));
    }

    Chart marks(String name, double[] x, double[] y, String[] hover, int series) {
        return marks(name, x, y, hover, HouseStyle.colour(series), HouseStyle.symbol(series), 9);
    }

    Chart marks(String name, double[] x, double[] y, String[] hover, String colour, String symbol, int size) {
        return add(name, Traces.marks(x, y, hover, colour, symbol, size));
    }

    /** Texts in the plane of the panel last begun, above or below their places. */
    Chart texts(double[] x, double[] y, List<String> texts, String position, int size, String colour) {
        return add("", Traces.texts(x, y, texts, position, size, colour));
    }

    Chart contour(String name, double[] x, double[] y, double[][] z) {
        return contour(name, x, y, z, Map.of("ncontours", 18, "contours", Map.of("coloring", "none")));
    }

    /** Contours at levels, and in colours, of one's own: Plotly's members say which. */
    Chart contour(String name, double[] x, double[] y, double[][] z, Map<String, Object> levels) {
        return inPanel(Traces.contour(name, x, y, z, levels));
    }

    /** Cells coloured by z, its first row on top; the scale is a list of (place from 0 to 1, colour). */
    Chart heatMap(String name, double[][] z, double least, double most,
            List<List<Object>> scale, Map<String, Object> bar) {
        axis("y").putAll(Map.of("autorange", "reversed", "dtick", Math.max(1, z.length / 8)));
        axis("x").put("dtick", Math.max(1, z[0].length / 12));
        return inPanel(Traces.heatMap(name, z, least, most, scale, bar));
    }

    /** A trace with an entry in the legend, which it shares with others of its name; none without a name. */
    private Chart add(String name, Map<String, Object> trace) {
        if (name.isEmpty()) {
            trace.put("hoverinfo", "skip");
        }
        trace.put("name", name);
        trace.put("legendgroup", name);
        trace.put("showlegend",
                !name.isEmpty() && traces.stream().noneMatch(other -> name.equals(other.get("legendgroup"))));
        return inPanel(trace);
    }

    private Chart inPanel(Map<String, Object> trace) {
        Interrupts.poll("the making of a figure");
        trace.put("xaxis", "x" + current());
        trace.put("yaxis", "y" + current());
        traces.add(trace);
        return this;
    }

    /** Other members of the trace last added, in Plotly's words. */
    Chart refine(Map<String, Object> more) {
        merge(traces.get(traces.size() - 1), more);
        return this;
    }

    /** Error bars on the marks last added, along x or y. */
    Chart bars(String axis, double[] plus, double[] minus) {
        traces.get(traces.size() - 1).put("error_" + axis, Map.of("type", "data", "array", PlotlyTree.numbers(plus),
                "arrayminus", PlotlyTree.numbers(minus), "thickness", 1, "width", 3, "color", HouseStyle.INK));
        return this;
    }

    /** Other members of the page, its margins and its axes, in Plotly's words. */
    Chart page(Map<String, Object> more) {
        merge(page, more);
        return this;
    }

    /** Texts instead of numbers at some places of an axis of the panel last begun. */
    Chart ticks(String axis, double[] places, List<String> texts) {
        axis(axis).putAll(Map.of("tickmode", "array", "tickvals", PlotlyTree.numbers(places), "ticktext", texts));
        return this;
    }

    /**
     * The range of an axis of the panel last begun, so that it stays when the data change; of a logarithmic axis in
     * powers of 10.
     */
    Chart range(String axis, double from, double to) {
        axis(axis).put("range", List.of(number(from), number(to)));
        return this;
    }

    /** What an axis of the panel last begun, x or y, has beyond the house style. */
    private Map<String, Object> axis(String axis) {
        return axes.computeIfAbsent(axis + "axis" + current(), key -> new LinkedHashMap<>());
    }

    /** A text in the page: from the left, so many parts of the height up to its top. */
    Chart line(double y, String text, String colour, int size, boolean monospaced) {
        notes.add(Notes.line(y, text, colour, size, monospaced));
        return this;
    }

    /** A text in the plane of the panel last begun, so many pixels above its place. */
    Chart label(double x, double y, String text, int above, String colour) {
        notes.add(Notes.label(current(), x, y, text, above, colour));
        return this;
    }

    /** A text above the panel last begun, its lines flush right; Plotly's markup is kept. */
    Chart heading(String text) {
        var note = Notes.heading(current(), text);
        note.put("align", "right");
        notes.add(note);
        return this;
    }

    /** A text on a filled box of so many pixels in the plane of the first panel. */
    Chart box(Place place, String text, String background, String colour, int size) {
        notes.add(Notes.box(place, text, background, colour, size));
        return this;
    }

    /** A drawing without axes in pixels, y downwards: so wide at least, wider where there is room. */
    Chart drawing(double width, double top, double bottom) {
        axis("x").putAll(Map.of("visible", false, "range", List.of(0, number(width))));
        axis("y").putAll(Map.of("visible", false, "range", List.of(number(bottom), number(top))));
        page.put("margin", Map.of("l", DRAWN, "r", DRAWN, "t", 50, "b", 40));
        page.put("width", Math.max(WIDTH, Math.round(width + 2 * DRAWN)));
        return height((int) Math.round(bottom - top + 90));
    }

    /** No legend, where the axis names the series. */
    Chart withoutLegend() {
        legend = false;
        return this;
    }

    /** A drawing rather than a plot: no grid, no ticks but the whole numbers of x. */
    Chart plain() {
        axis("x").putAll(Map.of("showgrid", false, "zeroline", false, "dtick", 1));
        axis("y").put("visible", false);
        return this;
    }

    Figure figure() {
        var layout = new LinkedHashMap<>(HouseStyle.layout());
        layout.put("title", Map.of("text", Text.inPicture(title)));
        layout.put("height", height);
        layout.put("width", WIDTH);
        layout.put("showlegend",
                legend && traces.stream().filter(t -> Boolean.TRUE.equals(t.get("showlegend"))).count() > 1);
        merge(layout, page);
        arrange(layout);
        axes.forEach((axis, more) -> merge(map(layout.get(axis)), more));
        if (!notes.isEmpty()) {
            layout.put("annotations", notes);
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("data", traces);
        tree.put("layout", layout);
        return new Figure(title, tree);
    }

    /** The axes of each panel; of several panels also their grid and their titles. */
    private void arrange(Map<String, Object> layout) {
        int across = Math.min(columns, panels.size());
        int down = (panels.size() + across - 1) / across;
        if (panels.size() > 1) {
            layout.put("grid", Map.of("rows", down, "columns", across, "pattern", "independent",
                    "xgap", gap, "ygap", 0.45));
        }
        for (int k = 0; k < panels.size(); k++) {
            var panel = panels.get(k);
            boolean sameAsLeft = k % across != 0 && panel.y().equals(panels.get(k - 1).y());
            merge(layout, Map.of("xaxis" + suffix(k), axis(panel.x(), panel.logX()),
                    "yaxis" + suffix(k), axis(sameAsLeft ? "" : panel.y(), panel.logY())));
            if (panels.size() > 1 && !panel.title().isEmpty()) {
                notes.add(Notes.heading(suffix(k), "<b>" + panel.title() + "</b>"));
            }
        }
    }

    private Map<String, Object> axis(String title, boolean log) {
        var axis = new LinkedHashMap<>(HouseStyle.axis());
        axis.put("type", log ? "log" : "linear");
        if (panels.size() > 1 || !title.isEmpty()) {
            axis.put("title", Map.of("text", title));
        }
        return axis;
    }

    /** Of the axes of the panel last begun. */
    private String current() {
        return suffix(panels.size() - 1);
    }

    private static String suffix(int panel) {
        return panel <= 0 ? "" : "" + (panel + 1);
    }
}
