package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Right code of a loss with weights, or of squared error behind softmax, is right; wrong code of them is located. */
class LossCheckTest {

    private static Network net(Loss loss, long seed) {
        return Network.inputs(3).layer(4, TANH).layer(3, loss.unweighted() == Loss.CROSS_ENTROPY ? SIGMOID : SOFTMAX)
                .loss(loss).random(seed);
    }

    private static GradientCheck check(Network net, long seed) {
        var X = RandomCase.matrix(RandomCase.generator(seed), 3, 5, 1.5);
        return GradientCheck.of(net, X, Matrix.generate(3, 5, (k, i) -> k == i % 3 ? 1 : 0));
    }

    private static Loss loss(long seed) {
        var random = RandomCase.generator(-seed);
        double[] w = IntStream.range(0, 3).mapToDouble(k -> Math.exp(random.nextDouble(-3, 3))).toArray();
        return seed % 3 == 0 ? Loss.SQUARED_ERROR : seed % 3 == 1 ? Loss.crossEntropy(w) : Loss.softmaxCrossEntropy(w);
    }

    static Stream<Arguments> right() {
        return LongStream.rangeClosed(1, 60).mapToObj(seed -> Arguments.of(net(loss(seed), seed), seed));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("right")
    void theLibrarysEquationsAreRight(Network net, long seed) {
        var report = check(net, seed).run();
        assertTrue(report.passed(), report::toString);
        assertTrue(report.blocks().stream().allMatch(block -> block.verdict() == Verdict.OK), report::toString);
        assertTrue(check(net, seed).directional(seed).passed());
    }

    /** dZ = A ∘ (dA − 11ᵀ(A ∘ dA)), σ′ ∘ dA, and J summed otherwise. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("right")
    void otherRightFormsAreRight(Network net, long seed) {
        var mine = Rules.standard().with(Formula.OUTPUT_DELTA,
                at -> Backprop.bp4(net.loss().dA(at.A(), at.Y()), at.g(), at.Z()))
                .with(Formula.COST, at -> Matrix.row(net.loss().fromA(at.A(), at.Y()).times(1.0 / 5).sum()));
        var report = check(net, seed).rules(mine).run();
        assertTrue(report.passed(), report::toString);
    }

    @ParameterizedTest(name = "z = {0}")
    @ValueSource(doubles = {3, 30, 300, 700, 745, 2000})
    void weightsAreRightHoweverSaturatedItIs(double z) {
        var net = Network.inputs(1).layer(3, SOFTMAX).loss(Loss.softmaxCrossEntropy(5, 1, 0.1))
                .weights(Matrix.column(1, 0, -1), Matrix.column(0, 0, 0));
        var report = GradientCheck.of(net, Matrix.row(z, -z, z), Matrix.of(3, 3, 1, 1, 0, 0, 0, 0.5, 0, 0, 0.5)).run();
        assertTrue(report.passed(), report::toString);
        var binary = Network.inputs(1).layer(1, SIGMOID).loss(Loss.crossEntropy(7))
                .weights(Matrix.row(1), Matrix.row(0));
        var saturated = GradientCheck.of(binary, Matrix.row(z, -z), Matrix.row(0, 0)).run();
        assertTrue(saturated.passed(), saturated::toString);
    }

    /** With the guard that keeps ln finite, as float32 code has it. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 4, 5})
    void aGuardedCostWithWeightsIsRight(long seed) {
        var net = net(loss(seed), seed);
        var w = net.loss().weights();
        boolean both = net.loss().unweighted() == Loss.CROSS_ENTROPY;
        var mine = Rules.standard().with(Formula.COST, at -> Matrix.row(at.A().combine("cost", at.Y(), (a, y) ->
                -y * Math.log(a + 1e-6) - (both ? (1 - y) * Math.log(1 - a + 1e-6) : 0))
                .hadamard(Matrix.generate(3, 5, (k, i) -> w.get(k))).sum() / 5));
        var report = check(net, seed).rules(mine).run();
        assertTrue(report.passed(), report::toString);
        assertTrue(report.convention().guard().isPresent(), report::toString);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("the weights left out of dZ", Rules.standard().with(Formula.OUTPUT_DELTA,
                        at -> at.A().minus(at.Y())), Formula.OUTPUT_DELTA, "left out"),
                Arguments.of("the weights left out of J", Rules.standard().with(Formula.COST, at -> Matrix.row(
                        at.net().loss().unweighted().fromZ(at.g(), at.Z(), at.Y()).sum() / 5)), Formula.COST,
                        "left out"),
                Arguments.of("the sign of dZ", Rules.standard().with(Formula.OUTPUT_DELTA,
                        at -> at.net().loss().dZ(at.g(), at.Z(), at.Y()).times(-1)), Formula.OUTPUT_DELTA, "sign"),
                Arguments.of("one weight off by 1 in 1,000", Rules.standard().with(Formula.OUTPUT_DELTA, at -> {
                    var dZ = at.net().loss().dZ(at.g(), at.Z(), at.Y());
                    return dZ.with(1, 0, 1.001 * dZ.get(1, 0));
                }), Formula.OUTPUT_DELTA, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatIsWrongWithWeightsIsLocatedAndNamed(String what, Rules mine, Formula formula, String cause) {
        for (var loss : List.of(Loss.softmaxCrossEntropy(5, 1, 2), Loss.crossEntropy(5, 1, 2))) {
            var report = check(net(loss, 1), 1).rules(mine).run();
            assertFalse(report.passed());
            var fault = report.firstFault().orElseThrow();
            assertEquals(formula, fault.formula(), report::toString);
            var sentences = fault.causes().stream().flatMap(c -> c.mistakes().stream())
                    .map(mistake -> mistake.sentence()).toList();
            assertTrue(cause.isEmpty() ? sentences.isEmpty() : sentences.stream().allMatch(s -> s.contains(cause))
                    && !sentences.isEmpty(), report::toString);
        }
    }

    /** J, dW and db of a mean over the weights: the one thing in which PyTorch's loss is another. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theMeanOverTheWeightsIsNamed(long seed) {
        var net = net(Loss.softmaxCrossEntropy(5, 1, 2), seed);
        double part = 5.0 / (5 + 1 + 2 + 5 + 1);
        var mine = Rules.standard().withBp1((dZ, A) -> Backprop.bp1(dZ, A).times(part));
        var fault = check(net, seed).rules(mine).run().firstFault().orElseThrow();
        assertEquals(Formula.BP1, fault.formula());
        assertTrue(fault.causes().toString().contains("divided by the sum of the weights"), fault.causes()::toString);
    }

    /** What holds without weights does not with them, and the other way round. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3, 6, 9})
    void squaredErrorBehindSoftmaxNeedsTheWholeColumn(long seed) {
        var net = net(Loss.SQUARED_ERROR, seed);
        var mine = Rules.standard().with(Formula.OUTPUT_DELTA,
                at -> at.A().minus(at.Y()).hadamard(at.A()).hadamard(at.A().map(a -> 1 - a)));
        var report = check(net, seed).rules(mine).run();
        assertFalse(report.passed());
        assertEquals(Formula.OUTPUT_DELTA, report.firstFault().orElseThrow().formula());
    }

    /** From elsewhere, with the values of one block alone. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void gradientsFromElsewhereAreJudgedWithTheWeights(long seed) {
        var net = net(loss(seed), seed);
        var X = RandomCase.matrix(RandomCase.generator(seed), 3, 5, 1.5);
        var Y = Matrix.generate(3, 5, (k, i) -> k == i % 3 ? 1 : 0);
        var dW = ForwardPass.of(net, X).backward(Y).dW(2);
        assertTrue(GradientCheck.of(net, X, Y).gradients(Map.of(Kind.DW.at(2), dW)).run().passed());
        var plain = new Network(3, net.layers(), net.loss().unweighted());
        var without = ForwardPass.of(plain, X).backward(Y).dW(2);
        var report = GradientCheck.of(net, X, Y).gradients(Map.of(Kind.DW.at(2), without)).run();
        assertFalse(report.passed());
        assertTrue(report.faults().stream().flatMap(fault -> fault.suspects().stream())
                .map(due -> due.formula()).collect(Collectors.toSet()).contains(Formula.OUTPUT_DELTA),
                report::toString);
    }
}
