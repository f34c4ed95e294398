package backstep.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.sample.RandomCase;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The algebra of matrices, and that a matrix is a value. */
class MatrixTest {

    private static final Matrix A = Matrix.of(2, 3, 1, 2, 3, 4, 5, 6);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 30);
    }

    @Test
    void entriesAreReadRowByRow() {
        assertEquals(2, A.rows());
        assertEquals(3, A.columns());
        assertEquals(3, A.get(0, 2));
        assertEquals(4, A.get(1, 0));
        assertEquals(A, Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertEquals(A, Matrix.generate(2, 3, (i, j) -> 1 + 3 * i + j));
        assertEquals(Matrix.row(4, 5, 6), A.rowAt(1));
        assertEquals(Matrix.column(3, 6), A.columnAt(2));
    }

    @Test
    void aTransposeIsAnotherViewOfTheSameEntries() {
        var t = A.transpose();
        assertEquals(Matrix.of(3, 2, 1, 4, 2, 5, 3, 6), t);
        assertEquals(A, t.transpose());
        assertEquals(Matrix.of(3, 2, 1, 4, 2, 5, 3, 6).with(2, 0, 9), t.with(2, 0, 9));
        assertEquals(Matrix.row(2, 5), t.rowAt(1));
        assertEquals(Matrix.column(1, 2, 3), t.columnAt(0));
        assertEquals(A.sum(), t.sum());
        assertEquals(A.map(Math::sqrt), t.map(Math::sqrt).transpose());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void viewsAndCopiesGiveTheSame(long seed) {
        var random = RandomCase.generator(seed);
        int n = random.nextInt(1, 6);
        int m = random.nextInt(1, 6);
        var a = RandomCase.matrix(random, n, m, 1);
        var view = RandomCase.matrix(random, m, n, 1).transpose();
        var copy = Matrix.of(view.toArray());
        assertEquals(copy, view);
        assertEquals(copy.hashCode(), view.hashCode());
        assertEquals(a.plus(copy), a.plus(view));
        assertEquals(copy.minus(a), view.minus(a));
        assertEquals(a.hadamard(copy), view.hadamard(a));
        assertEquals(copy.times(2.5), view.times(2.5));
        assertEquals(copy.maxAbs(), view.maxAbs());
        assertEquals(copy.toString(), view.toString());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLawsOfTheAlgebra(long seed) {
        var random = RandomCase.generator(seed);
        int n = random.nextInt(1, 6);
        int k = random.nextInt(1, 6);
        int m = random.nextInt(1, 6);
        var a = RandomCase.matrix(random, n, k, 1);
        var b = RandomCase.matrix(random, k, m, 1);
        var c = RandomCase.matrix(random, k, m, 1);
        assertClose(a.times(b).plus(a.times(c)), a.times(b.plus(c)));
        assertClose(a.times(b).transpose(), b.transpose().times(a.transpose()));
        assertClose(a.times(b).times(3), a.times(3).times(b));
        assertClose(a.times(b).times(c.transpose()), a.times(b.times(c.transpose())));
        assertEquals(b.plus(c), c.plus(b));
        assertEquals(b.hadamard(c), c.hadamard(b));
        assertEquals(b.minus(c), c.minus(b).times(-1));
        assertEquals(b, b.hadamard(Matrix.ones(k, m)));
        assertEquals(Matrix.generate(k, m, (i, j) -> Math.atan2(b.get(i, j), c.get(i, j))),
                b.combine("atan2", c, Math::atan2));
    }

    @Test
    void anOperationChangesNeitherOperandNorWhatWasHandedIn() {
        double[] values = {1, 2, 3, 4};
        double[][] rows = {{1, 2}, {3, 4}};
        var m = Matrix.of(2, 2, values);
        var n = Matrix.of(rows);
        values[0] = 99;
        rows[0][0] = 99;
        m.toArray()[0][0] = 99;
        m.with(0, 0, 99);
        m.transpose().with(0, 1, 99);
        m.map(x -> 99);
        m.times(n).plus(n).hadamard(n).times(99);
        assertEquals(Matrix.of(2, 2, 1, 2, 3, 4), m);
        assertEquals(m, n);
    }

    @Test
    void normsAndSums() {
        assertEquals(21, A.sum());
        assertEquals(6, A.times(-1).maxAbs());
        assertTrue(Double.isNaN(A.with(0, 0, Double.NaN).maxAbs()));
        assertEquals(Double.POSITIVE_INFINITY, A.with(0, 0, Double.NEGATIVE_INFINITY).maxAbs());
        assertTrue(A.isFinite());
        assertTrue(!A.with(1, 2, Double.NaN).isFinite());
        assertTrue(!A.with(1, 2, Double.POSITIVE_INFINITY).isFinite());
    }

    @Test
    void equalMeansShapeAndEveryBit() {
        assertEquals(A.with(0, 0, Double.NaN), A.with(0, 0, Double.NaN));
        assertNotEquals(A, A.with(0, 0, Math.nextUp(1.0)));
        assertNotEquals(Matrix.row(0.0), Matrix.row(-0.0));
        assertNotEquals(Matrix.row(1, 2), Matrix.column(1, 2));
        assertNotEquals(Matrix.of(2, 3, 1, 2, 3, 4, 5, 6), Matrix.of(3, 2, 1, 2, 3, 4, 5, 6));
        assertNotEquals(A, (Object) "2×3");
        assertEquals(A.hashCode(), A.transpose().transpose().hashCode());
        assertNotEquals(A.hashCode(), A.times(2).hashCode());
        assertNotEquals(Matrix.row(1, 2).hashCode(), Matrix.column(1, 2).hashCode());
    }

    @Test
    void theTextAlignsAndElides() {
        assertEquals("2×2\n[     1   -2.5 ]\n[ 2e-09  1e+07 ]", Matrix.of(2, 2, 1, -2.5, 2e-9, 1e7).toString());
        var wide = Matrix.generate(1, 333, (i, j) -> j).toString();
        assertEquals("1×333\n[   0    1    2    3    4    5  …  332 ]", wide);
        assertEquals("1×8\n[ 0  1  2  3  4  5  6  7 ]", Matrix.generate(1, 8, (i, j) -> j).toString());
        assertEquals(9, Matrix.generate(333, 1, (i, j) -> i).toString().lines().count());
        assertEquals("1×3\n[ NaN    ∞   -∞ ]",
                Matrix.row(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY).toString());
    }

    private static void assertClose(Matrix expected, Matrix actual) {
        assertEquals(0, actual.minus(expected).maxAbs(), 1e-14);
    }
}
