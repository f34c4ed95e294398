package backstep.derivation;

import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One equation of a reference, to be read, evaluated in its own notation, and verified.
 *
 * @param <V> the reference's view
 * @param id the identifier, for example {@code efavdb-BP1}
 * @param place where it stands in the reference
 * @param latex the equation (corrected where it is wrong as printed)
 * @param shapes of its inputs and its output
 * @param form how it is written
 * @param canonical the canonical vectorized equivalent, in LaTeX
 * @param places where it holds
 * @param value the right-hand side
 * @param equivalent the canonical equivalent's value, in the reference's notation
 * @param sides what is compared: the value, or what follows from it, and the estimate
 * @param evidence what kind of estimate
 */
public record Equation<V extends View>(String id, String place, String latex, String shapes, Form form, String canonical, Places<V> places, Term<V> value,
        Term<V> equivalent, Sides<V> sides, Evidence evidence) {

    /** A formula in a reference's letters, at one of its layers. */
    public interface Term<V> {
        /**
         * Evaluates it.
         *
         * @param v the view
         * @param l the layer, as the reference counts; 0 if it has none
         * @return the value
         */
        Matrix at(V v, int l);
    }

    /** What an equation gives, and what it must give. */
    public interface Sides<V> {
        /**
         * Evaluates both.
         *
         * @param v the view
         * @param l the layer
         * @return two matrices
         */
        Pair at(V v, int l);
    }

    /**
     * Two matrices to be compared.
     *
     * @param given by the equation
     * @param expected by the estimate
     */
    public record Pair(Matrix given, Matrix expected) {}

    /**
     * Where an equation holds.
     *
     * @param <V> the reference's view
     * @param view makes the view
     * @param eachExample whether it is about one example at a time
     * @param layers the layers, in the reference's count
     * @param demand what else it needs
     */
    public record Places<V>(Function<Setting, V> view, boolean eachExample, Function<V, IntStream> layers, Demand<V> demand) {

        /** Places that need nothing else. */
        Places(Function<Setting, V> view, boolean eachExample, Function<V, IntStream> layers) {
            this(view, eachExample, layers, new Demand<>("", v -> true));
        }

        /** None of a network that does not meet the demand. */
        <R> Stream<R> visit(Setting setting, BiFunction<V, Spot, R> visitor) {
            var examples = eachExample ? IntStream.rangeClosed(1, setting.m()) : IntStream.of(0);
            return examples.boxed().flatMap(p -> {
                var v = view.apply(p == 0 ? setting : setting.example(p));
                return demand.isMet().test(v) ? layers.apply(v).mapToObj(l -> visitor.apply(v, new Spot(p, l))) : Stream.empty();
            });
        }
    }

    /**
     * A condition of a reference on one of its equations.
     *
     * @param <V> the reference's view
     * @param text in the reference's own words
     * @param isMet whether a network and its data meet it
     */
    public record Demand<V>(String text, Predicate<V> isMet) {}

    /** An example and a layer, 0 where there is none. */
    record Spot(int example, int layer) {
        @Override
        public String toString() {
            return Stream.of(layer == 0 ? "" : "l = " + layer, example == 0 ? "" : "example " + example).filter(text -> !text.isEmpty())
                    .reduce((a, b) -> a + ", " + b).orElse("");
        }
    }

    /**
     * Its value at one layer.
     *
     * @param v the view, for example {@code Derivation.EFAVDB.on(net, X, Y)}
     * @param l the layer, as the reference counts
     * @return the right-hand side, computed literally
     * @throws IllegalArgumentException if this equation demands another network; the condition is named
     */
    public Matrix value(V v, int l) {
        requireDemand(v, v.setting());
        return value.at(v, l);
    }

    private void requireDemand(V v, Setting given) {
        if (!places.demand().isMet().test(v)) {
            throw new IllegalArgumentException("%s: %s; given: %s".formatted(id, places.demand().text(), given));
        }
    }

    /**
     * Everything it says of a network.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return value and estimate, layer by layer (and example by example)
     * @throws IllegalArgumentException if the reference, or this equation of it, does not cover the network; the condition is named
     */
    public List<Evaluation> on(Network net, Matrix X, Matrix Y) {
        var setting = new Setting(net, X, Y);
        requireDemand(places.view().apply(places.eachExample() ? setting.example(1) : setting), setting);
        return on(setting).toList();
    }

    /** None of a network that does not meet the demand. */
    Stream<Evaluation> on(Setting setting) {
        return places.visit(setting, (v, spot) -> evaluated(v, spot));
    }

    private Evaluation evaluated(V v, Spot spot) {
        var pair = sides.at(v, spot.layer());
        return new Evaluation(id, latex, spot.toString(), pair.given(), pair.expected());
    }
}
