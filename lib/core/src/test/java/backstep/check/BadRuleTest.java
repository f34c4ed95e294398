package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rule that throws, gives no matrix of the right shape or numbers that are none is that rule's fault, by its name;
 * the rest of the report is intact.
 */
class BadRuleTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(4, SIGMOID).random(1);
    private static final Rules RIGHT = Rules.standard();
    private static final Matrix X = Matrix.generate(2, 5, (i, j) -> 0.3 * i - 0.2 * j);
    private static final Matrix Y = Matrix.generate(4, 5, (i, j) -> (i + j) % 2);

    /** What the report says of a rule that cannot be run; everything else in it is intact. */
    private static String fault(Rules mine, Formula formula) {
        var report = GradientCheck.of(NET, X, Y).rules(mine).run();
        assertTrue(!report.passed());
        assertEquals(formula, report.firstFault().orElseThrow().formula());
        for (var block : report.blocks()) {
            boolean own = IntStream.rangeClosed(1, 2).anyMatch(l -> formula.output(l).equals(block.quantity()));
            assertTrue(own || block.verdict() == Verdict.OK, () -> block.quantity() + " " + block.verdict());
            assertTrue(block.verdict() == Verdict.OK || block.verdict() == Verdict.NOT_COMPUTED,
                    () -> block.quantity() + " " + block.verdict());
        }
        return String.join("\n", report.notes());
    }

    private static void assertSaid(String what, String notes) {
        assertTrue(notes.contains(what), () -> what + " is not in:\n" + notes);
    }

    /** Where each equation first runs, and the shape of what it computes there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "LINEAR,       (2),          Z[1],  3×5", "ACTIVATION, (1), A[1], 3×5", "LOSS,  loss, loss,  1×5",
        "COST, (3), J,     1×1",
        "OUTPUT_DA,    output dA,    dA[2], 4×5", "BP1,        BP1, dW[2], 4×3", "BP2, BP2,  db[2], 4×1",
        "BP3,  BP3, dA[1], 3×5",
        "OUTPUT_DELTA, output delta, dZ[2], 4×5", "BP4,        BP4, dZ[1], 3×5"})
    void theRefusalNamesEquationQuantityAndShapes(Formula formula, String id, String quantity, String shape) {
        var right = Rules.standard();
        assertSaid("%s gave %s as null; %s needs to be %s".formatted(id, quantity, quantity, shape),
                fault(right.with(formula, at -> null), formula));
        assertSaid("%s gave %s as 7×7; %s needs to be %s".formatted(id, quantity, quantity, shape),
                fault(right.with(formula, at -> Matrix.ones(7, 7)), formula));
        if (!shape.equals("1×1")) {
            var transposed = right.with(formula, at -> right.apply(formula, at).transpose());
            assertSaid("%s gave %s as %s; %s needs to be %s; is a transpose missing?".formatted(id, quantity,
                    shape.replaceAll("(.)×(.)", "$2×$1"), quantity, shape),
                    fault(transposed, formula));
        }
    }

    @Test
    void aProductThatDoesNotFitInsideARuleIsRefusedWithBothShapes() {
        var message = fault(Rules.standard().withBp3((W, dZ) -> W.times(dZ)), Formula.BP3);
        assertTrue(message.contains("4×3") && message.contains("4×5") && message.contains("3 = 4"), message);
    }

    @Test
    void aRuleThatReachesForWhatIsNotThereIsToldSo() {
        var message = fault(Rules.standard().with(Formula.BP1, at -> at.dZNext()), Formula.BP1);
        assertTrue(message.contains("dZ[3] is not known at layer 2 of 2-3-4"), message);
    }

    @Test
    void aRuleThatReachesForWhatComesLaterInThePassIsTheFaultThoughAloneItRuns() {
        var early = Rules.standard().with(Formula.BP1, at -> {
            at.get(Kind.DB.at(at.l()));
            return Backprop.bp1(at.dZ(), at.APrev());
        });
        assertSaid("BP1 at layer 2 threw IllegalStateException: db[2] is not known at layer 2 of 2-3-4",
                fault(early, Formula.BP1));
    }

    /** A rule in the place of an equation at the lowest layer that has it, the right one in every other layer. */
    private static Rules atLowest(Formula formula, Function<Site, Matrix> rule) {
        return RIGHT.with(formula, at -> at.l() == lowest(formula) ? rule.apply(at) : RIGHT.apply(formula, at));
    }

    private static int lowest(Formula formula) {
        return EnumSet.of(Formula.LOSS, Formula.COST, Formula.OUTPUT_DA, Formula.OUTPUT_DELTA).contains(formula)
                ? NET.L() : 1;
    }

    private static Matrix endless(Site at) {
        return endless(at).times(2);
    }

    /** What a rule does, and what is said of it. */
    private record Throwing(String said, Function<Site, Matrix> rule) {
        @Override
        public String toString() {
            return said;
        }
    }

    static Stream<Arguments> thrown() {
        var matrix = Matrix.ones(1, 1);
        var rules = List.of(
                new Throwing("IllegalStateException: not yet", at -> {
                    throw new IllegalStateException("not yet");
                }),
                new Throwing("AssertionError: todo", at -> {
                    throw new AssertionError("todo");
                }),
                new Throwing("StackOverflowError: null", BadRuleTest::endless),
                new Throwing("IndexOutOfBoundsException: entry (3, 0) of a 1×1 matrix: rows and columns count from 0",
                        at -> matrix.times(matrix.get(3, 0))),
                new Throwing("UnsupportedOperationException: null", at -> at.known().put(Kind.A.at(0), matrix)));
        return Arrays.stream(Formula.values())
                .flatMap(formula -> rules.stream().map(rule -> Arguments.of(formula, rule)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("thrown")
    void aRuleThatThrowsIsNamedAndEveryOtherBlockIsRight(Formula formula, Throwing throwing) {
        var report = GradientCheck.of(NET, X, Y).rules(atLowest(formula, throwing.rule())).run();
        int l = lowest(formula);
        assertFalse(report.passed());
        assertEquals(List.of("%s at layer %d threw %s".formatted(formula.id(), l, throwing.said())), report.notes());
        assertTrue(report.firstFault().orElseThrow().toString()
                .endsWith("%s not computed: first fault in %s at layer %d".formatted(
                formula.output(l), formula.id(), l)));
        for (var block : report.blocks()) {
            assertEquals(block.quantity().equals(formula.output(l)) ? Verdict.NOT_COMPUTED : Verdict.OK,
                    block.verdict(), block.quantity()::toString);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("thrown")
    void anEquationThatCannotRunFailsTheDirectionalCheckToo(Formula formula, Throwing throwing) {
        var report = GradientCheck.of(NET, X, Y).rules(atLowest(formula, throwing.rule())).directional(3);
        assertFalse(report.passed(), report::toString);
        var fault = report.firstFault().orElseThrow().toString();
        assertTrue(fault.endsWith("%s not computed: first fault in %s at layer %d"
                .formatted(formula.output(lowest(formula)), formula.id(), lowest(formula))), fault);
    }

    static Stream<Arguments> numbersThatAreNone() {
        return Arrays.stream(Formula.values()).flatMap(formula ->
                DoubleStream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
                        .mapToObj(none -> Arguments.of(formula, none)));
    }

    /** What comes after may be spoilt by it, but only the one equation is the cause. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("numbersThatAreNone")
    void aRuleThatGivesNoNumberIsTheOnlyCause(Formula formula, double none) {
        var report = GradientCheck.of(NET, X, Y)
                .rules(atLowest(formula, at -> RIGHT.apply(formula, at).with(0, 0, none))).run();
        var quantity = formula.output(lowest(formula));
        assertEquals(List.of(quantity), report.blocks().stream().filter(Block::isCause).map(Block::quantity).toList());
        assertEquals(formula, report.firstFault().orElseThrow().formula());
        var first = report.blocks().stream().filter(Block::isFault).findFirst().orElseThrow();
        assertEquals(quantity, first.quantity());
        assertEquals(Verdict.NOT_FINITE, first.verdict());
    }

    @Test
    void aRuleThatOverwritesTheNumbersItWasGivenChangesNothing() {
        var report = GradientCheck.of(NET, X, Y).rules(RIGHT.withBp3((W, dZ) -> {
            Arrays.stream(W.toArray()).forEach(row -> Arrays.fill(row, 7));
            Arrays.stream(dZ.toArray()).forEach(row -> Arrays.fill(row, 7));
            return Backprop.bp3(W, dZ);
        })).run();
        assertTrue(report.passed(), report::toString);
    }
}
