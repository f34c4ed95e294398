package backstep.network;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of one quantity of a pass, such as {@code W[2]} or {@code dZ[1]}.
 *
 * @param kind which letter
 * @param l the layer, 0…L; L for Y, the losses and J
 */
public record Quantity(Kind kind, int l) {

    /** A letter, d before it for its derivative, and its layer as people write it: 1, _1, [1], ^[1], ^{[1]}, (1). */
    private static final Pattern NAME =
            Pattern.compile("(d?[WBZA])[_^]?(?:\\{\\[(\\d{1,6})]}|\\[(\\d{1,6})]|\\((\\d{1,6})\\)|(\\d{1,6}))?",
                    Pattern.CASE_INSENSITIVE);

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

    /**
     * The quantity that somebody calls by this name in a network of L layers.
     *
     * @param name for example {@code dW[1]}, {@code dW1}, {@code dW_1}, {@code db1}, {@code X}, {@code J}; small or
     *     capital letters; without a number where the network has one layer
     * @param L the count of layers
     * @return the quantity
     * @throws IllegalArgumentException if nothing is called so, or the network has no such layer
     */
    public static Quantity named(String name, int L) {
        var word = Objects.requireNonNull(name, "name").strip();
        switch (word.toUpperCase(Locale.ROOT)) {
            case "X": return Kind.A.at(0);
            case "DX": return Kind.DA.at(0);
            case "Y": return Kind.Y.at(L);
            case "J": return Kind.J.at(L);
            case "LOSS": return Kind.LOSSES.at(L);
            default: break;
        }
        var parts = NAME.matcher(word);
        if (!parts.matches()) {
            throw new IllegalArgumentException(("nothing is called “%s”: W[1], b[1], Z[1], A[1] are names, dW[1], "
                    + "db[1], dZ[1], dA[1] those of derivatives, and X, Y, loss, J").formatted(word));
        }
        var kind = Arrays.stream(Kind.values()).filter(one -> one.letter.equalsIgnoreCase(parts.group(1)))
                .findFirst().orElseThrow();
        var number = Stream.of(2, 3, 4, 5).map(parts::group).filter(Objects::nonNull).findFirst();
        if (number.isEmpty() && L != 1) {
            throw new IllegalArgumentException("“%s” of which layer? %s[1]…%s[%d] are names in a network of %d layers"
                    .formatted(word, kind.letter, kind.letter, L, L));
        }
        int l = number.map(Integer::valueOf).orElse(1);
        int lowest = kind == Kind.A || kind == Kind.DA ? 0 : 1;
        if (l < lowest || l > L) {
            throw new IllegalArgumentException("“%s”: a network of %d layer%s has %s[%d]…%s[%d]%s".formatted(word, L,
                    L == 1 ? "" : "s", kind.letter, lowest, kind.letter, L,
                    l == 0 ? "; layers count from 1, layer 0 is the input" : ""));
        }
        return kind.at(l);
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
