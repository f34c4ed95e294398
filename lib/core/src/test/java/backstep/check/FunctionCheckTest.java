package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.typeset.Showable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check says of one function: right, wrong and where, without a derivative, or no function at all. */
class FunctionCheckTest {

    private static final ToDoubleFunction<double[]> F = x -> x[0] * x[0] + Math.sin(x[1]) + x[0] * x[2];
    private static final double[] AT = {1.5, 0.3, -2};
    private static final double[] RIGHT = {2 * 1.5 - 2, Math.cos(0.3), 1.5};

    private static FunctionReport report(double... claimed) {
        return FunctionCheck.of(F, AT, claimed).run();
    }

    private static Verdict verdict(ToDoubleFunction<double[]> f, double at, double claimed) {
        return FunctionCheck.of(f, new double[] {at}, new double[] {claimed}).run().block("x").verdict();
    }

    @Test
    void theRightGradientIsRightAsNumbersAndAsAFunction() {
        UnaryOperator<double[]> gradient = x -> new double[] {2 * x[0] + x[2], Math.cos(x[1]), x[0]};
        for (var report : List.of(report(RIGHT), FunctionCheck.of(F, AT, gradient).run())) {
            assertEquals("gradient of f at 3 numbers: right", report.toString().lines().findFirst().orElseThrow());
            assertTrue(report.passed() && report.block("x").error() < 1e-9, report::toString);
            assertSame(report, report.orThrow());
        }
    }

    @Test
    void theWrongEntryIsCountedFromOneBesideItsEstimate() {
        var report = report(RIGHT[0], -RIGHT[1], RIGHT[2]);
        assertEquals(List.of(Verdict.OK, Verdict.WRONG, Verdict.OK),
                report.block("x").entries().stream().map(Entry::verdict).toList());
        assertTrue(report.toString().contains("entry 2: claimed -0.955336, estimated 0.955336 ± "), report::toString);
        assertFalse(report.toString().contains("×  "), report::toString);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {2, -1, 0.5, 0, 3, 1e-3, 1e9})
    void aConstantRatioIsTold(double ratio) {
        var report = report(IntStream.range(0, 3).mapToDouble(j -> ratio * RIGHT[j]).toArray());
        assertEquals(ratio, report.block("x").constantRatio().orElseThrow(), 1e-6 * Math.abs(ratio));
        var cause = Map.of(2.0, ": a factor 2 too many?", -1.0, ": the sign?", 0.5, ": a factor 1/2 too many?", 0.0,
                ": is it 0?").getOrDefault(ratio, "\n");
        assertTrue(report.toString().concat("\n").contains(" × estimated" + cause), report::toString);
    }

    @Test
    void anErrorOfAPartInAThousandHasNoRatioOfOne() {
        var report = report(RIGHT[0] * 1.0005, RIGHT[1] * 1.0005, RIGHT[2] * 1.0005);
        assertFalse(report.passed());
        assertFalse(report.toString().contains("× estimated"), report::toString);
    }

    @Test
    void anotherOrderIsNamed() {
        assertTrue(report(RIGHT[2], RIGHT[0], RIGHT[1]).toString().contains("the same numbers in another order?"));
        var at = Map.of("W", Matrix.of(2, 2, 1, 2, 3, 4));
        ToDoubleFunction<Map<String, Matrix>> f = blocks -> blocks.get("W").map(w -> w * w / 2).sum();
        var report = FunctionCheck.of(f, at, Map.of("W", at.get("W").transpose())).run();
        assertTrue(report.toString().contains("row 1, column 2: claimed 3, estimated 2 ± ")
                || report.toString().contains("row 2, column 1: claimed 2, estimated 3 ± "), report::toString);
        assertTrue(report.toString().contains("in another order: transposed?"), report::toString);
    }

    @Test
    void orThrowThrowsTheWholeReport() {
        var report = report(1, 2, 3);
        assertEquals(report.toString(), assertThrows(IllegalStateException.class, report::orThrow).getMessage());
    }

    @Test
    void theReportIsShownAsTextAndAsATableWithoutScripts() {
        var at = new LinkedHashMap<String, double[]>();
        at.put("<b>", new double[] {1, 2});
        at.put("c", new double[] {3});
        ToDoubleFunction<Map<String, double[]>> f = x -> x.get("<b>")[0] * x.get("<b>")[1] * x.get("c")[0];
        var report = FunctionCheck.of(f, at, Map.of("<b>", new double[] {6, 4}, "c", new double[] {2})).run();
        assertEquals(report.toString(), report.forms().get(Showable.TEXT));
        var html = report.forms().get(Showable.HTML);
        assertTrue(html.contains("1 of 2 blocks wrong") && html.contains("&lt;b&gt;"), html);
        assertTrue(html.contains("entry 2: claimed 4, estimated 3 ± ") && !html.contains("<script"), html);
        assertEquals(List.of("<b>", "c"), report.blocks().stream().map(FunctionBlock::name).toList());
        assertEquals("<b>", report.worst().name());
    }

    /** A line through points, in a vector, rows of arrays and a matrix alike. */
    private static <B> FunctionReport line(Map<String, B> at, Map<String, B> claimed, ToDoubleFunction<B> weight) {
        return FunctionCheck.of((Map<String, B> blocks) -> {
            double r = weight.applyAsDouble(blocks.get("W")) * 3 + weight.applyAsDouble(blocks.get("b")) - 4;
            return r * r / 2;
        }, at, claimed).run();
    }

    @Test
    void blocksAreArraysOfNumbersArraysOfRowsOrMatrices() {
        assertTrue(line(Map.of("W", new double[] {2}, "b", new double[] {1}),
                Map.of("W", new double[] {9}, "b", new double[] {3}), block -> block[0]).passed());
        assertTrue(line(Map.of("W", new double[][] {{2}}, "b", new double[][] {{1}}),
                Map.of("W", new double[][] {{9}}, "b", new double[][] {{3}}), block -> block[0][0]).passed());
        var wrong = line(Map.of("W", Matrix.row(2), "b", Matrix.row(1)),
                Map.of("W", Matrix.row(9), "b", Matrix.row(4)), block -> block.get(0, 0));
        assertEquals(Verdict.OK, wrong.block("W").verdict());
        assertEquals(Verdict.WRONG, wrong.block("b").verdict());
    }

    @Test
    void aGradientFunctionOfBlocksIsAskedAtThePoint() {
        ToDoubleFunction<Map<String, Matrix>> f = x -> x.get("W").times(x.get("v")).map(Math::tanh).sum();
        UnaryOperator<Map<String, Matrix>> gradient = x -> {
            var slope = x.get("W").times(x.get("v")).map(z -> 1 - Math.tanh(z) * Math.tanh(z));
            return Map.of("W", slope.times(x.get("v").transpose()), "v", x.get("W").transpose().times(slope));
        };
        var at = Map.of("W", Matrix.of(2, 3, 0.1, -0.2, 0.3, 0.4, 0.5, -0.6), "v", Matrix.column(1, -0.5, 0.25));
        assertTrue(FunctionCheck.of(f, at, gradient).run().passed());
        UnaryOperator<Map<String, Matrix>> wrong = x -> Map.of("W", gradient.apply(x).get("W"), "v",
                gradient.apply(x).get("v").times(2));
        var report = FunctionCheck.of(f, at, wrong).run();
        assertEquals(Verdict.OK, report.block("W").verdict());
        assertEquals(2, report.block("v").constantRatio().orElseThrow(), 1e-6);
    }

    @ParameterizedTest(name = "claimed {0}")
    @ValueSource(doubles = {-1, -0.3, 0, 0.5, 1})
    void atAKinkEverySlopeBetweenItsTwoSidesIsUndecided(double claimed) {
        assertEquals(Verdict.KINK, verdict(x -> Math.abs(x[0]), 0, claimed));
        assertEquals(Verdict.KINK, verdict(x -> 7 + Math.abs(x[0] - 3), 3, claimed));
        assertEquals(Verdict.KINK, verdict(x -> 7 + Math.abs(x[0] - 3), 3 + 1e-10, claimed));
    }

    @Test
    void atAKinkASlopeOutsideIsWrong() {
        for (double claimed : new double[] {-2, 2, 10}) {
            assertEquals(Verdict.WRONG, verdict(x -> Math.abs(x[0]), 0, claimed));
        }
        assertEquals(Verdict.WRONG, verdict(x -> Math.max(x[0], 0), 0, -1));
    }

    @Test
    void theTwoSlopesOfAKinkAreTold() {
        var report = FunctionCheck.of(x -> Math.max(x[0], 0), new double[] {0}, new double[] {0}).run();
        assertTrue(report.passed(), report::toString);
        assertTrue(report.toString().startsWith("gradient of f at 1 number: undecided\nKINK"), report::toString);
        assertTrue(report.toString().contains("slope to the left 0, to the right 1"), report::toString);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {1e-1, 1e-3, 1e-5, 1e-6, -1e-6, -1e-4, -1e-2})
    void besideAKinkTheSlopeIsKnown(double x) {
        assertEquals(Verdict.OK, verdict(v -> 1 + Math.abs(v[0]), x, Math.signum(x)));
        assertEquals(Verdict.WRONG, verdict(v -> 1 + Math.abs(v[0]), x, -Math.signum(x)));
        assertEquals(Verdict.OK, verdict(v -> Math.abs(v[0] - 1), 1 + x, Math.signum(x)));
        assertEquals(Verdict.WRONG, verdict(v -> Math.abs(v[0] - 1), 1 + x, 0));
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("√x at 0", (ToDoubleFunction<double[]>) x -> Math.sqrt(x[0]), 0.0, 0.0,
                        Verdict.NO_ESTIMATE),
                Arguments.of("x√x at 0", (ToDoubleFunction<double[]>) x -> x[0] * Math.sqrt(x[0]), 0.0, 0.0,
                        Verdict.NO_ESTIMATE),
                Arguments.of("√x near 0", (ToDoubleFunction<double[]>) x -> Math.sqrt(x[0]), 1e-12, 0.5e6, Verdict.OK),
                Arguments.of("ln at 1e-9", (ToDoubleFunction<double[]>) x -> Math.log(x[0]), 1e-9, 1e9, Verdict.OK),
                Arguments.of("ln at 1e-9, wrong", (ToDoubleFunction<double[]>) x -> Math.log(x[0]), 1e-9, -1e9,
                        Verdict.WRONG),
                Arguments.of("ln at 1e-250", (ToDoubleFunction<double[]>) x -> Math.log(x[0]), 1e-250, 1e250,
                        Verdict.OK),
                Arguments.of("ln(1 − x) near 1", (ToDoubleFunction<double[]>) x -> Math.log(1 - x[0]), 1 - 1e-6,
                        -1 / (1 - (1 - 1e-6)), Verdict.OK),
                Arguments.of("ln at 0", (ToDoubleFunction<double[]>) x -> Math.log(x[0]), 0.0, 1.0,
                        Verdict.NO_ESTIMATE),
                Arguments.of("only at 1", (ToDoubleFunction<double[]>) x -> x[0] == 1 ? 2 : Double.NaN, 1.0, 1.0,
                        Verdict.NO_ESTIMATE),
                Arguments.of("exp at 700", (ToDoubleFunction<double[]>) x -> Math.exp(x[0]), 700.0, Math.exp(700),
                        Verdict.OK),
                Arguments.of("x at its end", (ToDoubleFunction<double[]>) x -> x[0] / 2, Double.MAX_VALUE, 0.5,
                        Verdict.NO_ESTIMATE),
                Arguments.of("x at its beginning", (ToDoubleFunction<double[]>) x -> 2 * x[0], Double.MIN_VALUE, 2.0,
                        Verdict.OK));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void theEndOfADomainHasAVerdict(String name, ToDoubleFunction<double[]> f, double at, double claimed,
            Verdict verdict) {
        assertEquals(verdict, verdict(f, at, claimed), name);
    }

    @Test
    void theEndOfADomainIsTold() {
        var report = FunctionCheck.of(x -> Math.sqrt(x[0]), new double[] {0}, new double[] {1}).run();
        assertTrue(report.toString().contains("slope to the left none: not finite there"), report::toString);
        var nowhere = FunctionCheck.of(x -> Double.NaN, AT, RIGHT).run();
        assertTrue(nowhere.toString().contains("f is NaN at the point: there is no slope to compare with"),
                nowhere::toString);
        assertEquals(Verdict.NO_ESTIMATE, nowhere.block("x").verdict());
        assertFalse(nowhere.passed(), nowhere::toString);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aClaimThatIsNotFiniteIsAFault(double claimed) {
        assertEquals(Verdict.NOT_FINITE, report(RIGHT[0], claimed, RIGHT[2]).block("x").verdict());
        assertFalse(FunctionCheck.of(F, AT, new double[] {RIGHT[0], claimed, RIGHT[2]}).directional(1).passed());
    }

    @Test
    void whatIsLostInTheRoundingOfAnOffsetIsTooSmallToTell() {
        assertEquals(Verdict.TOO_SMALL_TO_TELL, verdict(x -> 1e12 + Math.sin(x[0]), 0.3, Math.cos(0.3)));
        assertEquals(Verdict.OK, verdict(x -> Math.sin(x[0]), 0.3, Math.cos(0.3)));
    }

    private static final int MANY = 400;
    private static final ToDoubleFunction<double[]> LONG = x -> IntStream.range(0, MANY)
            .mapToDouble(j -> Math.sin(x[j] + j) * x[(j + 1) % MANY]).sum();
    private static final double[] POINT = IntStream.range(0, MANY).mapToDouble(j -> 0.1 + (j * 7 % 13) / 10.0)
            .toArray();

    private static double[] longGradient() {
        return IntStream.range(0, MANY).mapToDouble(j -> Math.cos(POINT[j] + j) * POINT[(j + 1) % MANY]
                + Math.sin(POINT[(j + MANY - 1) % MANY] + (j + MANY - 1) % MANY)).toArray();
    }

    @Test
    void aSampleIsSoManyDifferentEntriesTheSameForASeed() {
        var check = FunctionCheck.of(LONG, POINT, longGradient());
        var columns = check.sample(12, 3).block("x").entries().stream().map(Entry::column).toList();
        assertEquals(12, columns.stream().distinct().count());
        assertEquals(check.sample(12, 3), check.sample(12, 3));
        assertNotEquals(columns, check.sample(12, 4).block("x").entries().stream().map(Entry::column).toList());
        assertEquals(MANY, check.sample(MANY, 3).block("x").entries().size());
        assertTrue(check.sample(12, 3).passed());
    }

    @Test
    void aDirectionSeesAWrongEntryAnywhereForAFewValues() {
        int[] calls = {0};
        ToDoubleFunction<double[]> counted = x -> {
            calls[0]++;
            return LONG.applyAsDouble(x);
        };
        assertTrue(FunctionCheck.of(counted, POINT, longGradient()).directional(1).passed());
        assertTrue(calls[0] < 100, () -> "" + calls[0]);
        for (int j = 0; j < MANY; j += 37) {
            var claimed = longGradient();
            claimed[j] += 1e-2;
            var report = FunctionCheck.of(LONG, POINT, claimed).directional(1);
            assertEquals(Verdict.WRONG, report.block("x").verdict(), report::toString);
            assertEquals("400 · u", report.block("x").shape());
        }
    }

    @Test
    void theProgressIsTold() {
        var told = new ArrayList<String>();
        FunctionCheck.of(F, AT, RIGHT).watch((name, done) -> told.add(name + " " + Math.round(3 * done))).run();
        assertEquals(List.of("x 1", "x 2", "x 3"), told);
    }
}
