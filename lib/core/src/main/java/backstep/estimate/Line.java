package backstep.estimate;

/**
 * A line through a point, and what a function gives along it: all that a difference quotient needs to know.
 *
 * @param <P> what there is at a place on the line
 */
interface Line<P> {

    /** How many derivatives are estimated at once. */
    int size();

    /** The first step of a derivative. */
    double step(int i);

    /** So many first steps away. */
    P at(double steps);

    /** A value for each derivative. */
    double[] value(P there);

    /** For each derivative, what has a kink between two places; null where nothing is known of one. */
    Kink[] crossings(P plus, P minus);

    /**
     * For each derivative, whether nothing at all moves between two places, so that its value is 0 without rounding.
     */
    default boolean[] still(P plus, P minus) {
        return new boolean[size()];
    }

    /** Whether the functions are known to have no jump in a derivative, undeclared, within a first step. */
    default boolean isSmooth() {
        return false;
    }
}
