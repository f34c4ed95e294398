package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;

/** The boundary that NaN and infinities do not pass. */
public final class Finite {

    private Finite() {}

    /**
     * Refuses a matrix with an entry that is not finite.
     *
     * @param name of the matrix, for the message
     * @param matrix of any shape
     * @return the matrix
     * @throws IllegalArgumentException naming the first such entry
     */
    public static Matrix require(String name, Matrix matrix) {
        requireNonNull(name, "name is null");
        for (int j = 0; j < matrix.columns() && !matrix.isFinite(); j++) {
            for (int i = 0; i < matrix.rows(); i++) {
                if (!Double.isFinite(matrix.get(i, j))) {
                    throw new IllegalArgumentException(
                            "%s (%s) has %s at row %d, column %d; every entry needs to be finite"
                            .formatted(name, matrix.shape(), matrix.get(i, j), i + 1, j + 1));
                }
            }
        }
        return matrix;
    }
}
