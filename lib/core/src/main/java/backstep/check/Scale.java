package backstep.check;

import backstep.network.Quantity.Kind;

/** Where the 1/m of a mean over the examples stands. */
public enum Scale {
    /** J is a mean, and dW and db carry its 1/m; dA and dZ belong to each example. */
    MEAN("J is a mean, 1/m in dW and db"),
    /** J is a sum, and nothing carries a 1/m. */
    SUM("J is a sum, no 1/m"),
    /** J is a mean, and dZ[L] carries its 1/m down to all others: dW = dZ Aᵀ, db = dZ 1. */
    MEAN_IN_DELTA("J is a mean, 1/m in dZ (dW = dZ Aᵀ, db = dZ 1)");

    private final String text;

    Scale(String text) {
        this.text = text;
    }

    /** By what the library's value of a letter is multiplied. */
    double factor(Kind kind, int m) {
        return switch (kind) {
            case J, DW, DB -> this == SUM ? m : 1;
            case DA, DZ -> this == MEAN_IN_DELTA ? 1.0 / m : 1;
            default -> 1;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
