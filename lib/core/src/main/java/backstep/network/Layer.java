package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;

/**
 * One layer: A = g(W A_prev + b 1ᵀ).
 *
 * @param W n_l×n_{l−1}, row = receiving unit
 * @param b n_l×1
 * @param g its activation
 */
public record Layer(Matrix W, Matrix b, Activation g) {

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if b is not a column of as many rows as W, or a parameter is NaN or infinite
     */
    public Layer {
        requireNonNull(g, "g is null");
        if (b.rows() != W.rows() || b.columns() != 1) {
            throw new IllegalArgumentException("(2) Z = W A + b 1ᵀ: W is %s, b is %s: b needs to be %d×1%s"
                    .formatted(W.shape(), b.shape(),
                    W.rows(), b.rows() == 1 && b.columns() == W.rows() ? "; did you pass bᵀ?" : ""));
        }
        Finite.require("W", W);
        Finite.require("b", b);
    }
}
