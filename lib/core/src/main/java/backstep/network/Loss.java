package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** What one example costs, seen from Z[L] and from A[L], with its derivatives. */
public interface Loss {

    /** ½ ‖a − y‖², dA = A − Y. */
    Loss SQUARED_ERROR = of("squared error", (a, y) -> (a - y) * (a - y) / 2, (a, y) -> a - y);

    /**
     * −Σ [y ln a + (1 − y) ln(1 − a)], computed from Z as max(z, 0) − yz + ln(1 + e<sup>−|z|</sup>); behind a sigmoid
     * only.
     */
    Loss CROSS_ENTROPY = new CrossEntropy(ClassWeights.NONE);

    /**
     * −Σ y ln a of several classes, of which the labels sum to 1, computed from Z as Σ y_k ln Σ_j e<sup>z_j −
     * z_k</sup>; behind softmax only.
     */
    Loss SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy(ClassWeights.NONE);

    /**
     * The name that tables and messages use.
     *
     * @return for example {@code cross-entropy}
     */
    String name();

    /**
     * Each example's loss from Z[L], in the form that stays right in saturation.
     *
     * @param g the activation of layer L
     * @param Z Z[L], n_L×m
     * @param Y n_L×m
     * @return 1×m
     */
    Matrix fromZ(Activation g, Matrix Z, Matrix Y);

    /**
     * Each example's loss from A[L], as the references print it; it serves the estimate of dA[L] only.
     *
     * @param A A[L], n_L×m
     * @param Y n_L×m
     * @return 1×m
     */
    Matrix fromA(Matrix A, Matrix Y);

    /**
     * ∂ℓ/∂A[L]; infinite where a sigmoid is 0 or 1 to the last bit and cross-entropy meets the wrong label.
     *
     * @param A A[L], n_L×m
     * @param Y n_L×m
     * @return n_L×m
     */
    Matrix dA(Matrix A, Matrix Y);

    /**
     * The output delta ∂ℓ/∂Z[L].
     *
     * @param g the activation of layer L
     * @param Z Z[L], n_L×m
     * @param Y n_L×m
     * @return n_L×m
     */
    Matrix dZ(Activation g, Matrix Z, Matrix Y);

    /**
     * How far an output may be moved to either side before the loss ends.
     *
     * @param a one entry of A[L]
     * @return min(a, 1 − a) for cross-entropy, a for that of softmax, ∞ where every number is allowed
     */
    default double room(double a) {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Where an output has no derivative: at a − y, for example at 0 for the absolute error, or at 0 for a hinge loss
     * 1 − ya with labels of ±1. A difference quotient that straddles such a place tells nothing.
     *
     * @return the kinks, in a − y; none for a smooth loss
     */
    default double[] kinks() {
        return new double[0];
    }

    /**
     * What each class, or output, counts for, as in {@link #crossEntropy}.
     *
     * @return w_k of each output; none where all count for 1
     */
    default List<Double> weights() {
        return List.of();
    }

    /**
     * The same loss where every class, or output, counts for 1.
     *
     * @return {@link #CROSS_ENTROPY} or {@link #SOFTMAX_CROSS_ENTROPY} for one of them with weights; else this one
     */
    default Loss unweighted() {
        return this;
    }

    /**
     * Refuses an output layer that this loss is not made for.
     *
     * @param last the activation of layer L
     * @throws IllegalArgumentException if the loss needs another one
     */
    default void requireOutput(Activation last) {
        requireNonNull(last, "last (g of the last layer) is null");
    }

    /**
     * Refuses labels that this loss is not made for.
     *
     * @param Y n_L×m
     * @throws IllegalArgumentException if an entry is out of range
     */
    default void requireLabels(Matrix Y) {
        requireNonNull(Y, "Y is null");
    }

    /**
     * Cross-entropy in which outputs count for more or less: ℓ = −Σ_k w_k [y ln a + (1 − y) ln(1 − a)], behind a
     * sigmoid; dZ = w 1ᵀ ∘ (A − Y). J stays the mean over m.
     *
     * @param weights w_k ≥ 0 of each output; none for {@link #CROSS_ENTROPY}
     * @return the loss, equal to any other with the same weights
     * @throws IllegalArgumentException if a weight is negative or not finite, or all are 0
     */
    static Loss crossEntropy(double... weights) {
        return weights.length == 0 ? CROSS_ENTROPY : new CrossEntropy(ClassWeights.of(weights));
    }

    /**
     * Cross-entropy of several classes, rare ones of which may count for more: ℓ = −Σ_k w_k y_k ln a_k, behind softmax;
     * dZ = A ∘ 11ᵀT − T with T = w 1ᵀ ∘ Y. The labels stay 0 or 1, with a sum of 1. J stays the mean over m: that of
     * PyTorch divides by Σ T instead.
     *
     * @param weights w_k ≥ 0 of each class; none for {@link #SOFTMAX_CROSS_ENTROPY}
     * @return the loss, equal to any other with the same weights
     * @throws IllegalArgumentException if a weight is negative or not finite, or all are 0
     */
    static Loss softmaxCrossEntropy(double... weights) {
        return weights.length == 0 ? SOFTMAX_CROSS_ENTROPY : new SoftmaxCrossEntropy(ClassWeights.of(weights));
    }

    /**
     * A loss of one's own, a sum over the outputs: ℓ = Σ_k loss(a_k, y_k).
     *
     * @param name for tables and messages
     * @param loss of one output a and its label y
     * @param derivative ∂loss/∂a
     * @param kinks values of a − y at which it has no derivative, 0 for the absolute error; none for a smooth loss
     * @return the loss
     */
    static Loss of(String name, DoubleBinaryOperator loss, DoubleBinaryOperator derivative, double... kinks) {
        return new LossPerOutput(name, loss, derivative, kinks.clone());
    }
}
