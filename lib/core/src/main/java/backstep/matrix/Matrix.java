package backstep.matrix;

import backstep.Showable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A real matrix that never changes; each operation is named after the notation and returns a new one.
 *
 * <p>Rows and columns count from 0. The entries may be NaN or infinite, so that a check can report them.
 */
public final class Matrix implements Showable {

    /** An entry from its row and column. */
    public interface Entry {
        /**
         * The entry.
         *
         * @param row from 0
         * @param column from 0
         * @return its value
         */
        double at(int row, int column);
    }

    private final int rows;
    private final int columns;
    private final double[] entries; // column by column; row by row if this is a transposed view
    private final boolean transposed;

    private Matrix(int rows, int columns, double[] entries, boolean transposed) {
        this.rows = rows;
        this.columns = columns;
        this.entries = entries;
        this.transposed = transposed;
    }

    /**
     * A matrix from its entries as one reads them, row by row.
     *
     * @param rows at least 1
     * @param columns at least 1
     * @param values rows × columns numbers
     * @return the rows×columns matrix
     * @throws IllegalArgumentException if the count of the values is not rows × columns
     */
    public static Matrix of(int rows, int columns, double... values) {
        if (rows < 1 || columns < 1 || values.length != rows * columns) {
            throw new IllegalArgumentException("a %d×%d matrix needs %d values (at least one), given: %d"
                    .formatted(rows, columns, Math.max(0, rows) * Math.max(0, columns), values.length));
        }
        return generate(rows, columns, (i, j) -> values[i * columns + j]);
    }

    /**
     * A matrix from its rows.
     *
     * @param rows each of the same length, at least one
     * @return the matrix
     * @throws IllegalArgumentException if there is no row or the lengths differ
     */
    public static Matrix of(double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IllegalArgumentException("row %d has %d entries, row 0 has %d".formatted(i, rows[i].length, rows[0].length));
            }
        }
        if (rows.length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException("a matrix needs at least one entry, given: %d rows%s"
                    .formatted(rows.length, rows.length == 0 ? "" : " without entries"));
        }
        return generate(rows.length, rows[0].length, (i, j) -> rows[i][j]);
    }

    /**
     * A row.
     *
     * @param values n numbers
     * @return the 1×n matrix
     */
    public static Matrix row(double... values) {
        return of(1, values.length, values);
    }

    /**
     * A column.
     *
     * @param values n numbers
     * @return the n×1 matrix
     */
    public static Matrix column(double... values) {
        return of(values.length, 1, values);
    }

    /**
     * The matrix of ones; {@code ones(m, 1)} is the column 1 of the equations.
     *
     * @param rows at least 1
     * @param columns at least 1
     * @return the rows×columns matrix
     */
    public static Matrix ones(int rows, int columns) {
        return generate(rows, columns, (i, j) -> 1);
    }

    /**
     * A matrix from a formula for its entries.
     *
     * @param rows at least 1
     * @param columns at least 1
     * @param entry called for every row and column
     * @return the rows×columns matrix
     */
    public static Matrix generate(int rows, int columns, Entry entry) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a matrix needs at least one row and one column, given: %d×%d".formatted(rows, columns));
        }
        var entries = new double[rows * columns];
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                entries[i + j * rows] = entry.at(i, j);
            }
        }
        return new Matrix(rows, columns, entries, false);
    }

    /**
     * The count of rows.
     *
     * @return at least 1
     */
    public int rows() {
        return rows;
    }

    /**
     * The count of columns.
     *
     * @return at least 1
     */
    public int columns() {
        return columns;
    }

    /**
     * One entry.
     *
     * @param row from 0
     * @param column from 0
     * @return its value
     * @throws IndexOutOfBoundsException if there is no such entry
     */
    public double get(int row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            throw new IndexOutOfBoundsException("entry (%d, %d) of a %s matrix: rows and columns count from 0".formatted(row, column, shape()));
        }
        return entries[transposed ? column + row * columns : row + column * rows];
    }

    /**
     * A copy in which one entry is another.
     *
     * @param row from 0
     * @param column from 0
     * @param value its new value
     * @return a matrix of the same shape
     */
    public Matrix with(int row, int column, double value) {
        get(row, column);
        var copy = entries.clone();
        copy[transposed ? column + row * columns : row + column * rows] = value;
        return new Matrix(rows, columns, copy, transposed);
    }

    /**
     * One column, for example one example's values.
     *
     * @param column from 0
     * @return the rows×1 matrix
     */
    public Matrix columnAt(int column) {
        return generate(rows, 1, (i, j) -> get(i, column));
    }

    /**
     * One row, for example one unit's values over the examples.
     *
     * @param row from 0
     * @return the 1×columns matrix
     */
    public Matrix rowAt(int row) {
        return generate(1, columns, (i, j) -> get(row, j));
    }

    /**
     * The matrix product {@code this · right}.
     *
     * @param right its rows are as many as this one's columns
     * @return the rows×right.columns matrix
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Matrix times(Matrix right) {
        if (columns != right.rows) {
            throw new IllegalArgumentException("times: %s times %s needs %d = %d".formatted(shape(), right.shape(), columns, right.rows));
        }
        var product = new double[rows * right.columns];
        Products.BLAS.dgemm(transposed ? "T" : "N", right.transposed ? "T" : "N", rows, right.columns, columns,
                1.0, entries, transposed ? columns : rows, right.entries, right.transposed ? right.columns : right.rows, 0.0, product, rows);
        return new Matrix(rows, right.columns, product, false);
    }

    /**
     * The matrix times a number.
     *
     * @param factor any number
     * @return a matrix of the same shape
     */
    public Matrix times(double factor) {
        return map(x -> x * factor);
    }

    /**
     * The sum {@code this + right}.
     *
     * @param right of the same shape
     * @return a matrix of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public Matrix plus(Matrix right) {
        return combine("plus", right, Double::sum);
    }

    /**
     * The difference {@code this − right}.
     *
     * @param right of the same shape
     * @return a matrix of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public Matrix minus(Matrix right) {
        return combine("minus", right, (x, y) -> x - y);
    }

    /**
     * The elementwise product {@code this ∘ right}.
     *
     * @param right of the same shape
     * @return a matrix of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public Matrix hadamard(Matrix right) {
        return combine("hadamard", right, (x, y) -> x * y);
    }

    /**
     * Two matrices combined entry by entry.
     *
     * @param operation its name, for the refusal
     * @param right of the same shape
     * @param function of an entry of this and the entry of right at the same place
     * @return a matrix of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public Matrix combine(String operation, Matrix right, DoubleBinaryOperator function) {
        if (!sameShape(right)) {
            throw new IllegalArgumentException("%s: %s and %s are not of one shape".formatted(operation, shape(), right.shape()));
        }
        if (transposed == right.transposed) {
            var values = new double[entries.length];
            for (int k = 0; k < values.length; k++) {
                values[k] = function.applyAsDouble(entries[k], right.entries[k]);
            }
            return new Matrix(rows, columns, values, transposed);
        }
        return generate(rows, columns, (i, j) -> function.applyAsDouble(get(i, j), right.get(i, j)));
    }

    /**
     * A function applied to every entry.
     *
     * @param function of one entry
     * @return a matrix of the same shape
     */
    public Matrix map(DoubleUnaryOperator function) {
        var values = new double[entries.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = function.applyAsDouble(entries[k]);
        }
        return new Matrix(rows, columns, values, transposed);
    }

    /**
     * The transpose, a view of the same entries.
     *
     * @return the columns×rows matrix
     */
    public Matrix transpose() {
        return new Matrix(columns, rows, entries, !transposed);
    }

    /**
     * The sum of all entries.
     *
     * @return Σ over rows and columns
     */
    public double sum() {
        return Arrays.stream(entries).sum();
    }

    /**
     * The max-norm.
     *
     * @return the largest absolute value of an entry; NaN if there is one
     */
    public double maxAbs() {
        double max = 0;
        for (double x : entries) {
            max = Math.max(max, Math.abs(x));
        }
        return max;
    }

    /**
     * Whether no entry is NaN or infinite.
     *
     * @return true if all are finite
     */
    public boolean isFinite() {
        return Arrays.stream(entries).allMatch(Double::isFinite);
    }

    /**
     * Whether another matrix has as many rows and columns.
     *
     * @param other the other one
     * @return true if so
     */
    public boolean sameShape(Matrix other) {
        return rows == other.rows && columns == other.columns;
    }

    /**
     * The shape as text.
     *
     * @return for example {@code 2×3}
     */
    public String shape() {
        return rows + "×" + columns;
    }

    /**
     * The entries as a formula shows them: 3 significant digits, at most 4 rows and columns, the middle of more elided.
     *
     * @return LaTeX without delimiters
     */
    public String latex() {
        return MatrixText.latex(this);
    }

    /**
     * A copy of the entries as rows.
     *
     * @return rows arrays of columns numbers
     */
    public double[][] toArray() {
        return IntStream.range(0, rows).mapToObj(i -> IntStream.range(0, columns).mapToDouble(j -> get(i, j)).toArray()).toArray(double[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix that && sameShape(that) && Arrays.deepEquals(toArray(), that.toArray());
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, columns, Arrays.deepHashCode(toArray()));
    }

    /** The shape and the entries to 6 significant digits. */
    @Override
    public String toString() {
        return MatrixText.plain(this);
    }

    /**
     * The entries as aligned lines, elided in the middle: for a picture or a line that has little room.
     *
     * @param rows at most so many lines, at least 3
     * @param columns at most so many entries in a line, at least 3
     * @param digits significant ones
     * @return a line for each row shown, for example {@code [ 0.3  -0.2 ]}
     */
    public List<String> lines(int rows, int columns, int digits) {
        return MatrixText.lines(this, rows, columns, digits);
    }

    @Override
    public Map<String, String> forms() {
        return Map.of(TEXT, toString(), HTML, MatrixText.html(this));
    }
}
