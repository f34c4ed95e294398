package backstep.check;

import backstep.check.UnderTest.Attempt;
import backstep.engine.Formula;
import backstep.engine.Schedule.Scheduled;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.mistake.Mistake;
import backstep.mistake.Mistakes;
import backstep.mistake.OperandMistakes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The search for what reproduces somebody's wrong numbers on their own network and data: known mistakes, and pairs. */
final class Diagnosis {

    /** No rounding is more than this part of a value that shows a mistake. */
    private static final double LARGEST_ROUNDING = 1e-3;

    private static final double OF_OPERANDS = 4;

    private final Reference reference;
    private final Bounds bounds;
    private final Judgement judgement;
    private final List<Mistake> known;

    Diagnosis(Reference reference, Bounds bounds, Judgement judgement, List<Mistake> own) {
        this.reference = reference;
        this.bounds = bounds;
        this.judgement = judgement;
        this.known = Stream.concat(own.stream(), Mistakes.all().stream())
                .filter(mistake -> mistake.concerns().test(reference.net())).toList();
    }

    /** An equation at a layer where it was tried, with all that it could be made from, whatever α was. */
    private record Trial(Attempt attempt, double factor, DoubleFunction<Site> site, double alpha, boolean wrong,
            double off) {

        boolean matches(Function<Site, Matrix> rule, double with) {
            return Match.same(attempt, factor, Match.attempt(rule, site.apply(with)), off);
        }

        /** The value in the library's own scale. */
        Optional<Matrix> value() {
            return attempt.value().map(value -> value.times(1 / factor));
        }
    }

    /**
     * Every cause that fits wherever the equation is wrong, those first that also give what is right: one mistake
     * before two, the catalogue before any exchanged operand.
     */
    List<Cause> of(Formula formula) {
        var trials = reference.schedule().stream()
                .filter(due -> due.formula() == formula && judgement.tried().has(due)).map(this::trial).toList();
        var wrong = trials.stream().filter(Trial::wrong).toList();
        if (fits(at -> at.get(formula.output(at.l())), wrong)) {
            return List.of(); // the right numbers
        }
        var singles = known.stream().filter(mistake -> mistake.formula() == formula).toList();
        boolean hasValues = wrong.stream().allMatch(trial -> trial.value().isPresent());
        var operands = hasValues ? OperandMistakes.in(formula) : List.<Mistake>of();
        return Stream.<Supplier<List<Cause>>>of(() -> fitting(singles, wrong, trials),
                () -> pairs(singles, trials), () -> pairs(singles, wrong), () -> fitting(operands, wrong, trials),
                () -> pairs(operands, wrong)).map(Supplier::get).filter(found -> !found.isEmpty()).findFirst()
                .orElse(List.of());
    }

    private Trial trial(Scheduled due) {
        var tried = judgement.tried();
        return new Trial(tried.attempt(due), judgement.factor(Reference.output(due)), alpha -> tried.site(due, alpha),
                tried.alpha(), judgement.causes().contains(due), off(due));
    }

    /** How far a value may be from what a formula gives. */
    double off(Scheduled due) {
        double size = Optional.ofNullable(judgement.tried().whole(due)).map(Match::finiteSize).orElse(0.0);
        // What a formula makes of operands that were printed too is off by as much again, and by their sum.
        double printed = reference.schedule().stream().filter(judgement.tried()::has)
                .mapToDouble(judgement.tried()::printed).max().orElse(0) * OF_OPERANDS;
        return Math.min(LARGEST_ROUNDING * size, printed + 2 * Match.finiteSize(bounds.of(Reference.output(due),
                judgement.convention().precision())));
    }

    private List<Cause> fitting(List<Mistake> mistakes, List<Trial> wrong, List<Trial> all) {
        var fitting = mistakes.stream().filter(mistake -> fits(mistake, wrong)).toList();
        var everywhere = fitting.stream().filter(mistake -> fits(mistake, all)).toList();
        return Stream.concat(everywhere.stream(), fitting.stream().filter(mistake -> !everywhere.contains(mistake)))
                .map(one -> new Cause(List.of(one))).toList();
    }

    private static boolean fits(Function<Site, Matrix> rule, List<Trial> trials) {
        return trials.stream().allMatch(trial -> trial.matches(rule, trial.alpha()));
    }

    /** With the learning rate that is known, or with the one that the numbers show. */
    private static boolean fits(Mistake mistake, List<Trial> trials) {
        return fits(mistake.rule(), trials) || hasRate(mistake) && trials.stream().findFirst()
                .map(first -> alpha(mistake.rule(), first)).orElse(OptionalDouble.empty()).stream().anyMatch(alpha ->
                        trials.stream().allMatch(trial -> trial.matches(mistake.rule(), alpha)));
    }

    /** Whether a mistake is made with a learning rate. */
    static boolean hasRate(Mistake mistake) {
        return mistake.written().contains("α");
    }

    /** α of a formula that is a + α b, from a value of it. */
    private static OptionalDouble alpha(Function<Site, Matrix> rule, Trial trial) {
        var none = Match.attempt(rule, trial.site().apply(0)).value();
        var one = Match.attempt(rule, trial.site().apply(1)).value();
        return trial.value().isEmpty() || none.isEmpty() || one.isEmpty() ? OptionalDouble.empty()
                : alpha(trial.value().get(), none.get(), one.get());
    }

    static OptionalDouble alpha(Matrix value, Matrix none, Matrix one) {
        if (!value.sameShape(none) || !value.sameShape(one) || one.equals(none)) {
            return OptionalDouble.empty();
        }
        var b = one.minus(none);
        double alpha = value.minus(none).hadamard(b).sum() / b.hadamard(b).sum();
        // One number shows some α whatever it is; and a rate is positive.
        boolean shows = value.rows() * value.columns() > 1 && alpha > 0 && Double.isFinite(alpha);
        return shows ? OptionalDouble.of(alpha) : OptionalDouble.empty();
    }

    /** A mistake, and a factor on what it gives; of several that say the same, one. */
    private List<Cause> pairs(List<Mistake> mistakes, List<Trial> trials) {
        var found = new LinkedHashMap<List<String>, Cause>();
        for (var mistake : mistakes) {
            var values = trials.stream()
                    .map(trial -> Match.attempt(mistake.rule(), trial.site().apply(trial.alpha())).value()).toList();
            if (values.stream().allMatch(Optional::isPresent)) {
                for (var factor : factors(mistake)) {
                    boolean fits = IntStream.range(0, trials.size()).allMatch(k ->
                            fits(times(factor, values.get(k).orElseThrow()), List.of(trials.get(k))));
                    if (fits) {
                        found.putIfAbsent(List.of(mistake.sentence(), factor.sentence()),
                                new Cause(List.of(mistake, factor)));
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** What a mistake may be multiplied by; two factors are tried in one order only. */
    private List<Mistake> factors(Mistake mistake) {
        var factors = known.stream().filter(factor -> factor.formula() == mistake.formula())
                .filter(Mistakes.factors()::contains).toList();
        return factors.subList(factors.indexOf(mistake) + 1, factors.size());
    }

    /** A factor of something else than the right value. */
    private static Function<Site, Matrix> times(Mistake factor, Matrix value) {
        return at -> factor.rule().apply(at.with(factor.formula().output(at.l()), value));
    }

    /** What explains values between which equations are missing. */
    List<Cause> among(List<Scheduled> suspects, List<Scheduled> wrong) {
        return new WholePasses(reference, judgement, known, this::off).among(suspects, wrong);
    }
}
