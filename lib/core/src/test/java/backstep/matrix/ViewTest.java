package backstep.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.sample.RandomCase;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A multiple of a matrix is a view, and no operation can tell. */
class ViewTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    private static Matrix copy(Matrix of) {
        return Matrix.of(of.toArray());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aMultipleHasTheBitsOfItsEntriesMultiplied(long seed) {
        var random = RandomCase.generator(seed);
        int n = random.nextInt(1, 6);
        int m = random.nextInt(1, 6);
        var a = RandomCase.matrix(random, n, m, 1);
        var b = RandomCase.matrix(random, n, m, 1);
        double one = random.nextDouble(-3, 3);
        double two = random.nextDouble(-3, 3);
        double three = random.nextDouble(-3, 3);
        var view = a.times(one).times(two).times(three);
        var entries = a.map(x -> x * one).map(x -> x * two).map(x -> x * three);
        assertEquals(entries, view);
        assertEquals(entries.transpose(), view.transpose());
        assertEquals(b.plus(entries), b.plus(view));
        assertEquals(entries.minus(b), view.minus(b));
        assertEquals(b.transpose().minus(entries.transpose()), b.transpose().minus(view.transpose()));
        assertEquals(b.transpose().plus(copy(entries.transpose())), b.transpose().plus(view.transpose()));
        assertEquals(b.hadamard(entries), b.hadamard(view));
        assertEquals(entries.map(Math::sin), view.map(Math::sin));
        assertEquals(entries.sum(), view.sum());
        assertEquals(entries.maxAbs(), view.maxAbs());
        assertEquals(entries.with(0, 0, 7), view.with(0, 0, 7));
        assertEquals(entries.rowAt(0), view.rowAt(0));
        assertEquals(0, entries.times(b.transpose()).minus(view.times(b.transpose())).maxAbs(), 1e-13);
    }

    static Stream<Arguments> factors() {
        return Stream.of(Arguments.of(0.0, 1.0), Arguments.of(1.0, 0.0), Arguments.of(1e-200, 1e-200),
                Arguments.of(1e200, 1e200),
                Arguments.of(Double.NaN, 1.0), Arguments.of(Double.POSITIVE_INFINITY, 1.0), Arguments.of(-0.0, 2.0),
                Arguments.of(1e-310, 1e300));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("factors")
    void factorsAtTheEndsOfDoubleActOnTheEntriesNotOnEachOther(double one, double two) {
        var a = Matrix.row(1, -2, 1e300, 1e-300, Double.NaN, Double.NEGATIVE_INFINITY, 0);
        var entries = a.map(x -> x * one).map(x -> x * two);
        assertEquals(entries, a.times(one).times(two));
        for (int k = 0; k < a.columns(); k++) {
            // One column each, so that the NaN of one does not hide another.
            assertEquals(copy(entries.columnAt(k)).times(Matrix.row(1)),
                    a.columnAt(k).times(one).times(two).times(Matrix.row(1)));
        }
    }

    @Test
    void finiteMeansEachEntryOfTheView() {
        assertTrue(Matrix.row(1e300, 1, 2, 3, 4).isFinite());
        assertTrue(!Matrix.row(1e300, 1, 2, 3, 4).times(1e10).isFinite());
        for (int k = 0; k < 19; k++) {
            assertTrue(!Matrix.ones(1, 19).with(0, k, Double.NaN).isFinite());
            assertTrue(!Matrix.ones(19, 1).with(k, 0, Double.NEGATIVE_INFINITY).isFinite());
            assertTrue(!Matrix.ones(19, 1).with(k, 0, Double.POSITIVE_INFINITY)
                    .with((k + 1) % 19, 0, Double.NEGATIVE_INFINITY).isFinite());
        }
        assertTrue(Matrix.ones(1, 19).times(Double.MAX_VALUE).isFinite(), "only their sum is not");
        assertTrue(!Matrix.ones(1, 19).times(Double.MAX_VALUE).with(0, 18, Double.NaN).isFinite());
    }

    @Test
    void eachColumnGoesThroughTheLoopByItself() {
        Matrix.Loop centred = (result, of) -> {
            double mean = java.util.Arrays.stream(of[0]).average().orElseThrow();
            java.util.Arrays.setAll(result, k -> of[0][k] - mean);
        };
        var a = Matrix.of(2, 3, 1, 2, 3, 3, 6, 9);
        assertEquals(Matrix.of(2, 3, -1, -2, -3, 1, 2, 3), a.eachColumn(centred));
        assertEquals(Matrix.of(3, 2, -1, 1, -2, 2, -3, 3).transpose(),
                copy(a.transpose()).transpose().eachColumn(centred));
    }
}
