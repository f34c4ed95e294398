package backstep.exchange.array;

import backstep.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Numbers of a shape, and the type they were stored in: it says how precise they can be. */
public final class NumericArray implements Array {

    private final List<Integer> shape;
    private final double[] values;
    private final NumberType type;
    private final double roundOff;

    /** The values are row by row (C order), and are kept. */
    NumericArray(List<Integer> shape, double[] values, NumberType type, double roundOff) {
        this.shape = List.copyOf(shape);
        this.values = values;
        this.type = type;
        this.roundOff = roundOff;
    }

    NumericArray(List<Integer> shape, double[] values, NumberType type) {
        this(shape, values, type, type.roundOff());
    }

    /**
     * A matrix as an array of doubles.
     *
     * @param matrix n×m
     * @return of shape (n, m)
     */
    public static NumericArray of(Matrix matrix) {
        var values = Arrays.stream(Objects.requireNonNull(matrix, "matrix is null").toArray())
                .flatMapToDouble(Arrays::stream).toArray();
        return new NumericArray(List.of(matrix.rows(), matrix.columns()), values, NumberType.FLOAT64);
    }

    /** A single number, of no axis. */
    public static NumericArray of(double number) {
        return new NumericArray(List.of(), new double[] {number}, NumberType.FLOAT64);
    }

    /**
     * The lengths along its axes.
     *
     * @return none for a single number, n for a list, rows and columns for a matrix
     */
    public List<Integer> shape() {
        return shape;
    }

    /**
     * How many numbers it holds.
     *
     * @return the product of its shape
     */
    public int size() {
        return values.length;
    }

    /**
     * The type that its numbers were stored in.
     *
     * @return for example float32
     */
    public NumberType type() {
        return type;
    }

    /**
     * How far a stored number can be from the one that was computed, relative to its size.
     *
     * @return the unit round-off of its type, or half of the last digit where it was written in
     *     decimals; 0 where it is exact, as integers are
     */
    public double roundOff() {
        return roundOff;
    }

    /**
     * The numbers.
     *
     * @return a copy, row by row
     */
    public double[] values() {
        return values.clone();
    }

    /**
     * The array as a matrix of its own orientation.
     *
     * @return rows×columns; n×1 for a list of n, 1×1 for a single number
     * @throws IllegalArgumentException if it has more than two axes or no entry
     */
    public Matrix matrix() {
        if (shape.size() > 2 || values.length == 0) {
            throw new IllegalArgumentException(describe() + " is no matrix: 1 or 2 axes and at least one number are "
                    + "needed");
        }
        int columns = shape.size() < 2 ? 1 : shape.get(1);
        return Matrix.of(values.length / columns, columns, values);
    }

    @Override
    public String describe() {
        return type + " " + shape.stream().map(String::valueOf)
                .collect(Collectors.joining(", ", "(", shape.size() == 1 ? ",)" : ")"));
    }

    @Override
    public String toString() {
        return describe();
    }
}
