package backstep.mode;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.ErrorMetric;
import backstep.check.GradientCheck;
import backstep.estimate.NumericalGradient;
import backstep.check.Report;
import backstep.check.SideBySide;
import backstep.engine.Formula;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The second opinion agrees with backpropagation to round-off, and says what it cannot judge. */
class ForwardAccumulationTest {

    private static final double ROUND_OFF = 1e-12;
    private static final Activation WRONG_SLOPE = Activation.of("sine of mine", Math::sin, z -> 0.9 * Math.cos(z));
    private static final Loss WRONG_LOSS = Loss.of("loss of mine", (a, y) -> (a - y) * (a - y), (a, y) -> a - y);

    static Stream<RandomCase> cases() {
        return RandomCase.first(40);
    }

    /**
     * Each activation twice in the middle; cross-entropy behind a sigmoid, squared error behind the activation itself.
     */
    static Stream<Arguments> builtIn() {
        return FormsTest.activations()
                .flatMap(g -> Stream.of(SQUARED_ERROR, CROSS_ENTROPY).map(loss -> Arguments.of(g, loss)));
    }

    private static RandomCase with(Activation hidden, Activation last, Loss loss) {
        var random = RandomCase.generator(21);
        var net = Network.inputs(3).layer(5, hidden).layer(4, hidden).layer(2, last).loss(loss).random(22);
        return new RandomCase(21, net, RandomCase.matrix(random, 3, 6, 1.5),
                Matrix.generate(2, 6, (i, j) -> (i + j) % 3 / 2.0));
    }

    private static Gradients backward(RandomCase c) {
        return ForwardPass.of(c.net(), c.X()).backward(c.Y());
    }

    private static ForwardAccumulation dual(RandomCase c) {
        return ForwardAccumulation.of(c.net(), c.X(), c.Y());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void itAgreesWithBackpropagation(RandomCase c) {
        assertNear(c, backward(c), dual(c));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("builtIn")
    void itAgreesWithBackpropagationForEveryActivationAndLossAndTrustsNothing(Activation g, Loss loss) {
        var c = with(g, loss == CROSS_ENTROPY ? SIGMOID : g, loss);
        assertNear(c, backward(c), dual(c));
        assertEquals(List.of(), dual(c).trusted());
    }

    private static void assertNear(RandomCase c, Gradients expected, Gradients actual) {
        assertNear("dX", expected.dX(), actual.dX());
        for (int l = 1; l <= c.net().L(); l++) {
            assertNear("dW" + l, expected.dW(l), actual.dW(l));
            assertNear("db" + l, expected.db(l), actual.db(l));
            assertNear("dZ" + l, expected.dZ(l), actual.dZ(l));
            assertNear("dA" + l, expected.dA(l), actual.dA(l));
        }
    }

    /** Relative to the block's own size, however small it is. */
    private static void assertNear(String name, Matrix expected, Matrix actual) {
        double error = actual.minus(expected).maxAbs();
        assertTrue(error <= ROUND_OFF * expected.maxAbs(),
                () -> "%s is off by %s of %s".formatted(name, error, expected.maxAbs()));
    }

    @Test
    void itNamesWhatItTakesOnTrust() {
        var c = with(RandomCase.SINE, TANH, RandomCase.QUARTIC);
        assertEquals(List.of("the dual numbers use the given g′ of sine in layer 1",
                "the dual numbers use the given g′ of sine in layer 2",
                "the dual numbers use the given derivative of the loss quartic"), dual(c).trusted());
    }

    /** A form that bears a built-in name is a user's own all the same. */
    @Test
    void aUsersSoftplusIsTakenOnTrust() {
        var trusted = dual(with(RandomCase.SOFTPLUS, TANH, SQUARED_ERROR)).trusted();
        assertEquals(2, trusted.size());
        assertTrue(trusted.get(0).contains("softplus"), trusted::toString);
    }

    @Test
    void aWrongDerivativeOfOnesOwnActivationIsCaughtByQuotientsAndNotByThisOpinion() {
        var c = with(WRONG_SLOPE, TANH, SQUARED_ERROR);
        assertNear(c, backward(c), dual(c));
        assertTrue(dual(c).trusted().get(0).contains("sine of mine"));
        assertTrue(ErrorMetric.of(dual(c).dW(1), NumericalGradient.of(c.net(), c.X(), c.Y()).dW(1)) > 0.05);
        assertFirstFault(c, Formula.BP4, 2);
    }

    @Test
    void aWrongDerivativeOfOnesOwnLossIsCaughtByQuotientsAndNotByThisOpinion() {
        var c = with(TANH, TANH, WRONG_LOSS);
        assertNear(c, backward(c), dual(c));
        assertEquals(List.of("the dual numbers use the given derivative of the loss loss of mine"), dual(c).trusted());
        assertFirstFault(c, Formula.OUTPUT_DA, 3);
    }

    private static void assertFirstFault(RandomCase c, Formula formula, int l) {
        Report report = GradientCheck.of(c.net(), c.X(), c.Y()).run();
        var fault = report.firstFault().orElseThrow();
        assertEquals(formula, fault.formula());
        assertEquals(l, fault.l());
    }

    @Test
    void sideBySideTheNoteStandsBelowTheNumbers() {
        var c = with(WRONG_SLOPE, TANH, SQUARED_ERROR);
        var opinions = SideBySide.of(c.net(), c.X(), c.Y(), Kind.DW.at(2));
        assertEquals(dual(c).trusted(), opinions.trusted());
        assertTrue(opinions.toString().endsWith("\n— the dual numbers use the given g′ of sine of mine in layer 2"),
                opinions::toString);
        assertNear("dual beside analytic", opinions.analytic(), opinions.dual());
        opinions.estimates().forEach((scheme, estimate) ->
                assertTrue(ErrorMetric.of(opinions.dual(), estimate.value()) > 0.05, scheme::toString));
    }
}
