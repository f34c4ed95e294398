package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.estimate.Kink;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.Planted;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the message of a failed check says, in lines that a terminal shows whole. */
class ReportTextTest {

    private static final Rules RIGHT = Rules.standard();
    private static final int M = 3;
    private static final Network NET = Network.inputs(4).layer(3, TANH).layer(2, SIGMOID).random(5);
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(5), 4, M, 1);
    private static final Matrix Y = RandomCase.matrix(RandomCase.generator(6), 2, M, 1);

    private static String message(Report report) {
        return assertThrows(IllegalStateException.class, report::orThrow).getMessage();
    }

    private static Report check(Rules mine) {
        return GradientCheck.of(NET, X, Y).rules(mine).run();
    }

    private static void assertShortLines(String message) {
        message.lines().forEach(line -> assertTrue(line.length() <= 75, () -> line.length() + " characters: " + line));
    }

    static Stream<Report> failed() {
        return RandomCase.first(60).map(Planted::report).filter(report -> !report.passed());
    }

    @Test
    void everyLineIsShortWhateverIsWrong() {
        failed().forEach(report -> assertShortLines(message(report)));
        assertTrue(failed().count() > 20);
    }

    @Test
    void nothingIsCutOffALongLine() {
        failed().forEach(report -> report.notes().forEach(note ->
                assertTrue(withoutSpaces(message(report)).contains(withoutSpaces(note)),
                        () -> note + "\nis not in\n" + message(report))));
        assertTrue(failed().flatMap(report -> report.notes().stream()).anyMatch(note -> note.length() > 400));
    }

    private static String withoutSpaces(String text) {
        return text.replaceAll("\\s", "");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {-1.23456789e-105, 1.7976931348623157e308, -1.7976931348623157e308, 4.9e-324, Double.NaN,
            Double.NEGATIVE_INFINITY, -0.0})
    void longNumbersInFarLayersFitOnTheirLines(double value) {
        var entry = new Entry(12345, 67890, value, -1.23456789e-105, 1.23456789e-105, 1.23456789e-105, value, value,
                new Kink(1234, 5678, 12345, 1234),
                Verdict.NOT_FINITE);
        var block = new Block(Kind.DW.at(1234), "12346×67891 · u", List.of(entry), List.of(entry));
        var fault = new Fault(Formula.BP1, List.of(1234), List.of("db[1235]", "dZ[1234]"), "not computed", List.of(),
                List.of(), "");
        var text = message(new Report(NET, 123456, Convention.standard(), List.of(block), List.of(fault), List.of()));
        assertShortLines(text);
        assertTrue(text.contains("\n  dW[1234] (along u, 12346, 67891): given "), text);
        assertTrue(text.replaceAll("\n *", " ").contains("needed -1.23457e-105 ± 1e-105"), text);
    }

    /** Faults whose block is everywhere the same multiple of what it must be, and what is said of it. */
    static Stream<Arguments> ratios() {
        return Stream.of(
                Arguments.of("BP1 without 1/m", Formula.BP1, 3.0, "the 1/m is missing"),
                Arguments.of("BP1 divided twice", Formula.BP1, 1 / 3.0, "divided by m twice"),
                Arguments.of("BP2 sign", Formula.BP2, -1.0, "the sign is wrong"),
                Arguments.of("BP2 factor 2", Formula.BP2, 2.0, "a factor 2 too many"),
                Arguments.of("BP1 half", Formula.BP1, 0.5, "a factor ½ too many"),
                Arguments.of("BP1 zero", Formula.BP1, 0.0, "In Java 1/4 is 0"),
                Arguments.of("BP2 any factor", Formula.BP2, 1.7, "it is 1.700 × what it must be"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ratios")
    void aConstantRatioIsSaidOnceWithItsCause(String fault, Formula formula, double factor, String remark) {
        var report = check(RIGHT.with(formula, at -> RIGHT.apply(formula, at).times(factor)));
        assertEquals(1, report.toString().lines().filter(line -> line.contains(remark)).count(), report::toString);
        assertTrue(message(report).replaceAll("\n *", " ").contains(remark), report::toString);
    }

    @Test
    void aRatioThatIsOneIsNoCause() {
        var report = check(RIGHT.with(Formula.BP1, at -> RIGHT.apply(Formula.BP1, at).times(1 + 1e-5)));
        assertTrue(!report.passed() && !report.toString().contains("×  what it must be"), report::toString);
        assertTrue(!report.toString().contains("1.000 ×"), report::toString);
    }

    /** Faults that multiply no block as a whole. */
    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("BP1 last example",
                        RIGHT.withBp1((dZ, A) -> dZ.columnAt(M - 1).times(A.columnAt(M - 1).transpose()))),
                Arguments.of("BP1 product of means",
                        RIGHT.withBp1((dZ, A) -> Backprop.bp2(dZ).times(Backprop.bp2(A).transpose()))),
                Arguments.of("BP1 one entry", RIGHT.withBp1((dZ, A) -> Backprop.bp1(dZ, A).with(0, 0, 9))),
                Arguments.of("BP2 first example", RIGHT.withBp2(dZ -> dZ.columnAt(0))),
                Arguments.of("BP4 without g′", RIGHT.withBp4((dA, g, z) -> dA)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void aFaultThatIsNoFactorHasNoRatio(String fault, Rules mine) {
        var text = message(check(mine));
        assertTrue(text.lines().noneMatch(line -> line.contains("× what it must be")), text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void theHeadlineCountsTheWrongBlocksAndEachHasItsLine(String fault, Rules mine) {
        var report = check(mine);
        long wrong = report.blocks().stream().filter(Block::isFault).count();
        var text = message(report);
        assertTrue(text.contains("%d of 15 blocks wrong\n".formatted(wrong)), text);
        assertEquals(wrong, text.split("(WRONG|NOT RUN|NOT FINITE)( |\n)", -1).length - 1, text);
        assertTrue(text.replaceAll("\n *", " ").contains(report.firstFault().orElseThrow().toString()), text);
    }

    @Test
    void whatIsWrongOnlyBecauseOfAnEarlierFaultIsToldInOneLine() {
        var text = check(RIGHT.withBp3((W, dZ) -> Backprop.bp3(W, dZ).map(Math::abs))).toString();
        assertTrue(text.contains("\n  dZ[1], dW[1], db[1] follow from it, right by their own equation\n"), text);
        assertTrue(text.contains("first fault in BP3 at layer 2"), text);
        text = check(RIGHT.withBp1((dZ, A) -> dZ.times(A.transpose()))).toString();
        assertTrue(!text.contains("follow"), "each dW is wrong by itself");
    }
}
