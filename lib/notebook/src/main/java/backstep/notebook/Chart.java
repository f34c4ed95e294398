package backstep.notebook;

import static backstep.notebook.PlotlyJson.list;
import static backstep.notebook.PlotlyJson.map;
import static backstep.notebook.PlotlyJson.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ContourTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure in the making: one or more panels of curves and marks, built with tablesaw-jsplot, then refined as JSON where jsplot has no word
 * for it (several x axes, notes, hover texts, marks by name).
 */
final class Chart {

    private record Panel(String x, String y, boolean logX, boolean logY, String title) {}

    private static final int DRAWN = 10; // margin of a drawing
    private static final int WIDTH = 700; // of every figure, if its boxes need no more

    private final String title;
    private final List<Panel> panels = new ArrayList<>();
    private final List<Trace> traces = new ArrayList<>();
    private final List<Map<String, Object>> refinements = new ArrayList<>();
    private final List<Map<String, Object>> notes = new ArrayList<>();
    private final Map<String, Map<String, Object>> axes = new LinkedHashMap<>(); // what jsplot has no word for, by axis
    private final Map<String, Object> page = new LinkedHashMap<>(); // what the layout has beyond the house style
    private int columns = 3;
    private double gap = 0.22; // between columns, as a part of one
    private int height = 380;
    private boolean plain;
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

    Chart curve(String name, double[] x, double[] y, String colour, Line.Dash dash) {
        return add(ScatterTrace.builder(x, y).mode(ScatterTrace.Mode.LINE).name(name)
                .line(Line.builder().color(colour).width(dash == Line.Dash.DOT ? 1.5 : 2).dash(dash).build()), name, Map.of());
    }

    Chart marks(String name, double[] x, double[] y, String[] hover, int series) {
        return marks(name, x, y, hover, HouseStyle.colour(series), HouseStyle.symbol(series), 9);
    }

    Chart marks(String name, double[] x, double[] y, String[] hover, String colour, String symbol, int size) {
        var refinement = new LinkedHashMap<String, Object>();
        refinement.put("marker", Map.of("symbol", symbol, "size", size, "color", colour));
        if (hover != null) {
            refinement.put("hovertemplate", "%{text}<extra></extra>");
        }
        var trace = ScatterTrace.builder(x, y).mode(ScatterTrace.Mode.MARKERS).name(name).marker(Marker.builder().color(colour).build());
        return add(hover == null ? trace : trace.text(hover), name, refinement);
    }

    Chart contour(String name, double[] x, double[] y, double[][] z) {
        return contour(name, x, y, z, Map.of("ncontours", 18, "contours", Map.of("coloring", "none")));
    }

    /** Contours at levels, and in colours, of one's own: Plotly's members say which. */
    Chart contour(String name, double[] x, double[] y, double[][] z, Map<String, Object> levels) {
        traces.add(ContourTrace.builder(boxed(x), boxed(y), z).build());
        var refinement = new LinkedHashMap<String, Object>(Map.of("name", name, "showscale", false, "line", Map.of("color", HouseStyle.INK, "width", 1),
                "contours", Map.of("showlabels", true, "labelfont", Map.of("color", HouseStyle.INK, "size", 11)),
                "showlegend", false, "hovertemplate", "%{x:.4g}, %{y:.4g}: " + name + " = %{z:.4g}<extra></extra>"));
        merge(refinement, levels);
        if (panels.size() > 1) {
            merge(refinement, Map.of("xaxis", "x" + suffix(panels.size() - 1), "yaxis", "y" + suffix(panels.size() - 1)));
        }
        refinements.add(refinement);
        return this;
    }

    /** Cells coloured by z; the scale is a list of (place from 0 to 1, colour). */
    Chart heatMap(String name, double[][] z, double least, double most, List<List<Object>> scale, Map<String, Object> bar) {
        var x = CurveFigures.range(0, z[0].length - 1, Math.max(1, z[0].length - 1));
        var y = CurveFigures.range(0, z.length - 1, Math.max(1, z.length - 1));
        traces.add(HeatmapTrace.builder(boxed(x), boxed(y), z).build());
        axes.put("yaxis" + suffix(panels.size() - 1), new LinkedHashMap<>(Map.of("autorange", "reversed", "dtick", Math.max(1, z.length / 8)))); // row 0 on top
        axes.put("xaxis" + suffix(panels.size() - 1), new LinkedHashMap<>(Map.of("dtick", Math.max(1, z[0].length / 12))));
        refinements.add(Map.of("name", name, "zmin", least, "zmax", most, "colorscale", scale, "colorbar", bar, "showlegend", false, "xgap", 1, "ygap", 1,
                "hovertemplate", "row %{y}, column %{x}<br>log10 of the error %{z:.1f}<extra></extra>"));
        return this;
    }

    /** Texts in the plane of the panel last begun, above or below their places. */
    Chart texts(double[] x, double[] y, List<String> texts, String position, int size, String colour) {
        return add(ScatterTrace.builder(x, y).mode(ScatterTrace.Mode.TEXT), "",
                Map.of("text", texts, "textposition", position, "textfont", Map.of("size", size, "color", colour)));
    }

    /** What jsplot has no word for in the trace last added. */
    Chart refine(Map<String, Object> more) {
        merge(refinements.get(refinements.size() - 1), more);
        return this;
    }

    /** What jsplot has no word for in the page: its margins, its axes. */
    Chart page(Map<String, Object> more) {
        merge(page, more);
        return this;
    }

    /** A text that stands in the page, not in the plane of a panel: from the left, so many parts of the height up to its top. */
    Chart line(double y, String text, String colour, int size, boolean monospaced) {
        notes.add(Map.of("text", text, "xref", "paper", "yref", "paper", "x", 0, "y", PlotlyJson.number(y), "xanchor", "left", "yanchor", "top",
                "align", "left", "showarrow", false, "font", Map.of("color", colour, "size", size, "family", monospaced ? "monospace" : HouseStyle.FONT)));
        return this;
    }

    /** Error bars on the marks last added, along x or y. */
    Chart bars(String axis, double[] plus, double[] minus) {
        refinements.get(refinements.size() - 1).put("error_" + axis, Map.of("type", "data", "array", numbers(plus), "arrayminus", numbers(minus),
                "thickness", 1, "width", 3, "color", HouseStyle.INK));
        return this;
    }

    /** Texts instead of numbers at some places of an axis of the panel last begun. */
    Chart ticks(String axis, double[] places, List<String> texts) {
        axes.computeIfAbsent(axis + "axis" + suffix(panels.size() - 1), key -> new LinkedHashMap<>())
                .putAll(Map.of("tickmode", "array", "tickvals", numbers(places), "ticktext", texts));
        return this;
    }

    private static List<Number> numbers(double[] values) {
        return Arrays.stream(values).mapToObj(PlotlyJson::number).collect(Collectors.toCollection(ArrayList::new));
    }

    /** A text in the plane of the panel last begun, so many pixels above its place. */
    Chart label(double x, double y, String text, int above, String colour) {
        var axis = suffix(panels.size() - 1);
        notes.add(Map.of("text", text, "xref", "x" + axis, "yref", "y" + axis, "x", PlotlyJson.number(x), "y", PlotlyJson.number(y),
                "yshift", above, "showarrow", false, "font", Map.of("color", colour)));
        return this;
    }

    /** A text above the panel last begun, its lines flush right; Plotly's markup is kept. */
    Chart heading(String text) {
        var note = new LinkedHashMap<>(heading(panels.size() - 1, text));
        note.put("align", "right");
        notes.add(note);
        return this;
    }

    private static Map<String, Object> heading(int panel, String text) {
        return Map.of("text", text, "xref", "x" + suffix(panel) + " domain", "yref", "y" + suffix(panel) + " domain",
                "x", 0.5, "y", 1.02, "xanchor", "center", "yanchor", "bottom", "showarrow", false);
    }

    /** The range of an axis of the panel last begun, so that it stays when the data change; of a logarithmic axis in powers of 10. */
    Chart range(String axis, double from, double to) {
        axes.computeIfAbsent(axis + "axis" + suffix(panels.size() - 1), key -> new LinkedHashMap<>())
                .put("range", List.of(PlotlyJson.number(from), PlotlyJson.number(to)));
        return this;
    }

    /** A text on a filled box of so many pixels in the plane of the first panel. */
    Chart box(GraphLayout.Place place, String text, String background, String colour, int size) {
        var note = new LinkedHashMap<String, Object>(Map.of("text", text, "xref", "x", "yref", "y", "x", PlotlyJson.number(place.x()),
                "y", PlotlyJson.number(place.y()), "showarrow", false, "bgcolor", background, "borderpad", 0, "font", Map.of("color", colour, "size", size)));
        note.putAll(Map.of("width", PlotlyJson.number(place.width()), "height", PlotlyJson.number(place.height())));
        notes.add(note);
        return this;
    }

    /** A drawing without axes in pixels, y downwards: so wide at least, wider where there is room. */
    Chart drawing(double width, double top, double bottom) {
        axes.put("xaxis", new LinkedHashMap<>(Map.of("visible", false, "range", List.of(0, PlotlyJson.number(width)))));
        axes.put("yaxis", new LinkedHashMap<>(Map.of("visible", false, "range", List.of(PlotlyJson.number(bottom), PlotlyJson.number(top)))));
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
        plain = true;
        return this;
    }

    private Chart add(ScatterTrace.ScatterBuilder trace, String name, Map<String, Object> refinement) {
        var axis = suffix(panels.size() - 1);
        trace.xAxis("x" + axis);
        trace.yAxis("y" + axis);
        traces.add(trace.build());
        var refined = new LinkedHashMap<String, Object>(refinement);
        if (name.isEmpty()) {
            refined.putIfAbsent("hoverinfo", "skip");
        }
        refined.put("legendgroup", name);
        refined.put("showlegend", !name.isEmpty() && refinements.stream().noneMatch(other -> name.equals(other.get("legendgroup"))));
        refinements.add(refined);
        return this;
    }

    Figure figure() {
        var layout = Layout.builder().title(title).height(height);
        if (panels.size() == 1) {
            layout.xAxis(axis(panels.get(0).x(), panels.get(0).logX())).yAxis(axis(panels.get(0).y(), panels.get(0).logY()));
        }
        var tree = PlotlyJson.of(new tech.tablesaw.plotly.components.Figure(layout.build(), traces.toArray(Trace[]::new)));
        var data = list(tree.get("data"));
        for (int k = 0; k < data.size(); k++) {
            merge(map(data.get(k)), refinements.get(k));
        }
        var layoutTree = map(tree.get("layout"));
        merge(layoutTree, HouseStyle.layout());
        merge(layoutTree, page);
        merge(layoutTree, Map.of("showlegend", legend && refinements.stream().filter(r -> Boolean.TRUE.equals(r.get("showlegend"))).count() > 1));
        if (panels.size() > 1) {
            arrange(layoutTree);
        }
        for (int k = 0; k < panels.size(); k++) {
            merge(map(layoutTree.computeIfAbsent("xaxis" + suffix(k), key -> new LinkedHashMap<>())), HouseStyle.axis());
            merge(map(layoutTree.computeIfAbsent("yaxis" + suffix(k), key -> new LinkedHashMap<>())), HouseStyle.axis());
        }
        axes.forEach((axis, more) -> merge(map(layoutTree.get(axis)), more));
        if (plain) {
            merge(map(layoutTree.get("xaxis")), Map.of("showgrid", false, "zeroline", false, "dtick", 1));
            merge(map(layoutTree.get("yaxis")), Map.of("visible", false));
        }
        if (!notes.isEmpty()) {
            layoutTree.put("annotations", notes);
        }
        return new Figure(title, tree);
    }

    /** Several panels: jsplot can name one x axis only, so the grid and its axes are laid out here. */
    private void arrange(Map<String, Object> page) {
        int across = Math.min(columns, panels.size());
        int down = (panels.size() + across - 1) / across;
        page.put("grid", Map.of("rows", down, "columns", across, "pattern", "independent", "xgap", gap, "ygap", 0.45));
        for (int k = 0; k < panels.size(); k++) {
            var panel = panels.get(k);
            boolean sameAsLeft = k % across != 0 && panel.y().equals(panels.get(k - 1).y());
            page.put("xaxis" + suffix(k), titled(panel.x(), panel.logX()));
            page.put("yaxis" + suffix(k), titled(sameAsLeft ? "" : panel.y(), panel.logY()));
            if (!panel.title().isEmpty()) {
                notes.add(heading(k, "<b>" + panel.title() + "</b>"));
            }
        }
    }

    private static Map<String, Object> titled(String title, boolean log) {
        return new LinkedHashMap<>(Map.of("title", Map.of("text", title), "type", log ? "log" : "linear"));
    }

    private static Axis axis(String title, boolean log) {
        return Axis.builder().title(title).type(log ? Axis.Type.LOG : Axis.Type.LINEAR).build();
    }

    private static String suffix(int panel) {
        return panel <= 0 ? "" : "" + (panel + 1);
    }

    private static Object[] boxed(double[] values) {
        return Arrays.stream(values).boxed().toArray();
    }
}
