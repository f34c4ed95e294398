package backstep.matrix;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A real matrix that never changes; each operation is named after the notation and returns a new one.
 *
 * <p>Rows and columns count from 0. The entries may be NaN or infinite, so that a check can report them.
 */
public final class Matrix {

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

    /**
     * A loop over the entries of matrices, for what is elementwise and has to be fast: entry k of the result comes from
     * entry k of each operand. The same object must stand for the same function, since what it gave may be
     * remembered, and none of the operands may be written to.
     */
    @FunctionalInterface
    public interface Loop {
        /**
         * Fills the result.
         *
         * @param result of as many entries as each operand
         * @param operands in the order of the call
         */
        void run(double[] result, double[]... operands);
    }

    /** A product of so many multiplications takes a thousand times as long as a look at the interrupt flag. */
    private static final long LONG = 1 << 16;

    private final int rows;
    private final int columns;
    // without the factors; column by column; row by row if this is a transposed view; null if unformed
    private final double[] entries;
    private final Unformed unformed; // the product that gives the entries; null where they are there
    private final boolean transposed;
    private final Factors factors; // what every entry is multiplied by
    private final Program program; // what records the operations on this matrix; null outside a training loop
    private final AtomicReference<Known> known = new AtomicReference<>(); // empty, since filling it would cost more

    /**
     * What has been found out: what a loop made of this matrix alone (BP4 asks for the A of the forward pass again), or
     * else that every entry is finite (a batch is looked through at each step).
     */
    private record Known(Loop loop, Matrix image) {

        static final Known FINITE = new Known((result, of) -> { }, null); // a loop that nobody else has
    }

    private Matrix(int rows, int columns, double[] entries, Unformed unformed, boolean transposed, Factors factors,
            Program program) {
        this.rows = rows;
        this.columns = columns;
        this.entries = entries;
        this.unformed = unformed;
        this.transposed = transposed;
        this.factors = factors;
        this.program = program;
    }

    /** A matrix over an array that nobody else writes to, or that a program owns. */
    static Matrix of(Program program, int rows, int columns, double[] entries) {
        return new Matrix(rows, columns, entries, null, false, Factors.NONE, program);
    }

    /** A matrix of this shape, its entries in the order of these. */
    private Matrix over(double[] others, Program recorder) {
        return new Matrix(rows, columns, others, null, transposed, Factors.NONE, recorder);
    }

    /** Whether it is a product that nobody has looked at. */
    private boolean isUnformed() {
        return unformed != null && !unformed.isFormed();
    }

    private double[] entries() {
        return entries == null ? unformed.entries() : entries;
    }

    /** The entries column by column, in the array that operations on this matrix read; another if it is a view. */
    double[] array() {
        return operand(false);
    }

    /** The entries in one orientation, the scale multiplied in. */
    private double[] operand(boolean asTransposed) {
        return transposed == asTransposed && factors == Factors.NONE ? entries()
                : done(program, new Operation.Copy(factors, entries(),
                transposed ? columns : rows, transposed ? rows : columns, transposed != asTransposed,
                new double[rows * columns]));
    }

    /** Does an operation, once for all where a program records it. */
    private static double[] done(Program program, Operation operation) {
        if (program != null) {
            return program.done(operation);
        }
        operation.run();
        return operation.result();
    }

    private Program program(Matrix other) {
        return program == null ? other.program : program;
    }

    /** Whoever looks at an entry may go on from there in a way that no operation tells of. */
    private double[] seen() {
        if (program != null) {
            program.look();
        }
        return entries();
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
        long needed = (long) Math.max(0, rows) * Math.max(0, columns);
        if (needed == 0 || values.length != needed) {
            throw new IllegalArgumentException("a %d×%d matrix needs %d values (at least one), given: %d"
                    .formatted(rows, columns, needed, values.length));
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
        NonNull.array("rows", rows);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IllegalArgumentException("row %d has %d entries, row 1 has %d"
                        .formatted(i + 1, rows[i].length, rows[0].length));
            }
        }
        if (rows.length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException("a matrix needs at least one entry, given: %d rows%s"
                    .formatted(rows.length, rows.length == 0 ? "" : " without entries"));
        }
        return generate(rows.length, rows[0].length, (i, j) -> rows[i][j]);
    }

    /** A row: n numbers → 1×n. */
    public static Matrix row(double... values) {
        return of(1, values.length, values);
    }

    /** A column: n numbers → n×1. */
    public static Matrix column(double... values) {
        return of(values.length, 1, values);
    }

    /** The matrix of ones, rows×columns; {@code ones(m, 1)} is the column 1 of the equations. */
    public static Matrix ones(int rows, int columns) {
        var entries = new double[size(rows, columns)];
        Arrays.fill(entries, 1);
        return of(null, rows, columns, entries);
    }

    /**
     * A matrix from a formula for its entries.
     *
     * @param rows at least 1
     * @param columns at least 1
     * @param entry called for every row and column
     * @return the rows×columns matrix
     * @throws IllegalArgumentException if there is no row or no column, or they are more than 2³¹ − 1 entries
     */
    public static Matrix generate(int rows, int columns, Entry entry) {
        requireNonNull(entry, "entry is null");
        var entries = new double[size(rows, columns)];
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                entries[i + j * rows] = entry.at(i, j);
            }
            Interrupts.poll("a matrix entry by entry", j);
        }
        return of(null, rows, columns, entries);
    }

    /** How many entries there are, as many as an array can hold. */
    private static int size(int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a matrix needs at least one row and one column, given: %d×%d"
                    .formatted(rows, columns));
        }
        long size = (long) rows * columns;
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a %d×%d matrix has %d entries; at most %d (2³¹ − 1) can be held"
                    .formatted(rows, columns, size, Integer.MAX_VALUE));
        }
        return (int) size;
    }

    /** The count of rows, at least 1. */
    public int rows() {
        return rows;
    }

    /** The count of columns, at least 1. */
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
            throw new IndexOutOfBoundsException("entry (%d, %d) of a %s matrix: rows and columns count from 0"
                    .formatted(row, column, shape()));
        }
        return factors.of(seen()[transposed ? column + row * columns : row + column * rows]);
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
        var copy = array().clone();
        copy[row + column * rows] = value;
        return of(null, rows, columns, copy);
    }

    /** One column, from 0, for example one example's values: rows×1. */
    public Matrix columnAt(int column) {
        return generate(rows, 1, (i, j) -> get(i, column));
    }

    /** One row, from 0, for example one unit's values over the examples: 1×columns. */
    public Matrix rowAt(int row) {
        return generate(1, columns, (i, j) -> get(row, j));
    }

    /**
     * The matrix product {@code this · right}.
     *
     * @param right its rows are as many as this one's columns
     * @return the rows×right.columns matrix
     * @throws IllegalArgumentException if the shapes do not fit
     * @throws java.util.concurrent.CancellationException if the product is no small one and the thread is interrupted
     *     before it is formed; its interrupt flag is cleared
     */
    public Matrix times(Matrix right) {
        if (columns != right.rows) {
            throw new IllegalArgumentException("times: %s times %s needs %d = %d"
                    .formatted(shape(), right.shape(), columns, right.rows));
        }
        var recorder = program(right);
        int size = size(rows, right.columns);
        if (recorder == null && (long) size * columns >= LONG) {
            Interrupts.poll("a chain of products");
        }
        boolean later = recorder == null && size >= Unformed.WORTHWHILE;
        var product = new Operation.Product(transposed, right.transposed, rows, right.columns, columns,
                factors.product() * right.factors.product(),
                entries(), right.entries(), 0, later ? null : new double[size]);
        return new Matrix(rows, right.columns, later ? null : done(recorder, product),
                later ? new Unformed(product) : null, false, Factors.NONE, recorder);
    }

    /** The matrix times a number, a view of the same entries. */
    public Matrix times(double factor) {
        if (factors.take(factor)) {
            return new Matrix(rows, columns, entries, unformed, transposed, factors.then(factor), program);
        }
        var copy = done(program,
                new Operation.Copy(Factors.NONE.then(factor), operand(transposed), rows * columns, 1, false,
                new double[rows * columns]));
        return over(copy, program);
    }

    /** The sum {@code this + right} of two matrices of one shape; refuses two shapes. */
    public Matrix plus(Matrix right) {
        return sum("plus", right, 1);
    }

    /** The difference {@code this − right} of two matrices of one shape; refuses two shapes. */
    public Matrix minus(Matrix right) {
        return sum("minus", right, -1);
    }

    /** The elementwise product {@code this ∘ right} of two matrices of one shape; refuses two shapes. */
    public Matrix hadamard(Matrix right) {
        return through("hadamard", Loops.HADAMARD, right);
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
        requireNonNull(operation, "operation is null");
        requireNonNull(function, "function is null");
        return through(operation, new Loops.Combined(function), right);
    }

    /**
     * This matrix and others, all of one shape, entry by entry through a loop.
     *
     * @param operation its name, for the refusal
     * @param loop from the entries at one place to the entry of the result there; this matrix is the first operand
     * @param others of the same shape
     * @return a matrix of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public Matrix each(String operation, Loop loop, Matrix... others) {
        requireNonNull(operation, "operation is null");
        requireNonNull(loop, "loop is null");
        if (others.length > 0 || program != null) {
            NonNull.array("others", others);
            return through(operation, loop, others);
        }
        var now = known.get();
        if (now == null || now.loop() != loop) {
            now = new Known(loop, through(operation, loop));
            known.setRelease(now);
        }
        return now.image();
    }

    private Matrix through(String operation, Loop loop, Matrix... others) {
        var recorder = program;
        var operands = new double[1 + others.length][];
        operands[0] = operand(transposed);
        for (int k = 0; k < others.length; k++) {
            requireSameShape(operation, others[k]);
            operands[k + 1] = others[k].operand(transposed);
            recorder = recorder == null ? others[k].program : recorder;
        }
        var result = done(recorder, new Operation.Each(loop, operands, new double[rows * columns]));
        return over(result, recorder);
    }

    private Matrix sum(String operation, Matrix right, double sign) {
        requireSameShape(operation, right);
        boolean aligned = transposed == right.transposed;
        var recorder = program(right);
        var sum = recorder == null && aligned && right.isUnformed()
                ? right.unformed.addedTo(factors, entries(), sign, right.factors)
                : done(recorder, new Operation.Sum(factors, entries(), sign, aligned ? right.factors : Factors.NONE,
                aligned ? right.entries() : right.operand(transposed), new double[rows * columns]));
        return over(sum, recorder);
    }

    private void requireSameShape(String operation, Matrix right) {
        requireNonNull(right, "right is null");
        if (!sameShape(right)) {
            throw new IllegalArgumentException("%s: %s and %s are not of one shape"
                    .formatted(operation, shape(), right.shape()));
        }
    }

    /** A function applied to every entry. */
    public Matrix map(DoubleUnaryOperator function) {
        requireNonNull(function, "function is null");
        return through("map", new Loops.Mapped(function));
    }

    /**
     * Every column through a loop of its own, for what one entry of a column owes to all of them.
     *
     * @param loop from a column of this matrix to the column of the result
     * @return a matrix of the same shape
     */
    public Matrix eachColumn(Loop loop) {
        requireNonNull(loop, "loop is null");
        var result = done(program, new Operation.Each(new Loops.ByColumn(rows, loop), new double[][] {array()},
                new double[rows * columns]));
        return of(program, rows, columns, result);
    }

    /** The transpose, columns×rows, a view of the same entries. */
    public Matrix transpose() {
        return new Matrix(columns, rows, entries, unformed, !transposed, factors, program);
    }

    /** The sum of all entries. */
    public double sum() {
        return Arrays.stream(seen()).map(factors::of).sum();
    }

    /** The max-norm, the largest absolute value of an entry; NaN if there is one. */
    public double maxAbs() {
        double max = 0;
        for (double x : seen()) {
            max = Math.max(max, Math.abs(factors.of(x)));
        }
        return max;
    }

    /** Whether no entry is NaN or infinite. */
    public boolean isFinite() {
        seen();
        if (known.get() == Known.FINITE) {
            return true;
        }
        boolean all = allFinite(operand(transposed));
        if (all && program == null && known.get() == null) { // a program's entries change
            known.setRelease(Known.FINITE);
        }
        return all;
    }

    private static boolean allFinite(double[] values) {
        // A sum is finite only if every entry is; in two halves, since each addition waits for the one before.
        double one = 0;
        double other = 0;
        int end = values.length - values.length % 8;
        for (int k = 0; k < end; k += 8) {
            one += (values[k] + values[k + 1]) + (values[k + 2] + values[k + 3]);
            other += (values[k + 4] + values[k + 5]) + (values[k + 6] + values[k + 7]);
        }
        for (int k = end; k < values.length; k++) {
            one += values[k];
        }
        return Double.isFinite(one + other) || Arrays.stream(values).allMatch(Double::isFinite);
    }

    /** Whether another matrix has as many rows and columns. */
    public boolean sameShape(Matrix other) {
        return rows == other.rows && columns == other.columns;
    }

    /** The shape as text, for example {@code 2×3}. */
    public String shape() {
        return rows + "×" + columns;
    }

    /** A copy of the entries as rows. */
    public double[][] toArray() {
        return IntStream.range(0, rows).mapToObj(i -> IntStream.range(0, columns).mapToDouble(j -> get(i, j)).toArray())
                .toArray(double[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix that && sameShape(that) && hasTheEntriesOf(that);
    }

    private boolean hasTheEntriesOf(Matrix that) {
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                if (Double.compare(get(i, j), that.get(i, j)) != 0) {
                    return false;
                }
            }
        }
        return true;
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

    /**
     * The entries as text, elided in the middle.
     *
     * @param rows at most so many, at least 3
     * @param columns at most so many, at least 3
     * @param digits significant ones
     * @return the cells of each row shown; {@code …} where some are left out
     */
    public List<List<String>> cells(int rows, int columns, int digits) {
        return MatrixText.cells(this, rows, columns, digits);
    }
}
