package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The estimate of one block of derivatives.
 *
 * @param quantity what was nudged: W[l], b[l], Z[l] or A[l]
 * @param value the slopes
 * @param bar how far each may be off: what the scheme leaves out, and round-off
 * @param step the h of each
 * @param kinks by entry (row, column): the unit that no step could keep from its kink
 */
public record Estimate(Quantity quantity, Matrix value, Matrix bar, Matrix step, Map<Place, Kink> kinks) {

    /**
     * An entry's place.
     *
     * @param row from 0
     * @param column from 0
     */
    public record Place(int row, int column) {}

    /** Copies the map. */
    public Estimate {
        kinks = Collections.unmodifiableMap(new LinkedHashMap<>(kinks));
    }
}
