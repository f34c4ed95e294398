package backstep.estimate;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Quantity;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The estimate of one block of derivatives.
 *
 * @param quantity what was nudged: W[l], b[l], Z[l] or A[l]
 * @param rows the slope of each entry, row by row
 */
public record Estimate(Quantity quantity, List<List<Slope>> rows) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no slope, or the rows are of different lengths
     */
    public Estimate {
        requireNonNull(quantity, "quantity is null");
        rows = NonNull.list("rows", rows).stream().map(row -> NonNull.list("a row of the estimate", row)).toList();
        int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        if (columns == 0 || rows.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException(("an estimate of %s needs a slope at least, and rows of one "
                    + "length; given: %s").formatted(quantity, rows.stream().map(List::size).toList()));
        }
    }

    /**
     * The slopes.
     *
     * @return the estimate of each derivative
     */
    public Matrix value() {
        return each(Slope::value);
    }

    /**
     * The error bars.
     *
     * @return how far each slope may be off
     */
    public Matrix bar() {
        return each(Slope::bar);
    }

    /**
     * The steps.
     *
     * @return the h of each slope
     */
    public Matrix step() {
        return each(Slope::step);
    }

    private Matrix each(ToDoubleFunction<Slope> part) {
        return Matrix.generate(rows.size(), rows.get(0).size(), (i, j) -> part.applyAsDouble(rows.get(i).get(j)));
    }
}
