package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything known of one parameter when a step is due: what the rule takes, and what a mistake would reach for.
 *
 * @param parameter W[l] or b[l]
 * @param rule the rule in force
 * @param theta θ before the step
 * @param gradient dθ, of the same shape
 * @param state what the rule kept of the steps before, such as the velocity
 * @param known every quantity given for this step by its name, among them the gradients of the other parameters
 * @param earlier dθ of the steps before this one, the first one first
 * @param rates α, β and counts
 * @param after θ after the step, as it is in question; null while that is being computed
 */
public record UpdateSite(Quantity parameter, UpdateRule rule, Matrix theta, Matrix gradient, List<Matrix> state,
        Map<Quantity, Matrix> known, List<Matrix> earlier, Rates rates, Matrix after) {

    /** Copies the lists and the map. */
    public UpdateSite {
        requireNonNull(parameter, "parameter");
        requireNonNull(rule, "rule");
        requireNonNull(theta, "theta");
        requireNonNull(gradient, "gradient");
        requireNonNull(rates, "rates");
        state = NonNull.list("state", state);
        known = Map.copyOf(NonNull.map("known", known));
        earlier = NonNull.list("earlier", earlier);
    }

    /**
     * The numbers of a step.
     *
     * @param alpha the learning rate
     * @param beta of momentum
     * @param m the count of examples; 0 if it was not said
     * @param step which step it is, from 1
     */
    public record Rates(double alpha, double beta, int m, int step) {}

    /** α, the learning rate. */
    public double alpha() {
        return rates.alpha();
    }

    /** β, how much of the velocity stays. */
    public double beta() {
        return rates.beta();
    }

    /** The count of examples; 0 if it was not said. */
    public int m() {
        return rates.m();
    }

    /** Whether the parameter is a W, not a b. */
    public boolean isWeight() {
        return parameter.kind() == Kind.W;
    }

    /** v, the first of what the rule keeps; zeros before the first step. */
    public Matrix velocity() {
        return state.get(0);
    }

    /**
     * A quantity of this step.
     *
     * @param kind its letter
     * @return the one of this parameter's layer, if it was given
     */
    public Optional<Matrix> here(Kind kind) {
        return Optional.ofNullable(known.get(kind.at(parameter.l())));
    }

    /**
     * What the rule makes of this.
     *
     * @return θ and the state after the step
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Updated right() {
        var next = decayed().nextState();
        return new Updated(theta.plus(change(next)), next);
    }

    /** Δθ by the rule. */
    public Matrix change() {
        return change(decayed().nextState());
    }

    /**
     * Δθ by the rule, from a state after the step.
     *
     * @param next what the rule keeps after the step, or what is taken for it
     * @return of θ's shape
     */
    public Matrix change(List<Matrix> next) {
        NonNull.list("next", next);
        var moved = rule.change().apply(decayed(), next);
        return lambda() == 0 || !rule.decoupled() ? moved : moved.minus(theta.times(alpha() * lambda()));
    }

    private List<Matrix> nextState() {
        return rule.state().apply(this);
    }

    /** With λθ in the gradient, where the rule has it there. */
    private UpdateSite decayed() {
        return lambda() == 0 || rule.decoupled() ? this : with(gradient.plus(theta.times(lambda())));
    }

    private double lambda() {
        return isWeight() ? rule.decay() : 0;
    }

    /** The same with another gradient. */
    public UpdateSite with(Matrix other) {
        requireNonNull(other, "other");
        return new UpdateSite(parameter, rule, theta, other, state, known, earlier, rates, after);
    }

    /** The same with another θ before the step. */
    public UpdateSite withTheta(Matrix other) {
        requireNonNull(other, "other");
        return new UpdateSite(parameter, rule, other, gradient, state, known, earlier, rates, after);
    }

    /** The same with another state before the step. */
    public UpdateSite withState(List<Matrix> other) {
        NonNull.list("other", other);
        return new UpdateSite(parameter, rule, theta, gradient, other, known, earlier, rates, after);
    }

    /** The same with another learning rate. */
    public UpdateSite withAlpha(double alpha) {
        return withRates(new Rates(alpha, beta(), m(), rates.step()));
    }

    /** The same with another β. */
    public UpdateSite withBeta(double beta) {
        return withRates(new Rates(alpha(), beta, m(), rates.step()));
    }

    private UpdateSite withRates(Rates other) {
        return new UpdateSite(parameter, rule, theta, gradient, state, known, earlier, other, after);
    }

    /** The same by another rule. */
    public UpdateSite by(UpdateRule other) {
        requireNonNull(other, "other");
        return new UpdateSite(parameter, other, theta, gradient, state, known, earlier, rates, after);
    }

    /** The same with every gradient and whatever else was given for the step times a factor. */
    UpdateSite scaled(double factor) {
        var all = new HashMap<>(known);
        all.replaceAll((name, value) -> value.times(factor));
        return new UpdateSite(parameter, rule, theta, gradient.times(factor), state, all,
                earlier.stream().map(value -> value.times(factor)).toList(), rates, after);
    }

    /**
     * The same with a gradient that does not fit, spread as NumPy does: a column meets each column of the other.
     *
     * @param other a gradient of as many rows
     * @return the site in which θ, the state and the gradient have as many columns as the wider of them, where one of
     * the two is a column
     */
    public UpdateSite spread(Matrix other) {
        int columns = Math.max(other.columns(), theta.columns());
        return withTheta(wide(theta, columns)).with(wide(other, columns))
                .withState(state.stream().map(value -> wide(value, columns)).toList());
    }

    private static Matrix wide(Matrix value, int columns) {
        return value.columns() == 1 && columns > 1 ? value.times(Matrix.ones(1, columns)) : value;
    }
}
