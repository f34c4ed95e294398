package backstep.check;

import backstep.matrix.Matrix;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A rule by which gradients change parameters, one parameter at a time: first the state, then the change Δθ, and θ + Δθ
 * is the new parameter.
 *
 * <pre>{@code
 * var mine = UpdateRule.of("half a step", "θ − ½ α dθ", at -> at.gradient().times(-at.alpha() / 2));
 * UpdateCheck.of(backward, 0.1).rules(mine).after(trained).run().orThrow();
 * }</pre>
 *
 * @param name what it is called
 * @param formula as one writes it
 * @param states how many matrices of θ's shape it keeps between steps: 0 for plain descent, 1 for momentum
 * @param state the state after the step, from what is known before it
 * @param change Δθ, from what is known before the step and the state after it
 * @param decay λ of a weight decay, which biases are spared; 0 for none
 * @param decoupled whether the decay −αλθ stands beside the rule, rather than as λθ in the gradient
 */
public record UpdateRule(String name, String formula, int states, Function<UpdateSite, List<Matrix>> state,
        BiFunction<UpdateSite, List<Matrix>, Matrix> change, double decay, boolean decoupled) {

    /** Plain gradient descent: θ ← θ − α dθ. */
    public static final UpdateRule DESCENT = of("gradient descent", "θ ← θ − α dθ",
            at -> at.gradient().times(-at.alpha()));

    /** Momentum that adds gradients up: v ← βv + dθ, θ ← θ − αv. */
    public static final UpdateRule MOMENTUM_OF_SUMS = momentum("momentum of sums", "v ← βv + dθ, θ ← θ − αv",
            at -> at.velocity().times(at.beta()).plus(at.gradient()), (at, v) -> v.times(-at.alpha()));

    /** Momentum as a moving mean: v ← βv + (1−β)dθ, θ ← θ − αv. */
    public static final UpdateRule MOMENTUM_OF_MEANS = momentum("momentum of means",
            "v ← βv + (1−β)dθ, θ ← θ − αv",
            at -> at.velocity().times(at.beta()).plus(at.gradient().times(1 - at.beta())),
            (at, v) -> v.times(-at.alpha()));

    /** Momentum whose velocity is the step itself: v ← βv − α dθ, θ ← θ + v. */
    public static final UpdateRule MOMENTUM_OF_STEPS = momentum("momentum of steps", "v ← βv − α dθ, θ ← θ + v",
            at -> at.velocity().times(at.beta()).minus(at.gradient().times(at.alpha())), (at, v) -> v);

    /** Nesterov's momentum as PyTorch has it: v ← βv + dθ, θ ← θ − α(dθ + βv). */
    public static final UpdateRule NESTEROV = momentum("Nesterov's momentum", "v ← βv + dθ, θ ← θ − α(dθ + βv)",
            at -> at.velocity().times(at.beta()).plus(at.gradient()),
            (at, v) -> at.gradient().plus(v.times(at.beta())).times(-at.alpha()));

    /** The conventions of momentum, all of them right. */
    public static final List<UpdateRule> MOMENTUM = List.of(MOMENTUM_OF_SUMS, MOMENTUM_OF_MEANS, MOMENTUM_OF_STEPS,
            NESTEROV);

    /** Refuses what is missing, with its name. */
    public UpdateRule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(formula, "formula");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(change, "change");
        if (states < 0 || !Double.isFinite(decay)) {
            throw new IllegalArgumentException("%s: a rule keeps 0 states or more and has a finite decay, given: %d, %s"
                    .formatted(name, states, decay));
        }
    }

    /**
     * A rule that keeps nothing between steps.
     *
     * @param name what it is called
     * @param formula as one writes it
     * @param change Δθ, of θ's shape
     * @return the rule
     */
    public static UpdateRule of(String name, String formula, Function<UpdateSite, Matrix> change) {
        Objects.requireNonNull(change, "change");
        return new UpdateRule(name, formula, 0, at -> List.of(), (at, state) -> change.apply(at), 0, false);
    }

    /**
     * A rule with a velocity.
     *
     * @param name what it is called
     * @param formula as one writes it
     * @param velocity v after the step, of θ's shape
     * @param change Δθ from that v, of θ's shape
     * @return the rule
     */
    public static UpdateRule momentum(String name, String formula, Function<UpdateSite, Matrix> velocity,
            BiFunction<UpdateSite, Matrix, Matrix> change) {
        Objects.requireNonNull(velocity, "velocity");
        Objects.requireNonNull(change, "change");
        return new UpdateRule(name, formula, 1, at -> List.of(velocity.apply(at)),
                (at, state) -> change.apply(at, state.get(0)), 0, false);
    }

    /**
     * The same with λθ added to the gradient of each W, as an L2 penalty does; where the gradients that are given have
     * it already, the rule does not need it.
     *
     * @param lambda λ
     * @return the rule with it
     */
    public UpdateRule withDecay(double lambda) {
        return decayed(lambda, false);
    }

    /**
     * The same with −αλθ added to the step of each W, beside the gradient and its momentum.
     *
     * @param lambda λ
     * @return the rule with it
     */
    public UpdateRule withDecoupledDecay(double lambda) {
        return decayed(lambda, true);
    }

    private UpdateRule decayed(double lambda, boolean beside) {
        return new UpdateRule(name, formula, states, state, change, lambda, beside);
    }

    /** The name, the formula and a decay if there is one. */
    @Override
    public String toString() {
        return "%s (%s%s)".formatted(name, formula, decay == 0 ? ""
                : decoupled ? ", beside it W ← W − αλW" : ", dW + λW for dW");
    }
}
