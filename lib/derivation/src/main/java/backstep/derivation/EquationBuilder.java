package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.derivation.Comparison.Pair;
import backstep.derivation.Comparison.Sides;
import backstep.derivation.Domain.Demand;
import backstep.engine.Gradients;
import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * An equation while its row in a reference's list is being written: its statement, where it holds, what it is, and at
 * last what it must equal, which makes the {@link Equation}.
 *
 * @param <V> the reference's view
 */
public final class EquationBuilder<V extends View> {

    /**
     * A gradient in a reference's letters: of the canonical pass, or of the estimates.
     *
     * @param <V> the reference's view
     */
    public interface Target<V> {
        /**
         * Picks it out.
         *
         * @param v the view
         * @param g the gradients
         * @param l the layer, as the reference counts
         * @return in the reference's notation
         */
        Matrix at(V v, Gradients g, int l);
    }

    /**
     * A gradient put together from those of parts of the problem: of one example, of one output.
     *
     * @param <V> the reference's view
     */
    public interface PartsTarget<V> {
        /**
         * Puts it together.
         *
         * @param v the view
         * @param gradients those of a part
         * @param l the layer, as the reference counts
         * @return in the reference's notation
         */
        Matrix at(V v, Function<Problem, Gradients> gradients, int l);
    }

    /**
     * The network after a step of this rule.
     *
     * @param <V> the reference's view
     */
    public interface Updated<V> {
        /**
         * Makes the step.
         *
         * @param v the view
         * @param alpha the learning rate
         * @return the network after it
         */
        Network by(V v, double alpha);
    }

    /**
     * The network after a step of this rule in one layer alone.
     *
     * @param <V> the reference's view
     */
    public interface UpdatedLayer<V> {
        /**
         * Makes the step.
         *
         * @param v the view
         * @param l the layer, as the reference counts
         * @param alpha the learning rate
         * @return the network after it
         */
        Network by(V v, int l, double alpha);
    }

    /**
     * A difference quotient.
     *
     * @param <V> the reference's view
     */
    public interface Quotient<V> {
        /**
         * Evaluates it.
         *
         * @param v the view
         * @param epsilon its step
         * @return an entry for each parameter
         */
        Matrix at(V v, double epsilon);
    }

    private final Function<Problem, V> view;
    private Statement statement;
    private boolean eachExample;
    private Function<V, IntStream> layers = v -> IntStream.of(0);
    private Demand<V> demand = Demand.none();
    private Expression<V> value;

    /**
     * Begins a row.
     *
     * @param view makes the reference's view
     * @param id the identifier, for example {@code efavdb-BP1}
     * @param place where it stands in the reference
     * @param form how it is written
     * @param latex the equation (corrected where it is wrong as printed)
     * @param shapes of its inputs and its output
     */
    public EquationBuilder(Function<Problem, V> view, String id, String place, Form form, String latex, String shapes) {
        this.view = requireNonNull(view, "view is null");
        this.statement = new Statement(id, place, form, latex, shapes, "");
    }

    /**
     * What it is in the canonical notation.
     *
     * @param equivalent in LaTeX
     * @return this
     */
    public EquationBuilder<V> canonical(String equivalent) {
        statement = statement.canonical(equivalent);
        return this;
    }

    /**
     * It is about one example at a time; the view is of that example alone.
     *
     * @return this
     */
    public EquationBuilder<V> eachExample() {
        eachExample = true;
        return this;
    }

    /**
     * The layers for which it holds; without them it is evaluated once, with l = 0.
     *
     * @param all as the reference counts
     * @return this
     */
    public EquationBuilder<V> layers(Function<V, IntStream> all) {
        layers = requireNonNull(all, "all is null");
        return this;
    }

    /**
     * What the network must be; any other is refused, and passed over when everything is verified.
     *
     * @param condition in the reference's own words
     * @param met whether a network is so
     * @return this
     */
    public EquationBuilder<V> demands(String condition, Predicate<V> met) {
        demand = new Demand<>(condition, met);
        return this;
    }

    /**
     * The right-hand side, literally.
     *
     * @param rightHandSide in the reference's letters
     * @return this
     */
    public EquationBuilder<V> is(Expression<V> rightHandSide) {
        value = requireNonNull(rightHandSide, "rightHandSide is null");
        return this;
    }

    /**
     * It must equal this gradient; its equivalent is the same gradient of the canonical pass.
     *
     * @param evidence which difference quotients estimate it
     * @param target the gradient
     * @return the equation
     */
    public Equation<V> estimate(Evidence evidence, Target<V> target) {
        requireNonNull(target, "target is null");
        return made(evidence, (v, l) -> new Pair(value.at(v, l), target.at(v, v.problem().numerical(), l)),
                (v, l) -> target.at(v, v.problem().backward(), l));
    }

    /**
     * It must equal what these gradients of parts give; its equivalent takes those of the canonical passes.
     *
     * @param evidence which difference quotients estimate them
     * @param target the gradient, put together
     * @return the equation
     */
    public Equation<V> estimateOfParts(Evidence evidence, PartsTarget<V> target) {
        requireNonNull(target, "target is null");
        return made(evidence, (v, l) -> new Pair(value.at(v, l), target.at(v, Problem::numerical, l)),
                (v, l) -> target.at(v, Problem::backward, l));
    }

    /**
     * It must equal what is computed in another way.
     *
     * @param evidence in which way
     * @param expected what it must equal
     * @return the equation
     */
    public Equation<V> equalTo(Evidence evidence, Expression<V> expected) {
        requireNonNull(expected, "expected is null");
        return made(evidence, (v, l) -> new Pair(value.at(v, l), expected.at(v, l)), expected);
    }

    /**
     * An update: the value is the updated parameter; the slope of J along it must be −‖G‖.
     *
     * @param updated the network after the step
     * @param equivalent the parameter after the library's own step
     * @return the equation
     */
    public Equation<V> slope(Updated<V> updated, Expression<V> equivalent) {
        requireNonNull(updated, "updated is null");
        return slope((v, l, alpha) -> updated.by(v, alpha), equivalent);
    }

    /**
     * An update of one layer's parameter: the slope of J along it must be −‖G‖.
     *
     * @param updated the network after the step
     * @param equivalent the parameter after the library's own step
     * @return the equation
     */
    public Equation<V> slope(UpdatedLayer<V> updated, Expression<V> equivalent) {
        requireNonNull(updated, "updated is null");
        return made(Evidence.SLOPE, (v, l) -> SlopeAlongUpdate.of(v.problem(), alpha -> updated.by(v, l, alpha)),
                equivalent);
    }

    /**
     * A difference quotient: its distance from this gradient must fall in proportion to ε, here from ε to ε/10.
     *
     * @param epsilon the step of its value
     * @param quotient the difference quotient
     * @param gradient what it approaches
     * @return the equation
     */
    public Equation<V> firstOrder(ToDoubleFunction<V> epsilon, Quotient<V> quotient, Expression<V> gradient) {
        requireNonNull(epsilon, "epsilon is null");
        requireNonNull(quotient, "quotient is null");
        requireNonNull(gradient, "gradient is null");
        is((v, l) -> quotient.at(v, epsilon.applyAsDouble(v)));
        return made(Evidence.ORDER, (v, l) -> {
            double far = value.at(v, l).minus(gradient.at(v, l)).maxAbs();
            double near = quotient.at(v, epsilon.applyAsDouble(v) / 10).minus(gradient.at(v, l)).maxAbs();
            return new Pair(Index.scalar(Math.log10(far / near)), Index.scalar(1));
        }, gradient);
    }

    private Equation<V> made(Evidence evidence, Sides<V> sides, Expression<V> equivalent) {
        if (value == null) {
            throw new IllegalStateException(
                    "%s has no right-hand side yet: call is(…) before what it must equal".formatted(statement.id()));
        }
        return new Equation<>(statement, new Domain<>(view, eachExample, layers, demand), value,
                new Comparison<>(evidence, sides, equivalent));
    }
}
