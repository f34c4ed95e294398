package backstep.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.sample.RandomCase;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products by BLAS against the sum that defines them. */
class ProductTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    private static Matrix tripleLoop(Matrix left, Matrix right) {
        return Matrix.generate(left.rows(), right.columns(), (i, j) -> {
            double sum = 0;
            for (int k = 0; k < left.columns(); k++) {
                sum += left.get(i, k) * right.get(k, j);
            }
            return sum;
        });
    }

    /** The same entries without the view. */
    private static Matrix copy(Matrix of) {
        return Matrix.of(of.toArray());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void allFourTransposeCombinationsEqualTheSum(long seed) {
        var random = RandomCase.generator(seed);
        int n = random.nextInt(1, 21);
        int k = random.nextInt(1, 21);
        int m = random.nextInt(1, 21);
        var A = RandomCase.matrix(random, n, k, 1);
        var B = RandomCase.matrix(random, k, m, 1);
        var At = copy(A.transpose());
        var Bt = copy(B.transpose());
        var expected = tripleLoop(A, B);
        assertClose(expected, A.times(B));
        assertClose(expected, At.transpose().times(B));
        assertClose(expected, A.times(Bt.transpose()));
        assertClose(expected, At.transpose().times(Bt.transpose()));
        assertClose(expected.transpose(), B.transpose().times(A.transpose()));
    }

    @ParameterizedTest(name = "{0}³")
    @ValueSource(ints = {1, 2, 64, 150})
    void smallAndLargeSquaresEqualTheSum(int n) {
        var random = RandomCase.generator(n);
        var A = RandomCase.matrix(random, n, n, 1);
        var B = RandomCase.matrix(random, n, n, 1);
        assertClose(tripleLoop(A, B), A.times(B));
        assertClose(tripleLoop(A.transpose(), B), A.transpose().times(B));
    }

    @Test
    void aProductOfFourNumbersByHand() {
        assertEquals(Matrix.of(2, 2, 19, 22, 43, 50), Matrix.of(2, 2, 1, 2, 3, 4).times(Matrix.of(2, 2, 5, 6, 7, 8)));
    }

    @Test
    void onesSumRowsAndColumns() {
        var A = Matrix.of(2, 3, 1, 2, 3, 4, 5, 6);
        assertEquals(Matrix.column(6, 15), A.times(Matrix.ones(3, 1)));
        assertEquals(Matrix.row(5, 7, 9), Matrix.ones(1, 2).times(A));
    }

    @Test
    void aNaNReachesEveryEntryOfItsRowAndZeroTimesInfinityIsNaN() {
        var bad = Matrix.of(2, 2, Double.NaN, 1, 0, 1);
        var product = bad.times(Matrix.of(2, 2, 0, 0, 1, 1));
        assertTrue(Double.isNaN(product.get(0, 0)) && Double.isNaN(product.get(0, 1)), product::toString);
        assertEquals(Matrix.row(1, 1), product.rowAt(1));
        var infinite = Matrix.row(0, 1).times(Matrix.column(Double.POSITIVE_INFINITY, 1));
        assertTrue(Double.isNaN(infinite.get(0, 0)), infinite::toString);
    }

    private static void assertClose(Matrix expected, Matrix actual) {
        assertTrue(expected.sameShape(actual), () -> expected.shape() + " " + actual.shape());
        assertEquals(0, actual.minus(expected).maxAbs(), 1e-13);
    }
}
