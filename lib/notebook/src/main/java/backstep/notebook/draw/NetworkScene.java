package backstep.notebook.draw;

import backstep.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One state of a network that one steps through: some units and edges are lit, with numbers in, below and beside them,
 * and lines of words below the network. The loss is a unit in a column of its own.
 */
public final class NetworkScene {

    /** What is lit: nothing, a forward value, a gradient. */
    public enum Light { NONE, VALUE, GRADIENT }

    /** Lines below the network. */
    public record Words(String text, String colour, int size, boolean monospaced) {}

    /** A unit, what is written in it and below it, and how it is lit; a ring is around what is used. */
    public static final class Unit {
        private final double x;
        private final double y;
        private String text = "";
        private String hover = "";
        private String below = "";
        private Light light = Light.NONE;
        private Light ring = Light.NONE;

        private Unit(double x, double y) {
            this.x = x;
            this.y = y;
        }

        public double x() {
            return x;
        }

        public double y() {
            return y;
        }

        public String text() {
            return text;
        }

        public String hover() {
            return hover;
        }

        public Light light() {
            return light;
        }

        public Light ring() {
            return ring;
        }
    }

    /** Of a unit's disc and of the ring around it, in pixels. */
    public static final int DISC = 50, RING = 4;

    private static final int LARGEST_LAYERS = 4;
    private static final int LARGEST_UNITS = 6;
    private static final int LINE = 15; // pixels of a text's line

    private final Network net;
    private final NetworkLayout layout;
    private final Map<List<Integer>, Unit> units = new LinkedHashMap<>();
    private final PlacedTexts still = new PlacedTexts();
    private final PlacedTexts gradients = new PlacedTexts();
    private final EdgeLines edges = new EdgeLines();
    private final EdgeLines lit = new EdgeLines();
    private final List<Words> words = new ArrayList<>();
    private Light edgeLight = Light.NONE;

    /**
     * Nothing lit yet.
     *
     * @throws IllegalArgumentException if the network is too large to be watched
     */
    public NetworkScene(Network net) {
        this.net = net;
        layout = new NetworkLayout(net);
        if (net.L() > LARGEST_LAYERS || layout.widest() > LARGEST_UNITS) {
            throw new IllegalArgumentException(("a network that one steps through has at most %d layers after its "
                    + "inputs and %d units in each, given: %s").formatted(LARGEST_LAYERS, LARGEST_UNITS, net));
        }
        for (int l = 0; l <= net.L() + 1; l++) {
            for (int k = 0; k < size(l); k++) {
                units.put(List.of(l, k), new Unit(l, l > net.L() ? 0 : layout.height(l, k)));
            }
        }
        for (int l = 1; l <= net.L() + 1; l++) {
            for (int k = 0; k < size(l); k++) {
                for (int j = 0; j < size(l - 1); j++) {
                    add(edges, unit(l - 1, j), unit(l, k), labelAt(l, j));
                }
            }
        }
    }

    private static void add(EdgeLines lines, Unit from, Unit to, double label) {
        lines.add(from.x, from.y, to.x, to.y, label);
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
    public boolean isRoomy() {
        return IntStream.rangeClosed(1, net.L()).allMatch(layout::isLabelled);
    }

    /** Writes into a unit, and what the pointer tells there. */
    public void write(int l, int k, String text, String hover) {
        unit(l, k).text = text;
        unit(l, k).hover = hover;
    }

    /** Writes below a unit. */
    public void below(int l, int k, String text) {
        unit(l, k).below = text;
    }

    /** Fills a unit: what is computed here. */
    public void light(int l, int k, Light light) {
        unit(l, k).light = light;
    }

    /** Puts a ring around a unit: what is used here. */
    public void ring(int l, int k, Light light) {
        unit(l, k).ring = light;
    }

    /**
     * Lights the edge from unit j of the layer before to unit k of layer l; the arrow of a gradient points backwards.
     */
    public void lightEdge(int l, int k, int j, Light light) {
        edgeLight = light;
        if (light == Light.VALUE) {
            add(lit, unit(l - 1, j), unit(l, k), labelAt(l, j));
        } else {
            add(lit, unit(l, k), unit(l - 1, j), labelAt(l, j) > 0 ? 1 - labelAt(l, j) : 0);
        }
    }

    /** What stays at an edge, above it, and the gradient below; nothing where there is no room. */
    public void writeEdge(int l, int k, int j, String text, String gradient) {
        if (isRoomy()) {
            var from = unit(l - 1, j);
            var to = unit(l, k);
            double at = labelAt(l, j);
            still.add(from.x + at * (to.x - from.x), from.y + at * (to.y - from.y), text);
            gradients.add(from.x + at * (to.x - from.x), from.y + at * (to.y - from.y), gradient);
        }
    }

    /** What stays above a unit, and the gradient above that; nothing where there is no room. */
    public void writeAbove(int l, int k, String text, String gradient) {
        if (isRoomy()) {
            var unit = unit(l, k);
            still.add(unit.x, unit.y + beside(), text);
            gradients.add(unit.x, unit.y + beside() + 2.3 * LINE / spacing(), gradient);
        }
    }

    /** Adds lines below the network. */
    public void say(String text, String colour, int size, boolean monospaced) {
        words.add(new Words(text, colour, size, monospaced));
    }

    /** How far from the middle of a disc its numbers begin, its ring between them. */
    private double beside() {
        return (DISC / 2.0 + RING) / spacing();
    }

    /** Pixels from a unit to the one below it. */
    public int spacing() {
        return isRoomy() ? 125 : 84;
    }

    /** The network that is seen. */
    public Network network() {
        return net;
    }

    /** Where its units stand. */
    public NetworkLayout layout() {
        return layout;
    }

    /** All units, layer by layer, the loss last. */
    public List<Unit> units() {
        return List.copyOf(units.values());
    }

    /** All edges. */
    public EdgeLines edges() {
        return edges;
    }

    /** The edges that are lit. */
    public EdgeLines lit() {
        return lit;
    }

    /** How the lit edges are lit. */
    public Light edgeLight() {
        return edgeLight;
    }

    /** What stays from state to state: weights and biases. */
    public PlacedTexts still() {
        return still;
    }

    /** At the edges, above the units and below them. */
    public PlacedTexts gradients() {
        var below = new PlacedTexts();
        units.values().forEach(unit -> below.add(unit.x, unit.y - beside(), unit.below));
        return gradients.and(below);
    }

    /** What stands below the network. */
    public List<Words> words() {
        return List.copyOf(words);
    }
}
