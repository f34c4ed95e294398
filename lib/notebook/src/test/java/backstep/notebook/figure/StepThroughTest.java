package backstep.notebook.figure;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.notebook.figure.FramesTest.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.notebook.Examples;
import backstep.notebook.Figures;
import backstep.notebook.Tables;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class StepThroughTest {

    private static final Network NET = Examples.NET;
    private static final JsonNode FIGURE = json(Figures.stepThrough(NET, Examples.X, Examples.Y));
    private static final int LIT = 1;
    private static final int DISCS = 2;
    private static final int IN_DISCS = 3;
    private static final int GRADIENTS = 5;

    private static JsonNode frame(JsonNode figure, String name) {
        return StreamSupport.stream(figure.get("frames").spliterator(), false)
                .filter(frame -> frame.get("name").asText().equals(name))
                .findFirst().orElseThrow();
    }

    private static JsonNode trace(JsonNode frame, int trace) {
        for (int k = 0; k < frame.get("traces").size(); k++) {
            if (frame.get("traces").get(k).asInt() == trace) {
                return frame.get("data").get(k);
            }
        }
        throw new AssertionError("no trace " + trace + " in " + frame);
    }

    private static String panel(JsonNode frame) {
        var lines = new StringBuilder();
        frame.at("/layout/annotations")
                .forEach(note -> lines.append(note.get("visible").asBoolean() ? note.get("text").asText() + "\n" : ""));
        return lines.toString();
    }

    @Test
    void forwardThenBackwardEquationByEquation() {
        assertEquals(List.of("X", "Z[1]", "A[1]", "Z[2]", "A[2]", "loss", "J", "dZ[2]", "dW[2]", "db[2]", "dA[1]",
                "dZ[1]", "dW[1]", "db[1]"), names(FIGURE));
    }

    private static List<String> names(JsonNode figure) {
        return StreamSupport.stream(figure.get("frames").spliterator(), false).map(frame -> frame.get("name").asText())
                .toList();
    }

    @Test
    void thePanelHasTheEquationWithSymbolsShapesAndNumbers() {
        var panel = panel(frame(FIGURE, "dA[1]"));
        var backward = ForwardPass.of(NET, Examples.X).backward(Examples.Y);
        assertTrue(panel.contains("<b>BP3</b>  dA<sup>[1]</sup> = W<sup>[2]⊤</sup> dZ<sup>[2]</sup>"), panel);
        assertTrue(panel.contains("(3×3) = (3×1) (1×3)   numbers: example 1 of 3"), panel);
        assertTrue(panel.contains("[ %s ]".formatted(Digits.of(backward.dZ(2).get(0, 0), 3))), panel);
        assertTrue(panel.contains(Digits.of(backward.dA(1).get(2, 0), 3)), panel);
    }

    @Test
    void aMeanShowsAllExamplesAndItsM() {
        var panel = panel(frame(FIGURE, "dW[1]"));
        assertTrue(panel.contains("(3×2) = (3×3) (3×2)   numbers: all 3 examples"), panel);
        assertTrue(panel.contains("= 1/3 ["), panel);
    }

    @Test
    void valuesAndGradientsDifferByColourAndByShape() {
        var forward = frame(FIGURE, "Z[1]");
        var backward = frame(FIGURE, "dA[1]");
        assertEquals(HouseStyle.VALUE, trace(forward, DISCS).at("/marker/color/2").asText());
        assertEquals(HouseStyle.GRADIENT, trace(backward, DISCS).at("/marker/color/2").asText());
        assertEquals("square", trace(forward, DISCS).at("/marker/symbol/2").asText());
        assertEquals("octagon", trace(backward, DISCS).at("/marker/symbol/2").asText());
        assertEquals("solid", trace(forward, LIT).at("/line/dash").asText());
        assertEquals("dash", trace(backward, LIT).at("/line/dash").asText());
    }

    @Test
    void whatIsComputedIsFilledAndWhatItIsComputedFromHasARing() {
        var discs = trace(frame(FIGURE, "dW[1]"), DISCS);
        var rings = new ArrayList<String>();
        discs.at("/marker/line/color").forEach(colour -> rings.add(colour.asText()));
        assertEquals(List.of(HouseStyle.VALUE, HouseStyle.VALUE), rings.subList(0, 2), "X is a value");
        assertEquals(HouseStyle.GRADIENT, rings.get(2), "dZ[1] is a gradient");
        assertEquals(HouseStyle.INK, rings.get(5), "the output has no part in it");
        assertEquals(HouseStyle.INK, discs.at("/marker/color/2").asText(), "dW stands on edges");
    }

    @Test
    void theEdgesOfTheEquationAreLit() {
        assertEquals(6, gaps(trace(frame(FIGURE, "Z[1]"), LIT).get("x")) / 2,
                "2 inputs to 3 units; a label interrupts each edge");
        var heights = trace(frame(FIGURE, "Z[1]"), LIT).get("y");
        // Each edge has seven points: from, gap, none, gap, arrow, to, none.
        var ends = IntStream.range(0, 6)
                .mapToObj(edge -> heights.get(7 * edge).asText() + " to " + heights.get(7 * edge + 5).asText()).sorted()
                .toList();
        assertEquals(List.of("-0.5 to -1", "-0.5 to 0", "-0.5 to 1", "0.5 to -1", "0.5 to 0", "0.5 to 1"), ends);
        assertEquals(3, gaps(trace(frame(FIGURE, "dA[1]"), LIT).get("x")) / 2);
        assertEquals(1, gaps(trace(frame(FIGURE, "dZ[2]"), LIT).get("x")), "from the loss to one output");
        assertEquals("[null]", trace(frame(FIGURE, "A[1]"), LIT).get("x").toString());
        var backwards = trace(frame(FIGURE, "dW[1]"), LIT).get("x");
        assertTrue(backwards.get(0).asDouble() > backwards.get(1).asDouble());
    }

    private static int gaps(JsonNode values) {
        return (int) StreamSupport.stream(values.spliterator(), false).filter(JsonNode::isNull).count();
    }

    @Test
    void numbersAppearWhenTheyAreKnown() {
        var pass = ForwardPass.of(NET, Examples.X);
        assertEquals("<b>a<sub>1</sub></b>", trace(frame(FIGURE, "X"), IN_DISCS).at("/text/2").asText());
        assertEquals("<b>z<sub>1</sub></b><br>" + Digits.of(pass.Z(1).get(0, 0), 3),
                trace(frame(FIGURE, "Z[1]"), IN_DISCS).at("/text/2").asText());
        assertEquals("<b>a<sub>1</sub></b><br>" + Digits.of(pass.A(1).get(0, 0), 3),
                trace(frame(FIGURE, "db[1]"), IN_DISCS).at("/text/2").asText());
        assertTrue(texts(trace(frame(FIGURE, "J"), GRADIENTS)).isEmpty(), "no gradient before the backward pass");
        assertTrue(texts(trace(frame(FIGURE, "db[1]"), GRADIENTS))
                .contains("dz = " + Digits.of(pass.backward(Examples.Y).dZ(1).get(0, 0), 3)));
    }

    private static List<String> texts(JsonNode trace) {
        return StreamSupport.stream(trace.get("text").spliterator(), false).map(JsonNode::asText)
                .filter(text -> !text.isEmpty()).toList();
    }

    @Test
    void aWrongRuleIsMarkedWhereItIsUsedAndNotWhereItsConsequencesAre() {
        var figure = json(Figures.stepThrough(NET, Examples.X, Examples.Y,
                Rules.standard().withBp3((W, dZ) -> W.transpose().times(dZ).times(2))));
        assertEquals(List.of("dA[1] ✗"), names(figure).stream().filter(name -> name.endsWith("✗")).toList());
        double right = ForwardPass.of(NET, Examples.X).backward(Examples.Y).dA(1).get(0, 0);
        assertTrue(panel(frame(figure, "dA[1] ✗"))
                .contains("Your rule in place of BP3 gives %s in row 0, column 0; the equation gives %s."
                .formatted(Digits.of(2 * right, 3), Digits.of(right, 3))));
    }

    @Test
    void aRightRuleOfOnesOwnIsNotMarked() {
        var figure = json(Figures.stepThrough(NET, Examples.X, Examples.Y,
                Rules.standard().withBp3((W, dZ) -> W.transpose().times(dZ))));
        assertTrue(panel(frame(figure, "dA[1]")).contains("Your rule in place of BP3 gives what the equation gives."));
    }

    @Test
    void theLargestNetworkFitsInto300Kilobytes() {
        var net = Network.inputs(6).layer(6, TANH).layer(6, TANH).layer(6, TANH).layer(6, SIGMOID).loss(CROSS_ENTROPY)
                .random(3);
        var X = Matrix.generate(6, 50, (i, j) -> Math.sin(i + 2.0 * j) * 1e-3);
        var figure = Figures.stepThrough(net, X, Matrix.generate(6, 50, (i, j) -> (i + j) % 2));
        int bytes = figure.json().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= 300_000, "" + bytes);
    }

    @Test
    void aLargerNetworkIsRefused() {
        for (var net : List.of(Network.inputs(7).layer(1, SIGMOID).random(1),
                Network.inputs(1).layer(7, TANH).layer(1, SIGMOID).random(1),
                Network.inputs(1).layer(1, TANH).layer(1, TANH).layer(1, TANH).layer(1, TANH).layer(1, SIGMOID)
                .random(1))) {
            var X = Matrix.ones(net.inputs(), 1);
            var refusal = assertThrows(IllegalArgumentException.class,
                    () -> Figures.stepThrough(net, X, Matrix.row(1)));
            assertTrue(refusal.getMessage().contains("at most 4 layers after its inputs and 6 units in each")
                    && refusal.getMessage().contains(net.toString()), refusal::getMessage);
        }
    }

    @Test
    void eachPathIsTheProductThatTheTableHas() {
        var x = Examples.X.columnAt(0);
        var figure = json(Figures.paths(NET, x, Matrix.row(1)));
        assertEquals(9 + 4, figure.get("frames").size(), "every parameter of a 2-3-1 net");
        for (int k = 0; k < 3; k++) {
            var table = Tables.factors(NET, x, Matrix.row(1), Kind.W.at(1), k, 1);
            double product = table.where(table.stringColumn("factor").isEqualTo("product")).doubleColumn("value")
                    .get(0);
            var frame = frame(figure, "W[1](%d, 1)".formatted(k));
            assertTrue(panel(frame).contains(" = <b>%s</b>".formatted(Digits.of(product, 3))), panel(frame));
            assertTrue(panel(frame)
                    .contains("estimate by nudging W<sup>[1]</sup>(%d, 1): %s".formatted(k, Digits.of(product, 3))),
                    panel(frame));
            assertEquals(HouseStyle.GRADIENT, trace(frame, DISCS).at("/marker/color/%d".formatted(2 + k)).asText());
            assertEquals(HouseStyle.VALUE, trace(frame, DISCS).at("/marker/line/color/1").asText());
        }
    }

    @Test
    void manyPathsAreRefused() {
        var two = Network.inputs(2).layer(2, TANH).layer(2, SIGMOID).random(1);
        var refusal = assertThrows(IllegalArgumentException.class,
                () -> Figures.paths(two, Matrix.column(1, 2), Matrix.column(1, 0)));
        assertTrue(refusal.getMessage().contains("2-2-2"), refusal::getMessage);
        assertThrows(IllegalArgumentException.class, () -> Figures.paths(NET, Examples.X, Examples.Y));
    }
}
