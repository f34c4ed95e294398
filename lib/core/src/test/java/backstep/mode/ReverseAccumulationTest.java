package backstep.mode;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SOFTMAX_CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.ErrorMetric;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.engine.ForwardPass;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One pass back over the scalar graph of the cost gives what BP1–BP4 give, without them. */
class ReverseAccumulationTest {

    private static final double ROUND_OFF = 1e-12;

    static Stream<RandomCase> cases() {
        return RandomCase.first(40);
    }

    /**
     * Each activation twice in the middle; behind it squared error, or sigmoid or softmax with its own cross-entropy.
     */
    static Stream<Arguments> builtIn() {
        return FormsTest.activations().flatMap(g -> Stream.of(SQUARED_ERROR, CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY)
                .map(loss -> Arguments.of(g, loss)));
    }

    private static RandomCase with(Activation hidden, Activation last, Loss loss) {
        var net = Network.inputs(3).layer(5, hidden).layer(4, hidden).layer(2, last).loss(loss).random(22);
        var first = Matrix.generate(1, 6, (i, j) -> j % 3 / 2.0);
        var Y = Matrix.generate(2, 6, (i, j) -> i == 0 ? first.get(0, j) : 1 - first.get(0, j));
        return new RandomCase(21, net, RandomCase.matrix(RandomCase.generator(21), 3, 6, 1.5), Y);
    }

    private static ReverseAccumulation reverse(RandomCase c) {
        return ReverseAccumulation.of(c.net(), c.X(), c.Y());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void itAgreesWithBackpropagation(RandomCase c) {
        assertNear(c);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("builtIn")
    void itAgreesWithBackpropagationForEveryActivationAndLossAndTrustsNothing(Activation g, Loss loss) {
        var c = with(g, loss == CROSS_ENTROPY ? SIGMOID : loss == SOFTMAX_CROSS_ENTROPY ? SOFTMAX : g, loss);
        assertNear(c);
        assertEquals(List.of(), reverse(c).trusted());
    }

    private static void assertNear(RandomCase c) {
        var expected = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        var actual = reverse(c);
        assertNear("dX", expected.dX(), actual.dX());
        for (int l = 1; l <= c.net().L(); l++) {
            assertNear("dW" + l, expected.dW(l), actual.dW(l));
            assertNear("db" + l, expected.db(l), actual.db(l));
            assertNear("dZ" + l, expected.dZ(l), actual.dZ(l));
            assertNear("dA" + l, expected.dA(l), actual.dA(l));
        }
        double cost = ForwardPass.of(c.net(), c.X()).cost(c.Y());
        assertEquals(cost, actual.cost().value(), ROUND_OFF * Math.max(1, cost));
    }

    /** Relative to the block's own size, however small it is. */
    private static void assertNear(String name, Matrix expected, Matrix actual) {
        double error = actual.minus(expected).maxAbs();
        assertTrue(error <= ROUND_OFF * expected.maxAbs(),
                () -> "%s is off by %s of %s".formatted(name, error, expected.maxAbs()));
    }

    @Test
    void onePassOverTheGraphOfTheCostGivesEveryParameter() {
        var reverse = reverse(with(TANH, SIGMOID, CROSS_ENTROPY));
        var graph = reverse.cost().graph();
        assertEquals("J", reverse.cost().name());
        assertEquals(graph.nodes().size() - 1, reverse.cost().index());
        assertEquals(graph.edges(), reverse.ofCost().multiplications());
        var weight = graph.nodes().stream().filter(node -> node.name().equals("W[2](3, 1)")).findFirst().orElseThrow();
        assertEquals(reverse.dW(2).get(3, 1), reverse.ofCost().at(weight));
        assertEquals(graph.tangents(weight).at(reverse.cost()), reverse.ofCost().at(weight), 1e-15);
    }

    /** A saturated sigmoid: the path through Z stays finite where dA[L] is infinite, as in the backward pass. */
    @Test
    void inSaturationTheDeltaIsFiniteAndTheDerivativeByTheOutputInfinite() {
        var net = Network.inputs(1).layer(1, SIGMOID).loss(CROSS_ENTROPY)
                .weights(Matrix.of(1, 1, 800), Matrix.of(1, 1, 0));
        var reverse = ReverseAccumulation.of(net, Matrix.row(1, -1), Matrix.row(0, 1));
        assertEquals(Matrix.row(1, -1), reverse.dZ(1));
        assertEquals(Matrix.row(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY), reverse.dA(1));
        assertEquals(ForwardPass.of(net, Matrix.row(1, -1)).backward(Matrix.row(0, 1)).dA(1), reverse.dA(1));
    }

    @Test
    void itNamesWhatItTakesOnTrust() {
        assertEquals(List.of("the scalar graph uses the given g′ of sine in layer 1",
                "the scalar graph uses the given g′ of sine in layer 2",
                "the scalar graph uses the given derivative of the loss quartic"),
                reverse(with(RandomCase.SINE, TANH, RandomCase.QUARTIC)).trusted());
    }

    @Test
    void aWrongDerivativeOfOnesOwnActivationIsCaughtByQuotientsAndNotByThisOpinion() {
        var c = with(Activation.of("sine of mine", Math::sin, z -> 0.9 * Math.cos(z)), TANH, SQUARED_ERROR);
        assertNear(c);
        assertTrue(ErrorMetric.of(reverse(c).dW(1), NumericalGradient.of(c.net(), c.X(), c.Y()).dW(1)) > 0.05);
    }

    @Test
    void inputsAndLabelsThatDoNotFitAreRefusedAsByAForwardPass() {
        var c = with(TANH, TANH, SQUARED_ERROR);
        var refusal = assertThrows(IllegalArgumentException.class, () -> ReverseAccumulation.of(c.net(), c.Y(), c.Y()));
        assertEquals(assertThrows(IllegalArgumentException.class, () -> ForwardPass.of(c.net(), c.Y())).getMessage(),
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ReverseAccumulation.of(c.net(), c.X(), c.X()));
    }
}
