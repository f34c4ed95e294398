package backstep.derivation.twolayer;

import backstep.derivation.Problem;
import backstep.derivation.View;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;

/**
 * TWO_LAYER's letters: one input x, two layers W[1], b[1], W[2], b[2] with weights (to, from), sigmoid in both,
 * cross-entropy behind them.
 *
 * <p>The document writes for one example, and so do its equations. A batch is seen too, one column an example: its
 * letters are those of the batch, but the equations refuse it.
 *
 * @param problem what is seen
 */
public record TwoLayerView(Problem problem) implements View {

    /**
     * Refuses other networks.
     *
     * @throws IllegalArgumentException unless the network has two layers with sigmoid in both, and cross-entropy
     */
    public TwoLayerView {
        var net = problem.net();
        if (net.L() != 2 || net.g(1) != Activation.SIGMOID || net.g(2) != Activation.SIGMOID
                || net.loss() != Loss.CROSS_ENTROPY) {
            throw new IllegalArgumentException("TWO_LAYER covers two layers with sigmoid in both "
                    + "and cross-entropy (l.16, l.18); given: " + net);
        }
    }

    /**
     * The logistic function as line 18 prints it.
     *
     * @param z z[1] or z[2]
     * @return 1 / (1 + e<sup>−z</sup>), entry by entry
     */
    public static Matrix sigma(Matrix z) {
        return z.map(entry -> 1 / (1 + Math.exp(-entry)));
    }

    /**
     * Its derivative, which line 22 uses and the document does not print.
     *
     * @param z z[1] or z[2]
     * @return σ(z) (1 − σ(z)), entry by entry
     */
    public static Matrix sigmaPrime(Matrix z) {
        return sigma(z).map(a -> a * (1 - a));
    }

    /**
     * How many numbers there are in the input and in each layer; the document gives them no letter.
     *
     * @param l 0 for the input, 1, 2
     * @return n_l
     */
    public int n(int l) {
        if (l < 0 || l > 2) {
            throw new IndexOutOfBoundsException("n[l]: l = %d is not one of 0, 1, 2".formatted(l));
        }
        return problem.net().n(l);
    }

    /**
     * The input.
     *
     * @return x, n_0×1
     */
    public Matrix x() {
        return problem.X();
    }

    /**
     * The actual value.
     *
     * @return y, n_2×1
     */
    public Matrix y() {
        return problem.Y();
    }

    /**
     * The weights into a layer.
     *
     * @param l 1 or 2
     * @return W[l], n_l×n_{l−1}
     */
    public Matrix W(int l) {
        return problem.net().W(layer("W", l));
    }

    /**
     * The biases of a layer.
     *
     * @param l 1 or 2
     * @return b[l], n_l×1
     */
    public Matrix b(int l) {
        return problem.net().b(layer("b", l));
    }

    /**
     * The linear part of a layer.
     *
     * @param l 1 or 2
     * @return z[l], n_l×1
     */
    public Matrix z(int l) {
        return problem.forward().Z(layer("z", l));
    }

    /**
     * The activations of a layer; a[2] is the predicted value.
     *
     * @param l 1 or 2
     * @return a[l], n_l×1
     */
    public Matrix a(int l) {
        return problem.forward().A(layer("a", l));
    }

    /**
     * ∂L/∂a[2] as lines 10–14 need it: a row.
     *
     * @return 1×n_2
     */
    public Matrix dLda2() {
        return problem.backward().dA(2).transpose();
    }

    /**
     * ∂L/∂z[2] as lines 10–14 need it: a row.
     *
     * @return 1×n_2, the transpose of dz[2]
     */
    public Matrix dLdz2() {
        return dz(2).transpose();
    }

    /**
     * ∂L/∂z as line 22 has it: a column.
     *
     * @param l 1 or 2
     * @return dz[l], n_l×1
     */
    public Matrix dz(int l) {
        return problem.backward().dZ(layer("dz", l));
    }

    /**
     * ∂L/∂W in the shape of W.
     *
     * @param l 1 or 2
     * @return dW[l], n_l×n_{l−1}
     */
    public Matrix dW(int l) {
        return problem.backward().dW(layer("dW", l));
    }

    /**
     * ∂L/∂b in the shape of b.
     *
     * @param l 1 or 2
     * @return db[l], n_l×1
     */
    public Matrix db(int l) {
        return problem.backward().db(layer("db", l));
    }

    /**
     * The learning rate with which the updates show their values; the document names none.
     *
     * @return α = 0.1
     */
    public double alpha() {
        return 0.1;
    }

    @Override
    public Problem canonical() {
        var plan = Network.inputs(x().rows()).layer(b(1).rows(), Activation.SIGMOID)
                .layer(b(2).rows(), Activation.SIGMOID).loss(Loss.CROSS_ENTROPY);
        return new Problem(plan.weights(W(1), b(1), W(2), b(2)), x(), y());
    }

    private static int layer(String letter, int l) {
        if (l < 1 || l > 2) {
            throw new IndexOutOfBoundsException("%s[l]: l = %d is not one of 1, 2%s".formatted(letter, l,
                    letter.equals("a") && l == 0 ? "; the input is x" : ""));
        }
        return l;
    }
}
