package backstep.estimate;

/**
 * Central quotients at h, h/2 and h/4 and what they are extrapolated to at h = 0, with how far that may be off.
 *
 * @param coarse at h
 * @param middle at h/2
 * @param fine at h/4
 */
record Richardson(double coarse, double middle, double fine) {

    private double first() {
        return (4 * middle - coarse) / 3;
    }

    private double second() {
        return (4 * fine - middle) / 3;
    }

    /** Without the terms of h² and h⁴. */
    double best() {
        return (16 * second() - first()) / 15;
    }

    /**
     * The distance to the next coarser value bounds the error, unless two terms of the series happen to cancel: where
     * that of h² is a small part q of the slope, that of h⁶, which is left out, is taken to be q³. Where halving h does
     * not leave a quarter of the error, or more than some q² is left without it, as where a derivative jumps, there is
     * no such series: then the distance of the two that were extrapolated once does, twice over.
     */
    double error() {
        double fallen = middle - coarse;
        double q = Math.abs(fallen / best());
        double beyond = q < 1 ? q * q * q * Math.abs(best()) : 0;
        double left = Math.abs(second() - first());
        boolean series = left <= Tolerances.ORDERLY * Math.abs(fallen)
                && left <= Tolerances.NEXT * q * Math.abs(fallen);
        return Math.max(series ? Math.abs(best() - second()) : 2 * left, beyond);
    }
}
