package backstep.network;

import static backstep.matrix.Matrix.ones;

import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What each class, or output, counts for in a loss.
 *
 * @param weights w_k of each output; none where all count for 1
 */
record ClassWeights(List<Double> weights) {

    static final ClassWeights NONE = new ClassWeights(List.of());

    /**
     * Refuses what is no weight.
     *
     * @throws IllegalArgumentException if a weight is negative or not finite, or all are 0
     */
    ClassWeights {
        weights = List.copyOf(weights);
        for (int k = 0; k < weights.size(); k++) {
            if (!(weights.get(k) >= 0) || Double.isInfinite(weights.get(k))) {
                throw new IllegalArgumentException("the weight of output %d is %s; weights of a loss are finite and at "
                        .formatted(k + 1, weights.get(k)) + "least 0");
            }
        }
        if (!weights.isEmpty() && weights.stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("all weights of the loss are 0: it would be 0 whatever the network "
                    + "gives; at least one output needs a weight above 0");
        }
    }

    static ClassWeights of(double... weights) {
        return new ClassWeights(Arrays.stream(weights).boxed().toList());
    }

    /** Refuses weights that are not one for each output. */
    void require(int outputs) {
        if (!isNone() && weights.size() != outputs) {
            throw new IllegalArgumentException(("the loss has %d weight%s, the last layer %d output%s: a weight for "
                    + "each output is needed").formatted(weights.size(), weights.size() == 1 ? "" : "s", outputs,
                    outputs == 1 ? "" : "s"));
        }
    }

    boolean isNone() {
        return weights.isEmpty();
    }

    /** w 1ᵀ ∘ of, n_L×m; a weight of 0 takes infinities out, too. */
    Matrix weigh(Matrix of) {
        require(of.rows());
        return isNone() ? of : of.combine("weights of the loss", column().times(ones(1, of.columns())),
                (x, w) -> w == 0 ? 0 : w * x);
    }

    /** Σ_k w_k of_k, 1×m. */
    Matrix sum(Matrix of) {
        return ones(1, of.rows()).times(weigh(of));
    }

    private Matrix column() {
        return Matrix.column(weights.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** What stands behind the name of the loss. */
    @Override
    public String toString() {
        return isNone() ? "" : weights.stream().map(weight -> Digits.of(weight, 4))
                .collect(Collectors.joining(", ", " with weights ", ""));
    }
}
