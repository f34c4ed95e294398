package backstep.check;

import backstep.engine.ForwardPass;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Schedule.Scheduled;
import backstep.estimate.BackwardErrorBound;
import backstep.estimate.NumericalGradient;
import backstep.estimate.Slope;
import backstep.estimate.Tolerances;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;

/**
 * Compares everything a set of rules computes: Z, A and J with the reference, since a cost and a gradient that are
 * wrong together pass any difference quotient; then each dA, dZ, dW, db with an estimate that carries its own error
 * bar.
 *
 * @param net the network
 * @param X n_0×m
 * @param Y n_L×m
 * @param rules the rules in question
 * @param watcher told, row by row, which quantity is being estimated and how much of it is done (0…1)
 */
public record GradientCheck(Network net, Matrix X, Matrix Y, Rules rules, ObjDoubleConsumer<Quantity> watcher) {

    /**
     * A check of the library's own equations.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return the check, to be run
     */
    public static GradientCheck of(Network net, Matrix X, Matrix Y) {
        return new GradientCheck(net, X, Y, Rules.standard(), (quantity, done) -> {});
    }

    /**
     * The same check of other rules.
     *
     * @param mine a learner's rules
     * @return the check, to be run
     */
    public GradientCheck rules(Rules mine) {
        return new GradientCheck(net, X, Y, mine, watcher);
    }

    /**
     * The same check with someone who watches its progress.
     *
     * @param watcher told, row by row, which quantity is being estimated and how much of it is done (0…1)
     * @return the check, to be run
     */
    public GradientCheck watch(ObjDoubleConsumer<Quantity> watcher) {
        return new GradientCheck(net, X, Y, rules, watcher);
    }

    /**
     * Checks every entry.
     *
     * @return the report
     * @throws IllegalArgumentException if X or Y do not fit the network
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public Report run() {
        return run(Integer.MAX_VALUE, 0);
    }

    /**
     * Checks some entries of every block, drawn at random; forward values are all compared.
     *
     * @param entries how many of each block, at least 1
     * @param seed of the draw
     * @return the report
     * @throws IllegalArgumentException if no entry is asked for, or X or Y do not fit the network
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public Report sample(int entries, long seed) {
        if (entries < 1) {
            throw new IllegalArgumentException("a sampled check needs at least 1 entry of each block, given: "
                    + entries);
        }
        return run(entries, seed);
    }

    private Report run(int most, long seed) {
        var reference = ForwardPass.of(net, X);
        reference.cost(Y);
        var tried = new RulesUnderTest(net, X, Y, rules);
        var estimator = NumericalGradient.of(net, X, Y);
        var rounding = new BackwardErrorBound(net, tried::reference);
        var random = random(seed);
        var blocks = new ArrayList<Block>();
        var skipped = new ArrayList<String>();
        for (var due : tried.schedule) {
            var quantity = due.formula().output(due.l());
            if (!quantity.kind().isDerivative()) {
                blocks.add(forward(tried, due, quantity));
            } else if (outputsEnd(quantity, reference)) {
                skipped.add("%s is infinite: a %s output is 0 or 1 to the last bit; dZ[%d] stays finite"
                        .formatted(quantity, net.g(net.L()).name(), net.L()));
            } else {
                blocks.add(derivative(tried, due, rounding.of(quantity), estimator, most, random));
            }
        }
        tried.broken.forEach((due, what) ->
                skipped.add("%s at layer %d %s".formatted(due.formula().id(), due.l(), what)));
        return new Report(net, Y.columns(), blocks, firstFault(tried, blocks), skipped);
    }

    /**
     * Checks each parameter block along one random direction of length 1: a few passes for a block of any size, and a
     * wrong entry anywhere in the block shows. Forward values and J are not compared here; {@link #run()} and
     * {@link #sample} do that.
     *
     * @param seed of the directions
     * @return the report, a number for each W and b
     * @throws IllegalArgumentException if X or Y do not fit the network
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public Report directional(long seed) {
        var tried = new RulesUnderTest(net, X, Y, rules);
        var estimator = NumericalGradient.of(net, X, Y);
        var rounding = new BackwardErrorBound(net, tried::reference);
        var random = random(seed);
        var blocks = new ArrayList<Block>();
        for (var due : tried.schedule) {
            var quantity = due.formula().output(due.l());
            if (quantity.kind() == Kind.DW || quantity.kind() == Kind.DB) {
                var direction = direction(tried.reference(due), random);
                var slope = estimator.slopeAlong(SideBySide.nudgedFor(quantity), direction);
                var shape = tried.reference(due).shape() + " · u";
                double bar = slope.bar() + rounding.of(quantity).hadamard(direction.map(Math::abs)).sum();
                blocks.add(new Block(quantity, shape, along(tried.whole.get(due), direction, slope, bar),
                        along(tried.alone.get(due), direction, slope, bar)));
                watcher.accept(quantity, 1);
            }
        }
        var broken = tried.broken.entrySet().stream()
                .map(e -> "%s at layer %d %s".formatted(e.getKey().formula().id(), e.getKey().l(), e.getValue()))
                .toList();
        // The pass went on with right values, so that what was derived from them proves nothing for an equation that
        // did not run.
        var fault = tried.broken.keySet().stream().findFirst()
                .map(due -> new Fault(due.formula(), due.l(), List.of(), "not computed"));
        return new Report(net, Y.columns(), blocks, fault, broken);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Uniform in each entry, then scaled to length 1. */
    static Matrix direction(Matrix shape, RandomGenerator random) {
        var raw = Matrix.generate(shape.rows(), shape.columns(), (i, j) -> random.nextDouble(-1, 1));
        return raw.times(1 / Math.sqrt(raw.hadamard(raw).sum()));
    }

    private static List<Entry> along(Matrix gradient, Matrix direction, Slope slope, double bar) {
        if (gradient == null) {
            return List.of();
        }
        double given = gradient.hadamard(direction).sum();
        double size = Math.max(Math.abs(given), Math.abs(slope.value()));
        return List.of(Entry.of(0, 0, given, slope, bar,
                Verdict.of(given, slope.value(), bar, slope.kink() != null, size)));
    }

    /**
     * Z, A, the losses and J have no estimate; they are held to the reference, which a right formula meets to a few
     * roundings.
     */
    private Block forward(RulesUnderTest tried, Scheduled due, Quantity quantity) {
        var expected = tried.reference(due);
        return new Block(quantity, expected.shape(), compare(tried.whole.get(due), expected),
                compare(tried.alone.get(due), expected));
    }

    private static List<Entry> compare(Matrix given, Matrix expected) {
        var entries = new ArrayList<Entry>();
        double tolerance = Tolerances.FORWARD * Math.max(expected.maxAbs(), Double.MIN_NORMAL);
        for (int i = 0; given != null && i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                double difference = Math.abs(given.get(i, j) - expected.get(i, j));
                var verdict = !Double.isFinite(given.get(i, j)) ? Verdict.NOT_FINITE
                        : difference <= tolerance ? Verdict.OK : Verdict.WRONG;
                entries.add(new Entry(i, j, given.get(i, j), expected.get(i, j), tolerance, 0, 0, 0, null, verdict));
            }
        }
        return entries;
    }

    /** An estimate at its place in a block; the bar also covers the rounding of a right derivative. */
    private record Estimated(int row, int column, Slope slope, double bar) {}

    private Block derivative(RulesUnderTest tried, Scheduled due, Matrix rounding, NumericalGradient estimator,
            int most, RandomGenerator random) {
        var quantity = due.formula().output(due.l());
        var shape = tried.reference(due);
        var nudged = SideBySide.nudgedFor(quantity);
        var estimates = new ArrayList<Estimated>();
        var drawn = drawn(shape, most, random);
        for (int row = 0; row < shape.rows(); row++) {
            int[] columns = drawn.get(row);
            var slopes = estimator.slopes(nudged, row, columns);
            for (int k = 0; k < columns.length; k++) {
                var slope = slopes.get(k);
                estimates.add(new Estimated(row, columns[k], slope, slope.bar() + rounding.get(row, columns[k])));
            }
            watcher.accept(quantity, (row + 1.0) / shape.rows());
        }
        return new Block(quantity, shape.shape(), judged(tried.whole.get(due), estimates, nudged, estimator),
                judged(tried.alone.get(due), estimates, nudged, estimator));
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

    private List<Entry> judged(Matrix given, List<Estimated> estimates, Quantity nudged, NumericalGradient estimator) {
        if (given == null) {
            return List.of();
        }
        double size = Block.size(estimates.stream()
                .flatMapToDouble(e -> DoubleStream.of(given.get(e.row(), e.column()), e.slope().value())));
        return estimates.stream().map(e -> {
            double value = given.get(e.row(), e.column());
            var verdict = Verdict.of(value, e.slope().value(), e.bar(), e.slope().kink() != null, size);
            boolean bend = verdict == Verdict.WRONG
                    && estimator.bends(nudged, e.row(), e.column(), e.slope().step(), value);
            return Entry.of(e.row(), e.column(), value, e.slope(), e.bar(), bend ? Verdict.KINK : verdict);
        }).toList();
    }

    /** Where an output sits on the border of the loss, nothing can be nudged. */
    private boolean outputsEnd(Quantity quantity, ForwardPass reference) {
        return quantity.equals(Kind.DA.at(net.L()))
                && reference.A(net.L()).map(net.loss()::room).map(room -> room < Tolerances.NO_ROOM ? 1 : 0).sum() > 0;
    }

    /** The first equation, in the order of the pass, that is wrong with right operands or cannot be run with them. */
    private Optional<Fault> firstFault(RulesUnderTest tried, List<Block> blocks) {
        var right = new ArrayList<String>();
        for (var due : tried.schedule) {
            var name = due.formula().output(due.l());
            var block = blocks.stream().filter(candidate -> candidate.quantity().equals(name)).findFirst();
            boolean ran = tried.alone.containsKey(due) && tried.whole.containsKey(due);
            if (!ran || block.filter(Block::isCause).isPresent()) {
                var before = right.subList(Math.max(0, right.size() - 2), right.size());
                return Optional.of(new Fault(due.formula(), due.l(), before, ran ? "wrong" : "not computed"));
            }
            if (due.formula() == Formula.OUTPUT_DELTA) {
                right.clear(); // what led up to J is of no interest to the reader of a backward fault
            }
            if (block.filter(found -> found.verdict() == Verdict.OK).isPresent()) {
                right.add(name.toString());
            }
        }
        return Optional.empty();
    }
}
