package backstep.network;

import static backstep.network.Activation.IDENTITY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What weights add to the cost, by hand. */
class PenaltyTest {

    private static final Matrix W = Matrix.of(2, 2, 1, -2, 0, 3);

    @Test
    void l2IsHalfLambdaTimesTheSquares() {
        var penalty = Penalty.l2(0.5);
        assertEquals(3.5, penalty.of(W), "0.25 · (1 + 4 + 0 + 9)");
        assertEquals(Matrix.of(2, 2, 0.5, -1, 0, 1.5), penalty.dW(W));
        assertEquals(0, penalty.kinks().length);
    }

    @Test
    void l1IsLambdaTimesTheSizesWithAKinkAtZero() {
        var penalty = Penalty.l1(0.5);
        assertEquals(3, penalty.of(W), "0.5 · (1 + 2 + 0 + 3)");
        assertEquals(Matrix.of(2, 2, 0.5, -0.5, 0, 0.5), penalty.dW(W));
        assertArrayEquals(new double[] {0}, penalty.kinks());
    }

    @Test
    void theCostAndDWHaveItAndTheBiasesHaveNot() {
        var plan = Network.inputs(1).layer(1, IDENTITY);
        var net = plan.penalty(Penalty.l2(0.5)).weights(Matrix.row(3), Matrix.column(7));
        // a = 3 · 2 + 7 = 13, ½ (13 − 12)² = 0.5, and 0.25 · 9; dW = 1 · 2 + 0.5 · 3
        var forward = ForwardPass.of(net, Matrix.row(2));
        assertEquals(2.75, forward.cost(Matrix.row(12)));
        assertEquals(0.5, forward.losses(Matrix.row(12)).get(0, 0), "an example's loss has none");
        var backward = forward.backward(Matrix.row(12));
        assertEquals(3.5, backward.dW(1).get(0, 0));
        assertEquals(1, backward.db(1).get(0, 0));
        assertEquals(1, backward.dZ(1).get(0, 0));
    }

    @Test
    void everyLayerAddsItsOwn() {
        var net = Network.inputs(1).layer(1, IDENTITY).layer(1, IDENTITY).penalty(Penalty.l1(2))
                .weights(Matrix.row(3), Matrix.column(0), Matrix.row(-0.5), Matrix.column(0));
        assertEquals(7, net.penalised());
    }

    @ParameterizedTest(name = "λ = {0}")
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void lambdaIsAtLeastZeroAndFinite(double lambda) {
        assertEquals("a penalty needs λ ≥ 0, given: " + lambda,
                assertThrows(IllegalArgumentException.class, () -> Penalty.l2(lambda)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Penalty.l1(lambda));
    }
}
