package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.estimate.ErrorMetric;
import backstep.estimate.Tolerances;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Quantity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * One quantity as the rules gave it, entry by entry beside what it must be.
 *
 * @param quantity which one
 * @param shape its shape, for example {@code 2×3}; {@code 2×3 · u} for its slope along a direction u
 * @param entries those that were checked, row by row
 * @param alone the same quantity from right operands, by this equation alone; empty if the equation could not be run
 */
public record Block(Quantity quantity, String shape, List<Entry> entries, List<Entry> alone) {

    /** Copies the lists; nothing may be null. */
    public Block {
        requireNonNull(quantity, "quantity is null");
        requireNonNull(shape, "shape is null");
        entries = NonNull.list("entries", entries);
        alone = NonNull.list("alone", alone);
    }

    /**
     * What can be said of the block.
     *
     * @return the gravest verdict of its entries
     */
    public Verdict verdict() {
        return Verdict.of(entries);
    }

    /**
     * Whether the block counts against the rules.
     *
     * @return true if it is wrong or not finite
     */
    public boolean isFault() {
        return verdict().isFault();
    }

    /**
     * Whether its own equation is at fault, not what it was given.
     *
     * @return true if the equation alone, with right operands, is wrong too
     */
    public boolean isCause() {
        return Verdict.of(alone).isFault();
    }

    /**
     * The error of the block.
     *
     * @return the largest difference over the block's size, at least {@link ErrorMetric#FLOOR}; ∞ if an entry is not
     * finite
     */
    public double error() {
        return error(entries);
    }

    /**
     * The error of the equation alone, with right operands.
     *
     * @return as {@link #error()}
     */
    public double errorAlone() {
        return error(alone);
    }

    private static double error(List<Entry> entries) {
        return entries.isEmpty() ? 0 : ErrorMetric.of(column(entries, true), column(entries, false));
    }

    private static Matrix column(List<Entry> entries, boolean given) {
        return Matrix.column(entries.stream().mapToDouble(given ? Entry::given : Entry::expected).toArray());
    }

    /**
     * The error of an entry.
     *
     * @param entry one of the block's
     * @return its difference over the block's size; ∞ if it is not finite
     */
    public double error(Entry entry) {
        requireNonNull(entry, "entry is null");
        double size = Math.max(ErrorMetric.FLOOR, size());
        double error = Math.abs(entry.given() - entry.expected()) / size;
        return Double.isFinite(error) ? error : Double.POSITIVE_INFINITY;
    }

    /** The largest finite number among what was given and what was estimated. */
    static double size(DoubleStream values) {
        return values.map(Math::abs).filter(Double::isFinite).max().orElse(0);
    }

    private double size() {
        return size(entries.stream().flatMapToDouble(e -> DoubleStream.of(e.given(), e.expected())));
    }

    /**
     * The entry that is farthest off, in units of what it may be off.
     *
     * @return one of the entries
     */
    public Entry worst() {
        return entries.stream().max(Comparator.<Entry>comparingInt(e -> e.verdict().isFault() ? 1 : 0)
                .thenComparingDouble(this::error))
                .orElseThrow();
    }

    /**
     * The ratio of given to estimate, if it is the same all over a wrong block.
     *
     * @return for example 3, where a sum stands for a mean over 3 examples
     */
    public OptionalDouble constantRatio() {
        double small = Tolerances.RATIO * size();
        // A bar of more than that part of an estimate blurs its ratio by more than ratios may differ.
        var ratios = entries.stream().filter(e -> Math.abs(e.expected()) > Math.max(e.bar() / Tolerances.RATIO, small))
                .mapToDouble(e -> e.given() / e.expected()).toArray();
        boolean fromNothing = entries.stream().anyMatch(e -> Math.abs(e.expected()) <= small
                && Math.abs(e.given()) > 10 * small);
        if (!isFault() || ratios.length == 0 || fromNothing) {
            return OptionalDouble.empty();
        }
        double first = ratios[0];
        boolean constant = Arrays.stream(ratios)
                .allMatch(ratio -> Math.abs(ratio - first) <= Tolerances.RATIO * Math.abs(first));
        return constant && Double.isFinite(first) ? OptionalDouble.of(first) : OptionalDouble.empty();
    }
}
