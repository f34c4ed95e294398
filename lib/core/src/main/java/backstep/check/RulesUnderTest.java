package backstep.check;

import backstep.engine.Evaluation;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Schedule.Scheduled;
import backstep.engine.Site;
import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Rules put through a whole pass and, equation by equation, tried alone with right operands. A rule that throws or
 * gives no fitting matrix is remembered, and the pass goes on with the right value in its place.
 */
final class RulesUnderTest implements UnderTest {

    private final Reference reference;
    private final Rules rules;
    private final Convention convention;
    private final Rules adapted;
    private final Map<Scheduled, Matrix> whole = new HashMap<>();
    private final Map<Scheduled, Matrix> alone = new HashMap<>();
    private final Map<Scheduled, Attempt> attempts = new HashMap<>();
    private final Map<Scheduled, String> broken = new LinkedHashMap<>();

    RulesUnderTest(Reference reference, Rules rules, Convention convention) {
        this.reference = reference;
        this.rules = rules;
        this.convention = convention;
        var seen = new Matrix[1];
        this.adapted = adapted(seen);
        var pass = reference.evaluation(adapted);
        var single = scaled(adapted);
        for (var due : reference.schedule()) {
            Interrupts.poll("%s at layer %d".formatted(due.formula().id(), due.l()));
            var value = tried(due, whole, () -> pass.outcome(due.formula(), due.l()));
            pass.put(Reference.output(due), reference.isPinned(Reference.output(due)) ? reference.of(due) : value);
            seen[0] = null;
            try {
                tried(due, alone, () -> single.outcome(due.formula(), due.l()));
            } finally {
                attempts.put(due,
                        new Attempt(Optional.ofNullable(seen[0]).or(() -> Optional.ofNullable(alone.get(due))),
                        broken.getOrDefault(due, "")));
            }
            if (due.formula() == Formula.OUTPUT_DA && !isTheirs(due.formula())) {
                whole.computeIfPresent(due, (same, dA) -> dA.times(factor(due)));
                alone.computeIfPresent(due, (same, dA) -> dA.times(factor(due)));
            }
        }
    }

    /** The rules as the library would call them, whatever orientation they are written in. */
    Rules adapted() {
        return adapted;
    }

    private double factor(Scheduled due) {
        return convention.factor(Reference.output(due), reference.m());
    }

    /** The reference in the convention's scale; the library's own dA[L] as it is. */
    private Evaluation scaled(Rules adapted) {
        var single = reference.by(adapted);
        for (var due : reference.schedule()) {
            if (factor(due) != 1 && (due.formula() != Formula.OUTPUT_DA || isTheirs(due.formula()))) {
                single.put(Reference.output(due), reference.of(due).times(factor(due)));
            }
        }
        return single;
    }

    /** Each rule is given what it sees in the convention, and what it gives is taken back from there. */
    private Rules adapted(Matrix[] seen) {
        var adapted = Rules.standard().withAlpha(rules.alpha());
        for (var rule : rules.replaced().entrySet()) {
            adapted = adapted.with(rule.getKey(), adapted(rule.getKey(), rule.getValue(), seen));
        }
        return adapted;
    }

    private Function<Site, Matrix> adapted(Formula formula, Function<Site, Matrix> rule, Matrix[] seen) {
        return at -> {
            var here = convention.subtractsBias() ? at.with(Kind.B.at(at.l()), at.b().times(-1)) : at;
            boolean turned = convention.examplesInRows() || convention.weightsFromTo();
            var value = rule.apply(turned ? here.transposed(convention::transposes) : here);
            seen[0] = value == null ? null : oriented(formula, at.l(), value);
            return seen[0];
        };
    }

    private Matrix oriented(Formula formula, int l, Matrix value) {
        var turned = convention.transposes(formula.output(l).kind()) ? value.transpose() : value;
        return formula == Formula.BP2 && convention.subtractsBias() ? turned.times(-1) : turned;
    }

    private Matrix tried(Scheduled due, Map<Scheduled, Matrix> results, Supplier<Matrix> rule) {
        try {
            var value = rule.get();
            results.put(due, value);
            return value;
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            broken.putIfAbsent(due, "threw %s: %s".formatted(thrown.getClass().getSimpleName(), thrown.getMessage()));
            return reference.of(due).times(factor(due));
        }
    }

    @Override
    public Matrix whole(Scheduled due) {
        return whole.get(due);
    }

    @Override
    public Matrix alone(Scheduled due) {
        return alone.get(due);
    }

    @Override
    public Optional<Matrix> due(Scheduled due) {
        return Optional.empty();
    }

    @Override
    public boolean isTheirs(Formula formula) {
        return rules.replaced().containsKey(formula);
    }

    @Override
    public boolean has(Scheduled due) {
        return true;
    }

    @Override
    public double printed(Scheduled due) {
        return 0;
    }

    @Override
    public Map<Scheduled, String> broken() {
        return broken;
    }

    @Override
    public Attempt attempt(Scheduled due) {
        return attempts.get(due);
    }

    @Override
    public Site site(Scheduled due, double alpha) {
        return reference.site(due.l(), alpha);
    }

    @Override
    public double alpha() {
        return rules.alpha();
    }
}
