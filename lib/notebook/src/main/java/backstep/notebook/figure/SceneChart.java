package backstep.notebook.figure;

import static backstep.notebook.figure.PlotlyTree.number;

import backstep.notebook.draw.NetworkScene;
import backstep.notebook.draw.NetworkScene.Light;
import backstep.notebook.draw.NetworkScene.Unit;
import backstep.notebook.draw.PlacedTexts;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A network's scene as a chart, its words in a panel below it. A lit unit differs by its shape as well, a lit edge by
 * its dash and by an arrow.
 */
final class SceneChart {

    private static final int PANEL = 190; // pixels
    private static final int WORDS = 45; // pixels from the network to the first of them

    private final NetworkScene scene;
    private final Chart chart;
    private final double drawing; // pixels of the network
    private final int L;

    private SceneChart(String title, NetworkScene scene) {
        this.scene = scene;
        L = scene.network().L();
        int spacing = scene.spacing();
        double above = (scene.isRoomy() ? 74.0 : 40.0) / spacing;
        double below = 50.0 / spacing;
        double half = (scene.layout().widest() - 1) / 2.0;
        drawing = (2 * half + above + below) * spacing;
        chart = new Chart(title).panel("layer", "").height((int) (drawing + PANEL) + 60);
        chart.page(Map.of("margin", Map.of("l", 10, "r", 10, "t", 50, "b", 10),
                "xaxis", Map.of("range", List.of(-0.4, L + 1.4), "showgrid", false, "zeroline", false,
                        "fixedrange", true, "title", Map.of("text", "layer", "standoff", 0)),
                "yaxis", Map.of("range", List.of(number(-half - below), number(half + above)), "visible", false,
                        "fixedrange", true, "domain", List.of(number(PANEL / (drawing + PANEL)), 1))));
    }

    static Chart of(String title, NetworkScene scene) {
        var drawn = new SceneChart(title, scene);
        drawn.layers();
        drawn.lines();
        drawn.discs();
        drawn.words();
        return drawn.chart;
    }

    private void layers() {
        var names = IntStream.rangeClosed(0, L + 1).mapToObj(l -> l == 0 ? "inputs" : l > L ? "loss" : "" + l).toList();
        chart.ticks("x", IntStream.rangeClosed(0, L + 1).asDoubleStream().toArray(), names);
    }

    private void lines() {
        boolean isGradient = scene.edgeLight() == Light.GRADIENT;
        var colour = colour(scene.edgeLight());
        chart.curve("", scene.edges().x(), scene.edges().y(), HouseStyle.GRID, Dash.SOLID)
                .curve("", scene.lit().x(), scene.lit().y(), colour, isGradient ? Dash.DASH : Dash.SOLID)
                .refine(Map.of("mode", "lines+markers", "line", Map.of("width", scene.isRoomy() ? 3 : 1.5),
                        "marker", Map.of("symbol", isGradient ? "triangle-left" : "triangle-right", "color", colour,
                                "opacity", 1, "line", Map.of("width", 0), "size", scene.lit().sizes())));
    }

    private void discs() {
        var units = scene.units();
        var x = units.stream().mapToDouble(Unit::x).toArray();
        var y = units.stream().mapToDouble(Unit::y).toArray();
        var ring = Map.of("color", units.stream().map(unit -> colour(unit.ring())).toList(),
                "width", units.stream().map(unit -> unit.ring() == Light.NONE ? 0 : NetworkScene.RING).toList());
        chart.marks("", x, y, units.stream().map(Unit::hover).toArray(String[]::new),
                        HouseStyle.INK, "circle", NetworkScene.DISC)
                .refine(Map.of("mode", "markers", "hoverinfo", "text", "marker", Map.of("opacity", 1, "line", ring,
                        "color", units.stream().map(unit -> colour(unit.light())).toList(),
                        "symbol", units.stream().map(unit -> symbol(unit.light())).toList())))
                .texts(x, y, units.stream().map(Unit::text).toList(), "middle center", 11, HouseStyle.ON_INK);
        texts(scene.still(), "top center", HouseStyle.INK);
        texts(scene.gradients(), "bottom center", HouseStyle.GRADIENT);
    }

    private void texts(PlacedTexts texts, String position, String colour) {
        chart.texts(texts.x(), texts.y(), texts.texts(), position, 11, colour);
    }

    private void words() {
        double y = (PANEL - WORDS) / (drawing + PANEL);
        for (var words : scene.words()) {
            chart.line(y, words.text(), words.colour(), words.size(), words.monospaced());
            y -= (1.4 * words.size() + 4) * words.text().split("<br>").length / (drawing + PANEL);
        }
    }

    private static String colour(Light light) {
        return switch (light) {
            case NONE -> HouseStyle.INK;
            case VALUE -> HouseStyle.VALUE;
            case GRADIENT -> HouseStyle.GRADIENT;
        };
    }

    private static String symbol(Light light) {
        return switch (light) {
            case NONE -> "circle";
            case VALUE -> "square";
            case GRADIENT -> "octagon";
        };
    }
}
