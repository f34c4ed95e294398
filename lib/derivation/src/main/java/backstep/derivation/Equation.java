package backstep.derivation;

import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
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
     * @param demand what the network must be
     */
    public record Places<V>(Function<Setting, V> view, boolean eachExample, Function<V, IntStream> layers, Demand<V> demand) {

        /** On every network that the reference covers. */
        Places(Function<Setting, V> view, boolean eachExample, Function<V, IntStream> layers) {
            this(view, eachExample, layers, new Demand<>("", v -> true));
        }

        <R> Stream<R> visit(Setting setting, BiFunction<V, Spot, R> visitor) {
            var examples = eachExample ? IntStream.rangeClosed(1, setting.m()) : IntStream.of(0);
            return examples.boxed().flatMap(p -> {
                var v = view.apply(p == 0 ? setting : setting.example(p));
                var here = demand.met().test(v) ? layers.apply(v).toArray() : new int[0];
                boolean only0 = Arrays.equals(here, new int[] {0});
                return Arrays.stream(here).mapToObj(l -> {
                    if (Thread.interrupted()) {
                        throw new CancellationException("interrupted before layer " + l);
                    }
                    return visitor.apply(v, new Spot(p, l, !only0));
                });
            });
        }
    }

    /**
     * What a network must be for an equation of a special case.
     *
     * @param <V> the reference's view
     * @param condition in the reference's own words, for the refusal
     * @param met whether a network is so
     */
    public record Demand<V>(String condition, Predicate<V> met) {}

    /** An example, 0 where there is none, and a layer, to be named unless 0 is the only one. */
    record Spot(int example, int layer, boolean layered) {
        @Override
        public String toString() {
            return Stream.of(layered ? "l = " + layer : "", example == 0 ? "" : "example " + example).filter(text -> !text.isEmpty())
                    .reduce((a, b) -> a + ", " + b).orElse("");
        }
    }

    /**
     * Its value at one layer.
     *
     * @param v the view, for example {@code Derivation.EFAVDB.on(net, X, Y)}
     * @param l the layer, as the reference counts
     * @return the right-hand side, computed literally
     * @throws IllegalArgumentException if the equation does not cover the network; the condition is named
     */
    public Matrix value(V v, int l) {
        require(v, v.setting());
        return value.at(v, l);
    }

    /**
     * Everything it says of a network.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return value and estimate, layer by layer (and example by example)
     * @throws IllegalArgumentException if the reference or this equation does not cover the network; the condition is named
     */
    public List<Evaluation> on(Network net, Matrix X, Matrix Y) {
        var setting = new Setting(net, X, Y);
        require(places.view().apply(places.eachExample() ? setting.example(1) : setting), setting);
        var evaluations = on(setting).toList();
        if (evaluations.isEmpty()) {
            throw new IllegalArgumentException("%s %s holds at no layer of the network given: %s".formatted(id, place, net));
        }
        return evaluations;
    }

    /**
     * Holds it to its estimate on a network.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return the equation with the error at each place
     * @throws IllegalStateException if it is farther off than {@link backstep.estimate.ErrorMetric#LIMIT} somewhere
     * @throws IllegalArgumentException if the reference does not cover the network; the condition is named
     */
    public Verified verify(Network net, Matrix X, Matrix Y) {
        return new Verified(id, place, latex, evidence, on(net, X, Y)).orThrow();
    }

    /** Nothing on a network that the equation is not about. */
    Stream<Evaluation> on(Setting setting) {
        return places.visit(setting, (v, spot) -> evaluated(v, spot));
    }

    private void require(V v, Setting given) {
        if (!places.demand().met().test(v)) {
            throw new IllegalArgumentException("%s: %s; given: %s".formatted(id, places.demand().condition(), given));
        }
    }

    private Evaluation evaluated(V v, Spot spot) {
        var pair = sides.at(v, spot.layer());
        return new Evaluation(id, latex, spot.toString(), pair.given(), pair.expected());
    }
}
