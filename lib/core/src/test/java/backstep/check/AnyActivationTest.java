package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.SOFTPLUS;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.engine.Formula;
import backstep.engine.Gradients;
import backstep.engine.Rules;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.mode.ForwardAccumulation;
import backstep.mode.ReverseAccumulation;
import backstep.mode.SecondOpinion;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.OwnActivation;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An activation may take a column or the whole batch, in any layer and before any loss: check, estimates and second
 * opinions follow it.
 */
class AnyActivationTest {

    private static final double ROUND_OFF = 1e-12;
    private static final int L = 3;

    private static Stream<Activation> activations() {
        return Stream.concat(Stream.of(SOFTMAX), OwnActivation.ALL.stream());
    }

    /** Each in each layer, before squared error and a loss of one's own, on several networks. */
    static Stream<Arguments> everywhere() {
        return activations().flatMap(g -> IntStream.rangeClosed(1, L).boxed()
                .flatMap(l -> Stream.of(Loss.SQUARED_ERROR, RandomCase.PSEUDO_HUBER)
                .flatMap(loss -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(g, l, loss, seed)))));
    }

    private static RandomCase with(Activation g, int layer, Loss loss, long seed) {
        var others = List.of(TANH, SOFTPLUS, SIGMOID);
        var plan = Network.inputs(3);
        for (int l = 1; l <= L; l++) {
            plan = plan.layer(3 + (l + (int) seed) % 3, l == layer ? g : others.get((l + (int) seed) % 3));
        }
        var net = plan.loss(loss).random(seed);
        var random = RandomCase.generator(seed);
        return new RandomCase(seed, net, RandomCase.matrix(random, 3, 5, 1.5),
                RandomCase.matrix(random, net.n(L), 5, 1));
    }

    private static Report check(RandomCase c) {
        return GradientCheck.of(c.net(), c.X(), c.Y()).run();
    }

    @ParameterizedTest(name = "{0} in layer {1}, {2}, seed {3}")
    @MethodSource("everywhere")
    void theCheckPassesAndDecidesEveryBlockThatIsNotZero(Activation g, int l, Loss loss, long seed) {
        var c = with(g, l, loss, seed);
        var report = check(c);
        assertTrue(report.passed() && report.firstFault().isEmpty() && report.notes().isEmpty(), report::toString);
        // What is centred over the batch does not feel its bias: a derivative of 0, and a rounding.
        var undecided = g.mixesExamples() ? List.of(Kind.DB.at(l)) : List.of();
        assertEquals(undecided, report.blocks().stream().filter(block -> block.verdict() != Verdict.OK)
                .map(Block::quantity).toList(),
                report::toString);
        assertTrue(GradientCheck.of(c.net(), c.X(), c.Y()).directional(seed).passed());
    }

    @ParameterizedTest(name = "{0} in layer {1}, {2}, seed {3}")
    @MethodSource("everywhere")
    void estimatesAndSecondOpinionsAgreeWithBackpropagation(Activation g, int l, Loss loss, long seed) {
        var c = with(g, l, loss, seed);
        var backward = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        assertNear(backward, NumericalGradient.of(c.net(), c.X(), c.Y()), 1e-9);
        assertNear(backward, ForwardAccumulation.of(c.net(), c.X(), c.Y()), ROUND_OFF);
        assertNear(backward, ReverseAccumulation.of(c.net(), c.X(), c.Y()), ROUND_OFF);
    }

    /** Relative to the deltas that a block is made of: where the batch is centred, those of a bias cancel. */
    private static void assertNear(Gradients expected, Gradients actual, double relative) {
        assertNear("dX", expected.dX(), actual.dX(), relative);
        for (int l = 1; l <= L; l++) {
            double error = relative * Math.max(1, expected.dZ(l).maxAbs());
            assertNear("dW" + l, expected.dW(l), actual.dW(l), error);
            assertNear("db" + l, expected.db(l), actual.db(l), error);
            assertNear("dZ" + l, expected.dZ(l), actual.dZ(l), error);
            assertNear("dA" + l, expected.dA(l), actual.dA(l), error);
        }
    }

    private static void assertNear(String name, Matrix expected, Matrix actual, double allowed) {
        double error = actual.minus(expected).maxAbs();
        assertTrue(error <= allowed * Math.max(1, expected.maxAbs()),
                () -> "%s is off by %s of %s".formatted(name, error, expected.maxAbs()));
    }

    static Stream<Arguments> forgetful() {
        return OwnActivation.ALL.stream().flatMap(g -> IntStream.rangeClosed(1, L).boxed()
                .flatMap(l -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(g.forgetful(), l, seed))));
    }

    @ParameterizedTest(name = "{0} in layer {1}, seed {2}")
    @MethodSource("forgetful")
    void aPullbackThatForgetsTheOtherEntriesIsWrongAndLocated(Activation g, int l, long seed) {
        var fault = check(with(g, l, Loss.SQUARED_ERROR, seed)).firstFault().orElseThrow();
        assertEquals(l == L ? Formula.OUTPUT_DELTA : Formula.BP4, fault.formula());
        assertEquals(l, fault.l());
    }

    @ParameterizedTest(name = "in layer {0}")
    @ValueSource(ints = {1, 2, 3})
    void theDiagonalOfSoftmaxAloneIsWrongAtItsLayer(int l) {
        var c = with(SOFTMAX, l, Loss.SQUARED_ERROR, 2);
        var formula = l == L ? Formula.OUTPUT_DELTA : Formula.BP4;
        var right = Rules.standard();
        var mine = right.with(formula, at -> at.g() != SOFTMAX ? right.apply(formula, at)
                : (l == L ? at.A().minus(at.Y()) : at.dA()).hadamard(at.A().map(a -> a * (1 - a))));
        var fault = GradientCheck.of(c.net(), c.X(), c.Y()).rules(mine).run().firstFault().orElseThrow();
        assertEquals(formula, fault.formula());
        assertEquals(l, fault.l());
    }

    /** Whoever takes the pullback on trust is deceived with it, and says so. */
    @ParameterizedTest(name = "{0} in layer {1}, seed {2}")
    @MethodSource("forgetful")
    void theSecondOpinionsTrustAPullbackAndSaySo(Activation g, int l, long seed) {
        var c = with(g, l, Loss.SQUARED_ERROR, seed);
        var backward = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        for (SecondOpinion opinion : List.of(ForwardAccumulation.of(c.net(), c.X(), c.Y()),
                ReverseAccumulation.of(c.net(), c.X(), c.Y()))) {
            assertNear(backward, opinion, ROUND_OFF);
            assertEquals(List.of("%s the given pullback of %s in layer %d".formatted(opinion.source(), g.name(), l)),
                    opinion.trusted());
        }
    }

    @Test
    void softmaxIsTrustedByNobody() {
        IntStream.rangeClosed(1, L).mapToObj(l -> with(SOFTMAX, l, Loss.SQUARED_ERROR, 1)).forEach(c -> {
            assertEquals(List.of(), ForwardAccumulation.of(c.net(), c.X(), c.Y()).trusted());
            assertEquals(List.of(), ReverseAccumulation.of(c.net(), c.X(), c.Y()).trusted());
        });
    }

    /**
     * An elementwise function that mixes no examples, written as one of the whole layer, is estimated as the other is.
     */
    @Test
    void anElementwiseActivationWrittenForTheWholeLayerHasTheSameEstimates() {
        Elementwise tanh = TANH;
        var whole = new OwnActivation("tanh of the layer", tanh::A, tanh::pullback, false);
        var mixing = new OwnActivation("tanh of the batch", tanh::A, tanh::pullback, true);
        var own = with(tanh, 2, Loss.SQUARED_ERROR, 1);
        var expected = NumericalGradient.of(own.net(), own.X(), own.Y());
        for (var g : List.of(whole, mixing)) {
            var c = with(g, 2, Loss.SQUARED_ERROR, 1);
            assertNear(expected, NumericalGradient.of(c.net(), c.X(), c.Y()), 1e-10);
        }
    }
}
