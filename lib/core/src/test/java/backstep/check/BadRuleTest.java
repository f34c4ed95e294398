package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.equations.Formula;
import backstep.equations.Rules;
import backstep.matrix.Matrix;
import backstep.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that gives no matrix of the right shape is refused with its equation, the quantity and both shapes. */
class BadRuleTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(4, SIGMOID).random(1);
    private static final Matrix X = Matrix.generate(2, 5, (i, j) -> 0.3 * i - 0.2 * j);
    private static final Matrix Y = Matrix.generate(4, 5, (i, j) -> (i + j) % 2);

    private static String refusal(Rules mine) {
        return assertThrows(IllegalArgumentException.class, () -> GradientCheck.of(NET, X, Y).rules(mine).run()).getMessage();
    }

    /** Where each equation first runs, and the shape of what it computes there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "LINEAR,       (2),          Z[1],  3×5", "ACTIVATION, (1), A[1], 3×5", "LOSS,  loss, loss,  1×5", "COST, (3), J,     1×1",
        "OUTPUT_DA,    output dA,    dA[2], 4×5", "BP1,        BP1, dW[2], 4×3", "BP2, BP2,  db[2], 4×1", "BP3,  BP3, dA[1], 3×5",
        "OUTPUT_DELTA, output delta, dZ[2], 4×5", "BP4,        BP4, dZ[1], 3×5"})
    void theRefusalNamesEquationQuantityAndShapes(Formula formula, String id, String quantity, String shape) {
        var right = Rules.standard();
        assertEquals("%s gave %s as null; %s needs to be %s".formatted(id, quantity, quantity, shape), refusal(right.with(formula, at -> null)));
        assertEquals("%s gave %s as 7×7; %s needs to be %s".formatted(id, quantity, quantity, shape),
                refusal(right.with(formula, at -> Matrix.ones(7, 7))));
        if (!shape.equals("1×1")) {
            var transposed = right.with(formula, at -> right.apply(formula, at).transpose());
            assertEquals("%s gave %s as %s; %s needs to be %s; is a transpose missing?".formatted(id, quantity,
                    shape.replaceAll("(.)×(.)", "$2×$1"), quantity, shape),
                    refusal(transposed));
        }
    }

    @Test
    void aProductThatDoesNotFitInsideARuleIsRefusedWithBothShapes() {
        var message = refusal(Rules.standard().withBp3((W, dZ) -> W.times(dZ)));
        assertTrue(message.contains("4×3") && message.contains("4×5") && message.contains("3 = 4"), message);
    }

    @Test
    void aRuleThatReachesForWhatIsNotThereIsToldSo() {
        var failure = assertThrows(IllegalStateException.class,
                () -> GradientCheck.of(NET, X, Y).rules(Rules.standard().with(Formula.BP1, at -> at.dZNext())).run());
        assertTrue(failure.getMessage().contains("dZ[3] is not known at layer 2 of 2-3-4"), failure.getMessage());
    }
}
