package backstep.matrix;

/**
 * What the entries of a view are multiplied by: first by the inner factor, then by the outer one, so that a view of a
 * view has the very bits of its entries multiplied twice.
 */
record Factors(double outer, double inner) {

    static final Factors NONE = new Factors(1, 1);

    double of(double entry) {
        return outer * (inner * entry);
    }

    /** One factor for both, where a rounding more or less is of no account. */
    double product() {
        return outer * inner;
    }

    /**
     * Whether there is room for another factor, and it is none that a product may drop (0) or that swallows the entries
     * on the way.
     */
    boolean take(double factor) {
        double all = product() * factor;
        return inner == 1 && Math.abs(all) >= Double.MIN_NORMAL && Math.abs(all) <= Double.MAX_VALUE;
    }

    Factors then(double factor) {
        return new Factors(factor, outer);
    }
}
