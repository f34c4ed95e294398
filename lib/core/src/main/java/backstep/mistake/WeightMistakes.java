package backstep.mistake;

import static backstep.mistake.Terms.m;

import backstep.engine.Formula;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import java.util.stream.Stream;

/** Mistakes about what classes count for, on networks whose loss has weights. */
final class WeightMistakes {

    private static final String LEFT_OUT = "the weights of the loss are left out";
    private static final String BY_WEIGHTS = "divided by the sum of the weights of the labels, as the mean of PyTorch "
            + "is; here it is divided by m";

    private WeightMistakes() {}

    static Stream<Mistake> all() {
        var J = new Equation("J-weights", Formula.COST, "J = (1/m) Σ ℓ, ℓ with the weights", WeightMistakes::weighted);
        var out = new Equation("OUT-weights", Formula.OUTPUT_DELTA, "dZ of the loss with the weights",
                WeightMistakes::weighted);
        var dA = new Equation("DA-weights", Formula.OUTPUT_DA, "dA of the loss with the weights",
                WeightMistakes::weighted);
        return Stream.concat(Stream.of(
                J.as("left-out", "J without w", LEFT_OUT, at -> Matrix.row(loss(at).fromZ(at.g(), at.Z(), at.Y()).sum()
                        / m(at) + at.net().penalised())),
                out.as("left-out", "dZ = A − Y", LEFT_OUT, at -> loss(at).dZ(at.g(), at.Z(), at.Y())),
                out.as("labels-only", "dZ = A − w ∘ Y", "the weights stand at the labels, but not at A",
                        at -> at.A().minus(labels(at))),
                dA.as("left-out", "dA without w", LEFT_OUT, at -> loss(at).dA(at.A(), at.Y()))),
                meansByWeights().stream());
    }

    /** What a mean over weights makes of every mean over m. */
    private static List<Mistake> meansByWeights() {
        return Stream.of(Formula.COST, Formula.BP1, Formula.BP2).map(formula -> new Mistake(
                formula.id() + "-weights/mean-by-weights", formula, "Σ … / Σ w of the labels", BY_WEIGHTS,
                Equation.rightForm(formula), net -> net.loss().unweighted() == Loss.SOFTMAX_CROSS_ENTROPY
                        && weighted(net),
                at -> at.get(formula.output(at.l())).times(m(at) / labels(at).sum()))).toList();
    }

    private static boolean weighted(Network net) {
        return !net.loss().weights().isEmpty();
    }

    private static Loss loss(Site at) {
        return at.net().loss().unweighted();
    }

    /** w 1ᵀ ∘ Y. */
    private static Matrix labels(Site at) {
        var w = Matrix.column(at.net().loss().weights().stream().mapToDouble(Double::doubleValue).toArray());
        return w.times(Matrix.ones(1, at.Y().columns())).hadamard(at.Y());
    }
}
