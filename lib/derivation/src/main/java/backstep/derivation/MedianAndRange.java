package backstep.derivation;

import backstep.matrix.Digits;
import java.util.stream.DoubleStream;

/**
 * The median of some numbers, and how far they spread.
 *
 * @param least the smallest
 * @param median the one in the middle, or the mean of the two in the middle
 * @param largest the largest
 */
public record MedianAndRange(double least, double median, double largest) {

    /**
     * Of these.
     *
     * @param numbers at least one
     * @return their median and range
     * @throws IllegalArgumentException if there is none
     */
    public static MedianAndRange of(DoubleStream numbers) {
        var sorted = numbers.sorted().toArray();
        int n = sorted.length;
        if (n == 0) {
            throw new IllegalArgumentException("a median needs at least one number, given: none");
        }
        return new MedianAndRange(sorted[0], (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[n - 1]);
    }

    /** To two digits, for example {@code 0.5 (0.1…0.9)}. */
    @Override
    public String toString() {
        return "%s (%s…%s)".formatted(Digits.of(median, 2), Digits.of(least, 2), Digits.of(largest, 2));
    }
}
