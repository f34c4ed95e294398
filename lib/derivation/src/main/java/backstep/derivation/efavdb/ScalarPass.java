package backstep.derivation.efavdb;

import static backstep.derivation.efavdb.Efavdb.ofZ;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;

/** The forward pass once more, number by number, without a matrix product, each activation in another closed form. */
final class ScalarPass {

    private ScalarPass() {}

    /** Layer l's linear parts, n_l×m. */
    static Matrix z(EfavdbView v, int l) {
        var below = a(v, l - 1);
        return ofZ(v, l, (r, i) -> {
            double sum = v.b(l, r);
            for (int j = 1; j <= v.n(l - 1); j++) {
                sum += v.W(l, r, j) * below.get(j - 1, i - 1);
            }
            return sum;
        });
    }

    /** Layer l's activations, n_l×m; those of layer 0 are X. */
    static Matrix a(EfavdbView v, int l) {
        return l == 0 ? v.A(0) : z(v, l).map(z -> activation(v.g(l), z));
    }

    /** Sigmoid by tanh, tanh by e, ReLU by |z|; any other as it is. */
    static double activation(Elementwise g, double z) {
        if (g == Activation.SIGMOID) {
            return (1 + Math.tanh(z / 2)) / 2;
        }
        if (g == Activation.TANH) {
            return 1 - 2 / (1 + Math.exp(2 * z));
        }
        return g == Activation.RELU ? (z + Math.abs(z)) / 2 : g.g(z);
    }
}
