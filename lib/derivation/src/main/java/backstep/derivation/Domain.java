package backstep.derivation;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where an equation holds.
 *
 * @param <V> the reference's view
 * @param view makes the view
 * @param eachExample whether it is about one example at a time
 * @param layers the layers, in the reference's count; layer 0 alone if it is of no layer
 * @param demand what the network must be
 */
public record Domain<V>(Function<Problem, V> view, boolean eachExample, Function<V, IntStream> layers,
        Demand<V> demand) {

    /** Refuses what is not there. */
    public Domain {
        requireNonNull(view, "view is null");
        requireNonNull(layers, "layers is null");
        requireNonNull(demand, "demand is null");
    }

    /**
     * What a network must be for an equation of a special case.
     *
     * @param <V> the reference's view
     * @param condition in the reference's own words, for the refusal
     * @param met whether a network is so
     */
    public record Demand<V>(String condition, Predicate<V> met) {

        /** Refuses what is not there. */
        public Demand {
            requireNonNull(condition, "condition is null");
            requireNonNull(met, "met is null");
        }

        static <V> Demand<V> none() {
            return new Demand<>("", v -> true);
        }
    }

    /**
     * One of its points.
     *
     * @param example from 1; 0 where the equation is about all examples together
     * @param layer as the reference counts
     * @param layered whether the layer is to be named; it is not if 0 is the only one
     */
    public record Point(int example, int layer, boolean layered) {

        /** For example {@code l = 2, example 1}. */
        @Override
        public String toString() {
            return Stream.of(layered ? "l = " + layer : "", example == 0 ? "" : "example " + example)
                    .filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
        }
    }

    /**
     * On every network that the reference covers.
     *
     * @param view makes the view
     * @param eachExample whether it is about one example at a time
     * @param layers the layers, in the reference's count
     */
    public Domain(Function<Problem, V> view, boolean eachExample, Function<V, IntStream> layers) {
        this(view, eachExample, layers, Demand.none());
    }

    /** At these layers only. */
    Domain<V> at(Function<V, IntStream> some) {
        return new Domain<>(view, eachExample, some, demand);
    }

    /**
     * Goes through its points on one network.
     *
     * @param <R> what is found at a point
     * @param problem the network and its data
     * @param visitor is given the view, of one example where the equation is, and the point
     * @return what was found at each; nothing if the network is not as demanded
     * @throws CancellationException if the thread is interrupted
     */
    public <R> Stream<R> visit(Problem problem, BiFunction<V, Point, R> visitor) {
        requireNonNull(visitor, "visitor is null");
        var examples = eachExample ? IntStream.rangeClosed(1, problem.m()) : IntStream.of(0);
        return examples.boxed().flatMap(p -> {
            var v = view.apply(p == 0 ? problem : problem.example(p));
            var here = demand.met().test(v) ? layers.apply(v).toArray() : new int[0];
            boolean only0 = Arrays.equals(here, new int[] {0});
            return Arrays.stream(here).mapToObj(l -> {
                if (Thread.interrupted()) {
                    throw new CancellationException("interrupted before layer " + l);
                }
                return visitor.apply(v, new Point(p, l, !only0));
            });
        });
    }
}
