package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.engine.Formula;

/**
 * Something that a rule does although its equation cannot, whatever its values are here.
 *
 * @param formula which equation
 * @param l at which layer
 * @param sentence what it does, for example {@code gives another value when it is called again with the same operands}
 */
public record Breach(Formula formula, int l, String sentence) {

    /** Refuses what is not there. */
    public Breach {
        requireNonNull(formula, "formula");
        requireNonNull(sentence, "sentence");
    }

    /** For example {@code BP2 at layer 1, db = (1/m) dZ 1: remembers an earlier call …}. */
    @Override
    public String toString() {
        return "%s at layer %d, %s: %s".formatted(formula.id(), l, equation(formula), sentence);
    }

    private static String equation(Formula formula) {
        return switch (formula) {
            case LINEAR -> "Z = W A + b 1ᵀ";
            case ACTIVATION -> "A = g(Z)";
            case LOSS -> "the loss of each example";
            case COST -> "J = (1/m) Σ ℓ_i";
            case OUTPUT_DA -> "dA[L] = ∂ℓ/∂A[L]";
            case OUTPUT_DELTA -> "dZ[L] = ∂ℓ/∂Z[L]";
            case BP1 -> "dW = (1/m) dZ Aᵀ";
            case BP2 -> "db = (1/m) dZ 1";
            case BP3 -> "dA[l−1] = Wᵀ dZ";
            case BP4 -> "dZ = dA ∘ g′(Z)";
        };
    }
}
