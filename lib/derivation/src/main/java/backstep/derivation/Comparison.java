package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.estimate.ErrorMetric;
import backstep.matrix.Matrix;

/**
 * What an equation is held to.
 *
 * @param <V> the reference's view
 * @param evidence what kind of estimate
 * @param sides what is compared: the equation's value, or what follows from it, and the estimate
 * @param equivalent the value once more, by the canonical passes, in the reference's notation
 */
public record Comparison<V>(Evidence evidence, Sides<V> sides, Expression<V> equivalent) {

    /** Refuses what is not there. */
    public Comparison {
        requireNonNull(evidence, "evidence is null");
        requireNonNull(sides, "sides is null");
        requireNonNull(equivalent, "equivalent is null");
    }

    /**
     * What an equation gives, and what it must give.
     *
     * @param <V> the reference's view
     */
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
    public record Pair(Matrix given, Matrix expected) {

        /** Refuses what is not there. */
        public Pair {
            requireNonNull(given, "given is null");
            requireNonNull(expected, "expected is null");
        }

        /**
         * How far apart they are.
         *
         * @return the normwise error; ∞ if the shapes differ or an entry is not finite
         */
        public double error() {
            return given.sameShape(expected) ? ErrorMetric.of(given, expected) : Double.POSITIVE_INFINITY;
        }
    }
}
