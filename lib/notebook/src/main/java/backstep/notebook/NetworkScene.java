package backstep.notebook;

import backstep.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One state of a network that one steps through: some units and edges are lit, with numbers in, below and beside them, and a panel of lines below.
 *
 * <p>A lit unit differs by its shape as well, a lit edge by its dash and by an arrow. The loss is a unit in a column of its own.
 */
final class NetworkScene {

    /** What is lit: nothing, a forward value, a gradient. */
    enum Light {
        NONE(HouseStyle.INK, "circle"), VALUE(HouseStyle.VALUE, "square"), GRADIENT(HouseStyle.GRADIENT, "octagon");

        private final String colour;
        private final String symbol;

        Light(String colour, String symbol) {
            this.colour = colour;
            this.symbol = symbol;
        }
    }

    /** A line of the panel below the network. */
    record Words(String text, String colour, int size, boolean monospaced) {}

    private static final int LARGEST_LAYERS = 4;
    private static final int LARGEST_UNITS = 6;
    private static final int DISC = 50; // pixels
    private static final int RING = 4;
    private static final int LINE = 15; // pixels of a text's line
    private static final int PANEL = 190; // pixels

    /** A unit, what is written in it and below it, and how it is lit. */
    private static final class Unit {
        private final double x;
        private final double y;
        private String text = "";
        private String hover = "";
        private String below = "";
        private Light light = Light.NONE;
        private Light ring = Light.NONE;

        Unit(double x, double y) {
            this.x = x;
            this.y = y;
        }
    }

    private final Network net;
    private final NetworkLayout layout;
    private final Map<List<Integer>, Unit> units = new LinkedHashMap<>();
    private final Labels still = new Labels();
    private final Labels gradients = new Labels();
    private final Edges edges = new Edges();
    private final Edges lit = new Edges();
    private final List<Words> panel = new ArrayList<>();
    private Light edgeLight = Light.NONE;

    /** Texts by their places. */
    private static final class Labels {
        private final List<Double> x = new ArrayList<>();
        private final List<Double> y = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        void add(double atX, double atY, String text) {
            x.add(atX);
            y.add(atY);
            texts.add(text);
        }

        Chart on(Chart chart, String position, int size, String colour) {
            return chart.texts(doubles(x), doubles(y), List.copyOf(texts), position, size, colour);
        }
    }

    /** Lines between units, each with a place for an arrow and a gap where a label stands. */
    private static final class Edges {
        private static final double ARROW = 0.8;
        private static final double GAP = 0.12; // to either side of the label

        private final List<Double> x = new ArrayList<>();
        private final List<Double> y = new ArrayList<>();
        private final List<Object> sizes = new ArrayList<>();

        void add(Unit from, Unit to, double label) {
            point(from, to, 0, 0);
            if (label > 0) {
                point(from, to, label - GAP, 0);
                point(from, to, Double.NaN, 0);
                point(from, to, label + GAP, 0);
            }
            point(from, to, ARROW, 12);
            point(from, to, 1, 0);
            point(from, to, Double.NaN, 0);
        }

        private void point(Unit from, Unit to, double at, int size) {
            x.add(from.x + at * (to.x - from.x));
            y.add(from.y + at * (to.y - from.y));
            sizes.add(size);
        }

        double[] x() {
            return x.isEmpty() ? new double[] {Double.NaN} : doubles(x);
        }

        double[] y() {
            return y.isEmpty() ? new double[] {Double.NaN} : doubles(y);
        }
    }

    /**
     * Nothing lit yet.
     *
     * @throws IllegalArgumentException if the network is too large to be watched
     */
    NetworkScene(Network net) {
        this.net = net;
        layout = new NetworkLayout(net);
        if (net.L() > LARGEST_LAYERS || layout.widest() > LARGEST_UNITS) {
            throw new IllegalArgumentException("a network that one steps through has at most %d layers after its inputs and %d units in each, given: %s"
                    .formatted(LARGEST_LAYERS, LARGEST_UNITS, net));
        }
        for (int l = 0; l <= net.L() + 1; l++) {
            for (int k = 0; k < size(l); k++) {
                units.put(List.of(l, k), new Unit(l, l > net.L() ? 0 : layout.height(l, k)));
            }
        }
        for (int l = 1; l <= net.L() + 1; l++) {
            for (int k = 0; k < size(l); k++) {
                for (int j = 0; j < size(l - 1); j++) {
                    edges.add(unit(l - 1, j), unit(l, k), labelAt(l, j));
                }
            }
        }
    }

    /** Where on the edges from unit j to layer l their labels stand, 0 if nowhere. */
    private double labelAt(int l, int j) {
        return isRoomy() && l <= net.L() ? NetworkLayout.along(j) : 0;
    }

    /** The units of a column; L + 1 is the loss. */
    private int size(int l) {
        return l > net.L() ? 1 : net.n(l);
    }

    private Unit unit(int l, int k) {
        return units.get(List.of(l, k));
    }

    /** Whether there is room for numbers at the edges and for biases. */
    boolean isRoomy() {
        return IntStream.rangeClosed(1, net.L()).allMatch(layout::isLabelled);
    }

    void write(int l, int k, String text, String hover) {
        unit(l, k).text = text;
        unit(l, k).hover = hover;
    }

    void below(int l, int k, String text) {
        unit(l, k).below = text;
    }

    /** Fills a unit: what is computed here. */
    void light(int l, int k, Light light) {
        unit(l, k).light = light;
    }

    /** Puts a ring around a unit: what is used here. */
    void ring(int l, int k, Light light) {
        unit(l, k).ring = light;
    }

    /** Lights the edge from unit j of the layer before to unit k of layer l; the arrow of a gradient points backwards. */
    void lightEdge(int l, int k, int j, Light light) {
        edgeLight = light;
        if (light == Light.VALUE) {
            lit.add(unit(l - 1, j), unit(l, k), labelAt(l, j));
        } else {
            lit.add(unit(l, k), unit(l - 1, j), labelAt(l, j) > 0 ? 1 - labelAt(l, j) : 0);
        }
    }

    /** What stays at an edge, above it, and the gradient below; nothing where there is no room. */
    void writeEdge(int l, int k, int j, String text, String gradient) {
        if (isRoomy()) {
            var from = unit(l - 1, j);
            var to = unit(l, k);
            double at = labelAt(l, j);
            still.add(from.x + at * (to.x - from.x), from.y + at * (to.y - from.y), text);
            gradients.add(from.x + at * (to.x - from.x), from.y + at * (to.y - from.y), gradient);
        }
    }

    /** What stays above a unit, and the gradient above that; nothing where there is no room. */
    void writeAbove(int l, int k, String text, String gradient) {
        if (isRoomy()) {
            var unit = unit(l, k);
            double disc = beside();
            still.add(unit.x, unit.y + disc, text);
            gradients.add(unit.x, unit.y + disc + 2.3 * LINE / spacing(), gradient);
        }
    }

    void say(String text, String colour, int size, boolean monospaced) {
        panel.add(new Words(text, colour, size, monospaced));
    }

    /** How far from the middle of a disc its numbers begin, its ring between them. */
    private double beside() {
        return (DISC / 2.0 + RING) / spacing();
    }

    private int spacing() {
        return isRoomy() ? 125 : 84;
    }

    Chart chart(String title) {
        double above = (isRoomy() ? 74.0 : 40.0) / spacing();
        double below = 50.0 / spacing();
        double half = (layout.widest() - 1) / 2.0;
        double drawing = (2 * half + above + below) * spacing();
        var chart = new Chart(title).panel("layer", "").height((int) (drawing + PANEL) + 60);
        chart.page(Map.of("margin", Map.of("l", 10, "r", 10, "t", 50, "b", 10),
                "xaxis", Map.of("range", List.of(-0.4, net.L() + 1.4), "showgrid", false, "zeroline", false, "fixedrange", true,
                        "title", Map.of("text", "layer", "standoff", 0)),
                "yaxis", Map.of("visible", false, "range", List.of(PlotlyTree.number(-half - below), PlotlyTree.number(half + above)), "fixedrange", true,
                        "domain", List.of(PlotlyTree.number(PANEL / (drawing + PANEL)), 1))));
        var columns = new ArrayList<String>();
        for (int l = 0; l <= net.L() + 1; l++) {
            columns.add(l == 0 ? "inputs" : l > net.L() ? "loss" : "" + l);
        }
        chart.ticks("x", IntStream.rangeClosed(0, net.L() + 1).asDoubleStream().toArray(), columns);
        lines(chart);
        discs(chart);
        double y = (PANEL - 45) / (drawing + PANEL);
        for (var words : panel) {
            chart.line(y, words.text(), words.colour(), words.size(), words.monospaced());
            y -= (1.4 * words.size() + 4) * words.text().split("<br>").length / (drawing + PANEL);
        }
        return chart;
    }

    private void lines(Chart chart) {
        chart.curve("", edges.x(), edges.y(), HouseStyle.GRID, Dash.SOLID);
        chart.curve("", lit.x(), lit.y(), edgeLight.colour, edgeLight == Light.GRADIENT ? Dash.DASH : Dash.SOLID)
                .refine(Map.of("mode", "lines+markers", "line", Map.of("width", isRoomy() ? 3 : 1.5),
                        "marker", Map.of("symbol", edgeLight == Light.GRADIENT ? "triangle-left" : "triangle-right", "color", edgeLight.colour,
                                "opacity", 1, "line", Map.of("width", 0), "size", List.copyOf(lit.sizes.isEmpty() ? List.of(0) : lit.sizes))));
    }

    private void discs(Chart chart) {
        var all = List.copyOf(units.values());
        all.forEach(unit -> gradients.add(unit.x, unit.y - beside(), unit.below));
        chart.marks("", all.stream().mapToDouble(unit -> unit.x).toArray(), all.stream().mapToDouble(unit -> unit.y).toArray(),
                all.stream().map(unit -> unit.hover).toArray(String[]::new), HouseStyle.INK, "circle", DISC)
                .refine(Map.of("mode", "markers", "hoverinfo", "text", "marker", Map.of("opacity", 1,
                        "color", all.stream().map(unit -> unit.light.colour).toList(), "symbol", all.stream().map(unit -> unit.light.symbol).toList(),
                        "line", Map.of("color", all.stream().map(unit -> unit.ring.colour).toList(),
                                "width", all.stream().map(unit -> unit.ring == Light.NONE ? 0 : RING).toList()))));
        chart.texts(all.stream().mapToDouble(unit -> unit.x).toArray(), all.stream().mapToDouble(unit -> unit.y).toArray(),
                all.stream().map(unit -> unit.text).toList(), "middle center", 11, HouseStyle.ON_INK);
        still.on(chart, "top center", 11, HouseStyle.INK);
        gradients.on(chart, "bottom center", 11, HouseStyle.GRADIENT);
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
