package backstep.mistake;

import static java.util.Objects.requireNonNull;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * A wrong formula in the place of an equation, as somebody writes it.
 *
 * <pre>{@code
 * var mine = Mistake.of("BP3/W-reversed", Formula.BP3, "dA = −Wᵀ dZ", "the weights enter with a minus sign",
 *         at -> at.W().transpose().times(at.dZ()).times(-1));
 * GradientCheck.of(net, X, Y).rules(students).knowing(mine).run();
 * }</pre>
 *
 * @param id the right equation, a slash, the mistake, for example {@code BP3/W-not-transposed}
 * @param formula the equation in whose place it stands
 * @param written the formula as somebody writes it
 * @param sentence what is wrong with it, in plain words
 * @param right the right formula
 * @param concerns the networks on which it can be made, a loss or a penalty for one
 * @param rule what it computes, from all that is known at a layer once everything was computed rightly
 */
public record Mistake(String id, Formula formula, String written, String sentence, String right,
        Predicate<Network> concerns, Function<Site, Matrix> rule) {

    /** Refuses a part that is not there. */
    public Mistake {
        requireNonNull(id, "id");
        requireNonNull(formula, "formula");
        requireNonNull(written, "written");
        requireNonNull(sentence, "sentence");
        requireNonNull(right, "right");
        requireNonNull(concerns, "concerns");
        requireNonNull(rule, "rule");
    }

    /**
     * A mistake of one's own.
     *
     * @param id for example {@code BP3/W-reversed}
     * @param formula the equation in whose place it stands
     * @param written the formula as somebody writes it
     * @param sentence what is wrong with it, in plain words
     * @param rule what it computes
     * @return the mistake, on any network
     */
    public static Mistake of(String id, Formula formula, String written, String sentence,
            Function<Site, Matrix> rule) {
        return new Mistake(id, formula, written, sentence, Equation.rightForm(formula), net -> true, rule);
    }

    /**
     * Rules with this mistake in the place of its equation, at every layer.
     *
     * @param rules the other equations
     * @return the wrong rules
     */
    public Rules in(Rules rules) {
        return in(rules, l -> true);
    }

    /**
     * Rules with this mistake in the place of its equation, at some layers.
     *
     * @param rules the other equations
     * @param at whether the mistake is made at layer l
     * @return the wrong rules
     */
    public Rules in(Rules rules, IntPredicate at) {
        requireNonNull(at, "at");
        return rules.with(formula, site -> {
            var right = Rules.standard().apply(formula, site);
            return at.test(site.l()) ? rule.apply(site.with(formula.output(site.l()), right)) : right;
        });
    }

    /** The name. */
    @Override
    public String toString() {
        return id;
    }
}
