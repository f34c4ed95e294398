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
     * How far that may be off. The distance to the next coarser value bounds the error, unless two terms of the series
     * happen to cancel: where that of h² is a small part q of the slope, that of h⁶, which is left out, is taken to be
     * q³. Where a derivative jumps within the step there is no such series: halving h does not leave a quarter of the
     * error, or more than some q² is left without it. Then the distance of the two that were extrapolated once bounds
     * it, or that to the finest quotient, twice over; and, where a jump is known to be near, what the term of h⁴ of the
     * smooth part, about q², may hide.
     */
    double error(boolean smooth) {
        double fallen = Math.abs(middle - coarse);
        double q = fallen / Math.abs(best());
        double left = Math.abs(second() - first());
        boolean series = smooth && left <= Tolerances.ORDERLY * fallen && left <= Tolerances.NEXT * q * fallen;
        double beyond = q < 1 ? q * q * (smooth ? q : 1) * Math.abs(best()) : 0;
        // Terms of a jump and of the curve may happen to cancel in one of the two distances, hardly in both.
        boolean isJump = !smooth && left > Tolerances.HIDDEN * fallen;
        double unordered = 2 * Math.max(left, isJump ? Math.abs(best() - fine) : 0);
        return Math.max(series ? Math.abs(best() - second()) : unordered, beyond);
    }
}
