package backstep.estimate;

import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How good the estimate is, and where it ends. */
class NumericalGradientTest {

    private static final List<Function<Gradients, Matrix>> QUANTITIES = List.of(
            g -> g.dW(1), g -> g.dW(2), g -> g.db(1), g -> g.dZ(1), g -> g.dZ(2), g -> g.dA(1), Gradients::dX);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theErrorFallsLikeTheSquareOfTheStep(long seed) {
        var random = RandomCase.generator(seed);
        var net = Network.inputs(3).layer(4, TANH).layer(2, SIGMOID).loss(CROSS_ENTROPY).random(seed);
        var X = RandomCase.matrix(random, 3, 5, 1.5);
        var Y = RandomCase.matrix(random, 2, 5, 1).map(y -> y > 0 ? 1 : 0);
        var exact = ForwardPass.of(net, X).backward(Y);
        for (var quantity : QUANTITIES) {
            double coarse = quantity.apply(NumericalGradient.of(net, X, Y, 1e-2)).minus(quantity.apply(exact)).maxAbs();
            double fine = quantity.apply(NumericalGradient.of(net, X, Y, 1e-3)).minus(quantity.apply(exact)).maxAbs();
            assertEquals(100, coarse / fine, 2, "ten times the step, a hundred times the error");
        }
    }

    @Test
    void betweenTruncationAndRoundOffLiesTheUsualStep() {
        var net = Network.inputs(3).layer(4, TANH).layer(2, SIGMOID).loss(CROSS_ENTROPY).random(7);
        var X = RandomCase.matrix(RandomCase.generator(7), 3, 5, 1.5);
        var Y = Matrix.generate(2, 5, (i, j) -> (i + j) % 2);
        var exact = ForwardPass.of(net, X).backward(Y).dW(1);
        double usual = ErrorMetric.of(NumericalGradient.of(net, X, Y).dW(1), exact);
        assertTrue(usual < 1e-9, "" + usual);
        assertTrue(ErrorMetric.of(NumericalGradient.of(net, X, Y, 1e-2).dW(1), exact) > 1000 * usual);
        assertTrue(ErrorMetric.of(NumericalGradient.of(net, X, Y, 1e-11).dW(1), exact) > 1000 * usual);
    }

    @Test
    void aStepOntoAKinkGivesHalfTheSlope() {
        var net = Network.inputs(1).layer(1, RELU).loss(Loss.of("output itself", (a, y) -> a, (a, y) -> 1))
                .weights(Matrix.of(1, 1, 1), Matrix.of(1, 1, 0));
        var X = Matrix.row(0);
        var Y = Matrix.row(0);
        assertEquals(0.5, NumericalGradient.of(net, X, Y).dZ(1).get(0, 0));
        assertEquals(0, ForwardPass.of(net, X).backward(Y).dZ(1).get(0, 0), "g′(0) = 0, by choice");
    }

    @Test
    void theOutputIsNudgedWithinItsRoom() {
        // a = 0.0009…: a step of 1e-5 without regard to it is off by h² / (3 a²), some 1e-5
        var net = Network.inputs(1).layer(1, SIGMOID).loss(CROSS_ENTROPY)
                .weights(Matrix.of(1, 1, -7), Matrix.of(1, 1, 0));
        var X = Matrix.row(1);
        var Y = Matrix.row(1);
        var exact = ForwardPass.of(net, X).backward(Y).dA(1);
        assertTrue(ErrorMetric.of(NumericalGradient.of(net, X, Y).dA(1), exact) < 1e-9);
        double a = ForwardPass.of(net, X).A(1).get(0, 0);
        double plain = -(Math.log(a + 1e-5) - Math.log(a - 1e-5)) / 2e-5;
        assertTrue(Math.abs(plain / exact.get(0, 0) - 1) > 1e-5);
    }

    @Test
    void aColumnReachesItsOwnLossOnly() {
        var c = RandomCase.first(50).filter(one -> one.X().columns() > 2 && one.net().L() == 2).findFirst()
                .orElseThrow();
        var fwd = ForwardPass.of(c.net(), c.X());
        var z = fwd.Z(1);
        var nudged = fwd.with(Kind.Z.at(1), z.with(0, 0, z.get(0, 0) + 1)).losses(c.Y());
        var old = fwd.losses(c.Y());
        for (int i = 0; i < c.X().columns(); i++) {
            assertEquals(i == 0, nudged.get(0, i) != old.get(0, i), "example " + i);
        }
    }

    @ParameterizedTest(name = "at {0}")
    @ValueSource(doubles = {-2, -0.3, 0, 0.7, 1.5})
    void theSlopeOfAFunctionOfOneVariable(double x) {
        assertEquals(Math.cos(x), NumericalGradient.slope(Math::sin, x), 1e-9);
        assertEquals(Math.cos(x) * Math.sin(0.1) / 0.1, NumericalGradient.centralDifference(Math::sin, x, 0.1), 1e-14,
                "exact for a sine, with its own factor");
    }

    @Test
    void aStraightLineHasItsSlopeWhateverTheStep() {
        assertEquals(-3, NumericalGradient.centralDifference(x -> 5 - 3 * x, 0.1, 1e-3), 1e-12);
        assertEquals(1, NumericalGradient.slope(x -> x, 1e6 / 3), "the width is what the two points really are apart");
    }
}
