package backstep.check;

import backstep.engine.Rules;
import backstep.engine.Schedule.Scheduled;
import backstep.engine.Formula;
import backstep.estimate.ErrorMetric;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** What is to be said of each block under one convention. */
final class Judgement {

    /** What λ is known to where it was found in the numbers. */
    private static final double PART = 1e-8;

    private final Reference reference;
    private final Bounds bounds;
    private final Convention convention;
    private final UnderTest tried;
    private final Map<Quantity, Matrix> slack = new HashMap<>();
    private final Map<Scheduled, Block> blocks = new HashMap<>();
    private final List<Scheduled> causes;

    Judgement(Reference reference, Bounds bounds, Map<Scheduled, List<Estimated>> estimates,
            Convention convention, UnderTest tried) {
        this.reference = reference;
        this.bounds = bounds;
        this.convention = convention;
        this.tried = tried;
        convention.guard().ifPresent(this::allow);
        for (var due : reference.schedule()) {
            var quantity = Reference.output(due);
            boolean untrained = convention.hasNoBias() && quantity.kind() == Kind.DB;
            if (estimates.containsKey(due) && tried.has(due) && !untrained) {
                var shape = reference.of(due).shape();
                boolean along = estimates.get(due).stream().anyMatch(e -> e.direction().isPresent());
                var entries = entries(due, tried.whole(due), estimates.get(due), false);
                // A value from elsewhere that is right needs no operands from elsewhere to be so.
                boolean settled = tried.due(due).isPresent() && !Verdict.of(entries).isFault();
                var alone = settled ? entries : entries(due, tried.alone(due), estimates.get(due), true);
                blocks.put(due, new Block(quantity, along ? shape + " · u" : shape, entries, alone));
            }
        }
        this.causes = found();
    }

    /** A guarded cost and the one without a guard are both right, and so is what follows from either. */
    private void allow(Guard guard) {
        var net = reference.net();
        int L = net.L();
        var guarded = reference.by(Rules.standard()
                .with(Formula.LOSS, at -> guard.losses(net, at.A(), at.Y()))
                .with(Formula.OUTPUT_DA, at -> guard.dA(net, at.A(), at.Y()))
                .with(Formula.OUTPUT_DELTA, at -> at.g().pullback(guard.dA(net, at.A(), at.Y()), at.Z())));
        var from = reference.schedule().stream().dropWhile(due -> due.formula() != Formula.LOSS).toList();
        from.forEach(due -> guarded.run(due.formula(), due.l()));
        from.forEach(due -> slack.put(Reference.output(due),
                guarded.get(Reference.output(due)).minus(reference.of(due)).map(Math::abs)));
        slack.computeIfPresent(Kind.DA.at(L), (dA, off) -> off.map(d -> Double.isNaN(d) ? Double.MAX_VALUE : d));
    }

    /** By what the convention's values differ from the library's. */
    double factor(Quantity quantity) {
        return convention.factor(quantity, reference.m());
    }

    /** What a penalty adds that the network does not have. */
    private Optional<Matrix> penalty(Quantity quantity) {
        var net = reference.net();
        var more = convention.penalty();
        return convention.decay() == 0 || quantity.kind() != Kind.DW && quantity.kind() != Kind.J ? Optional.empty()
                : Optional.of(quantity.kind() == Kind.DW ? more.dW(net.W(quantity.l()))
                : Matrix.row(net.penalised(more)));
    }

    private List<Entry> entries(Scheduled due, Matrix given, List<Estimated> drawn, boolean alone) {
        if (given == null) {
            return List.of();
        }
        var quantity = Reference.output(due);
        double factor = factor(quantity);
        var instead = alone ? tried.due(due) : Optional.<Matrix>empty();
        var estimates = quantity.kind().isDerivative() ? drawn
                : withFarthest(drawn, given, instead.orElseGet(() -> reference.of(due)), reference.of(due));
        var penalty = penalty(quantity);
        var rounding = bounds.of(quantity, convention.precision(), estimates);
        var allowed = Optional.ofNullable(slack.get(quantity));
        double size = size(given, estimates, factor);
        double printed = tried.printed(due);
        var entries = new ArrayList<Entry>();
        for (var estimated : estimates) {
            double value = estimated.of(given);
            double expected = factor * (instead.map(estimated::of).orElse(estimated.slope().value())
                    + penalty.map(estimated::of).orElse(0.0));
            double bar = factor * ((instead.isPresent() ? 0 : estimated.slope().bar())
                    + rounding.applyAsDouble(estimated)
                    + penalty.map(p -> PART * estimated.bar(p.map(Math::abs))).orElse(0.0)
                    + allowed.map(estimated::bar).orElse(0.0)) + estimated.length() * printed;
            entries.add(entry(quantity, estimated, value, expected, bar, size, instead.isPresent()));
        }
        return entries;
    }

    /** Of forward values that were not drawn, those that differ most, and most for their size. */
    private static List<Estimated> withFarthest(List<Estimated> drawn, Matrix given, Matrix expected, Matrix right) {
        if (drawn.size() == (long) given.rows() * given.columns()) {
            return drawn;
        }
        var all = new ArrayList<>(drawn);
        for (DoubleUnaryOperator size : List.<DoubleUnaryOperator>of(x -> 1, Math::abs)) {
            int row = 0;
            int column = 0;
            double most = 0;
            for (int j = 0; j < given.columns(); j++) {
                for (int i = 0; i < given.rows(); i++) {
                    double off = Math.abs(given.get(i, j) - expected.get(i, j))
                            / Math.max(size.applyAsDouble(expected.get(i, j)), Double.MIN_NORMAL);
                    if (!(off <= most)) {
                        row = i;
                        column = j;
                        most = Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
                    }
                }
            }
            if (most > 0) {
                all.add(Estimated.known(row, column, right.get(row, column)));
            }
        }
        return all;
    }

    private static double size(Matrix given, List<Estimated> estimates, double factor) {
        return Block.size(estimates.stream().filter(Estimated::told)
                .flatMapToDouble(e -> DoubleStream.of(e.of(given), factor * e.slope().value())));
    }

    private Entry entry(Quantity quantity, Estimated estimated, double value, double expected, double bar, double size,
            boolean byEquation) {
        var slope = estimated.slope();
        boolean kink = slope.kink() != null && !byEquation;
        Verdict verdict;
        if (!estimated.told()) {
            verdict = Verdict.TOO_SMALL_TO_TELL;
        } else if (!quantity.kind().isDerivative()) {
            verdict = !Double.isFinite(value) ? Verdict.NOT_FINITE
                    : Math.abs(value - expected) <= bar ? Verdict.OK : Verdict.WRONG;
        } else {
            verdict = Verdict.of(value, expected, bar, kink, size, convention.precision());
            if (slope.bend() != null && !byEquation && verdict != Verdict.NOT_FINITE) {
                double factor = factor(quantity);
                verdict = slope.bend().holds(value / factor, bar / factor - slope.bar()) ? Verdict.KINK : Verdict.WRONG;
            }
        }
        return new Entry(estimated.row(), estimated.column(), value, expected, bar, slope.step(), slope.plus(),
                slope.minus(), kink ? slope.kink() : null, verdict);
    }

    Convention convention() {
        return convention;
    }

    UnderTest tried() {
        return tried;
    }

    /** The blocks in the order of the check. */
    List<Block> blocks() {
        return reference.schedule().stream().filter(blocks::containsKey).map(blocks::get).toList();
    }

    Block block(Scheduled due) {
        return blocks.get(due);
    }

    /** Whether an equation is at fault: wrong alone, or not to be run. */
    boolean isCause(Scheduled due) {
        return tried.broken().containsKey(due) || blocks.containsKey(due) && blocks.get(due).isCause();
    }

    /** Whether a block is there and right. */
    boolean isRight(Scheduled due) {
        return blocks.containsKey(due) && !blocks.get(due).isFault() && !isCause(due);
    }

    /**
     * The equations at fault, in order; where those that were compared are right by themselves, and their values are
     * not, those that differ from the library's.
     */
    List<Scheduled> causes() {
        return causes;
    }

    private List<Scheduled> found() {
        var alone = reference.schedule().stream().filter(this::isCause).toList();
        boolean unexplained = alone.isEmpty() && blocks.values().stream().anyMatch(Block::isFault);
        return unexplained ? reference.schedule().stream().filter(this::differs).toList() : alone;
    }

    private boolean differs(Scheduled due) {
        var alone = tried.alone(due);
        return alone != null && !blocks.containsKey(due)
                && ErrorMetric.of(alone.times(1 / factor(Reference.output(due))),
                        reference.of(due)) > ErrorMetric.LIMIT;
    }

    /** Whether nothing counts against what was tried. */
    boolean isFaultless() {
        return causes().isEmpty() && blocks.values().stream().noneMatch(Block::isFault);
    }

    /** Whether fewer equations are at fault than under another convention. */
    boolean hasFewerFaultsThan(Judgement other) {
        return equations() < other.equations();
    }

    /** The same, or as many in fewer places. */
    boolean isBetterThan(Judgement other) {
        return hasFewerFaultsThan(other) || equations() == other.equations() && places() < other.places();
    }

    /**
     * Whether all that is in question are numbers of a lower precision, be it in binary or as they are printed, and
     * some use its digits: 0 or ½ is a number of any precision.
     */
    boolean isAllIn(Precision precision) {
        var theirs = blocks.keySet().stream()
                .filter(due -> tried.isTheirs(due.formula()) && tried.whole(due) != null).map(tried::whole).toList();
        return theirs.stream().allMatch(value -> value.map(x -> precision.has(x) ? 0 : 1).sum() == 0)
                && theirs.stream().anyMatch(value -> value.map(x -> Precision.HALF.has(x) ? 0 : 1).sum() > 0);
    }

    private long equations() {
        return causes().stream().map(Scheduled::formula).distinct().count();
    }

    private long places() {
        return causes().size() + blocks.values().stream().filter(Block::isFault).count();
    }
}
