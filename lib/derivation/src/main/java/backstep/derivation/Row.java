package backstep.derivation;

import backstep.derivation.Equation.Demand;
import backstep.derivation.Equation.Pair;
import backstep.derivation.Equation.Places;
import backstep.derivation.Equation.Sides;
import backstep.derivation.Equation.Term;
import backstep.derivation.Erratum.Trial;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.engine.Gradients;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A row of a reference's list, while it is being written. */
final class Row<V extends View> {

    /** A gradient in a reference's letters: of the canonical pass, or of the estimates. */
    interface Target<V> {
        Matrix at(V v, Gradients g, int l);
    }

    /** A gradient put together from those of parts of the setting: of one example, of one output. */
    interface PartsTarget<V> {
        Matrix at(V v, Function<Setting, Gradients> gradients, int l);
    }

    /** The network after a step of this rule with learning rate α. */
    interface Updated<V> {
        Network by(V v, double alpha);
    }

    /** The network after a step of this rule in layer l alone with learning rate α. */
    interface UpdatedLayer<V> {
        Network by(V v, int l, double alpha);
    }

    /** A difference quotient with the step ε. */
    interface Quotient<V> {
        Matrix at(V v, double epsilon);
    }

    private final Function<Setting, V> view;
    private final String id;
    private final String place;
    private final Form form;
    private final String latex;
    private final String shapes;
    private String canonical = "";
    private boolean eachExample;
    private Function<V, IntStream> layers = v -> IntStream.of(0);
    private Demand<V> demand = new Demand<>("", v -> true);
    private Term<V> value;

    Row(Function<Setting, V> view, String id, String place, Form form, String latex, String shapes) {
        this.view = view;
        this.id = id;
        this.place = place;
        this.form = form;
        this.latex = latex;
        this.shapes = shapes;
    }

    /** The canonical vectorized equivalent, in LaTeX. */
    Row<V> canonical(String equivalent) {
        canonical = equivalent;
        return this;
    }

    /** It is about one example at a time; the view is of that example alone. */
    Row<V> eachExample() {
        eachExample = true;
        return this;
    }

    /** The layers for which it holds, as the reference counts; without them it is evaluated once, with l = 0. */
    Row<V> layers(Function<V, IntStream> all) {
        layers = all;
        return this;
    }

    /** What the network must be, in the reference's own words; any other is refused, and passed over when everything is verified. */
    Row<V> demands(String condition, Predicate<V> met) {
        demand = new Demand<>(condition, met);
        return this;
    }

    /** The right-hand side, literally. */
    Row<V> is(Term<V> rightHandSide) {
        value = rightHandSide;
        return this;
    }

    /** It must equal this gradient; the canonical equivalent is the same gradient of the canonical pass. */
    Equation<V> estimate(Evidence evidence, Target<V> target) {
        return made(evidence, (v, l) -> new Pair(value.at(v, l), target.at(v, v.setting().numerical(), l)), (v, l) -> target.at(v, v.setting().backward(), l));
    }

    /** It must equal what these gradients of parts give; the canonical equivalent takes those of the canonical passes. */
    Equation<V> estimateOfParts(Evidence evidence, PartsTarget<V> target) {
        return made(evidence, (v, l) -> new Pair(value.at(v, l), target.at(v, Setting::numerical, l)), (v, l) -> target.at(v, Setting::backward, l));
    }

    /** It must equal what is computed in another way. */
    Equation<V> equalTo(Evidence evidence, Term<V> expected) {
        return made(evidence, (v, l) -> new Pair(value.at(v, l), expected.at(v, l)), expected);
    }

    /** An update: the value is the updated parameter; the slope of J along it must be −‖G‖. */
    Equation<V> slope(Updated<V> updated, Term<V> equivalent) {
        return slope((v, l, alpha) -> updated.by(v, alpha), equivalent);
    }

    /** An update of one layer's parameter: the slope of J along it must be −‖G‖. */
    Equation<V> slope(UpdatedLayer<V> updated, Term<V> equivalent) {
        return made(Evidence.SLOPE, (v, l) -> SlopeTest.of(v.setting(), alpha -> updated.by(v, l, alpha)), equivalent);
    }

    /** A difference quotient: its distance from this gradient must fall in proportion to ε, here from ε to ε/10. */
    Equation<V> firstOrder(ToDoubleFunction<V> epsilon, Quotient<V> quotient, Term<V> gradient) {
        is((v, l) -> quotient.at(v, epsilon.applyAsDouble(v)));
        return made(Evidence.ORDER, (v, l) -> {
            double far = value.at(v, l).minus(gradient.at(v, l)).maxAbs();
            double near = quotient.at(v, epsilon.applyAsDouble(v) / 10).minus(gradient.at(v, l)).maxAbs();
            return new Pair(Index.scalar(Math.log10(far / near)), Index.scalar(1));
        }, gradient);
    }

    private Equation<V> made(Evidence evidence, Sides<V> sides, Term<V> equivalent) {
        return new Equation<>(id, place, latex, shapes, form, canonical, new Places<>(view, eachExample, layers, demand), value, equivalent, sides, evidence);
    }

    /** A printed form in the place of an equation: the same places, the same estimate, which the equation's own value meets. */
    static <V extends View> Trial<V> printed(String id, String latex, Equation<V> right, Term<V> printed) {
        return new Trial<>(id, latex, List.of(), right.places(), printed, right.sides(), false);
    }

    /** A printed form, where it can differ from the corrected one. */
    static <V extends View> Trial<V> printed(String id, String latex, Places<V> places, Term<V> printed, Term<V> corrected, Term<V> expected) {
        return new Trial<>(id, latex, List.of(), places, printed, (v, l) -> new Pair(corrected.at(v, l), expected.at(v, l)), false);
    }
}
