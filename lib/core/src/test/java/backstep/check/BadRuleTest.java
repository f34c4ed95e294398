package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.equations.Backprop;
import backstep.equations.Formula;
import backstep.equations.Rules;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that gives no matrix of the right shape is refused with its equation, the quantity and both shapes. */
class BadRuleTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(4, SIGMOID).random(1);
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
            assertTrue(block.verdict() == Verdict.OK || block.verdict() == Verdict.NOT_COMPUTED, () -> block.quantity() + " " + block.verdict());
        }
        return String.join("\n", report.notes());
    }

    private static void assertSaid(String what, String notes) {
        assertTrue(notes.contains(what), () -> what + " is not in:\n" + notes);
    }

    /** Where each equation first runs, and the shape of what it computes there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "LINEAR,       (2),          Z[1],  3×5", "ACTIVATION, (1), A[1], 3×5", "LOSS,  loss, loss,  1×5", "COST, (3), J,     1×1",
        "OUTPUT_DA,    output dA,    dA[2], 4×5", "BP1,        BP1, dW[2], 4×3", "BP2, BP2,  db[2], 4×1", "BP3,  BP3, dA[1], 3×5",
        "OUTPUT_DELTA, output delta, dZ[2], 4×5", "BP4,        BP4, dZ[1], 3×5"})
    void theRefusalNamesEquationQuantityAndShapes(Formula formula, String id, String quantity, String shape) {
        var right = Rules.standard();
        assertSaid("%s gave %s as null; %s needs to be %s".formatted(id, quantity, quantity, shape), fault(right.with(formula, at -> null), formula));
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
            return Backprop.bp1(at.dZ(), at.aPrev());
        });
        assertSaid("BP1 at layer 2 threw IllegalStateException: db[2] is not known at layer 2 of 2-3-4", fault(early, Formula.BP1));
    }
}
