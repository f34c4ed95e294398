package backstep.check;

import backstep.engine.Evaluation;
import backstep.engine.Rules;
import backstep.engine.Schedule.Scheduled;
import backstep.matrix.Matrix;
import backstep.mistake.Mistake;
import backstep.mistake.Mistakes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The search for what explains values between which equations are missing: passes with a mistake in one of them, at
 * every layer or at one, or with two, held to all that was given. Of what is wrong first, only the equations just
 * behind it are run; a whole pass is for what explains that.
 */
final class WholePasses {

    private final Reference reference;
    private final Judgement judgement;
    private final List<Mistake> known;
    private final ToDoubleFunction<Scheduled> off;

    WholePasses(Reference reference, Judgement judgement, List<Mistake> known, ToDoubleFunction<Scheduled> off) {
        this.reference = reference;
        this.judgement = judgement;
        this.known = known;
        this.off = off;
    }

    /** Rules with one mistake or two. */
    private record Planted(List<Mistake> mistakes, Rules rules) {

        Planted with(Mistake second) {
            var first = mistakes.get(0);
            var formula = second.formula();
            var both = first.formula() != formula ? second.in(rules) : rules.with(formula, at ->
                    second.rule().apply(at.with(formula.output(at.l()), rules.apply(formula, at))));
            return new Planted(List.of(first, second), both);
        }

        Cause cause() {
            return new Cause(mistakes);
        }
    }

    private static Planted everywhere(Mistake mistake) {
        return new Planted(List.of(mistake), mistake.in(Rules.standard()));
    }

    /** What fits: a mistake everywhere it can be made; or at one layer; or two. */
    List<Cause> among(List<Scheduled> suspects, List<Scheduled> wrong) {
        var first = reference.schedule().stream().filter(wrong::contains).findFirst().orElseThrow();
        var chain = chain(first);
        var formulas = suspects.stream().map(Scheduled::formula).distinct().toList();
        var singles = known.stream().filter(mistake -> formulas.contains(mistake.formula()))
                .map(WholePasses::everywhere).toList();
        var found = singles.stream().flatMap(one -> explaining(one, first, chain)).toList();
        if (found.isEmpty()) {
            found = suspects.stream()
                    .flatMap(due -> known.stream().filter(mistake -> mistake.formula() == due.formula())
                    .map(mistake -> new Planted(List.of(mistake), mistake.in(Rules.standard(), l -> l == due.l()))))
                    .flatMap(one -> explaining(one, first, chain)).toList();
        }
        return (found.isEmpty() ? pairs(singles, wrong, first, chain) : found).stream().map(Planted::cause).toList();
    }

    /** The equations behind a value, back to what was given. */
    private List<Scheduled> chain(Scheduled due) {
        var behind = judgement.tried() instanceof ValuesUnderTest values ? values.behind(due) : Set.of(due);
        return reference.schedule().stream().filter(behind::contains).toList();
    }

    /** Two at once: one that explains what is wrong first, and one elsewhere; or two that explain it together. */
    private List<Planted> pairs(List<Planted> singles, List<Scheduled> wrong, Scheduled first, List<Scheduled> chain) {
        var everywhere = wrong.stream().flatMap(due -> chain(due).stream()).map(Scheduled::formula).distinct().toList();
        var seconds = known.stream().filter(mistake -> everywhere.contains(mistake.formula())).toList();
        var found = new ArrayList<Planted>();
        for (var one : singles) {
            boolean alone = explainsFirst(one, first, chain);
            for (var second : seconds) {
                boolean mayPair = second.formula() != one.mistakes().get(0).formula() ? alone || isAfter(one, second)
                        : Mistakes.factors().contains(second) && isAfter(one, second);
                if (mayPair) {
                    explaining(one.with(second), first, chain).forEach(found::add);
                }
            }
        }
        return found;
    }

    /** Of two mistakes that are made together, one order is enough. */
    private boolean isAfter(Planted one, Mistake second) {
        return known.indexOf(second) > known.indexOf(one.mistakes().get(0));
    }

    private Stream<Planted> explaining(Planted planted, Scheduled first, List<Scheduled> chain) {
        if (explainsFirst(planted, first, chain) && explainsAll(planted.rules())) {
            return Stream.of(planted);
        }
        if (planted.mistakes().stream().noneMatch(Diagnosis::hasRate)) {
            return Stream.empty();
        }
        return alpha(planted, first, chain).stream().mapToObj(alpha ->
                new Planted(planted.mistakes(), planted.rules().withAlpha(alpha)))
                .filter(one -> explainsFirst(one, first, chain) && explainsAll(one.rules()));
    }

    private boolean explainsFirst(Planted planted, Scheduled first, List<Scheduled> chain) {
        var value = first(planted.rules(), first, chain);
        return value != null && matches(first, value);
    }

    /** What rules make of the right values just before; null where they cannot. */
    private Matrix first(Rules rules, Scheduled first, List<Scheduled> chain) {
        var evaluation = reference.by(rules);
        return runs(evaluation, chain) ? evaluation.get(Reference.output(first)) : null;
    }

    private OptionalDouble alpha(Planted planted, Scheduled first, List<Scheduled> chain) {
        var none = first(planted.rules().withAlpha(0), first, chain);
        var one = none == null ? null : first(planted.rules().withAlpha(1), first, chain);
        return one == null ? OptionalDouble.empty() : Diagnosis.alpha(theirs(first), none, one);
    }

    private Matrix theirs(Scheduled due) {
        return judgement.tried().whole(due).times(1 / judgement.factor(Reference.output(due)));
    }

    private boolean matches(Scheduled due, Matrix value) {
        return Match.same(theirs(due), value, off.applyAsDouble(due));
    }

    private boolean explainsAll(Rules rules) {
        var pass = reference.evaluation(rules);
        return runs(pass, reference.schedule()) && reference.schedule().stream().filter(judgement.tried()::has)
                .allMatch(due -> matches(due, pass.get(Reference.output(due))));
    }

    private boolean runs(Evaluation evaluation, List<Scheduled> equations) {
        try {
            equations.stream().filter(due -> !reference.isPinned(Reference.output(due)))
                    .forEach(due -> evaluation.run(due.formula(), due.l()));
            return true;
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException refusal) {
            return false;
        }
    }
}
