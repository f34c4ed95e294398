package backstep.derivation;

import backstep.matrix.Matrix;

/**
 * One side of an equation in a reference's letters, at one of its layers.
 *
 * @param <V> the reference's view
 */
public interface Expression<V> {

    /**
     * Evaluates it.
     *
     * @param v the view
     * @param l the layer, as the reference counts; 0 if it has none
     * @return the value
     */
    Matrix at(V v, int l);
}
