package backstep.notebook.figure;

import static backstep.notebook.figure.PlotlyTree.numbers;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Plotly's traces from values: each is the object that stands in the figure's {@code data}. */
final class Traces {

    private Traces() {}

    static Map<String, Object> curve(double[] x, double[] y, String colour, Dash dash) {
        var trace = scatter("lines", x, y);
        // The last three are Plotly's defaults; pictures are recognised by figures that have them.
        trace.put("line", Map.of("color", colour, "width", dash.width(), "dash", dash.plotly(),
                "shape", "linear", "simplify", true, "smoothing", 1));
        return trace;
    }

    /** Marks, each with a text for the pointer; null for the two coordinates. */
    static Map<String, Object> marks(double[] x, double[] y, String[] hover, String colour, String symbol, int size) {
        var trace = scatter("markers", x, y);
        trace.put("marker", Map.of("symbol", symbol, "size", size, "color", colour));
        if (hover != null) {
            trace.put("text", List.of(hover));
            trace.put("hovertemplate", "%{text}<extra></extra>");
        }
        return trace;
    }

    /** Texts in the plane, above or below their places. */
    static Map<String, Object> texts(double[] x, double[] y, List<String> texts, String position, int size,
            String colour) {
        var trace = scatter("text", x, y);
        trace.put("text", texts);
        trace.put("textposition", position);
        trace.put("textfont", Map.of("size", size, "color", colour));
        return trace;
    }

    private static Map<String, Object> scatter(String mode, double[] x, double[] y) {
        return trace("scatter", Map.of("mode", mode, "x", numbers(x), "y", numbers(y)));
    }

    /** Contours of z, a row for each y, at levels and in colours that Plotly's members say. */
    static Map<String, Object> contour(String name, double[] x, double[] y, double[][] z, Map<String, Object> levels) {
        var trace = trace("contour", Map.of("x", numbers(x), "y", numbers(y), "z", rows(z), "name", name,
                "showscale", false, "showlegend", false, "line", Map.of("color", HouseStyle.INK, "width", 1),
                "contours", Map.of("showlabels", true, "labelfont", Map.of("color", HouseStyle.INK, "size", 11)),
                "hovertemplate", "%{x:.4g}, %{y:.4g}: " + name + " = %{z:.4g}<extra></extra>"));
        PlotlyTree.merge(trace, levels);
        return trace;
    }

    /** Cells coloured by z; the scale is a list of (place from 0 to 1, colour). */
    static Map<String, Object> heatMap(String name, double[][] z, double least, double most,
            List<List<Object>> scale, Map<String, Object> bar) {
        var trace = trace("heatmap", Map.of("x", indices(z[0].length), "y", indices(z.length), "z", rows(z),
                "name", name, "zmin", least, "zmax", most, "showlegend", false, "xgap", 1, "ygap", 1));
        trace.put("colorscale", scale);
        trace.put("colorbar", bar);
        trace.put("hovertemplate", "row %{y}, column %{x}<br>log10 of the error %{z:.1f}<extra></extra>");
        return trace;
    }

    private static List<Integer> indices(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<List<Number>> rows(double[][] z) {
        return Arrays.stream(z).map(PlotlyTree::numbers).toList();
    }

    private static Map<String, Object> trace(String type, Map<String, Object> members) {
        var trace = new LinkedHashMap<String, Object>();
        trace.put("type", type);
        trace.putAll(members);
        return trace;
    }
}
