package backstep.check;

import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.sample.RandomCase;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pullback, a pushforward and a Jacobian beside the slopes of every output. */
class JacobianCheckTest {

    /** F(x) = tanh(W x) ∘ s: m numbers of n, each output of a size of its own. */
    private record Layer(Matrix W, double[] s, double[] at) implements UnaryOperator<double[]> {

        static Layer of(long seed) {
            var random = RandomCase.generator(seed);
            int m = 1 + random.nextInt(5);
            int n = 1 + random.nextInt(5);
            var s = IntStream.range(0, m).mapToDouble(k -> Math.pow(10, random.nextInt(-6, 7))).toArray();
            return new Layer(RandomCase.matrix(random, m, n, 1), s,
                    IntStream.range(0, n).mapToDouble(j -> random.nextDouble(-1.5, 1.5)).toArray());
        }

        private double[] z(double... x) {
            return W.times(Matrix.column(x)).transpose().toArray()[0];
        }

        @Override
        public double[] apply(double[] x) {
            var z = z(x);
            return IntStream.range(0, s.length).mapToDouble(k -> s[k] * Math.tanh(z[k])).toArray();
        }

        Matrix J() {
            var z = z(at);
            return Matrix.generate(W.rows(), W.columns(),
                    (k, j) -> s[k] * (1 - Math.tanh(z[k]) * Math.tanh(z[k])) * W.get(k, j));
        }

        double[] pullback(double[] v) {
            return J().transpose().times(Matrix.column(v)).transpose().toArray()[0];
        }

        double[] pushforward(double[] u) {
            return J().times(Matrix.column(u)).transpose().toArray()[0];
        }
    }

    private static final Layer LAYER = new Layer(Matrix.of(3, 2, 0.5, -0.4, 0.3, 0.8, -0.7, 0.2),
            new double[] {1, 1e-5, 1e5}, new double[] {0.6, -0.9});

    private static List<JacobianCheck> checks(Layer layer) {
        return List.of(JacobianCheck.of(layer, layer.at(), layer::pullback),
                JacobianCheck.ofPushforward(layer, layer.at(), layer::pushforward),
                JacobianCheck.of(layer, layer.at(), layer.J()));
    }

    @Test
    void rightOnesAreRightOutputByOutput() {
        for (var check : checks(LAYER)) {
            var report = check.run();
            assertEquals("Jacobian of F at 2 numbers: all 3 blocks right",
                    report.toString().lines().findFirst().orElseThrow());
            assertEquals(List.of("F(1)", "F(2)", "F(3)"), report.blocks().stream().map(FunctionBlock::name).toList());
            assertTrue(check.directional(1).passed());
        }
    }

    @Test
    void noneOfManyRightOnesIsCalledWrong() {
        var alarms = LongStream.range(0, 300).parallel().filter(seed -> checks(Layer.of(seed)).stream()
                .anyMatch(check -> !check.run().passed() || !check.directional(seed).passed()
                        || !check.sample(2, seed).passed())).boxed().toList();
        assertEquals(List.of(), alarms);
    }

    /** In one output of any size, however small beside the others. */
    @ParameterizedTest(name = "row {0}")
    @ValueSource(ints = {0, 1, 2})
    void aWrongEntryIsFoundInItsOutput(int row) {
        var J = LAYER.J().with(row, 1, 1.001 * LAYER.J().get(row, 1));
        for (var report : List.of(JacobianCheck.of(LAYER, LAYER.at(), J).run(),
                JacobianCheck.of(LAYER, LAYER.at(), v -> J.transpose().times(Matrix.column(v)).transpose().toArray()[0])
                        .run())) {
            assertEquals(List.of("F(%d)".formatted(row + 1)), report.blocks().stream().filter(FunctionBlock::isFault)
                    .map(FunctionBlock::name).toList());
            assertTrue(report.toString().contains("entry 2: claimed "), report::toString);
        }
    }

    @Test
    void aPullbackThatIsThePushforwardIsWrong() {
        var square = new Layer(Matrix.of(2, 2, 0.5, -0.4, 0.3, 0.8), new double[] {1, 1}, new double[] {0.6, -0.9});
        var report = JacobianCheck.of(square, square.at(), square::pushforward).run();
        assertEquals(2, report.blocks().stream().filter(FunctionBlock::isFault).count(), report::toString);
        assertFalse(JacobianCheck.of(square, square.at(), square::pushforward).directional(1).passed());
    }

    /** Each is right on unit vectors, or on some. */
    static Stream<Arguments> notLinear() {
        UnaryOperator<double[]> clipped = v -> LAYER.pullback(Arrays.stream(v)
                .map(x -> Math.max(-1, Math.min(1, x))).toArray());
        UnaryOperator<double[]> absolute = v -> LAYER.pullback(Arrays.stream(v).map(Math::abs).toArray());
        UnaryOperator<double[]> dropped = v -> LAYER.pullback(Arrays.stream(v)
                .map(x -> Math.abs(x) < 1e-4 ? 0 : x).toArray());
        return Stream.of(Arguments.of("clipped", clipped), Arguments.of("absolute", absolute),
                Arguments.of("dropped", dropped));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notLinear")
    void aPullbackThatIsNotLinearIsNamedEvenWhereUnitVectorsAreRight(String name, UnaryOperator<double[]> pullback) {
        var report = JacobianCheck.of(LAYER, LAYER.at(), pullback).run();
        assertTrue(report.blocks().stream().noneMatch(FunctionBlock::isFault), report::toString);
        assertFalse(report.passed());
        assertTrue(report.faults().get(0).startsWith("pullback is not linear: entry 1 of "), report::toString);
    }

    @Test
    void ofOneOutputTooBothSignsAreTried() {
        var report = JacobianCheck.of(x -> new double[] {3 * x[0]}, new double[] {1},
                v -> new double[] {3 * Math.abs(v[0])}).run();
        assertTrue(report.faults().get(0).startsWith("pullback is not linear: entry 1 of "), report::toString);
    }

    @Test
    void aPullbackThatAddsSomethingIsNotLinear() {
        var report = JacobianCheck.of(LAYER, LAYER.at(), v -> {
            var g = LAYER.pullback(v);
            g[0] += 1e5;
            return g;
        }).directional(1);
        assertTrue(report.faults().get(0).startsWith("pullback is not linear: entry 1 of v + w is "), report::toString);
    }

    @Test
    void aPullbackThatChangesItsArgumentOrAccumulatesIsNamed() {
        var sum = new double[2];
        var faults = List.of(JacobianCheck.of(LAYER, LAYER.at(), v -> {
            var g = LAYER.pullback(v);
            v[2] = 0;
            return g;
        }).run(), JacobianCheck.of(LAYER, LAYER.at(), v -> {
            var g = LAYER.pullback(v);
            Arrays.setAll(sum, j -> sum[j] + g[j]);
            return sum;
        }).run());
        assertTrue(faults.get(0).faults().get(0).startsWith("pullback changes its argument: entry 3 from "));
        assertTrue(faults.get(1).faults().get(0).startsWith("pullback is not deterministic: "));
        faults.forEach(report -> assertFalse(report.passed()));
    }

    @Test
    void aFunctionThatGivesNothingOrAPullbackOfAnotherLengthIsNamed() {
        assertTrue(JacobianCheck.of(x -> null, LAYER.at(), LAYER::pullback).run().toString().contains("F gives null"));
        assertTrue(JacobianCheck.of(x -> new double[0], LAYER.at(), LAYER::pullback).run().toString()
                .contains("F gives 0 numbers; at least 1 is needed"));
        assertTrue(JacobianCheck.of(LAYER, LAYER.at(), v -> v).run().toString()
                .contains("pullback gives 3 numbers; 2 are needed"));
        int[] calls = {0};
        var shrinks = JacobianCheck.of(x -> Arrays.copyOf(LAYER.apply(x), calls[0]++ < 50 ? 3 : 2), LAYER.at(),
                LAYER.J()).run();
        assertTrue(shrinks.toString().contains("F gives 2 numbers; 3 are needed"), shrinks::toString);
    }

    @Test
    void anOutputAtAKinkIsUndecidedAndTheOthersAreNot() {
        UnaryOperator<double[]> F = x -> new double[] {Math.abs(x[0]) + x[1], x[0] * x[1]};
        var report = JacobianCheck.of(F, new double[] {0, 2}, Matrix.of(2, 2, 1, 1, 2, 0)).run();
        assertEquals(List.of(Verdict.KINK, Verdict.OK), report.blocks().stream().map(FunctionBlock::verdict).toList());
        assertTrue(report.passed());
    }

    @Test
    void aSampleIsSoManyOutputsBySoManyNumbers() {
        int n = 60;
        UnaryOperator<double[]> F = x -> IntStream.range(0, n).mapToDouble(k -> x[k] * x[(k + 1) % n]).toArray();
        var at = IntStream.range(0, n).mapToDouble(j -> 1 + j % 7).toArray();
        var J = Matrix.generate(n, n, (k, j) -> j == k ? at[(k + 1) % n] : j == (k + 1) % n ? at[k] : 0);
        var check = JacobianCheck.of(F, at, J);
        var report = check.sample(5, 1);
        assertEquals(5, report.blocks().size());
        assertTrue(report.passed() && report.blocks().stream().allMatch(block -> block.entries().size() == 5));
        assertEquals(report, check.sample(5, 1));
        assertNotEquals(report, check.sample(5, 2));
        assertTrue(check.run().toString().endsWith("— 60 more, right"), check.run()::toString);
        assertFalse(JacobianCheck.of(F, at, J.with(41, 17, 0.5)).directional(1).passed());
    }

    static Stream<Arguments> refusals() {
        var at = new double[] {1, 2};
        return Stream.of(
                refusal("F: ", () -> JacobianCheck.of(null, at, v -> v)),
                refusal("at: ", () -> JacobianCheck.of(v -> v, null, v -> v)),
                refusal("pullback: ", () -> JacobianCheck.of(v -> v, at, (UnaryOperator<double[]>) null)),
                refusal("pushforward: ", () -> JacobianCheck.ofPushforward(v -> v, at, null)),
                refusal("J: ", () -> JacobianCheck.of(v -> v, at, (Matrix) null)),
                refusal("J is 3×2; 2 outputs of 2 numbers need 2×2",
                        () -> JacobianCheck.of(v -> v, at, Matrix.ones(3, 2)).run()),
                refusal("J is 2×3; 3 outputs of 2 numbers need 3×2; did you pass Jᵀ?",
                        () -> JacobianCheck.of(LAYER, at, Matrix.ones(2, 3)).run()),
                refusal("at: entry 1 of x is Infinity",
                        () -> JacobianCheck.of(v -> v, new double[] {Double.POSITIVE_INFINITY}, v -> v)),
                refusal("at least 1 output and 1 number, given: -1",
                        () -> JacobianCheck.of(v -> v, at, v -> v).sample(-1, 0)),
                refusal("g: ", () -> JacobianCheck.of(null, Matrix.ones(1, 1))),
                refusal("Z: ", () -> JacobianCheck.of(TANH, null)),
                refusal("at: row 1, column 2 of Z is NaN",
                        () -> JacobianCheck.of(TANH, Matrix.row(1, Double.NaN))));
    }

    private static Arguments refusal(String says, Executable action) {
        return Arguments.of(says, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whatCannotBeComparedIsRefusedByItsName(String says, Executable action) {
        var refused = assertThrows(RuntimeException.class, action);
        assertTrue(refused instanceof IllegalArgumentException || refused instanceof NullPointerException);
        assertTrue(refused.getMessage().contains(says), refused::getMessage);
    }

    @Test
    void anInterruptStopsTheCheckBetweenTwoValues() throws Exception {
        var started = new CountDownLatch(1);
        var stopped = new CompletableFuture<Throwable>();
        var thread = new Thread(() -> {
            try {
                while (true) {
                    JacobianCheck.of(x -> {
                        started.countDown();
                        return LAYER.apply(x);
                    }, LAYER.at(), LAYER::pullback).run();
                }
            } catch (CancellationException cancelled) {
                stopped.complete(cancelled);
            }
        });
        thread.start();
        assertTrue(started.await(20, TimeUnit.SECONDS));
        thread.interrupt();
        long asked = System.nanoTime();
        stopped.get(20, TimeUnit.SECONDS);
        assertTrue(System.nanoTime() - asked < 200_000_000L, "stopped too late");
    }
}
