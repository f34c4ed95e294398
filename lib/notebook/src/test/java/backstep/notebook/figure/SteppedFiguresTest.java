package backstep.notebook.figure;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.data.Penguins;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.notebook.Examples;
import backstep.notebook.Figures;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SteppedFiguresTest {

    private static final int MOST_BYTES = 300_000;
    private static final JsonNode STEPS = json(Examples.figures().get("stepSize"));
    private static final JsonNode TRAINING = json(Examples.figures().get("training"));

    private static JsonNode json(Figure figure) {
        try {
            return new ObjectMapper().readTree(figure.json());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The trace of this name and kind as it looks at a state: what the frame says, and otherwise what stands still. */
    private static JsonNode at(JsonNode figure, int state, String name, String mode, String member) {
        int k = IntStream.range(0, figure.get("data").size())
                .filter(i -> figure.at("/data/" + i + "/name").asText().equals(name))
                .filter(i -> figure.at("/data/" + i + "/mode").asText().equals(mode)).findFirst().orElseThrow();
        var frame = figure.at("/frames/" + state);
        int moving = IntStream.range(0, frame.get("traces").size()).filter(i -> frame.at("/traces/" + i).asInt() == k)
                .findFirst().orElse(-1);
        var changed = frame.at("/data/" + moving + "/" + member);
        return changed.isMissingNode() ? figure.at("/data/" + k + "/" + member) : changed;
    }

    private static double slope(int state, String name) {
        var x = at(STEPS, state, name, "lines", "x");
        var y = at(STEPS, state, name, "lines", "y");
        return (y.get(1).asDouble() - y.get(0).asDouble()) / (x.get(1).asDouble() - x.get(0).asDouble());
    }

    private static String label(JsonNode figure, int state) {
        return figure.at("/layout/sliders/0/steps/" + state + "/label").asText();
    }

    @Test
    void theStepGoesFromOneToATrillionthInHalfDecades() {
        assertEquals(25, STEPS.get("frames").size());
        assertEquals(List.of("1", "0.32", "0.1", "1e-12"),
                List.of(label(STEPS, 0), label(STEPS, 1), label(STEPS, 2), label(STEPS, 24)));
    }

    @Test
    void eachSecantHasTheSlopeOfItsQuotientAndTheTangentTheDerivative() {
        var pass = ForwardPass.of(Examples.NET, Examples.X);
        var W = Examples.NET.W(1);
        DoubleUnaryOperator J = nudge -> pass.with(Kind.W.at(1), W.with(0, 1, W.get(0, 1) + nudge)).cost(Examples.Y);
        for (int state = 0; state <= 10; state++) {
            double h = Math.pow(10, -state / 2.0);
            assertEquals((J.applyAsDouble(h) - J.applyAsDouble(0)) / h, slope(state, "forward"), 2e-6,
                    "forward, h = " + h);
            assertEquals((J.applyAsDouble(h) - J.applyAsDouble(-h)) / (2 * h), slope(state, "central"), 2e-6,
                    "central, h = " + h);
            assertEquals(pass.backward(Examples.Y).dW(1).get(0, 1), slope(state, "tangent"), 2e-6);
        }
    }

    @Test
    void secantsTouchTheCurveAtTheirMarks() {
        var x = at(STEPS, 0, "central", "markers", "x");
        var y = at(STEPS, 0, "central", "markers", "y");
        double start = at(STEPS, 0, "central", "lines", "y").get(0).asDouble()
                - slope(0, "central") * at(STEPS, 0, "central", "lines", "x").get(0).asDouble();
        assertEquals(2, x.get(1).asDouble() - x.get(0).asDouble(), 1e-5);
        assertEquals(y.get(0).asDouble(), start + slope(0, "central") * x.get(0).asDouble(), 1e-5);
        assertEquals(y.get(1).asDouble(), start + slope(0, "central") * x.get(1).asDouble(), 1e-5);
    }

    @Test
    void theStepIsMarkedOnBothErrorCurves() {
        for (int state = 0; state < 25; state++) {
            double h = Math.pow(10, -state / 2.0);
            assertEquals(h, at(STEPS, state, "this h", "markers", "x").get(0).asDouble(), 1e-5 * h);
            for (int k = 0; k < 2; k++) {
                var curve = STEPS.get("data").get(IntStream.range(0, STEPS.get("data").size())
                        .filter(i -> STEPS.at("/data/" + i + "/xaxis").asText().equals("x2"))
                        .skip(k).findFirst().orElseThrow());
                assertEquals(curve.get("y").get(state), at(STEPS, state, "this h", "markers", "y").get(k),
                        curve.get("name").asText());
            }
        }
    }

    @Test
    void theDigitsThatAreRightAreBold() {
        int coarse = rightDigits(2);
        int best = rightDigits(10);
        int fine = rightDigits(24);
        assertTrue(coarse < 5 && best >= 9 && fine < 7, coarse + " " + best + " " + fine);
    }

    /** Of the central quotient, as the heading shows them. */
    private static int rightDigits(int state) {
        var text = STEPS.at("/frames/" + state + "/layout/annotations/0/text").asText();
        var bold = text.substring(text.indexOf("central <b>") + 11);
        bold = bold.substring(0, bold.indexOf("</b>"));
        assertTrue(text.substring("<b>analytic ".length()).startsWith(bold), text);
        return bold.replaceAll("[^0-9]", "").length();
    }

    @Test
    void onlyParametersHaveAStep() {
        var refusal = assertThrows(IllegalArgumentException.class,
                () -> Figures.stepSize(Examples.NET, Examples.X, Examples.Y, Kind.Z.at(1), 0, 0));
        assertTrue(refusal.getMessage().endsWith("given: Z[1]"), refusal.getMessage());
    }

    @Test
    void trainingIsShownFromItsStartToItsEndInAboutFifteenStates() {
        int last = TRAINING.get("frames").size() - 1;
        assertTrue(last >= 14 && last < 25, "" + last);
        assertEquals(List.of("0", "2000"), List.of(label(TRAINING, 0), label(TRAINING, last)));
        assertEquals(at(TRAINING, 0, "the whole path", "lines", "x"), at(TRAINING, last, "so far", "lines", "x"));
        assertEquals(1, at(TRAINING, 0, "so far", "lines", "x").size());
    }

    @Test
    void parametersMoveEquallyFarBetweenTwoStates() {
        var pieces = IntStream.range(1, TRAINING.get("frames").size())
                .mapToDouble(state -> IntStream.range(step(state - 1), step(state)).mapToDouble(k -> {
            var now = Examples.TRAINED.get(k);
            var next = Examples.TRAINED.get(k + 1);
            double squares = IntStream.rangeClosed(1, 2)
                    .mapToDouble(l -> square(next.W(l).minus(now.W(l))) + square(next.b(l).minus(now.b(l)))).sum();
            return Math.sqrt(squares);
        }).sum()).summaryStatistics();
        assertEquals(pieces.getAverage(), pieces.getMin(), 0.2 * pieces.getAverage());
        assertEquals(pieces.getAverage(), pieces.getMax(), 0.2 * pieces.getAverage());
    }

    private static int step(int state) {
        return Integer.parseInt(label(TRAINING, state));
    }

    private static double square(Matrix M) {
        return M.hadamard(M).sum();
    }

    @Test
    void eachStateShowsTheOutputAndTheCostOfItsNetwork() {
        for (int state : new int[] {0, 7, TRAINING.get("frames").size() - 1}) {
            var net = Examples.TRAINED.get(step(state));
            int i = 3;
            int j = 11;
            var output = ForwardPass.of(net,
                    Matrix.column(TRAINING.at("/data/0/x/" + j).asDouble(), TRAINING.at("/data/0/y/" + i).asDouble()))
                    .A(2).get(0, 0);
            assertEquals(output, TRAINING.at("/frames/" + state + "/data/0/z/" + i + "/" + j).asDouble(), 1e-3);
            var cost = TRAINING.at("/data/3");
            assertEquals("J", cost.get("name").asText());
            var W = net.W(1).with(0, 0, cost.at("/x/" + j).asDouble()).with(0, 1, cost.at("/y/" + i).asDouble());
            double J = ForwardPass.of(net.with(1, W, net.b(1)), Examples.XOR.X()).cost(Examples.XOR.Y());
            assertEquals(J, TRAINING.at("/frames/" + state + "/data/1/z/" + i + "/" + j).asDouble(), 2e-3);
            assertArrayEquals(new double[] {net.W(1).get(0, 0), net.W(1).get(0, 1)},
                    new double[] {at(TRAINING, state, "now", "markers", "x").get(0).asDouble(),
                    at(TRAINING, state, "now", "markers", "y").get(0).asDouble()}, 1e-4);
        }
    }

    @Test
    void eachSurfaceHasSomeContours() {
        for (var frame : TRAINING.get("frames")) {
            var levels = frame.at("/data/1/contours");
            double count = 1 + (levels.get("end").asDouble() - levels.get("start").asDouble())
                    / levels.get("size").asDouble();
            assertTrue(count >= 4 && count <= 14, () -> levels.toString());
        }
    }

    @Test
    void steppedFiguresWeighLessThanThreeHundredKilobytes() {
        var neuron = Network.inputs(2).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(3);
        var penguins = Penguins.sex().standardised();
        var path = Stream.iterate(neuron, net -> ForwardPass.of(net, penguins.X()).backward(penguins.Y()).step(1))
                .limit(60).toList();
        for (var figure : List.of(Examples.figures().get("stepSize"), Examples.figures().get("training"),
                Figures.training(path, penguins))) {
            var json = figure.json();
            // In a notebook each number has a line of its own, with some 14 blanks before it.
            int bytes = json.getBytes(StandardCharsets.UTF_8).length
                    + 14 * (int) json.chars().filter(c -> c == ',').count();
            assertTrue(bytes < MOST_BYTES, () -> figure.title() + ": " + bytes);
        }
    }

    @Test
    void steppedFiguresAreAsWideAsTheirCell() {
        assertTrue(STEPS.at("/layout/width").isMissingNode() && TRAINING.at("/layout/width").isMissingNode());
    }

    @Test
    void aPathOfOneNetworkIsOneState() {
        assertEquals(1, json(Figures.training(List.of(Examples.NEURON), Examples.XOR)).get("frames").size());
    }

    @Test
    void trainingWithoutAPlaneOrWithoutANetworkIsRefused() {
        var three = Network.inputs(3).layer(1, SIGMOID).random(1);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Figures.training(List.of(three), Examples.XOR))
                .getMessage().contains("3-1"));
        assertFalse(assertThrows(IllegalArgumentException.class, () -> Figures.training(List.of(), Examples.XOR))
                .getMessage().isBlank());
    }
}
