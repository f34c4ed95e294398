package backstep.check;

import backstep.engine.Formula;
import backstep.engine.Schedule.Scheduled;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.mistake.Mistake;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One run of a check: the estimates once, then a judgement under each convention that may be meant. */
final class Trial {

    /** To so small a part a guard has to explain how far J is off. */
    private static final double GUARDED = 1e-2;

    private final Reference reference;
    private final Bounds bounds;
    private final NumericalGradient estimator;
    private final Convention named;
    private final List<Mistake> mistakes;
    private final List<String> notes;
    private final Map<Quantity, Matrix> pinned;

    Trial(Reference reference, NumericalGradient estimator, Convention named, List<Mistake> mistakes,
            List<String> notes, Map<Quantity, Matrix> pinned) {
        this.reference = reference;
        this.bounds = new Bounds(reference, estimator.examples());
        this.estimator = estimator;
        this.named = named;
        this.mistakes = mistakes;
        this.notes = new ArrayList<>(notes);
        this.pinned = pinned;
    }

    Report of(BiFunction<Reference, Convention, UnderTest> tried, Predicate<Scheduled> inQuestion,
            Consumer<Estimates> estimating, ObjDoubleConsumer<Quantity> watcher) {
        var estimates = new Estimates(reference, estimator, watcher,
                inQuestion.and(due -> !reference.isPinned(Reference.output(due))));
        if (pinned.isEmpty()) {
            estimating.accept(estimates);
        } else {
            estimates.byEquation();
        }
        correct(estimates.get(), () -> tried.apply(reference, named), named);
        var judgement = judged(under -> new Judgement(reference, bounds, estimates.get(), under,
                tried.apply(reference, under)));
        var findings = new Findings(reference, judgement, new Diagnosis(reference, bounds, judgement, mistakes));
        var faults = findings.faults();
        estimates.left().ifPresent(notes::add);
        untold(estimates.get());
        pinned.forEach((quantity, value) -> notes.add(pinned(quantity, value)));
        judgement.tried().broken().forEach((due, what) ->
                notes.add("%s at layer %d %s".formatted(due.formula().id(), due.l(), what)));
        if (faults.isEmpty()) {
            notes.addAll(findings.besides());
        }
        return new Report(reference.net(), reference.m(), judgement.convention(), judgement.blocks(), faults, notes);
    }

    /**
     * Where a function's own derivative is refuted by the estimate, the right value is the rule's, if that is right, or
     * the estimate's: what comes after is tried on right operands.
     */
    private void correct(Map<Scheduled, List<Estimated>> estimates, Supplier<UnderTest> tried, Convention under) {
        for (var due : reference.schedule()) {
            var of = estimates.getOrDefault(due, List.of());
            var quantity = Reference.output(due);
            boolean entries = quantity.kind().isDerivative() && of.stream().noneMatch(e -> e.direction().isPresent());
            if (entries && !of.isEmpty() && isRefuted(of, quantity, reference.of(due))) {
                var theirs = Optional.ofNullable(tried.get().whole(due))
                        .map(value -> value.times(1 / under.factor(quantity, reference.m())))
                        .filter(value -> !isRefuted(of, quantity, value));
                reference.correct(due,
                        theirs.orElseGet(() -> estimator.estimate(SideBySide.nudgedFor(quantity)).value()));
                bounds.renew();
            }
        }
    }

    private boolean isRefuted(List<Estimated> estimates, Quantity quantity, Matrix value) {
        var rounding = bounds.of(quantity, Precision.DOUBLE, estimates);
        double size = value.maxAbs();
        return estimates.stream().filter(Estimated::told).anyMatch(e -> Verdict.of(e.of(value), e.slope().value(),
                e.slope().bar() + rounding.applyAsDouble(e), e.slope().kink() != null || e.slope().bend() != null, size)
                == Verdict.WRONG);
    }

    /** Under what was named of a convention, and for the rest that of the library or one that leaves less to blame. */
    private Judgement judged(Function<Convention, Judgement> under) {
        var best = under.apply(named);
        if (best.isFaultless()) {
            return best;
        }
        boolean open = named.namedPrecision().isEmpty() && best.isAllIn(Precision.SINGLE);
        for (var plain : open ? List.of(best, under.apply(named.in(Precision.SINGLE))) : List.of(best)) {
            var mean = refinedBest(under, plain);
            for (var scale : List.of(Scale.SUM, Scale.MEAN_IN_DELTA)) {
                if (named.namedScale().isEmpty() && reference.m() > 1) {
                    var other = refinedBest(under, under.apply(plain.convention().scaled(scale)));
                    mean = other.hasFewerFaultsThan(mean) && isEvident(scale, other) ? other : mean;
                }
            }
            best = better(best, mean);
        }
        return best;
    }

    /** With a penalty or a guard, if the numbers show one and it leaves less to blame. */
    private Judgement refinedBest(Function<Convention, Judgement> under, Judgement plain) {
        var judgement = plain;
        for (var refined : refined(plain)) {
            judgement = better(judgement, under.apply(refined));
        }
        return judgement;
    }

    private static Judgement better(Judgement one, Judgement other) {
        return other.isBetterThan(one) ? other : one;
    }

    /** Where the 1/m stands is read off what carries it, not off what would fit besides. */
    private boolean isEvident(Scale scale, Judgement judgement) {
        var theirs = reference.schedule().stream()
                .filter(due -> judgement.tried().isTheirs(due.formula()) && judgement.isRight(due)).toList();
        boolean summed = theirs.stream().anyMatch(due -> due.formula() == Formula.COST);
        boolean delta = theirs.stream().anyMatch(due -> scale.factor(Reference.output(due).kind(), 2) != 1);
        return scale == Scale.MEAN || (scale == Scale.SUM ? summed : delta);
    }

    /** The same with a penalty, or a guard of the logarithms, that the numbers show. */
    private List<Convention> refined(Judgement judgement) {
        var plain = judgement.convention();
        if (plain.guard().isPresent() || plain.decay() > 0) {
            return List.of();
        }
        var withPenalty = decay(judgement).map(plain::decaying);
        return Stream.concat(withPenalty.stream(), Stream.concat(Stream.of(plain), withPenalty.stream())
                .flatMap(c -> guard(judgement, c).map(c::guarded).stream())).toList();
    }

    private Optional<Scheduled> theirs(Judgement judgement, Formula formula) {
        return reference.schedule().stream().filter(due -> due.formula() == formula
                && judgement.tried().isTheirs(formula) && judgement.tried().alone(due) != null).findFirst();
    }

    /** λ, where dW is λW too large and J is not what it is without a penalty. */
    private Optional<Double> decay(Judgement judgement) {
        if (reference.net().penalty() != Penalty.NONE || theirs(judgement, Formula.COST).isEmpty()) {
            return Optional.empty();
        }
        return theirs(judgement, Formula.BP1).map(due -> {
            var quantity = Reference.output(due);
            var W = reference.net().W(due.l());
            var right = judgement.tried().due(due).orElseGet(() -> reference.of(due));
            var more = judgement.tried().alone(due).times(1 / judgement.factor(quantity)).minus(right);
            return more.hadamard(W).sum() / W.hadamard(W).sum();
        }).filter(lambda -> lambda > 0 && Double.isFinite(lambda));
    }

    /** The guard that gives their J, where the logarithms without one give another. */
    private Optional<Guard> guard(Judgement judgement, Convention convention) {
        if (!Guard.concerns(reference.net())) {
            return Optional.empty();
        }
        return theirs(judgement, Formula.COST).flatMap(due -> {
            var net = reference.net();
            int L = net.L();
            double theirs = judgement.tried().alone(due).get(0, 0) / judgement.factor(Reference.output(due))
                    - net.penalised(convention.penalty());
            double off = Math.abs(theirs - reference.of(due).get(0, 0));
            double bound = bounds.of(Reference.output(due), convention.precision()).get(0, 0);
            var A = reference.get(Kind.A.at(L));
            return off <= bound ? Optional.empty() : Guard.usual().filter(guard -> {
                double J = guard.losses(net, A, reference.Y()).sum() / reference.m() + net.penalised();
                return Math.abs(theirs - J) <= Math.max(bound, GUARDED * off);
            }).findFirst();
        });
    }

    private void untold(Map<Scheduled, List<Estimated>> estimates) {
        var net = reference.net();
        estimates.forEach((due, of) -> of.stream().filter(e -> !e.told()).findFirst().ifPresent(first ->
                notes.add(("%s cannot be told in %d of %d entries, (%d, %d) among them: there a %s output is 0 or 1 to "
                        + "the last bit; dZ[%d] stays finite").formatted(Reference.output(due),
                        of.stream().filter(e -> !e.told()).count(), of.size(), first.row() + 1, first.column() + 1,
                        net.g(net.L()).name(), net.L()))));
    }

    private String pinned(Quantity quantity, Matrix value) {
        var free = new Reference(reference.net(), reference.X(), reference.Y(), Map.of());
        double off = value.minus(free.get(quantity)).maxAbs();
        return "%s was handed over%s; every equation is held to what it makes of it".formatted(quantity,
                off <= bounds.of(quantity, Precision.DOUBLE).maxAbs() ? ""
                        : ": it is not %s of this pass (off by %s)".formatted(
                                quantity.kind() == Kind.A ? "g(Z[%d])".formatted(quantity.l()) : "W A + b",
                                Digits.of(off, 2)));
    }
}
