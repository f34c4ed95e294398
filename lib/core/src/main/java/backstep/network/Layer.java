package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;

/**
 * One layer: A = g(W A_prev + b 1ᵀ), or A = g(W A_prev) where it has no bias.
 *
 * @param W n_l×n_{l−1}, row = receiving unit
 * @param b n_l×1; 0 where it has no bias
 * @param g its activation
 * @param hasBias whether b is a parameter
 */
public record Layer(Matrix W, Matrix b, Activation g, boolean hasBias) {

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if b is not a column of as many rows as W, a parameter is NaN or infinite, or b
     *     is not 0 where there is no bias
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
        if (!hasBias && b.maxAbs() > 0) {
            throw new IllegalArgumentException("(2) Z = W A: a layer without bias has b = 0, given: b (%s) up to %s; a "
                    .formatted(b.shape(), b.maxAbs()) + "layer with it is new Layer(W, b, g)");
        }
    }

    /**
     * A layer with bias.
     *
     * @param W n_l×n_{l−1}
     * @param b n_l×1
     * @param g its activation
     */
    public Layer(Matrix W, Matrix b, Activation g) {
        this(W, b, g, true);
    }

    /**
     * A layer without bias, Z = W A_prev: b is 0 and no parameter, there is no db.
     *
     * @param W n_l×n_{l−1}
     * @param g its activation
     * @return the layer
     */
    public static Layer withoutBias(Matrix W, Activation g) {
        return new Layer(W, Matrix.ones(W.rows(), 1).times(0), g, false);
    }

    /**
     * The same layer with other parameters.
     *
     * @param W n_l×n_{l−1}
     * @param b n_l×1; 0 where it has no bias
     * @return with the same activation, with or without bias as this one
     */
    public Layer with(Matrix W, Matrix b) {
        return new Layer(W, b, g, hasBias);
    }
}
