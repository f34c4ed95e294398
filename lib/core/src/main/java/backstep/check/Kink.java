package backstep.check;

/**
 * A unit whose Z lies so near a kink of its activation that no step of a difference quotient avoids it.
 *
 * @param l its layer
 * @param unit from 0
 * @param example from 0
 * @param others how many further units cross theirs at the same time
 */
public record Kink(int l, int unit, int example, int others) {

    /** For example {@code unit 2 of layer 1, example 0, and 3 more}. */
    @Override
    public String toString() {
        return "unit %d of layer %d, example %d%s".formatted(unit, l, example, others == 0 ? "" : ", and " + others + " more");
    }
}
