package backstep.check;

import backstep.estimate.Slope;
import backstep.matrix.Matrix;
import java.util.Optional;

/**
 * One number of a block that is compared: an entry, or the whole block along a direction.
 *
 * @param row from 0
 * @param column from 0
 * @param direction of the shape of the block; empty where an entry is meant
 * @param slope what it must be
 * @param told false where nothing can be nudged, so that there is no slope
 */
record Estimated(int row, int column, Optional<Matrix> direction, Slope slope, boolean told) {

    static Estimated entry(int row, int column, Slope slope) {
        return new Estimated(row, column, Optional.empty(), slope, true);
    }

    /** A value that needs no estimate. */
    static Estimated known(int row, int column, double value) {
        return entry(row, column, new Slope(value, 0, 0, 0, 0, null, null));
    }

    static Estimated untold(int row, int column, double value) {
        return new Estimated(row, column, Optional.empty(), new Slope(value, 0, 0, 0, 0, null, null), false);
    }

    static Estimated along(Matrix direction, Slope slope) {
        return new Estimated(0, 0, Optional.of(direction), slope, true);
    }

    /** The same number of any value of the block. */
    double of(Matrix value) {
        return direction.map(u -> value.hadamard(u).sum()).orElseGet(() -> value.get(row, column));
    }

    /** How far that number may be off where each entry may be off by 1. */
    double length() {
        return direction.map(u -> u.map(Math::abs).sum()).orElse(1.0);
    }

    /** How far that number may be off where each entry may be off by so much. */
    double bar(Matrix bars) {
        return direction.map(u -> bars.hadamard(u.map(Math::abs)).sum()).orElseGet(() -> bars.get(row, column));
    }
}
