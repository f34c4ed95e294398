package backstep.engine;

import backstep.matrix.Matrix;

/** The derivatives of one network on one batch, computed or estimated. */
public interface Gradients {

    /**
     * Derivatives of the cost with respect to the weights of a layer.
     *
     * @param l 1…L
     * @return ∂J/∂W[l], n_l×n_{l−1}
     */
    Matrix dW(int l);

    /**
     * Derivatives of the cost with respect to the biases of a layer.
     *
     * @param l 1…L
     * @return ∂J/∂b[l], n_l×1; 0 where the layer has no bias
     */
    Matrix db(int l);

    /**
     * Derivatives of each example's own loss with respect to the linear parts of a layer.
     *
     * @param l 1…L
     * @return column i is ∂ℓ_i/∂Z[l], n_l×m
     */
    Matrix dZ(int l);

    /**
     * Derivatives of each example's own loss with respect to the activations of a layer.
     *
     * @param l 0…L
     * @return column i is ∂ℓ_i/∂A[l], n_l×m
     */
    Matrix dA(int l);

    /**
     * Derivatives of each example's own loss with respect to the inputs.
     *
     * @return dA[0], n_0×m
     */
    default Matrix dX() { return dA(0); }
}
