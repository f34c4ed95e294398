package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Sums and arrays over indices that count from 1, as the references write them. */
public final class Index {

    private Index() {}

    /**
     * Σ<sub>i=1…n</sub> term(i).
     *
     * @param n the last index
     * @param term what is summed
     * @return the sum; 0 if n is 0
     */
    public static double sum(int n, IntToDoubleFunction term) {
        return sum(1, n, term);
    }

    /**
     * Σ<sub>i=first…last</sub> term(i).
     *
     * @param first the first index
     * @param last the last index
     * @param term what is summed
     * @return the sum; 0 if there is no index
     */
    public static double sum(int first, int last, IntToDoubleFunction term) {
        requireNonNull(term, "term is null");
        Interrupts.poll("a sum");
        double sum = 0;
        for (int i = first; i <= last; i++) {
            sum += term.applyAsDouble(i);
        }
        return sum;
    }

    /**
     * Σ<sub>i=1…n</sub> term(i) of matrices.
     *
     * @param n the last index, at least 1
     * @param term what is summed
     * @return the sum
     * @throws IllegalArgumentException if n is 0
     */
    public static Matrix total(int n, IntFunction<Matrix> term) {
        requireNonNull(term, "term is null");
        return IntStream.rangeClosed(1, n).mapToObj(term).reduce(Matrix::plus).orElseThrow(() ->
                new IllegalArgumentException("a sum of matrices needs n ≥ 1, since 0 has no shape; given: " + n));
    }

    /**
     * The index itself, if a letter has it.
     *
     * @param letter whose index
     * @param index its name
     * @param value what it is
     * @param first the least that it can be
     * @param last the most
     * @return the value
     * @throws IndexOutOfBoundsException with letter, index and range otherwise
     */
    public static int within(String letter, String index, int value, int first, int last) {
        requireNonNull(letter, "letter is null");
        requireNonNull(index, "index is null");
        if (value < first || value > last) {
            throw new IndexOutOfBoundsException("%s has no %s = %d: %s = %d…%d".formatted(letter, index, value, index,
                    first, last));
        }
        return value;
    }

    /**
     * The column (x_1, …, x_n)ᵀ.
     *
     * @param n how many
     * @param entry entry i, from 1
     * @return n×1
     */
    public static Matrix vector(int n, IntToDoubleFunction entry) {
        requireNonNull(entry, "entry is null");
        return Matrix.column(IntStream.rangeClosed(1, n).mapToDouble(entry).toArray());
    }

    /**
     * The matrix of these entries.
     *
     * @param rows how many rows
     * @param columns how many columns
     * @param entry entry (i, j), both from 1
     * @return rows×columns
     */
    public static Matrix matrix(int rows, int columns, Matrix.Entry entry) {
        requireNonNull(entry, "entry is null");
        return Matrix.generate(rows, columns, (i, j) -> entry.at(i + 1, j + 1));
    }

    /**
     * The matrix of these entries, its rows counted from another number than 1.
     *
     * @param first the number of the first row, for example 0
     * @param last the number of the last row
     * @param columns how many columns
     * @param entry entry (i, j), i from {@code first}, j from 1
     * @return (last − first + 1)×columns
     */
    public static Matrix matrix(int first, int last, int columns, Matrix.Entry entry) {
        requireNonNull(entry, "entry is null");
        return Matrix.generate(last - first + 1, columns, (i, j) -> entry.at(first + i, j + 1));
    }

    /**
     * Matrices one below another.
     *
     * @param n how many
     * @param block block k, from 1; all of one shape
     * @return as many rows as all blocks together
     * @throws IllegalArgumentException if there is no block, or they differ in shape
     */
    public static Matrix stack(int n, IntFunction<Matrix> block) {
        requireNonNull(block, "block is null");
        if (n < 1) {
            throw new IllegalArgumentException("a stack needs at least one block, given: " + n);
        }
        var blocks = IntStream.rangeClosed(1, n).mapToObj(block).toList();
        if (!blocks.stream().allMatch(blocks.get(0)::sameShape)) {
            throw new IllegalArgumentException("the blocks of a stack need one shape, given: "
                    + blocks.stream().map(Matrix::shape).toList());
        }
        int rows = blocks.get(0).rows();
        return Matrix.generate(n * rows, blocks.get(0).columns(), (i, j) -> blocks.get(i / rows).get(i % rows, j));
    }

    /**
     * A number, as a matrix.
     *
     * @param value the number
     * @return 1×1
     */
    public static Matrix scalar(double value) {
        return Matrix.row(value);
    }
}
