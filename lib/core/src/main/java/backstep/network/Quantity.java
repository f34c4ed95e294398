package backstep.network;

import static java.util.Objects.requireNonNull;

/**
 * The name of one quantity of a pass, such as {@code W[2]} or {@code dZ[1]}.
 *
 * @param kind which letter
 * @param l the layer, 0…L; L for Y, the losses and J
 */
public record Quantity(Kind kind, int l) {

    /** Refuses what has no letter. */
    public Quantity {
        requireNonNull(kind, "kind is null");
    }

    /** The letters of the notation. */
    public enum Kind {
        /** Weights, n_l×n_{l−1}. */
        W("W"),
        /** Biases, n_l×1. */
        B("b"),
        /** Linear parts, n_l×m. */
        Z("Z"),
        /** Activations, n_l×m; A[0] = X. */
        A("A"),
        /** Labels, n_L×m. */
        Y("Y"),
        /** Each example's loss, 1×m. */
        LOSSES("loss"),
        /** The cost, 1×1. */
        J("J"),
        /** ∂ℓ_i/∂A in column i, n_l×m. */
        DA("dA"),
        /** ∂ℓ_i/∂Z in column i, n_l×m. */
        DZ("dZ"),
        /** ∂J/∂W, n_l×n_{l−1}. */
        DW("dW"),
        /** ∂J/∂b, n_l×1. */
        DB("db");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        /**
         * Whether the letter names a derivative.
         *
         * @return true for dA, dZ, dW, db
         */
        public boolean isDerivative() {
            return this == DA || this == DZ || this == DW || this == DB;
        }

        /**
         * The quantity of this letter at a layer.
         *
         * @param l the layer
         * @return the quantity
         */
        public Quantity at(int l) {
            return new Quantity(this, l);
        }
    }

    /** The name in plain text: {@code X}, {@code Y}, {@code J}, {@code dW[2]}. */
    @Override
    public String toString() {
        return switch (kind) {
            case Y, J, LOSSES -> kind.letter;
            case A -> l == 0 ? "X" : "A[" + l + "]";
            case DA -> l == 0 ? "dX" : "dA[" + l + "]";
            default -> kind.letter + "[" + l + "]";
        };
    }

    /**
     * The name in LaTeX.
     *
     * @return for example {@code dW^{[2]}}
     */
    public String latex() {
        return toString().replace("loss", "\\ell").replace("[", "^{[").replace("]", "]}");
    }
}
