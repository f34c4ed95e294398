package backstep.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.sample.RandomCase;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is put off or remembered for speed cannot be told from what is not. */
class UnformedTest {

    private static final int ROWS = 70;
    private static final int COLUMNS = Unformed.WORTHWHILE / ROWS + 1;
    private static final Matrix LEFT = RandomCase.matrix(RandomCase.generator(1), ROWS, 3, 1);
    private static final Matrix RIGHT = RandomCase.matrix(RandomCase.generator(2), 3, COLUMNS, 1);
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(3), ROWS, COLUMNS, 1);

    static Stream<Arguments> sums() {
        UnaryOperator<Matrix> itself = product -> product;
        UnaryOperator<Matrix> scaled = product -> product.times(1 / 3.0).times(0.1);
        UnaryOperator<Matrix> threeFactors = product -> scaled.apply(product).times(7);
        UnaryOperator<Matrix> twice = product -> product.transpose().times(0.3).transpose();
        return Stream.of(itself, scaled, threeFactors, twice).flatMap(view -> Stream.of(
                Arguments.of(view, (BinaryOperator<Matrix>) Matrix::plus),
                Arguments.of(view, (BinaryOperator<Matrix>) Matrix::minus),
                Arguments.of(view, (BinaryOperator<Matrix>) (x, product) -> product.minus(x)),
                Arguments.of(view, (BinaryOperator<Matrix>) (x, product) -> product.plus(product)),
                Arguments.of(view, (BinaryOperator<Matrix>) (x, product) ->
                        x.transpose().minus(product.transpose()).transpose()),
                Arguments.of(view, (BinaryOperator<Matrix>) (x, product) ->
                        Matrix.of(x.transpose().toArray()).transpose().minus(product))));
    }

    @ParameterizedTest
    @MethodSource("sums")
    void aSumHasTheSameBitsWhetherOrNotItsProductHasBeenLookedAt(UnaryOperator<Matrix> view,
            BinaryOperator<Matrix> sum) {
        var seen = LEFT.times(RIGHT);
        seen.get(0, 0);
        var entries = Matrix.of(seen.toArray());
        var unseen = LEFT.times(RIGHT);
        var expected = sum.apply(X, view.apply(entries));
        assertEquals(expected, sum.apply(X, view.apply(unseen)));
        assertEquals(expected, sum.apply(X, view.apply(seen)));
        assertEquals(entries, unseen, "a sum leaves the product as it is");
    }

    @Test
    void anUpdateMakesOneArrayOfTheSizeOfItsParameter() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var product = LEFT.times(RIGHT);
        X.minus(product.times(0.1)); // classes are loaded
        long size = 8L * ROWS * COLUMNS;
        long before = threads.getCurrentThreadAllocatedBytes();
        X.minus(LEFT.times(RIGHT).times(0.1));
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(size <= used && used < 1.5 * size, () -> used + " bytes, one array is " + size);
        product.get(0, 0);
        long formed = threads.getCurrentThreadAllocatedBytes();
        product.get(1, 1);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - formed < size, "entries are formed once");
    }

    @Test
    void threadsThatAskAtOnceGetTheSameEntries() {
        var product = LEFT.times(RIGHT);
        var arrays = IntStream.range(0, 8).parallel().mapToObj(k -> product.array()).distinct().toList();
        assertEquals(1, arrays.size());
        assertArrayEquals(LEFT.times(RIGHT).array(), arrays.get(0));
    }

    @Test
    void aLoopGoesOverTheSameMatrixOnce() {
        var runs = new AtomicInteger();
        Matrix.Loop count = (result, of) -> result[0] = runs.incrementAndGet();
        Matrix.Loop other = (result, of) -> result[0] = 10 + runs.incrementAndGet();
        var x = Matrix.row(5);
        assertEquals(Matrix.row(1), x.each("count", count));
        assertEquals(Matrix.row(1), x.each("count", count));
        assertEquals(Matrix.row(12), x.each("other", other));
        assertEquals(Matrix.row(3), x.times(1).each("count", count), "another matrix");
        assertEquals(Matrix.row(4), x.each("count", count, x), "other operands");
        assertEquals(Matrix.row(5), x.map(y -> runs.incrementAndGet()), "a function is called each time");
    }

    @Test
    void noLoopIsRefusedWhateverIsRemembered() {
        var x = Matrix.row(5);
        assertTrue(x.isFinite());
        assertThrows(NullPointerException.class, () -> x.each("none", null));
    }

    @Test
    void aVariableIsLookedAtAnewAfterEachRun() {
        var program = new Program();
        var x = program.variable(Matrix.row(1, 2));
        assertTrue(x.isFinite());
        program.set(x, Matrix.row(1, Double.NaN));
        assertFalse(x.isFinite());
        Matrix.Loop negative = (result, of) -> result[0] = -of[0][0];
        var y = new Program().variable(Matrix.row(1));
        assertEquals(Matrix.row(-1), y.each("negative", negative));
        new Program().set(y, Matrix.row(3));
        assertEquals(Matrix.row(-3), new Program().shared(y).each("negative", negative));
    }
}
