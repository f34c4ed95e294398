package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Quantity;

/**
 * One quantity as the rules gave it, beside what it must be.
 *
 * @param quantity which one
 * @param given as the rules computed it
 * @param expected the numerical estimate of a derivative; the reference value of Z, A or J
 */
public record Block(Quantity quantity, Matrix given, Matrix expected) {

    /**
     * Checks that the two can be compared.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public Block {
        if (!given.sameShape(expected)) {
            throw new IllegalArgumentException("%s is %s, its estimate is %s".formatted(quantity, given.shape(), expected.shape()));
        }
    }

    /**
     * The error of each entry.
     *
     * @return by {@link ErrorMetric#entries}
     */
    public Matrix errors() {
        return ErrorMetric.entries(given, expected);
    }

    /**
     * The error of the block.
     *
     * @return its largest entry's
     */
    public double error() {
        return errors().maxAbs();
    }

    /**
     * Whether the block is right.
     *
     * @return true if no entry's error is above {@link ErrorMetric#LIMIT}
     */
    public boolean passed() {
        return error() <= ErrorMetric.LIMIT;
    }
}
