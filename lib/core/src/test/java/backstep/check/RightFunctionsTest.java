package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.Tolerances;
import backstep.sample.RandomFunction;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Very many functions with their right gradients, at kinks and ends of their domains too: the check never complains,
 * nearly always decides where it can, and sees what is planted wherever it has decided.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightFunctionsTest {

    private static final int FUNCTIONS = Integer.getInteger("backstep.functions", 2000);
    private static final double PLANTED = 1e-4;

    /** What the check said of a right gradient. */
    private record Found(long seed, RandomFunction function, double[] right, FunctionReport full,
            FunctionReport along) {

        static Found of(long seed) {
            var function = RandomFunction.of(seed);
            var right = function.gradient().apply(function.at());
            var check = FunctionCheck.of(function.f(), function.at(), right);
            return new Found(seed, function, right, check.run(), check.directional(seed));
        }

        boolean isDecided() {
            return full.blocks().get(0).verdict() == Verdict.OK;
        }

        /** Also where both are 0, which is right whatever the bar. */
        boolean isTelling() {
            return isDecided() && full.blocks().get(0).entries().stream()
                    .allMatch(entry -> entry.bar() <= Tolerances.TELLING * size());
        }

        double size() {
            return Arrays.stream(right).map(Math::abs).max().orElse(0);
        }

        FunctionReport with(double... claimed) {
            return FunctionCheck.of(function.f(), function.at(), claimed).run();
        }
    }

    /** How a gradient is spoiled; null where that leaves it as it is, or all but. */
    private enum Fault {
        SIGN(g -> scaled(g, -1)),
        TWICE(g -> scaled(g, 2)),
        ONE_PART_IN_TEN_THOUSAND(g -> scaled(g, 1 + PLANTED)),
        LARGEST_ENTRY(g -> with(g, k -> k == largest(g) ? g[k] * (1 + PLANTED) : g[k])),
        LARGEST_ENTRY_MISSING(g -> with(g, k -> k == largest(g) ? 0 : g[k])),
        SMALLEST_ENTRY_OF_THE_SIZE_OF_THE_LARGEST(g -> g.length == 1 ? null
                : with(g, k -> k == smallest(g) ? g[k] + PLANTED * Math.abs(g[largest(g)]) : g[k])),
        IN_ANOTHER_ORDER(g -> Math.abs(g[0] - g[g.length - 1]) < PLANTED * Math.abs(g[largest(g)]) ? null
                : with(g, k -> g[g.length - 1 - k]));

        private final Function<double[], double[]> spoil;

        Fault(Function<double[], double[]> spoil) {
            this.spoil = spoil;
        }

        private static double[] with(double[] g, IntToDoubleFunction entry) {
            return IntStream.range(0, g.length).mapToDouble(entry).toArray();
        }

        private static double[] scaled(double[] g, double by) {
            return with(g, k -> by * g[k]);
        }

        private static int largest(double[] g) {
            return IntStream.range(0, g.length).reduce((a, b) -> Math.abs(g[a]) >= Math.abs(g[b]) ? a : b).orElse(0);
        }

        private static int smallest(double[] g) {
            return IntStream.range(0, g.length).reduce((a, b) -> Math.abs(g[a]) < Math.abs(g[b]) ? a : b).orElse(0);
        }
    }

    private final List<Found> found = LongStream.range(0, FUNCTIONS).parallel().mapToObj(Found::of).toList();

    private String seeds(Predicate<Found> wanted) {
        return found.stream().filter(wanted).map(one -> one.seed() + " " + one.function().name())
                .collect(Collectors.joining(", "));
    }

    @Test
    void noRightGradientIsCalledWrong() {
        assertEquals("", seeds(one -> !one.full().passed()), "seeds with a false alarm");
    }

    @Test
    void noRightGradientIsCalledWrongAlongADirection() {
        assertEquals("", seeds(one -> !one.along().passed()), "seeds with a false alarm");
    }

    @Test
    void everyKindOfFunctionIsTriedAndMostOfEachAreDecided() {
        var decided = found.stream().collect(Collectors.groupingBy(one -> one.function().name(),
                Collectors.averagingDouble(one -> one.isDecided() ? 1 : 0)));
        assertEquals(17, decided.size(), decided::toString);
        decided.forEach((name, part) -> assertTrue(part > (name.equals("single precision") ? 0.05 : 0.3),
                decided::toString));
    }

    /** What is left is even at 0, or all but constant. */
    @Test
    void ofSmoothFunctionsOfOneScaleNinetySevenOfAHundredAreDecided() {
        long plain = found.stream().filter(one -> one.function().isPlain()).count();
        long decided = found.stream().filter(one -> one.function().isPlain() && one.isDecided()).count();
        assertTrue(plain > FUNCTIONS / 3 && decided >= 0.97 * plain, () -> decided + " of " + plain);
    }

    @Test
    void aSmoothFunctionHasNoKink() {
        assertEquals("", seeds(one -> one.function().isPlain() && Stream.of(one.full(), one.along())
                .anyMatch(report -> report.blocks().get(0).verdict() == Verdict.KINK)));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatIsPlantedInADecidedGradientIsSeen(Fault fault) {
        var tried = found.stream().filter(one -> one.isTelling() && one.size() > 0).toList();
        var missed = tried.parallelStream().filter(one -> fault.spoil.apply(one.right()) != null)
                .filter(one -> one.with(fault.spoil.apply(one.right())).passed())
                .map(one -> one.seed() + " " + one.function().name()).toList();
        assertTrue(tried.size() > FUNCTIONS / 2, () -> "" + tried.size());
        assertEquals(List.of(), missed);
    }
}
