package backstep.notebook.figure;

import java.util.List;
import java.util.Map;

/**
 * How every figure looks: no background of its own, so that it fits a light and a dark theme; colours that the
 * colour-blind tell apart.
 */
public final class HouseStyle {

    /** Text and ticks: contrast at least 4 on white and on #111. */
    static final String INK = "#777c82";

    /** Grid lines, faint on either background. */
    static final String GRID = "rgba(128,136,144,.3)";

    /** The letters that Plotly takes by itself, for where one of several texts is in others. */
    static final String FONT = "\"Open Sans\", verdana, arial, sans-serif";

    /** Text on a disc of INK. */
    static final String ON_INK = "#ffffff";

    /** Text on a box of WRONG. */
    static final String ON_WRONG = "#111111";

    /** What is right, and what is wrong or must not be crossed. */
    static final String RIGHT = "#0079b8", WRONG = "#d55e00";

    /** Forward values and gradients, as text on either background and as a disc below ON_INK. */
    static final String VALUE = "#007cbd", GRADIENT = "#c95800";

    /** Series colours (after Okabe and Ito), in the order of use. */
    static final List<String> COLOURS = List.of(RIGHT, WRONG, "#009e73", "#c2699d", "#b98000", "#3f8fc0");

    /** Series marks, so that no figure depends on colour. */
    static final List<String> SYMBOLS = List.of("circle", "x", "diamond", "square", "triangle-up", "cross", "star",
            "pentagon", "triangle-down", "hexagon", "bowtie", "hourglass");

    private static final List<Dash> DASHES = List.of(Dash.SOLID, Dash.DASH, Dash.DASH_DOT, Dash.LONG_DASH);

    private HouseStyle() {}

    /** What every axis has, in Plotly's words. */
    public static Map<String, Object> axis() {
        return Map.of("gridcolor", GRID, "zerolinecolor", GRID, "linecolor", INK, "tickcolor", INK,
                "automargin", true, "exponentformat", "power");
    }

    /** What every layout has, in Plotly's words. */
    public static Map<String, Object> layout() {
        return Map.of("paper_bgcolor", "rgba(0,0,0,0)", "plot_bgcolor", "rgba(0,0,0,0)",
                "font", Map.of("color", INK, "size", 13),
                "margin", Map.of("l", 70, "r", 30, "t", 60, "b", 90), "hovermode", "closest",
                "legend", Map.of("orientation", "h", "x", 0, "y", 0, "yref", "container", "yanchor", "bottom"));
    }

    static String colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    static Dash dash(int series) {
        return DASHES.get(series % DASHES.size());
    }

    static String symbol(int series) {
        return SYMBOLS.get(series % SYMBOLS.size());
    }
}
