package backstep.network;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SOFTMAX_CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.estimate.ErrorMetric;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.mode.ForwardAccumulation;
import backstep.mode.ReverseAccumulation;
import backstep.sample.RandomCase;
import backstep.train.TrainingLoop;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes that count for more or less are a parameter of the loss. */
class ClassWeightsTest {

    private static final double ROUND_OFF = 1e-13;

    private record Sample(Network net, Matrix X, Matrix Y) {

        /** Soft labels in every third. */
        static Sample softmax(long seed) {
            int classes = 2 + (int) (seed % 4);
            int m = 1 + (int) (seed % 7);
            var net = Network.inputs(3).layer(4, seed % 2 == 0 ? TANH : RELU).layer(classes, SOFTMAX)
                    .loss(Loss.softmaxCrossEntropy(weights(classes))).random(seed);
            var Y = Matrix.generate(classes, m,
                    (k, i) -> seed % 3 == 0 ? 2.0 * (k + 1) / (classes * (classes + 1)) : k == i % classes ? 1 : 0);
            return new Sample(net, RandomCase.matrix(RandomCase.generator(seed), 3, m, 1.5), Y);
        }

        static Sample sigmoid(long seed) {
            int outputs = 1 + (int) (seed % 3);
            int m = 1 + (int) (seed % 7);
            var net = Network.inputs(3).layer(4, TANH).layer(outputs, SIGMOID)
                    .loss(Loss.crossEntropy(weights(outputs))).random(seed);
            var Y = Matrix.generate(outputs, m, (k, i) -> seed % 3 == 0 ? 0.25 * (k + 1) : (k + i) % 2);
            return new Sample(net, RandomCase.matrix(RandomCase.generator(seed), 3, m, 1.5), Y);
        }

        private static double[] weights(int n) {
            return Matrix.generate(1, n, (i, k) -> k == 1 ? 0 : 0.5 + 2 * k).toArray()[0];
        }

        @Override
        public String toString() {
            return net.toString();
        }
    }

    static Stream<Sample> samples() {
        return Stream.iterate(1L, seed -> seed + 1).limit(12)
                .flatMap(seed -> Stream.of(Sample.softmax(seed), Sample.sigmoid(seed)));
    }

    /** As nn.CrossEntropyLoss(weight=[5, 1, 2]) at z = (1, 2, 3) and nn.BCEWithLogitsLoss(weight=[3]) at z = 1. */
    @Test
    void theLossAndItsDeltaAreThoseComputedByHand() {
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
        var z = Matrix.column(1, 2, 3);
        var loss = Loss.softmaxCrossEntropy(5, 1, 2);
        assertEquals(5 * (Math.log(sum) - 1), loss.fromZ(SOFTMAX, z, Matrix.column(1, 0, 0)).get(0, 0), 1e-14);
        assertEquals(5 * 2.4076059644443806, loss.fromZ(SOFTMAX, z, Matrix.column(1, 0, 0)).get(0, 0), 1e-14);
        assertNear(Matrix.column(5 * (Math.exp(1) / sum - 1), 5 * Math.exp(2) / sum, 5 * Math.exp(3) / sum),
                loss.dZ(SOFTMAX, z, Matrix.column(1, 0, 0)));
        // soft labels: T = (2.5, 0.5, 0), Σ T = 3
        assertNear(Matrix.column(3 * Math.exp(1) / sum - 2.5, 3 * Math.exp(2) / sum - 0.5, 3 * Math.exp(3) / sum),
                loss.dZ(SOFTMAX, z, Matrix.column(0.5, 0.5, 0)));
        var binary = Loss.crossEntropy(3);
        assertEquals(3 * 1.3132616875182228, binary.fromZ(SIGMOID, Matrix.row(1), Matrix.row(0)).get(0, 0), 1e-14);
        assertEquals(3 * 0.7310585786300049, binary.dZ(SIGMOID, Matrix.row(1), Matrix.row(0)).get(0, 0), 1e-15);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void everyDerivativeMeetsItsEstimateAndBothModes(Sample c) {
        var backward = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        var central = NumericalGradient.of(c.net(), c.X(), c.Y(), 1e-5);
        var dual = ForwardAccumulation.of(c.net(), c.X(), c.Y());
        var graph = ReverseAccumulation.of(c.net(), c.X(), c.Y());
        assertTrue(dual.trusted().isEmpty() && graph.trusted().isEmpty());
        assertEquals(ForwardPass.of(c.net(), c.X()).cost(c.Y()), graph.cost().value(), ROUND_OFF);
        for (int l = 1; l <= 2; l++) {
            assertTrue(ErrorMetric.of(backward.dW(l), central.dW(l)) < 1e-8);
            for (var other : List.of(dual, graph)) {
                assertTrue(ErrorMetric.of(backward.dW(l), other.dW(l)) < ROUND_OFF);
                assertTrue(ErrorMetric.of(backward.db(l), other.db(l)) < ROUND_OFF);
                assertTrue(ErrorMetric.of(backward.dZ(l), other.dZ(l)) < ROUND_OFF);
                assertTrue(ErrorMetric.of(backward.dA(l), other.dA(l)) < ROUND_OFF);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void theRecordedLoopTakesTheStepsOfThePasses(Sample c) {
        var loop = TrainingLoop.of(c.net(), 0.1);
        var byPasses = c.net();
        for (int step = 0; step < 3; step++) {
            loop.step(c.X(), c.Y());
            byPasses = ForwardPass.of(byPasses, c.X()).backward(c.Y()).step(0.1);
        }
        for (int l = 1; l <= 2; l++) {
            assertNear(byPasses.W(l), loop.network().W(l));
            assertNear(byPasses.b(l), loop.network().b(l));
        }
    }

    @Test
    void weightsOf1AreNone() {
        var z = Matrix.of(3, 2, 1, -40, 2, 0, 3, 40);
        var Y = Matrix.of(3, 2, 1, 0, 0, 1, 0, 0);
        var loss = Loss.softmaxCrossEntropy(1, 1, 1);
        assertEquals(SOFTMAX_CROSS_ENTROPY.fromZ(SOFTMAX, z, Y), loss.fromZ(SOFTMAX, z, Y));
        assertEquals(SOFTMAX_CROSS_ENTROPY.dZ(SOFTMAX, z, Y), loss.dZ(SOFTMAX, z, Y));
        assertSame(SOFTMAX_CROSS_ENTROPY, Loss.softmaxCrossEntropy());
        assertSame(CROSS_ENTROPY, Loss.crossEntropy());
    }

    @Test
    void aClassOfWeight0CountsForNothingHoweverSaturated() {
        var loss = Loss.softmaxCrossEntropy(0, 2);
        var z = Matrix.column(-2000, 2000);
        assertEquals(0, loss.fromZ(SOFTMAX, z, Matrix.column(1, 0)).get(0, 0));
        assertEquals(Matrix.column(0, 0), loss.dZ(SOFTMAX, z, Matrix.column(1, 0)));
        assertEquals(Matrix.column(0, 0), loss.dA(SOFTMAX.A(z), Matrix.column(1, 0)));
        assertEquals(Matrix.column(0), Loss.crossEntropy(0, 1).dA(Matrix.column(0, 0.5), Matrix.column(1, 1))
                .rowAt(0));
    }

    @Test
    void aLossIsItsWeights() {
        assertEquals(Loss.crossEntropy(1, 2), Loss.crossEntropy(1, 2));
        assertEquals(Loss.crossEntropy(1, 2).hashCode(), Loss.crossEntropy(1, 2).hashCode());
        assertNotEquals(Loss.crossEntropy(1, 2), Loss.crossEntropy(2, 1));
        assertNotEquals(Loss.crossEntropy(1, 2), Loss.softmaxCrossEntropy(1, 2));
        assertNotEquals(Loss.crossEntropy(1, 2), CROSS_ENTROPY);
        assertEquals(List.of(5.0, 1.0), Loss.softmaxCrossEntropy(5, 1).weights());
        assertSame(SOFTMAX_CROSS_ENTROPY, Loss.softmaxCrossEntropy(5, 1).unweighted());
        assertSame(Loss.SQUARED_ERROR, Loss.SQUARED_ERROR.unweighted());
        assertEquals("2-2 (softmax; softmax cross-entropy with weights 5, 0.25)",
                Network.inputs(2).layer(2, SOFTMAX).loss(Loss.softmaxCrossEntropy(5, 0.25)).random(1).toString());
        assertEquals("cross-entropy", CROSS_ENTROPY.toString());
    }

    static Stream<Arguments> refusals() {
        var plan = Network.inputs(2).layer(3, SOFTMAX);
        return Stream.of(
                Arguments.of("a negative weight", (Runnable) () -> Loss.crossEntropy(1, -2), "output 2 is -2.0"),
                Arguments.of("no number", (Runnable) () -> Loss.softmaxCrossEntropy(Double.NaN), "output 1 is NaN"),
                Arguments.of("an infinite one", (Runnable) () -> Loss.crossEntropy(Double.POSITIVE_INFINITY),
                        "finite"),
                Arguments.of("nothing but 0", (Runnable) () -> Loss.crossEntropy(0, 0), "all weights"),
                Arguments.of("a weight too few", (Runnable) () -> plan.loss(Loss.softmaxCrossEntropy(1, 2)).random(1),
                        "2 weights, the last layer 3 outputs"),
                Arguments.of("a weight too many for the labels",
                        (Runnable) () -> Loss.crossEntropy(1, 2).requireLabels(Matrix.row(1)), "2 weights"),
                Arguments.of("a weight too many for a call",
                        (Runnable) () -> Loss.crossEntropy(1, 2).dA(Matrix.row(0.5), Matrix.row(1)), "1 output:"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whatIsNoWeightIsRefused(String what, Runnable action, String expected) {
        var message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
        assertTrue(message.contains(expected), message);
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(delimiter = '|', value = {
            "5, 0, 0 | if 5.0 is the weight of a class, weights belong to the loss: Loss.softmaxCrossEntropy(w₁, …",
            "0, 0.2, 0 | Loss.softmaxCrossEntropy(w₁, …, w₃), with labels of 0 and 1",
            "50, 30, 20 | weights belong to the loss",
            "1, 1, 0 | sigmoids with cross-entropy are meant",
            "0, 0, 0 | sum to 1, with a row for each class",
            "2, -1, 0 | sum to 1, with a row for each class"})
    void labelsThatDoNotSumTo1SayWhatIsMeant(String labels, String expected) {
        var Y = Matrix.column(Stream.of(labels.split(",")).mapToDouble(Double::parseDouble).toArray());
        var message = assertThrows(IllegalArgumentException.class, () -> SOFTMAX_CROSS_ENTROPY.requireLabels(Y))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void aLabelAbove1BehindASigmoidNamesTheWeights() {
        var message = assertThrows(IllegalArgumentException.class, () -> CROSS_ENTROPY.requireLabels(Matrix.row(0, 5)))
                .getMessage();
        assertTrue(message.contains("Loss.crossEntropy(w₁, …)"), message);
    }

    static Stream<Arguments> wrongPairs() {
        return Stream.of(Arguments.of(CROSS_ENTROPY, SOFTMAX), Arguments.of(CROSS_ENTROPY, TANH),
                Arguments.of(CROSS_ENTROPY, IDENTITY), Arguments.of(Loss.crossEntropy(1, 2), SOFTMAX),
                Arguments.of(SOFTMAX_CROSS_ENTROPY, SIGMOID), Arguments.of(SOFTMAX_CROSS_ENTROPY, RELU),
                Arguments.of(Loss.softmaxCrossEntropy(1, 2), SIGMOID));
    }

    @ParameterizedTest(name = "{0} behind {1}")
    @MethodSource("wrongPairs")
    void aLossBehindAnotherActivationSaysWhatGoesWithWhat(Loss loss, Activation g) {
        var message = assertThrows(IllegalArgumentException.class,
                () -> Network.inputs(2).layer(2, g).loss(loss).random(1)).getMessage();
        assertTrue(message.endsWith("given: %s; cross-entropy goes behind a sigmoid, softmax cross-entropy behind "
                .formatted(g) + "softmax, squared error behind any activation"), message);
    }

    @Test
    void aSigmoidOfOnesOwnIsSaidToBeAnother() {
        var own = Activation.of("sigmoid", z -> 1 / (1 + Math.exp(-z)), z -> 0);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> CROSS_ENTROPY.requireOutput(own)).getMessage()
                .contains("another function named sigmoid"));
    }

    private static void assertNear(Matrix expected, Matrix given) {
        assertTrue(given.minus(expected).maxAbs() < ROUND_OFF, () -> "%s, not %s".formatted(given, expected));
    }
}
