package backstep.check;

import backstep.engine.Formula;
import backstep.engine.Schedule.Scheduled;
import backstep.estimate.NumericalGradient;
import backstep.estimate.Tolerances;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What each number of a check must be: forward values by the reference, derivatives by their estimates. */
final class Estimates {

    private final Reference reference;
    private final NumericalGradient estimator;
    private final ObjDoubleConsumer<Quantity> watcher;
    private final Predicate<Scheduled> wanted;
    private final Map<Scheduled, List<Estimated>> of = new LinkedHashMap<>();

    /** Of larger blocks of forward values so many are looked at one by one, or as many as are asked for. */
    private static final int VALUES = 10_000;

    /** What a number takes beside its estimate, twice, with its verdicts. */
    private static final long BYTES = 500;

    Estimates(Reference reference, NumericalGradient estimator, ObjDoubleConsumer<Quantity> watcher,
            Predicate<Scheduled> wanted) {
        this.reference = reference;
        this.estimator = estimator;
        this.watcher = watcher;
        this.wanted = wanted;
    }

    Map<Scheduled, List<Estimated>> get() {
        return of;
    }

    /** Every entry, where there is room for all of them. */
    void every() {
        long numbers = numbers(due -> true);
        long most = Runtime.getRuntime().maxMemory();
        if (numbers > most / BYTES) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "a check of every entry keeps %,d numbers "
                    + "beside their estimates, some %,d MB, and this JVM has %,d MB: sample(entries, seed) checks some "
                    + "of each block, directional(seed) each W and b along one direction",
                    numbers, numbers * BYTES >> 20, most >> 20));
        }
        entries(Integer.MAX_VALUE, new SplittableRandom(0));
    }

    private long numbers(Predicate<Scheduled> which) {
        return reference.schedule().stream().filter(wanted.and(which)).map(reference::of)
                .mapToLong(value -> (long) value.rows() * value.columns()).sum();
    }

    /** So many entries of each block of derivatives; of forward values all that are not very many. */
    void entries(int most, RandomGenerator random) {
        for (var due : reference.schedule()) {
            var quantity = Reference.output(due);
            if (wanted.test(due)) {
                of.put(due, quantity.kind().isDerivative() ? derivatives(due, quantity, most, random)
                        : values(reference.of(due), Math.max(most, VALUES), random));
            }
        }
    }

    /** How many forward values are looked at one by one, where that is not all. */
    Optional<String> left() {
        Predicate<Scheduled> isValue = due -> !Reference.output(due).kind().isDerivative();
        long all = numbers(isValue);
        long some = of.entrySet().stream().filter(e -> isValue.test(e.getKey())).mapToLong(e -> e.getValue().size())
                .sum();
        return some == 0 || some == all ? Optional.empty() : Optional.of(String.format(Locale.ROOT,
                "forward values: %,d of %,d compared one by one, drawn at random, and of the others those that are "
                + "farthest off", some, all));
    }

    /** Each block of parameters along one direction. */
    void directions(RandomGenerator random) {
        for (var due : reference.schedule()) {
            var quantity = Reference.output(due);
            if (wanted.test(due) && (quantity.kind() == Kind.DW || quantity.kind() == Kind.DB)) {
                var direction = GradientCheck.direction(reference.of(due), random);
                var slope = estimator.slopeAlong(SideBySide.nudgedFor(quantity), direction);
                of.put(due, List.of(Estimated.along(direction, slope)));
                watcher.accept(quantity, 1);
            }
        }
    }

    /** By the equations themselves, where nothing can be nudged. */
    void byEquation() {
        reference.schedule().stream().filter(wanted).forEach(due -> of.put(due, all(reference.of(due))));
    }

    private static List<Estimated> all(Matrix value) {
        return values(value, Integer.MAX_VALUE, new SplittableRandom(0));
    }

    private static List<Estimated> values(Matrix value, int most, RandomGenerator random) {
        var drawn = drawn(value, most, random);
        return IntStream.range(0, value.rows()).boxed().flatMap(i -> IntStream.of(drawn.get(i))
                .mapToObj(j -> Estimated.known(i, j, value.get(i, j)))).toList();
    }

    private List<Estimated> derivatives(Scheduled due, Quantity quantity, int most, RandomGenerator random) {
        var value = reference.of(due);
        var nudged = SideBySide.nudgedFor(quantity);
        var estimates = new ArrayList<Estimated>();
        var drawn = drawn(value, most, random);
        for (int row = 0; row < value.rows(); row++) {
            int i = row;
            var told = IntStream.of(drawn.get(row)).filter(j -> hasRoom(due, j)).toArray();
            var slopes = estimator.slopes(nudged, row, told);
            for (int k = 0; k < told.length; k++) {
                estimates.add(Estimated.entry(row, told[k], slopes.get(k)));
            }
            IntStream.of(drawn.get(row)).filter(j -> !hasRoom(due, j))
                    .forEach(j -> estimates.add(Estimated.untold(i, j, value.get(i, j))));
            watcher.accept(quantity, (row + 1.0) / value.rows());
        }
        return estimates;
    }

    /** Where an output sits on the border of the loss, that example's loss tells nothing of any of its outputs. */
    private boolean hasRoom(Scheduled due, int column) {
        var net = reference.net();
        return due.formula() != Formula.OUTPUT_DA || reference.get(Kind.A.at(net.L())).columnAt(column)
                .map(a -> net.loss().room(a) < Tolerances.NO_ROOM ? 1 : 0).sum() == 0;
    }

    /** The columns, row by row, of the entries that are estimated: all, or so many at random. */
    private static List<int[]> drawn(Matrix shape, int most, RandomGenerator random) {
        int all = shape.rows() * shape.columns();
        var rows = new ArrayList<int[]>();
        boolean every = most >= all;
        int needed = most;
        int left = all;
        for (int row = 0; row < shape.rows(); row++) {
            var columns = new int[shape.columns()];
            int count = 0;
            for (int column = 0; column < shape.columns(); column++, left--) {
                if (every || random.nextInt(left) < needed) {
                    columns[count++] = column;
                    needed--;
                }
            }
            rows.add(Arrays.copyOf(columns, count));
        }
        return rows;
    }
}
