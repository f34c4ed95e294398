package backstep.estimate;

import static java.util.Objects.requireNonNull;

import backstep.network.Quantity;
import backstep.network.Quantity.Kind;

/**
 * A Z so near a kink of its activation, an output so near one of the loss, or a weight so near one of its penalty, that
 * no step of a difference quotient avoids it.
 *
 * @param quantity Z[l], A[L] or W[l]
 * @param row from 0
 * @param column from 0
 * @param others how many more cross theirs at the same time
 */
public record Kink(Quantity quantity, int row, int column, int others) {

    /** Refuses a kink of nothing. */
    public Kink {
        requireNonNull(quantity, "quantity is null");
    }

    /**
     * A unit at the kink of its activation.
     *
     * @param l its layer
     * @param unit from 0
     * @param example from 0
     * @param others how many further units cross theirs at the same time
     */
    public Kink(int l, int unit, int example, int others) {
        this(Kind.Z.at(l), unit, example, others);
    }

    /** Counted from 1, for example {@code unit 2 of layer 1, example 1, and 3 more}. */
    @Override
    public String toString() {
        return (quantity.kind() == Kind.W ? "weight (%d, %d) of layer %d".formatted(row + 1, column + 1, quantity.l())
                : quantity.kind() == Kind.A ? "the loss at output %d, example %d".formatted(row + 1, column + 1)
                : "unit %d of layer %d, example %d".formatted(row + 1, quantity.l(), column + 1))
                        + (others == 0 ? "" : ", and " + others + " more");
    }
}
