package backstep.derivation;

import backstep.matrix.Digits;
import java.util.stream.DoubleStream;

/**
 * How far some numbers spread.
 *
 * @param least the smallest
 * @param median the one in the middle, or the mean of the two in the middle
 * @param largest the largest
 */
record Spread(double least, double median, double largest) {

    /** Of at least one number. */
    static Spread of(DoubleStream numbers) {
        var sorted = numbers.sorted().toArray();
        int n = sorted.length;
        return new Spread(sorted[0], (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[n - 1]);
    }

    @Override
    public String toString() {
        return "%s (%s…%s)".formatted(Digits.of(median, 2), Digits.of(least, 2), Digits.of(largest, 2));
    }
}
