package backstep.estimate;

/**
 * A place at which the slopes to the two sides stay apart however short the step, though nobody declared a kink there.
 *
 * @param left the slope to the left
 * @param right the slope to the right
 */
public record Bend(double left, double right) {

    /**
     * Whether the function goes on to both sides.
     *
     * @return false at the end of its domain, where the slope to one side at least is NaN
     */
    public boolean isInside() {
        return !Double.isNaN(left) && !Double.isNaN(right);
    }

    /**
     * Whether a given slope is as right as any other there.
     *
     * @param given the slope in question
     * @param bar how far it may be off
     * @return true if it lies between the two, or outside by no more than the bar or a small part of their gap
     */
    public boolean holds(double given, double bar) {
        double least = Math.min(left, right);
        double most = Math.max(left, right);
        double outside = Math.max(least - given, given - most);
        return outside <= Math.max(bar, Tolerances.BETWEEN * (most - least));
    }
}
