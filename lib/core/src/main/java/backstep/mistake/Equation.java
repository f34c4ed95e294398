package backstep.mistake;

import backstep.engine.Formula;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A right equation, in whose place mistakes are made.
 *
 * @param name what the ids of its mistakes begin with
 * @param formula which equation
 * @param right the right formula
 * @param concerns the networks whose equation it is
 */
record Equation(String name, Formula formula, String right, Predicate<Network> concerns) {

    static Equation of(String name, Formula formula) {
        return new Equation(name, formula, rightForm(formula), net -> true);
    }

    /** The equation of any network, in words that fit every loss and activation. */
    static String rightForm(Formula formula) {
        return switch (formula) {
            case LINEAR -> "Z = W A_prev + b 1ᵀ";
            case ACTIVATION -> "A = g(Z)";
            case LOSS -> "ℓ_i, the loss of example i";
            case COST -> "J = (1/m) Σ ℓ_i (+ penalty)";
            case OUTPUT_DA -> "dA = ∂ℓ/∂A";
            case OUTPUT_DELTA -> "dZ = dA ∘ g′(Z) at the output";
            case BP1 -> "dW = (1/m) dZ A_prevᵀ (+ ∂penalty/∂W)";
            case BP2 -> "db = (1/m) dZ 1";
            case BP3 -> "dA_prev = Wᵀ dZ";
            case BP4 -> "dZ = dA ∘ g′(Z)";
        };
    }

    Mistake as(String mistake, String written, String sentence, Function<Site, Matrix> rule) {
        return new Mistake(name + "/" + mistake, formula, written, sentence, right, concerns, rule);
    }
}
