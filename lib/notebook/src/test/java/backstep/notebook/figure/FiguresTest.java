package backstep.notebook.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.GradientCheck;
import backstep.estimate.ErrorMetric;
import backstep.network.Quantity.Kind;
import backstep.notebook.Examples;
import backstep.notebook.Figures;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

class FiguresTest {

    static Stream<Arguments> figures() {
        return Examples.figures().entrySet().stream().map(e -> Arguments.of(e.getKey(), json(e.getValue())));
    }

    private static JsonNode json(Figure figure) {
        try {
            return new ObjectMapper().readTree(figure.json());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void everyFigureHasATitleMarksAndLabelledAxes(String name, JsonNode figure) {
        assertFalse(figure.at("/layout/title/text").asText().isBlank());
        assertTrue(figure.get("data").size() > 0);
        for (var trace : figure.get("data")) {
            assertTrue(trace.get("x").size() > 0 && (trace.get("x").size() == trace.get("y").size() || trace.has("z")),
                    trace.toString());
            var axis = figure.get("layout").get("xaxis" + trace.path("xaxis").asText("x").substring(1));
            boolean drawing = !axis.path("visible").asBoolean(true);
            assertEquals(drawing, axis.at("/title/text").asText().isBlank(), () -> "x axis of " + trace);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void everyFigureFitsALightAndADarkTheme(String name, JsonNode figure) {
        assertEquals("rgba(0,0,0,0)", figure.at("/layout/paper_bgcolor").asText());
        assertEquals("rgba(0,0,0,0)", figure.at("/layout/plot_bgcolor").asText());
        assertEquals(HouseStyle.INK, figure.at("/layout/font/color").asText());
        assertTrue(figure.at("/config/responsive").isMissingNode());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void curvesDifferByMoreThanTheirColour(String name, JsonNode figure) {
        var looks = new ArrayList<String>();
        for (var trace : figure.get("data")) {
            if (trace.path("showlegend").asBoolean() && trace.path("mode").asText().equals("lines")) {
                // What one sees in grey: the dash, and the marks that share the curve's legend entry.
                var marks = StreamSupport.stream(figure.get("data").spliterator(), false)
                        .filter(other -> other != trace && other.path("legendgroup").equals(trace.path("legendgroup")))
                        .map(other -> other.at("/marker/symbol").asText()).toList();
                looks.add(trace.path("name").asText().startsWith("slope") ? trace.path("name").asText() :
                        trace.at("/line/dash").asText() + marks + trace.at("/line/width").asText());
            }
        }
        long same = looks.size() - looks.stream().distinct().count();
        assertEquals(0, same, () -> name + ": " + looks);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void numbersAreNumbersOfSixDigits(String name, JsonNode figure) {
        for (var trace : figure.get("data")) {
            for (var axis : List.of("x", "y")) {
                for (var value : trace.get(axis)) {
                    assertTrue(value.isNull()
                            || value.isNumber() && value.decimalValue().stripTrailingZeros().precision() <= 6,
                            () -> axis + ": " + value);
                }
            }
        }
    }

    @Test
    void textHasContrastOfFourOnWhiteAndOnNearlyBlack() {
        assertTrue(contrast(HouseStyle.INK, "#ffffff") >= 4);
        assertTrue(contrast(HouseStyle.INK, "#111111") >= 4);
        assertTrue(contrast(HouseStyle.ON_INK, HouseStyle.INK) >= 4);
        for (var lit : List.of(HouseStyle.VALUE, HouseStyle.GRADIENT)) {
            assertTrue(contrast(lit, "#ffffff") >= 4 && contrast(lit, "#111111") >= 4
                    && contrast(HouseStyle.ON_INK, lit) >= 4, lit);
        }
        assertTrue(contrast(HouseStyle.ON_INK, HouseStyle.RIGHT) >= 4);
        assertTrue(contrast(HouseStyle.ON_WRONG, HouseStyle.WRONG) >= 4);
    }

    @Test
    void curvesHaveContrastOfThreeOnWhiteAndOnNearlyBlack() {
        for (var colour : HouseStyle.COLOURS) {
            assertTrue(contrast(colour, "#ffffff") >= 3 && contrast(colour, "#111111") >= 3,
                    () -> "%s: %.2f on white, %.2f on #111".formatted(colour, contrast(colour, "#ffffff"),
                            contrast(colour, "#111111")));
        }
    }

    /** WCAG 2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances. */
    private static double contrast(String one, String other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(String colour) {
        var weights = new double[] {0.2126, 0.7152, 0.0722};
        return IntStream.range(0, 3).mapToDouble(k -> {
            double c = Integer.parseInt(colour.substring(1 + 2 * k, 3 + 2 * k), 16) / 255.0;
            return weights[k] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }).sum();
    }

    @Test
    void aWrongEntryStandsAboveTheLimitAndOffTheDiagonal() {
        var broken = json(Examples.figures().get("gradientVersusEstimate, broken"));
        for (var trace : broken.get("data")) {
            if (!trace.path("mode").asText().equals("markers")) {
                continue;
            }
            boolean wrong = trace.get("name").asText().startsWith("db");
            boolean errors = trace.path("xaxis").asText().equals("x2");
            for (int k = 0; k < trace.get("x").size(); k++) {
                double x = trace.get("x").get(k).asDouble();
                double y = trace.get("y").get(k).asDouble();
                assertEquals(wrong, errors ? y > ErrorMetric.LIMIT : Math.abs(x - y) > 1e-4,
                        trace.get("name") + " " + x + " " + y);
            }
        }
    }

    @Test
    void aWrongSlopeCutsThroughTheCurve() {
        var figure = json(Figures.tangents(Examples.NEURON, Examples.X, Examples.Y, Examples.SUM_INSTEAD_OF_MEAN));
        // The convex cost of one neuron lies above each tangent; the line with 3 times the bias's slope has a part
        // above the curve.
        for (var axis : List.of("x", "x2", "x3")) {
            var curve = trace(figure, axis, "J by forward passes");
            var line = trace(figure, axis, "analytic slope");
            double slope = (line.get("y").get(1).asDouble() - line.get("y").get(0).asDouble())
                    / (line.get("x").get(1).asDouble() - line.get("x").get(0).asDouble());
            boolean cuts = IntStream.range(0, curve.get("x").size()).anyMatch(k ->
                    curve.get("y").get(k).asDouble() + 1e-5 < line.get("y").get(0).asDouble()
                            + slope * (curve.get("x").get(k).asDouble() - line.get("x").get(0).asDouble()));
            assertEquals(axis.equals("x3"), cuts, axis);
        }
    }

    @Test
    void aWrongEntryIsAFlatLineInTheStepSizeFan() {
        var figure = json(Figures.stepSizeFan(Examples.NEURON, Examples.X, Examples.Y, Examples.SUM_INSTEAD_OF_MEAN));
        assertTrue(smallest(trace(figure, "x", "b[1](0, 0)")) > 1e-2);
        assertTrue(smallest(trace(figure, "x", "W[1](0, 0)")) < 1e-8);
    }

    @Test
    void theCombStandsAtMWhereTheOneOverMIsMissing() {
        var comb = json(Examples.figures().get("ratioComb"));
        double m = Math.log10(1 + 9 * 3);
        for (var block : List.of("db[1]", "db[2]", "dW[1]")) {
            for (var height : trace(comb, "x", block).get("y")) {
                assertEquals(block.startsWith("db") ? m : 1, height.asDouble(), 1e-4, block);
            }
        }
    }

    @Test
    void theStaircaseIsHighWhereTheEquationAloneIsWrong() {
        var staircase = json(Examples.figures().get("faultStaircase"));
        var names = staircase.at("/layout/xaxis/ticktext");
        var alone = trace(staircase, "x", "this equation alone");
        for (int k = 0; k < names.size(); k++) {
            assertEquals(names.get(k).asText().startsWith("db"), alone.get("y").get(k).asDouble() > ErrorMetric.LIMIT,
                    names.get(k).asText());
        }
        assertTrue(staircase.at("/layout/title/text").asText().endsWith("first fault in BP2 at layer 2"));
    }

    @Test
    void theTaylorRemainderFallsWithTheSquareOfTheStepOnlyWhereTheSlopeIsRight() {
        var figure = json(Examples.figures().get("taylorRemainder"));
        for (var block : List.of("W[1]", "b[1]", "W[2]", "b[2]")) {
            var trace = trace(figure, "x", block);
            int last = trace.get("x").size() - 1;
            double slope = Math.log(trace.get("y").get(last).asDouble() / trace.get("y").get(last - 4).asDouble())
                    / Math.log(trace.get("x").get(last).asDouble() / trace.get("x").get(last - 4).asDouble());
            assertEquals(block.startsWith("b") ? 1 : 2, slope, 0.2, block);
        }
    }

    @Test
    void theHeatMapChangesColourAtTheLimit() {
        var scale = json(Examples.figures().get("errorHeatMap")).at("/data/0/colorscale");
        double limit = (Math.log10(ErrorMetric.LIMIT) + 16) / 16;
        assertEquals(List.of(limit, limit), List.of(scale.get(1).get(0).asDouble(), scale.get(2).get(0).asDouble()));
    }

    @Test
    void aHeatMapOfOneRowHasOneRow() {
        var report = GradientCheck.of(Examples.NET, Examples.X, Examples.Y).run();
        var map = json(Figures.errorHeatMap(report, Kind.DW.at(2)));
        assertEquals("[0] [0,1,2]", map.at("/data/0/y") + " " + map.at("/data/0/x"),
                "two places for one row would be its edges");
    }

    private static JsonNode trace(JsonNode figure, String axis, String name) {
        return StreamSupport.stream(figure.get("data").spliterator(), false)
                .filter(trace -> trace.path("xaxis").asText("x").equals(axis)
                        && trace.get("name").asText().equals(name)).findFirst().orElseThrow();
    }

    private static double smallest(JsonNode trace) {
        return StreamSupport.stream(trace.get("y").spliterator(), false).mapToDouble(JsonNode::asDouble).min()
                .orElseThrow();
    }

    @Test
    void whatJsplotWritesBecomesCleanJson() {
        var trace = ScatterTrace.builder(new double[] {1, 2, 3},
                new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY})
                .mode(ScatterTrace.Mode.LINE_AND_MARKERS).name("a < b & 'c'").text(new String[] {"1", "2", "<b>3</b>"})
                .build();
        var figure = json(Figures.of(
                new tech.tablesaw.plotly.components.Figure(Layout.builder().title("g′ & \"more\"").build(), trace)));
        var data = figure.at("/data/0");
        assertEquals("g′ & \"more\"", figure.at("/layout/title/text").asText());
        assertEquals("lines+markers", data.get("mode").asText());
        assertEquals("a < b & 'c'", data.get("name").asText());
        assertEquals("[0.5,null,null]", data.get("y").toString());
        assertTrue(data.at("/text/0").isTextual(), "a text stays a text");
        assertNull(data.get("title"));
    }

    @Test
    void aDecisionPlaneIsRefusedForOtherSizes() {
        var net = backstep.network.Network.inputs(3).layer(1, backstep.network.Activation.SIGMOID).random(1);
        var refusal = assertThrows(IllegalArgumentException.class,
                () -> Figures.decision(net, backstep.data.Penguins.sex()));
        assertTrue(refusal.getMessage().contains("2 inputs and 1 output") && refusal.getMessage().contains("3-1"),
                refusal.getMessage());
    }
}
