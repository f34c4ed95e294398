package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** What the weights add to the cost, layer by layer: J = (1/m) Σ ℓ_i + Σ_l penalty(W[l]). Biases add nothing. */
public interface Penalty {

    /** No penalty: J is the mean of the losses. */
    Penalty NONE = of("no penalty", W -> 0, W -> W.map(w -> 0));

    /**
     * The name that tables and messages use.
     *
     * @return for example {@code weight decay 0.01}
     */
    String name();

    /**
     * What the weights of one layer add to J.
     *
     * @param W W[l], n_l×n_{l−1}
     * @return a number
     */
    double of(Matrix W);

    /**
     * Its derivative, which BP1 adds to dW.
     *
     * @param W W[l], n_l×n_{l−1}
     * @return ∂penalty/∂W[l], n_l×n_{l−1}
     */
    Matrix dW(Matrix W);

    /**
     * Where an entry of W has no derivative.
     *
     * @return 0 for L1; none for a smooth penalty
     */
    default double[] kinks() {
        return new double[0];
    }

    /**
     * Weight decay: (λ/2) Σ w².
     *
     * @param lambda λ, at least 0
     * @return the penalty, with derivative λ W
     * @throws IllegalArgumentException if λ is negative or not finite
     */
    static Penalty l2(double lambda) {
        requireLambda(lambda);
        return of("L2 penalty " + lambda, W -> lambda / 2 * W.hadamard(W).sum(), W -> W.times(lambda));
    }

    /**
     * The L1 penalty: λ Σ |w|.
     *
     * @param lambda λ, at least 0
     * @return the penalty, with derivative λ sign(W) and a kink at 0
     * @throws IllegalArgumentException if λ is negative or not finite
     */
    static Penalty l1(double lambda) {
        requireLambda(lambda);
        return of("L1 penalty " + lambda, W -> lambda * W.map(Math::abs).sum(),
                W -> W.map(w -> lambda * Math.signum(w)), 0);
    }

    /**
     * A penalty of one's own.
     *
     * @param name for tables and messages
     * @param penalty of the weights of a layer
     * @param derivative of the same weights, of the same shape
     * @param kinks values of a weight at which it has no derivative
     * @return the penalty
     */
    static Penalty of(String name, ToDoubleFunction<Matrix> penalty, UnaryOperator<Matrix> derivative,
            double... kinks) {
        record Given(String name, ToDoubleFunction<Matrix> penalty, UnaryOperator<Matrix> derivative, double[] kinks)
                implements Penalty {
            @Override
            public double of(Matrix W) {
                requireNonNull(W, "W is null");
                return penalty.applyAsDouble(W);
            }

            @Override
            public Matrix dW(Matrix W) {
                return derivative.apply(W);
            }

            @Override
            public double[] kinks() {
                return kinks.clone();
            }

            @Override
            public String toString() {
                return name;
            }
        }
        return new Given(requireNonNull(name, "name is null"), requireNonNull(penalty, "penalty is null"),
                requireNonNull(derivative, "derivative is null"), kinks.clone());
    }

    private static void requireLambda(double lambda) {
        if (!(lambda >= 0) || lambda == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a penalty needs λ ≥ 0, given: " + lambda);
        }
    }
}
