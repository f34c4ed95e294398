package backstep.network;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.SOFTMAX_CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.ErrorMetric;
import backstep.check.GradientCheck;
import backstep.estimate.NumericalGradient;
import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.mode.ForwardAccumulation;
import backstep.engine.ForwardPass;
import backstep.sample.RandomCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one activation that is not elementwise, and its cross-entropy. */
class SoftmaxTest {

    private record Sample(Network net, Matrix X, Matrix Y) {

        static Sample of(long seed) {
            var random = RandomCase.generator(seed);
            int classes = 2 + (int) (seed % 4);
            int m = 1 + (int) (seed % 7);
            var net = Network.inputs(3).layer(4, seed % 2 == 0 ? TANH : RELU).layer(classes, SOFTMAX)
                    .loss(SOFTMAX_CROSS_ENTROPY).random(seed);
            // hard labels, or soft ones that sum to 1
            var Y = Matrix.generate(classes, m,
                    (k, i) -> seed % 3 == 0 ? 2.0 * (k + 1) / (classes * (classes + 1)) : k == i % classes ? 1 : 0);
            return new Sample(net, RandomCase.matrix(random, 3, m, 1.5), Y);
        }
    }

    @Test
    void itIsWhatThePlainFormulaGives() {
        var z = Matrix.of(3, 2, 1, -2, 2, 0.5, 3, 0);
        var a = SOFTMAX.A(z);
        for (int i = 0; i < 2; i++) {
            double sum = Math.exp(z.get(0, i)) + Math.exp(z.get(1, i)) + Math.exp(z.get(2, i));
            for (int k = 0; k < 3; k++) {
                assertEquals(Math.exp(z.get(k, i)) / sum, a.get(k, i), 1e-15);
            }
            assertEquals(1, a.columnAt(i).sum(), 1e-15);
        }
        assertEquals(0.09003057317038046, a.get(0, 0), 1e-16, "e / (e + e² + e³)");
    }

    @Test
    void ofTwoClassesItIsTheSigmoidOfTheDifference() {
        var a = SOFTMAX.A(Matrix.of(2, 3, 0.3, -4, 2, -1, 1.5, 2));
        assertEquals(Activation.SIGMOID.g(1.3), a.get(0, 0), 1e-15);
        assertEquals(Activation.SIGMOID.g(-5.5), a.get(0, 1), 1e-15);
        assertEquals(0.5, a.get(1, 2));
    }

    @Test
    void neitherItNorItsLossOverflowsOrLosesItsDigits() {
        var z = Matrix.column(1000, 0, -1000);
        assertEquals(Matrix.column(1, 0, 0), SOFTMAX.A(z));
        assertEquals(2000, SOFTMAX_CROSS_ENTROPY.fromZ(SOFTMAX, z, Matrix.column(0, 0, 1)).get(0, 0));
        assertEquals(Math.exp(-40),
                SOFTMAX_CROSS_ENTROPY.fromZ(SOFTMAX, Matrix.column(40, 0), Matrix.column(1, 0)).get(0, 0), 1e-32);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theJacobianProductIsTheOutputDelta(long seed) {
        var c = Sample.of(seed);
        var backward = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        var z = ForwardPass.of(c.net(), c.X()).Z(2);
        // A ∘ (dA − 11ᵀ(A ∘ dA)) = A − Y
        var byBp4 = Backprop.bp4(backward.dA(2), SOFTMAX, z);
        assertTrue(byBp4.minus(backward.dZ(2)).maxAbs() < 1e-14);
        assertEquals(SOFTMAX.A(z).minus(c.Y()), backward.dZ(2));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyDerivativeMeetsItsEstimateAndTheDualNumbers(long seed) {
        var c = Sample.of(seed);
        var report = GradientCheck.of(c.net(), c.X(), c.Y()).run();
        assertTrue(report.passed(), report::toString);
        var backward = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        var central = NumericalGradient.of(c.net(), c.X(), c.Y(), 1e-5);
        var dual = ForwardAccumulation.of(c.net(), c.X(), c.Y());
        assertTrue(dual.trusted().isEmpty());
        for (int l = 1; l <= 2; l++) {
            assertTrue(ErrorMetric.of(backward.dW(l), central.dW(l)) < 1e-8);
            assertTrue(ErrorMetric.of(backward.dW(l), dual.dW(l)) < 1e-13);
            assertTrue(ErrorMetric.of(backward.dA(l), dual.dA(l)) < 1e-13);
            assertTrue(ErrorMetric.of(backward.dZ(l), dual.dZ(l)) < 1e-13);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theDiagonalAloneIsWrong(long seed) {
        var c = Sample.of(seed);
        var mine = Rules.standard().with(Formula.OUTPUT_DELTA, at -> {
            var dA = Backprop.dA(at.net().loss(), at.A(), at.Y());
            return dA.hadamard(at.A().map(a -> a * (1 - a)));
        });
        var report = GradientCheck.of(c.net(), c.X(), c.Y()).rules(mine).run();
        assertFalse(report.passed());
        assertEquals(Formula.OUTPUT_DELTA, report.firstFault().orElseThrow().formula());
    }

    @ParameterizedTest(name = "z = {0}")
    @ValueSource(doubles = {30, 300, 600, 690, 700, 709, 730, 745, 746, 2000})
    void theRightEquationsPassHoweverSaturatedItIs(double z) {
        var net = Network.inputs(1).layer(3, SOFTMAX).loss(SOFTMAX_CROSS_ENTROPY)
                .weights(Matrix.column(1, 0, -1), Matrix.column(0, 0, 0));
        var report = GradientCheck.of(net, Matrix.row(z, -z, z), Matrix.of(3, 3, 1, 1, 0, 0, 0, 0.5, 0, 0, 0.5)).run();
        assertTrue(report.passed(), report::toString);
        assertEquals(9, report.blocks().size(), "Z A loss J dA dZ dW db dX");
    }

    @Test
    void itsOwnLossNeedsItAndNoOtherIsRefused() {
        var plan = Network.inputs(2);
        assertTrue(refusal(() -> plan.layer(2, TANH).loss(SOFTMAX_CROSS_ENTROPY).random(1))
                .contains("needs softmax in the last layer"));
        assertTrue(refusal(() -> plan.layer(2, SOFTMAX).loss(Loss.CROSS_ENTROPY).random(1))
                .contains("needs a sigmoid in the last layer"));
        assertTrue(assertThrows(UnsupportedOperationException.class, () -> SOFTMAX.gPrime(Matrix.row(1))).getMessage()
                .contains("whole column"));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"1, 1", "0, 0", "-1, 2", "0.5, 0.4", "NaN, 1"})
    void labelsSumToOne(double first, double second) {
        var net = Network.inputs(1).layer(2, SOFTMAX).loss(SOFTMAX_CROSS_ENTROPY).random(1);
        assertThrows(IllegalArgumentException.class,
                () -> ForwardPass.of(net, Matrix.row(1)).cost(Matrix.column(first, second)));
    }

    private static String refusal(Executable action) {
        return assertThrows(IllegalArgumentException.class, action).getMessage();
    }
}
