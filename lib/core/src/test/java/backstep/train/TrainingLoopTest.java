package backstep.train;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SOFTMAX_CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.sample.RandomCase;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The loop takes the steps that passes take. */
class TrainingLoopTest {

    private static final int STEPS = 20;

    /**
     * A product that has taken up its factors and the old entries is rounded elsewhere: some ulps of numbers of size 1,
     * for each step.
     */
    private static final double ROUNDING = STEPS * 64 * Math.ulp(1.0);

    private static Network byPasses(Network net, Matrix X, Matrix Y, Rules rules) {
        return ForwardPass.of(net, X, rules).backward(Y).step(0.1);
    }

    private static void assertSameNetwork(Network expected, Network actual) {
        for (int l = 1; l <= expected.L(); l++) {
            double size = Math.max(1, Math.max(expected.W(l).maxAbs(), expected.b(l).maxAbs()));
            assertEquals(0, actual.W(l).minus(expected.W(l)).maxAbs(), ROUNDING * size);
            assertEquals(0, actual.b(l).minus(expected.b(l)).maxAbs(), ROUNDING * size);
        }
        assertEquals(expected.toString(), actual.toString());
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRandomNetworkIsTrainedAsByPasses(long seed) {
        var c = RandomCase.of(seed);
        var loop = TrainingLoop.of(c.net(), 0.1);
        var net = c.net();
        for (int k = 0; k < STEPS; k++) {
            loop.step(c.X(), c.Y());
            net = byPasses(net, c.X(), c.Y(), Rules.standard());
            assertSameNetwork(net, loop.network());
        }
    }

    static Stream<Arguments> kinds() {
        var own = Activation.of("swish", z -> z * SIGMOID.g(z), z -> SIGMOID.g(z) + z * SIGMOID.gPrime(z));
        return Stream.of(
                Arguments.of("softmax", Network.inputs(3).layer(5, RELU).layer(4, SOFTMAX).loss(SOFTMAX_CROSS_ENTROPY)),
                Arguments.of("softmax within",
                        Network.inputs(3).layer(5, SOFTMAX).layer(4, IDENTITY).loss(SQUARED_ERROR)),
                Arguments.of("weight decay", Network.inputs(3).layer(6, TANH).layer(4,
                        SIGMOID).loss(CROSS_ENTROPY).penalty(Penalty.l2(0.3))),
                Arguments.of("L1", Network.inputs(3).layer(6, TANH).layer(4,
                        SIGMOID).loss(CROSS_ENTROPY).penalty(Penalty.l1(0.01))),
                Arguments.of("an activation of one's own",
                        Network.inputs(3).layer(6, own).layer(4, SIGMOID).loss(CROSS_ENTROPY)),
                Arguments.of("one layer", Network.inputs(3).layer(4, SIGMOID).loss(CROSS_ENTROPY)),
                Arguments.of("products for BLAS",
                        Network.inputs(3).layer(70, SIGMOID).layer(40, RELU).layer(4, SIGMOID).loss(CROSS_ENTROPY)));
    }

    /**
     * Batches of several sizes, each several times, so that each is recorded, run again, and meets parameters that
     * others moved.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void batchesOfSeveralSizesTakeTurns(String name, Network.Plan plan) {
        var net = plan.random(5);
        var loop = TrainingLoop.of(net, 0.1);
        var random = RandomCase.generator(7);
        for (int k = 0; k < STEPS; k++) {
            int m = 1 + k % 3 * 4;
            var X = RandomCase.matrix(random, 3, m, 1);
            var Y = Matrix.generate(4, m, (i, j) -> i == (j + m) % 4 ? 1 : 0);
            loop.step(X, Y);
            net = byPasses(net, X, Y, Rules.standard());
        }
        assertSameNetwork(net, loop.network());
    }

    static Stream<Arguments> rules() {
        var right = Rules.standard();
        return Stream.of(
                Arguments.of("another formula", right.withBp1((dZ, APrev) -> APrev.times(dZ.transpose()).transpose()
                        .times(1.0 / dZ.columns()))),
                Arguments.of("a wrong factor", right.withBp3((W, dZ) -> W.transpose().times(dZ).times(0.25))),
                Arguments.of("it looks at an entry",
                        right.withBp4((dA, g, Z) -> Z.get(0, 0) > 0 ? g.pullback(dA, Z) : g.pullback(dA, Z).times(2))),
                Arguments.of("an index loop",
                        right.withBp2(dZ -> Matrix.generate(dZ.rows(), 1, (i, j) -> dZ.rowAt(i).sum() / dZ.columns()))),
                Arguments.of("zeros", right.withBp2(dZ -> dZ.times(Matrix.ones(dZ.columns(), 1)).times(0))),
                Arguments.of("a parameter handed back", right.withBp2(dZ -> Matrix.ones(dZ.rows(), 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void aRuleOfOnesOwnIsFollowedEvenIfItCannotBeRecorded(String name, Rules rules) {
        var c = RandomCase.of(3);
        var net = c.net();
        var loop = TrainingLoop.of(net, 0.1, rules);
        for (int k = 0; k < STEPS; k++) {
            loop.step(c.X(), c.Y());
            net = byPasses(net, c.X(), c.Y(), rules);
        }
        assertSameNetwork(net, loop.network());
    }

    @Test
    void aRuleThatIsAnotherOneAtEachCallIsCalledAtEachStep() {
        var c = RandomCase.of(3);
        var calls = new AtomicInteger();
        var loop = TrainingLoop.of(c.net(), 0.1,
                Rules.standard().withBp2(dZ -> Matrix.ones(dZ.rows(), 1).times(calls.incrementAndGet())));
        for (int k = 0; k < 5; k++) {
            loop.step(c.X(), c.Y());
        }
        assertEquals(5 * c.net().L(), calls.get());
    }

    /** A loss that reads its entries one by one: the record would tell only a part of it. */
    @Test
    void aLossThatLooksAtEntriesIsNotRecorded() {
        record Looking(Loss of) implements Loss {
            @Override
            public String name() {
                return "looking";
            }

            @Override
            public Matrix fromZ(Activation g, Matrix Z, Matrix Y) {
                return of.fromZ(g, Z, Y);
            }

            @Override
            public Matrix fromA(Matrix A, Matrix Y) {
                return of.fromA(A, Y);
            }

            @Override
            public Matrix dA(Matrix A, Matrix Y) {
                return of.dA(A, Y);
            }

            @Override
            public Matrix dZ(Activation g, Matrix Z, Matrix Y) {
                var dZ = of.dZ(g, Z, Y);
                return Matrix.generate(dZ.rows(), dZ.columns(), dZ::get);
            }
        }
        var net = Network.inputs(3).layer(6, TANH).layer(4, SIGMOID).loss(new Looking(CROSS_ENTROPY)).random(1);
        var random = RandomCase.generator(1);
        var loop = TrainingLoop.of(net, 0.1);
        for (int k = 0; k < STEPS; k++) {
            var X = RandomCase.matrix(random, 3, 5, 1);
            var Y = Matrix.generate(4, 5, (i, j) -> i == j % 4 ? 1 : 0);
            loop.step(X, Y);
            net = byPasses(net, X, Y, Rules.standard());
        }
        assertSameNetwork(net, loop.network());
    }

    @Test
    void aNetworkTakenFromTheLoopStaysAsItWas() {
        var c = RandomCase.of(11);
        var loop = TrainingLoop.of(c.net(), 0.1);
        var start = loop.network();
        loop.step(c.X(), c.Y());
        var first = loop.network();
        var weights = Matrix.of(first.W(1).toArray());
        loop.step(c.X(), c.Y());
        assertEquals(c.net().W(1), start.W(1));
        assertEquals(weights, first.W(1));
        assertNotEquals(weights, loop.network().W(1));
    }

    @Test
    void whatDoesNotFitIsRefusedAndChangesNothing() {
        var net = Network.inputs(2).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1);
        var loop = TrainingLoop.of(net, 0.1);
        var X = Matrix.of(2, 3, 1, 2, 3, 4, 5, 6);
        loop.step(X, Matrix.row(0, 1, 0));
        var before = loop.network();
        refused("X is 3×2", () -> loop.step(X.transpose(), Matrix.row(0, 1)));
        refused("Y is 1×2", () -> loop.step(X, Matrix.row(0, 1)));
        refused("labels lie in [0, 1]", () -> loop.step(X, Matrix.row(0, 2, 1)));
        refused("X (2×3) has NaN", () -> loop.step(X.with(0, 0, Double.NaN), Matrix.row(0, 1, 0)));
        refused("α > 0, given: 0.0", () -> TrainingLoop.of(net, 0));
        refused("α > 0, given: NaN", () -> TrainingLoop.of(net, Double.NaN));
        assertEquals(before.W(1), loop.network().W(1));
    }

    private static void refused(String why, Runnable call) {
        var message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void anInterruptedStepIsNotTaken() {
        var c = RandomCase.of(2);
        var loop = TrainingLoop.of(c.net(), 0.1);
        loop.step(c.X(), c.Y());
        var before = loop.network();
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> loop.step(c.X(), c.Y()));
        assertEquals(before.W(1), loop.network().W(1));
    }

    @Test
    void aDivergedTrainingIsSaid() {
        var net = Network.inputs(1).layer(1, IDENTITY).loss(SQUARED_ERROR).random(1);
        var loop = TrainingLoop.of(net, 1e10);
        for (int k = 0; k < 100; k++) {
            loop.step(Matrix.row(1e3), Matrix.row(1));
        }
        refused("every entry needs to be finite", loop::network);
    }
}
