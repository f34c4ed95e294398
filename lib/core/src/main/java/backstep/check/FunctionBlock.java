package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.estimate.Bend;
import backstep.estimate.ErrorMetric;
import backstep.estimate.Slope;
import backstep.estimate.Tolerances;
import backstep.matrix.Digits;
import backstep.matrix.NonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One block of derivatives of a function of numbers, entry by entry beside its estimate.
 *
 * @param name of the block of numbers, or of the output whose gradient it is
 * @param shape for example {@code 3}, or {@code 2×3}; {@code 2×3 · u} for its slope along a direction u
 * @param entries those that were checked
 * @param bends where an entry has no derivative, or the function ends, the slopes to its two sides
 */
public record FunctionBlock(String name, String shape, List<Entry> entries, Map<Entry, Bend> bends) {

    /** Farther than this part of the gap beyond one of its sides a slope is wrong at a kink. */
    private static final double OUTSIDE = 0.4;

    /** A kink by itself makes a bar of 3.5 of its gap. */
    private static final double MADE_BY_A_KINK = 8;

    /** Copies the list and the map, none of which may be null or hold null. */
    public FunctionBlock {
        requireNonNull(name, "name is null");
        requireNonNull(shape, "shape is null");
        entries = NonNull.list("entries", entries);
        bends = Map.copyOf(NonNull.map("bends", bends));
    }

    /**
     * A derivative to be compared.
     *
     * @param row from 0
     * @param column from 0
     * @param given as claimed
     * @param estimate with its bar
     * @param value of the function at the point
     * @param rounding how far rounding may move a right one; asked for where the bar alone calls it wrong
     */
    record Compared(int row, int column, double given, Slope estimate, double value,
            DoubleSupplier rounding) {}

    static FunctionBlock of(String name, String shape, List<Compared> compared) {
        double size = Block.size(compared.stream()
                .flatMapToDouble(one -> DoubleStream.of(one.given(), one.estimate().value())));
        var entries = new ArrayList<Entry>();
        var bends = new LinkedHashMap<Entry, Bend>();
        for (var one : compared) {
            var entry = judged(one, size);
            entries.add(entry);
            if (one.estimate().bend() != null) {
                bends.put(entry, one.estimate().bend());
            }
        }
        return new FunctionBlock(name, shape, entries, bends);
    }

    /** The two sides of a kink decide before the bar does, which covers both. */
    private static Entry judged(Compared one, double size) {
        var slope = one.estimate();
        var bend = slope.bend();
        if (bend != null && Double.isFinite(one.given()) && (!bend.isInside() || bend.holds(one.given(), 0))) {
            return entry(one, slope.bar(), bend.isInside() ? Verdict.KINK : Verdict.NO_ESTIMATE);
        }
        if (bend != null && isOutside(one, bend)) {
            return entry(one, slope.bar(), Verdict.of(one.given(), slope.value(), 0, false, size));
        }
        var verdict = Verdict.of(one.given(), slope.value(), slope.bar(), false, size);
        double bar = slope.bar() + (verdict == Verdict.WRONG ? one.rounding().getAsDouble() : 0);
        var settled = verdict == Verdict.WRONG ? Verdict.of(one.given(), slope.value(), bar, false, size) : verdict;
        // Where a slope is 0, as at a minimum, it is known well if it is so beside the slopes a step away.
        double beside = Math.max(Math.abs(slope.plus() - one.value()), Math.abs(slope.minus() - one.value()))
                / slope.step();
        boolean isFlat = settled == Verdict.TOO_SMALL_TO_TELL && bar <= Tolerances.TELLING * beside;
        return entry(one, bar, isFlat ? Verdict.OK : settled);
    }

    /** By so much that neither the bend of a slope beside the kink nor another kink near by explains it. */
    private static boolean isOutside(Compared one, Bend bend) {
        double gap = Math.abs(bend.right() - bend.left());
        double off = Math.abs((bend.left() + bend.right()) / 2 - one.estimate().value());
        // Where the bar is much wider than the gap it is not the kink that makes it so.
        boolean isAllThereIs = one.estimate().bar() <= MADE_BY_A_KINK * gap;
        return Double.isFinite(one.given()) && isAllThereIs && !bend.holds(one.given(), off + OUTSIDE * gap);
    }

    private static Entry entry(Compared one, double bar, Verdict verdict) {
        var slope = one.estimate();
        return new Entry(one.row(), one.column(), one.given(), slope.value(), bar, slope.step(), slope.plus(),
                slope.minus(), null, verdict);
    }

    /**
     * What can be said of the block.
     *
     * @return the gravest verdict of its entries; {@link Verdict#NOT_COMPUTED} if there was nothing to compare
     */
    public Verdict verdict() {
        return Verdict.of(entries);
    }

    /**
     * Whether the block counts against what is claimed.
     *
     * @return true if it is wrong, not finite or not computed
     */
    public boolean isFault() {
        return verdict().isFault();
    }

    /**
     * The error of the block.
     *
     * @return the largest difference over the block's size, at least {@link ErrorMetric#FLOOR}; ∞ if a claimed entry is
     * not finite; entries without a derivative are left out
     */
    public double error() {
        return entries.stream().mapToDouble(this::error).max().orElse(0);
    }

    private double error(Entry entry) {
        double size = Math.max(ErrorMetric.FLOOR, size());
        double error = Math.abs(entry.given() - entry.expected()) / size;
        boolean hasNone = entry.verdict() == Verdict.KINK || entry.verdict() == Verdict.NO_ESTIMATE;
        return hasNone ? 0 : Double.isFinite(error) ? error : Double.POSITIVE_INFINITY;
    }

    private double size() {
        return Block.size(entries.stream().flatMapToDouble(e -> DoubleStream.of(e.given(), e.expected())));
    }

    /**
     * The entry that is farthest off.
     *
     * @return of those that count against what is claimed, if there are any; else of those that are not decided
     * @throws java.util.NoSuchElementException if no entry was compared
     */
    public Entry worst() {
        return entries.stream().max(Comparator
                .<Entry>comparingInt(e -> e.verdict().isFault() ? 2 : e.verdict() == Verdict.OK ? 0 : 1)
                .thenComparingDouble(this::error)).orElseThrow();
    }

    /**
     * The ratio of claimed to estimated, if it is the same all over a wrong block.
     *
     * @return for example 2, where the ½ of a square is missing
     */
    public OptionalDouble constantRatio() {
        double small = Tolerances.RATIO * Block.size(entries.stream().mapToDouble(Entry::expected));
        double much = 10 * Tolerances.RATIO * Block.size(entries.stream().mapToDouble(Entry::given));
        // A bar of more than that part of an estimate blurs its ratio by more than ratios may differ.
        var ratios = entries.stream().filter(e -> Math.abs(e.expected()) > Math.max(e.bar() / Tolerances.RATIO, small))
                .mapToDouble(e -> e.given() / e.expected()).toArray();
        boolean fromNothing = entries.stream()
                .anyMatch(e -> Math.abs(e.expected()) <= small && Math.abs(e.given()) > much);
        if (verdict() != Verdict.WRONG || ratios.length == 0 || fromNothing) {
            return OptionalDouble.empty();
        }
        double first = ratios[0];
        boolean constant = Arrays.stream(ratios).allMatch(ratio -> near(ratio, first));
        // What is wrong by less than ratios may differ is not wrong by a factor.
        return constant && !near(first, 1) ? OptionalDouble.of(first) : OptionalDouble.empty();
    }

    private static boolean near(double ratio, double target) {
        return Math.abs(ratio - target) <= Tolerances.RATIO * Math.max(Tolerances.RATIO, Math.abs(target));
    }

    /** What a block that is not simply right needs said. */
    List<String> remarks() {
        var remarks = new ArrayList<String>();
        if (verdict() == Verdict.OK || entries.isEmpty()) {
            return remarks;
        }
        var worst = worst();
        remarks.add("%s: claimed %s, estimated %s ± %s".formatted(place(worst), six(worst.given()),
                six(worst.expected()), Digits.of(worst.bar(), 1)));
        if (bends.containsKey(worst)) {
            var bend = bends.get(worst);
            remarks.add("slope to the left %s, to the right %s".formatted(side(bend.left()), side(bend.right())));
        } else if (worst.step() > 0) {
            remarks.add("f(+h) %s, f(−h) %s, h %s".formatted(six(worst.plus()), six(worst.minus()),
                    Digits.of(worst.step(), 2)));
        }
        constantRatio().ifPresent(ratio -> remarks.add("claimed is %s × estimated%s".formatted(Digits.ratio(ratio),
                near(ratio, -1) ? ": the sign?" : near(ratio, 2) ? ": a factor 2 too many?"
                        : near(ratio, 0.5) ? ": a factor 1/2 too many?" : near(ratio, 0) ? ": is it 0?" : "")));
        if (isReordered()) {
            remarks.add("the same numbers in another order" + (shape.contains("×") ? ": transposed?" : "?"));
        }
        return remarks;
    }

    private boolean isReordered() {
        var given = entries.stream().mapToDouble(Entry::given).sorted().toArray();
        var expected = entries.stream().mapToDouble(Entry::expected).sorted().toArray();
        double limit = Tolerances.RATIO * size();
        return verdict() == Verdict.WRONG && given.length > 1 && given[given.length - 1] - given[0] > limit
                && IntStream.range(0, given.length)
                        .allMatch(k -> Math.abs(given[k] - expected[k]) <= limit);
    }

    private String place(Entry entry) {
        return shape.contains("·") ? "along u" : shape.contains("×")
                ? "row %d, column %d".formatted(entry.row() + 1, entry.column() + 1) : "entry " + (entry.column() + 1);
    }

    private static String side(double slope) {
        return Double.isNaN(slope) ? "none: not finite there" : six(slope);
    }

    private static String six(double value) {
        return Digits.of(value, 6);
    }
}
