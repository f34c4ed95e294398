package backstep.check;

import backstep.check.UnderTest.Attempt;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Schedule.Scheduled;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.mistake.Mistake;
import backstep.mistake.Mistakes;
import backstep.mistake.OperandMistakes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The search for what reproduces somebody's wrong numbers on their own network and data: known mistakes, and pairs. */
final class Diagnosis {

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

    /** An equation at a layer where it was tried, with all that it could be made from. */
    private record Trial(Scheduled due, Attempt attempt, Site site, boolean wrong, double off) {}

    /**
     * Every cause that fits at each layer where the equation is wrong: first what fits everywhere it was tried, right
     * or wrong; then what fits where it is wrong; one mistake before two, the catalogue before any exchanged operand.
     */
    List<Cause> of(Formula formula) {
        var trials = reference.schedule().stream()
                .filter(due -> due.formula() == formula && judgement.tried().has(due)).map(this::trial).toList();
        var wrong = trials.stream().filter(Trial::wrong).toList();
        if (fits(at -> at.get(formula.output(at.l())), wrong)) {
            return List.of(); // the right numbers
        }
        var singles = known.stream().filter(mistake -> mistake.formula() == formula).toList();
        var operands = OperandMistakes.in(formula);
        for (var candidates : List.<Function<List<Trial>, List<Cause>>>of(at -> fitting(singles, at),
                at -> pairs(singles, at), at -> fitting(operands, at), at -> pairs(operands, at))) {
            for (var where : List.of(trials, wrong)) {
                var found = candidates.apply(where);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private Trial trial(Scheduled due) {
        var quantity = Reference.output(due);
        var tried = judgement.tried();
        double rounding = bounds.of(quantity, judgement.convention().precision()).map(b -> Double.isFinite(b) ? b : 0)
                .maxAbs();
        return new Trial(due, tried.attempt(due), tried.site(due), judgement.isCause(due), 2 * rounding);
    }

    private List<Cause> fitting(List<Mistake> mistakes, List<Trial> trials) {
        return mistakes.stream().filter(mistake -> fits(mistake.rule(), trials)).map(one -> new Cause(List.of(one)))
                .toList();
    }

    private boolean fits(Function<Site, Matrix> rule, List<Trial> trials) {
        return trials.stream().allMatch(trial -> Match.same(trial.attempt(), factor(trial.due()),
                Match.attempt(rule, trial.site()), trial.off()));
    }

    /** A mistake, and a factor on what it gives; of several that say the same, one. */
    private List<Cause> pairs(List<Mistake> mistakes, List<Trial> trials) {
        var found = new LinkedHashMap<List<String>, Cause>();
        for (var mistake : mistakes) {
            var values = trials.stream().map(trial -> Match.attempt(mistake.rule(), trial.site()).value()).toList();
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

    /**
     * What explains values between which equations are missing: a mistake in one of them, at every layer or at one, or
     * two mistakes; run through a whole pass beside all that was given.
     */
    List<Cause> among(List<Scheduled> suspects) {
        var formulas = suspects.stream().map(Scheduled::formula).distinct().toList();
        var candidates = new ArrayList<Planted>();
        for (var mistake : known) {
            if (formulas.contains(mistake.formula())) {
                candidates.add(new Planted(mistake, 0));
            }
        }
        var everywhere = candidates.stream().filter(one -> explains(one.in(Rules.standard()), false)).toList();
        if (!everywhere.isEmpty()) {
            return causes(everywhere);
        }
        var single = suspects.stream().flatMap(due -> known.stream()
                .filter(mistake -> mistake.formula() == due.formula())
                .map(mistake -> new Planted(mistake, due.l()))).toList();
        var somewhere = single.stream().filter(one -> explains(one.in(Rules.standard()), false)).toList();
        if (!somewhere.isEmpty()) {
            return causes(somewhere);
        }
        var found = new ArrayList<Cause>();
        for (var first : candidates) {
            if (explains(first.in(Rules.standard()), true)) {
                known.stream().filter(mistake -> mistake.formula() != first.mistake().formula()
                        && judgement.causes().stream().anyMatch(due -> due.formula() == mistake.formula()
                                || formulas.contains(mistake.formula())))
                        .filter(mistake -> explains(new Planted(mistake, 0).in(first.in(Rules.standard())), false))
                        .forEach(mistake -> found.add(new Cause(List.of(first.mistake(), mistake))));
            }
        }
        return found;
    }

    private static List<Cause> causes(List<Planted> planted) {
        return planted.stream().map(one -> new Cause(List.of(one.mistake()))).toList();
    }

    /** A mistake in a whole pass: at one layer, or, for 0, at every one. */
    private record Planted(Mistake mistake, int only) {

        Rules in(Rules rules) {
            return mistake.in(rules, l -> only == 0 || only == l);
        }
    }

    /** Whether rules give all that was given; or, to begin with, what is wrong first. */
    private boolean explains(Rules rules, boolean onlyTheFirst) {
        var pass = reference.evaluation(rules);
        try {
            reference.schedule().forEach(due -> pass.run(due.formula(), due.l()));
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException refusal) {
            return false;
        }
        var tried = judgement.tried();
        var given = reference.schedule().stream().filter(tried::has).toList();
        var wrong = given.stream().filter(due -> judgement.block(due) != null && judgement.block(due).isFault());
        return (onlyTheFirst ? wrong.limit(1) : given.stream()).allMatch(due -> Match.same(
                tried.whole(due).times(1 / factor(due)), pass.get(Reference.output(due)), trial(due).off()));
    }

    private double factor(Scheduled due) {
        return judgement.convention().scale().factor(Reference.output(due).kind(), reference.m());
    }
}
