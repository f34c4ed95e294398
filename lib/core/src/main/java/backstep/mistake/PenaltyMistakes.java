package backstep.mistake;

import static backstep.mistake.Terms.m;

import backstep.engine.Formula;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Penalty;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Mistakes about what the weights add to the cost, on networks that have a penalty. */
final class PenaltyMistakes {

    private PenaltyMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(inTheCost(), inBp1(), inBp2()).flatMap(List::stream);
    }

    private static boolean penalised(Network net) {
        return net.penalty() != Penalty.NONE;
    }

    /** The mean of the losses and something in the place of the penalty. */
    private static Mistake cost(Equation J, String mistake, String written, String sentence,
            ToDoubleFunction<Site> penalty) {
        return J.as(mistake, written, sentence,
                at -> Matrix.row(at.losses().sum() / m(at) + penalty.applyAsDouble(at)));
    }

    private static double sum(Site at, ToDoubleFunction<Matrix> ofW) {
        return IntStream.rangeClosed(1, at.net().L()).mapToObj(at.net()::W).mapToDouble(ofW).sum();
    }

    /** λ of a penalty (λ/2) Σ w², from its derivative λ w. */
    private static double lambda(Site at) {
        return at.net().penalty().dW(Matrix.row(1)).get(0, 0);
    }

    private static List<Mistake> inTheCost() {
        var J = new Equation("J-penalty", Formula.COST, "J = (1/m) Σ ℓ + penalty", PenaltyMistakes::penalised);
        return List.of(
                cost(J, "missing", "J = (1/m) Σ ℓ", "the penalty is left out of J", at -> 0),
                cost(J, "no-half", "J = (1/m) Σ ℓ + λ Σ w²", "the ½ of the penalty is missing",
                        at -> 2 * at.net().penalised()),
                cost(J, "half", "J = (1/m) Σ ℓ + ½ penalty", "a ½ too many in the penalty",
                        at -> at.net().penalised() / 2),
                cost(J, "times-m", "J = (1/m) Σ ℓ + m penalty", "the 1/m of the penalty is missing",
                        at -> m(at) * at.net().penalised()),
                cost(J, "no-half-times-m", "J = (1/m) Σ ℓ + 2 m penalty",
                        "the ½ and the 1/m of the penalty are missing",
                        at -> 2 * m(at) * at.net().penalised()),
                cost(J, "over-m", "J = (1/m) Σ ℓ + (1/m) penalty", "the penalty is divided by m once too often",
                        at -> at.net().penalised() / m(at)),
                cost(J, "sign", "J = (1/m) Σ ℓ − penalty", "the penalty is subtracted", at -> -at.net().penalised()),
                cost(J, "not-squared", "J = (1/m) Σ ℓ + λ Σ w", "the weights are not squared",
                        at -> lambda(at) * sum(at, Matrix::sum)),
                cost(J, "not-squared-half", "J = (1/m) Σ ℓ + (λ/2) Σ w", "the weights are not squared",
                        at -> lambda(at) / 2 * sum(at, Matrix::sum)),
                cost(J, "root", "J = (1/m) Σ ℓ + (λ/2) Σ ‖W‖", "the norm is not squared",
                        at -> lambda(at) / 2 * sum(at, W -> Math.sqrt(W.hadamard(W).sum()))),
                cost(J, "biases-too", "J = (1/m) Σ ℓ + penalty of W and of b", "the biases are penalised too",
                        at -> at.net().penalised() + IntStream.rangeClosed(1, at.net().L())
                                .mapToDouble(l -> at.net().penalty().of(at.net().b(l))).sum()),
                cost(J, "last-layer-only", "J = (1/m) Σ ℓ + penalty of W[L]", "only the last layer is penalised",
                        at -> at.net().penalty().of(at.W())));
    }

    /** The gradient of the losses, and something in the place of the penalty's. */
    private static Mistake dW(Equation bp1, String mistake, String written, String sentence,
            ToDoubleFunction<Site> factor) {
        return bp1.as(mistake, written, sentence, at -> at.dZ().times(at.APrev().transpose())
                .times(1 / m(at)).plus(at.net().penalty().dW(at.W()).times(factor.applyAsDouble(at))));
    }

    private static List<Mistake> inBp1() {
        var bp1 = new Equation("BP1-penalty", Formula.BP1, "dW = (1/m) dZ A_prevᵀ + ∂penalty/∂W",
                PenaltyMistakes::penalised);
        return Stream.of(
                dW(bp1, "missing", "dW = (1/m) dZ A_prevᵀ", "∂penalty/∂W is left out", at -> 0),
                dW(bp1, "half", "dW = (1/m) dZ A_prevᵀ + ½ ∂penalty/∂W",
                        "a ½ too many: the 2 of the square cancels it", at -> 0.5),
                dW(bp1, "twice", "dW = (1/m) dZ A_prevᵀ + 2 ∂penalty/∂W",
                        "a factor 2 too many: the ½ of the penalty cancels it", at -> 2),
                dW(bp1, "times-m", "dW = (1/m) dZ A_prevᵀ + m ∂penalty/∂W", "the 1/m of the penalty is missing",
                        Terms::m),
                dW(bp1, "over-m", "dW = (1/m) (dZ A_prevᵀ + ∂penalty/∂W)",
                        "the penalty is divided by m once too often", at -> 1 / m(at)),
                dW(bp1, "sign", "dW = (1/m) dZ A_prevᵀ − ∂penalty/∂W", "the penalty is subtracted", at -> -1))
                .toList();
    }

    private static List<Mistake> inBp2() {
        var bp2 = new Equation("BP2-penalty", Formula.BP2, "db = (1/m) dZ 1", PenaltyMistakes::penalised);
        return List.of(bp2.as("decayed", "db = (1/m) dZ 1 + λ b", "the bias is decayed too; the penalty has W only",
                at -> Terms.sum(at.dZ()).times(1 / m(at)).plus(at.net().penalty().dW(at.b()))));
    }
}
