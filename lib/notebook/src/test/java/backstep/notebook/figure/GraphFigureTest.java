package backstep.notebook.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.mode.Derivatives;
import backstep.mode.Graph;
import backstep.mode.Scalar;
import backstep.notebook.Examples;
import backstep.notebook.Figures;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A computation graph is drawn whole, with its numbers, and nothing over anything else. */
class GraphFigureTest {

    private static final double NARROW = 550; // what a figure of 570 pixels has between its margins

    private static JsonNode json(Figure figure) {
        try {
            return new ObjectMapper().readTree(figure.json());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<JsonNode> notes(JsonNode figure, String background) {
        return StreamSupport.stream(figure.at("/layout/annotations").spliterator(), false)
                .filter(note -> note.get("bgcolor").asText().equals(background));
    }

    private static List<String> texts(JsonNode figure, String background) {
        return notes(figure, background).map(note -> note.get("text").asText()).toList();
    }

    private static Stream<JsonNode> lines(JsonNode figure) {
        return StreamSupport.stream(figure.get("data").spliterator(), false)
                .filter(trace -> trace.get("mode").asText().equals("lines"));
    }

    private static String digits(double value) {
        return Digits.of(value, 3);
    }

    @Test
    void everyNodeShowsItsValueAndItsDerivativeAndEveryEdgeItsLocalDerivative() {
        var pass = Examples.derivatives();
        var figure = json(Figures.computationGraph(pass));
        assertEquals(24, pass.nodes().size());
        assertEquals(pass.nodes().stream().map(node -> digits(pass.at(node))).toList(),
                texts(figure, HouseStyle.WRONG));
        var values = texts(figure, HouseStyle.RIGHT);
        for (int k = 0; k < values.size(); k++) {
            var node = pass.nodes().get(k);
            assertTrue(values.get(k).endsWith("<br>" + digits(node.value())), values.get(k));
            assertTrue(values.get(k).contains(node.name().isEmpty() ? node.operation() : node.name()), values.get(k));
        }
        var edges = pass.nodes().stream().flatMap(node -> node.edges().stream()).map(edge -> digits(edge.derivative()))
                .toList();
        assertEquals(edges, texts(figure, HouseStyle.INK));
        assertEquals(edges.size(), lines(figure).count());
        assertEquals("The computation graph, with ∂L/∂node", figure.at("/layout/title/text").asText());
    }

    @Test
    void aLineGoesFromItsOperandToItsNode() {
        var pass = Examples.derivatives();
        var figure = json(Figures.computationGraph(pass));
        var boxes = notes(figure, HouseStyle.RIGHT).toList();
        var lines = lines(figure).iterator();
        for (var node : pass.nodes()) {
            for (var edge : node.edges()) {
                var line = lines.next();
                assertEquals(boxes.get(edge.from().index()).get("x"), line.get("x").get(0));
                assertEquals(boxes.get(node.index()).get("x"), line.get("x").get(line.get("x").size() - 1));
                assertTrue(line.get("x").get(0).asDouble() < line.get("x").get(1).asDouble(), "from left to right");
            }
        }
    }

    @Test
    void withoutAPassThereAreNoDerivativesBelow() {
        var pass = Examples.derivatives();
        var figure = json(Figures.computationGraph(pass.seed().graph()));
        assertEquals(List.of(), texts(figure, HouseStyle.WRONG));
        assertEquals(pass.nodes().size(), texts(figure, HouseStyle.RIGHT).size());
    }

    @Test
    void aForwardPassShowsTheTangents() {
        var graph = new Graph();
        var x = graph.input("x", 2);
        var y = x.times(3).named("y").times(x).named("s");
        var figure = json(Figures.computationGraph(graph.tangents(x)));
        assertEquals("The computation graph, with ∂node/∂x", figure.at("/layout/title/text").asText());
        assertEquals(List.of("1", "3", "12"), texts(figure, HouseStyle.WRONG));
        assertEquals(12, y.value());
    }

    @Test
    void theGraphOfALossShowsShortColumnsAsNumbersAndTheRestAsShapes() {
        var pass = ForwardPass.of(Examples.NET, Examples.X.columnAt(0));
        var Y = Matrix.row(1);
        var figure = json(Figures.computationGraph(pass, Y));
        var z = pass.Z(1);
        assertTrue(texts(figure, HouseStyle.RIGHT).contains("<b>Z<sup>[1]</sup></b><br>%s<br>%s<br>%s"
                .formatted(digits(z.get(0, 0)), digits(z.get(1, 0)), digits(z.get(2, 0)))));
        assertTrue(texts(figure, HouseStyle.RIGHT).contains("<b>W<sup>[1]</sup></b><br>3×2"));
        assertTrue(texts(figure, HouseStyle.RIGHT).contains("<b>loss</b><br>" + digits(pass.cost(Y))));
        assertEquals(List.of("X", "W<sup>[1]</sup>", "1", "tanh′", "A<sup>[1]</sup>", "W<sup>[2]</sup>", "1", "σ′",
                "∂ℓ/∂A"), texts(figure, HouseStyle.INK));
        assertEquals(10, lines(figure).count(), "and the one from Y, which has no derivative");
        assertTrue(texts(figure, HouseStyle.WRONG).contains(digits(pass.backward(Y).dZ(2).get(0, 0))));
    }

    @Test
    void bothEdgesOfASquareAreSeen() {
        var graph = new Graph();
        var x = graph.input("x", 3);
        x.times(x);
        var figure = json(Figures.computationGraph(graph));
        assertEquals(List.of("3", "3"), texts(figure, HouseStyle.INK));
        assertEquals(2, lines(figure).map(line -> line.get("y").get(1)).distinct().count());
        assertNothingOverlaps(figure);
    }

    @Test
    void theGraphsOfTheExamplesOverlapNowhere() {
        assertNothingOverlaps(json(Examples.figures().get("computationGraph")));
        assertNothingOverlaps(json(Examples.figures().get("computationGraph, scalars")));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void noBoxAndNoLabelLiesOverAnother(long seed) {
        var figure = json(Figures.computationGraph(random(RandomGeneratorFactory.of("L64X128MixRandom").create(seed))));
        assertNothingOverlaps(figure);
        assertFalse(figure.at("/layout/xaxis/visible").asBoolean(true)
                || figure.at("/layout/yaxis/visible").asBoolean(true), "no axes");
    }

    /** 20 nodes: each operand is one of the five nodes before. */
    private static Derivatives random(RandomGenerator random) {
        var graph = new Graph();
        var nodes = new ArrayList<Scalar>();
        for (int k = 0; k < 20; k++) {
            nodes.add(k < 4 ? graph.input("x" + k, random.nextDouble(-2, 2))
                    : k % 3 == 0 ? nodes.get(k - 1 - random.nextInt(4)).tanh()
                    : nodes.get(k - 1 - random.nextInt(4)).times(nodes.get(k - 1 - random.nextInt(4))));
        }
        return graph.derivatives(nodes.get(19));
    }

    /** At the figure's own width, and at 570 pixels if it can be that narrow. */
    private static void assertNothingOverlaps(JsonNode figure) {
        double range = figure.at("/layout/xaxis/range/1").asDouble();
        var notes = StreamSupport.stream(figure.at("/layout/annotations").spliterator(), false).toList();
        for (double width : new double[] {range <= NARROW ? NARROW : range,
                figure.at("/layout/width").asDouble() - 20}) {
            for (int k = 0; k < notes.size(); k++) {
                for (int j = 0; j < k; j++) {
                    double x = Math.abs(notes.get(k).get("x").asDouble() - notes.get(j).get("x").asDouble())
                            * width / range;
                    double y = Math.abs(notes.get(k).get("y").asDouble() - notes.get(j).get("y").asDouble());
                    boolean apart = x > half("width", notes.get(k), notes.get(j)) - 0.01
                            || y > half("height", notes.get(k), notes.get(j)) - 0.01;
                    assertTrue(apart, notes.get(k) + " lies over " + notes.get(j));
                }
            }
        }
        double height = figure.at("/layout/yaxis/range/0").asDouble() - figure.at("/layout/yaxis/range/1").asDouble();
        assertEquals(height, figure.at("/layout/height").asDouble() - 90, 1, "a pixel is a pixel");
    }

    private static double half(String side, JsonNode one, JsonNode other) {
        return (one.get(side).asDouble() + other.get(side).asDouble()) / 2;
    }

    @Test
    void whatCannotBeDrawnLegiblyIsRefused() {
        var graph = new Graph();
        assertEquals("a graph of 1 to 40 nodes can be drawn legibly, given: 0", refusal(graph));
        for (int k = 0; k < 41; k++) {
            graph.constant(k);
        }
        assertEquals("a graph of 1 to 40 nodes can be drawn legibly, given: 41", refusal(graph));
    }

    private static String refusal(Graph graph) {
        return assertThrows(IllegalArgumentException.class, () -> Figures.computationGraph(graph)).getMessage();
    }
}
