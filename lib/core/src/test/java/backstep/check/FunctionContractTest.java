package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no function may do, and what cannot be compared: each is named. */
class FunctionContractTest {

    private static final ToDoubleFunction<double[]> F = x -> x[0] * x[0] + Math.sin(x[1]) + x[0] * x[2];
    private static final double[] AT = {1.5, 0.3, -2};
    private static final double[] RIGHT = {2 * 1.5 - 2, Math.cos(0.3), 1.5};

    private static FunctionReport broken(ToDoubleFunction<double[]> f) {
        var report = FunctionCheck.of(f, AT, RIGHT).run();
        assertFalse(report.passed(), report::toString);
        assertThrows(IllegalStateException.class, report::orThrow);
        return report;
    }

    @Test
    void aFunctionThatChangesItsArgumentIsNamed() {
        var report = broken(x -> {
            double value = F.applyAsDouble(x);
            x[1] = 7;
            return value;
        });
        assertTrue(report.toString().contains("f changes its argument: entry 2 from 0.3 to 7.0"), report::toString);
        assertEquals(Verdict.OK, report.block("x").verdict(), "compared all the same");
        assertEquals(1, report.faults().size(), "told once");
    }

    @Test
    void aFunctionThatChangesOneOfItsBlocksIsNamed() {
        ToDoubleFunction<Map<String, double[]>> f = x -> x.get("a")[0]++ * 2;
        ToDoubleFunction<Map<String, double[]>> removes = x -> x.remove("a")[0] * 2;
        for (var one : List.of(f, removes)) {
            var report = FunctionCheck.of(one, Map.of("a", new double[] {3}), Map.of("a", new double[] {2})).run();
            assertTrue(report.toString().contains("f changes its argument: entry 1 from 3.0 to "), report::toString);
        }
    }

    @Test
    void aFunctionThatIsNotDeterministicIsNamedAndNothingIsComparedWithIt() {
        var random = new Random(1);
        var report = broken(x -> F.applyAsDouble(x) + random.nextGaussian());
        assertTrue(report.toString().contains("f is not deterministic: at one point it gives "), report::toString);
        assertEquals(Verdict.NOT_COMPUTED, report.block("x").verdict());
        assertTrue(report.toString().contains("NOT RUN    x       3      error —"), report::toString);
    }

    @Test
    void aFunctionThatDriftsIsNamedInTheEnd() {
        int[] calls = {0};
        var report = broken(x -> F.applyAsDouble(x) + (calls[0]++ > 40 ? 1 : 0));
        assertTrue(report.toString().contains("f is not deterministic"), report::toString);
    }

    @Test
    void sumsInAnotherOrderAreNoFault() {
        int[] calls = {0};
        var report = FunctionCheck.of(x -> F.applyAsDouble(x) * (1 + Math.ulp(1.0) * (calls[0]++ % 3)), AT, RIGHT)
                .run();
        assertTrue(report.passed() && report.toString().contains("sums in another order?"), report::toString);
    }

    @Test
    void aFunctionThatThrowsIsNamed() {
        var report = broken(x -> {
            throw new IllegalStateException("no data");
        });
        assertTrue(report.toString().contains("f throws IllegalStateException at the point: no data"),
                report::toString);
        assertEquals(Verdict.NOT_COMPUTED, report.block("x").verdict());
    }

    @Test
    void aFunctionThatThrowsBesideThePointIsAsItIsOutsideOfItsDomain() {
        var report = FunctionCheck.of(x -> {
            if (x[0] < 0) {
                throw new ArithmeticException("negative");
            }
            return x[0];
        }, new double[] {0}, new double[] {1}).run();
        assertTrue(report.passed() && report.block("x").verdict() == Verdict.NO_ESTIMATE, report::toString);
        assertTrue(report.toString().contains("— f throws ArithmeticException at another point"), report::toString);
    }

    @Test
    void aGradientThatThrowsOrHasAnotherLengthIsNamed() {
        var wrongs = Map.<String, UnaryOperator<double[]>>of(
                "claimed throws ArithmeticException at the point: over", x -> {
                    throw new ArithmeticException("over");
                }, "claimed gives null", x -> null,
                "claimed gives 2 numbers; 3 are needed", x -> new double[2],
                "claimed changes its argument: entry 1 from 1.5 to 0.0", x -> {
                    x[0] = 0;
                    return RIGHT.clone();
                });
        wrongs.forEach((says, claimed) -> {
            var report = FunctionCheck.of(F, AT, claimed).run();
            assertFalse(report.passed());
            assertTrue(report.toString().contains(says), report::toString);
        });
    }

    static Stream<Arguments> refusals() {
        var at = Map.of("a", new double[] {1, 2});
        ToDoubleFunction<Map<String, double[]>> f = x -> x.get("a")[0];
        return Stream.of(
                refusal("f: ", () -> FunctionCheck.of(null, AT, RIGHT)),
                refusal("at: ", () -> FunctionCheck.of(F, null, RIGHT)),
                refusal("claimed: ", () -> FunctionCheck.of(F, AT, (double[]) null)),
                refusal("claimed: ", () -> FunctionCheck.of(F, AT, (UnaryOperator<double[]>) null)),
                refusal("claimed has 2 entries, at has 3", () -> FunctionCheck.of(F, AT, new double[2])),
                refusal("at: the block x is empty", () -> FunctionCheck.of(F, new double[0], new double[0])),
                refusal("at: entry 2 of x is NaN",
                        () -> FunctionCheck.of(F, new double[] {1, Double.NaN, 2}, RIGHT)),
                refusal("at has no block", () -> FunctionCheck.of(f, Map.of(), Map.of())),
                refusal("f: ", () -> FunctionCheck.of(null, at, at)),
                refusal("claimed: ", () -> FunctionCheck.of(f, at, (Map<String, double[]>) null)),
                refusal("claimed has the blocks [b]; at has [a]",
                        () -> FunctionCheck.of(f, at, Map.of("b", new double[2]))),
                refusal("claimed: a is 3 numbers long, at has 2",
                        () -> FunctionCheck.of(f, at, Map.of("a", new double[3]))),
                refusal("at: the block a is a Integer; it needs to be a double[], double[][] or Matrix",
                        () -> FunctionCheck.of((ToDoubleFunction<Map<String, Integer>>) x -> 1, Map.of("a", 1),
                                Map.of("a", 1))),
                refusal("at: the rows of a have 1 and 2 numbers",
                        () -> FunctionCheck.of((ToDoubleFunction<Map<String, double[][]>>) x -> 1,
                                Map.of("a", new double[][] {{1}, {1, 2}}), Map.of("a", new double[][] {{1}}))),
                refusal("claimed: W is 3×2, at has 2×3: a derivative for each number is needed; is it transposed?",
                        () -> FunctionCheck.of((ToDoubleFunction<Map<String, Matrix>>) x -> 1,
                                Map.of("W", Matrix.ones(2, 3)), Map.of("W", Matrix.ones(3, 2)))),
                refusal("at least 1 entry of each block, given: 0",
                        () -> FunctionCheck.of(F, AT, RIGHT).sample(0, 1)),
                refusal("watcher: ", () -> FunctionCheck.of(F, AT, RIGHT).watch(null)));
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
                FunctionCheck.of(x -> {
                    started.countDown();
                    return F.applyAsDouble(x);
                }, AT, RIGHT).watch((name, done) -> {}).run();
                while (true) {
                    FunctionCheck.of(F, AT, RIGHT).run();
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
