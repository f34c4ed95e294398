package backstep.derivation.efavdb;

import backstep.derivation.Problem;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;

/** The forward pass once more, number by number, without a matrix product, each activation in another closed form. */
final class ScalarPass {

    private final double[][][] z;
    private final double[][][] a;

    ScalarPass(Problem problem) {
        var net = problem.net();
        z = new double[net.L() + 1][][];
        a = new double[net.L() + 1][][];
        a[0] = problem.X().toArray();
        for (int l = 1; l <= net.L(); l++) {
            z[l] = new double[net.n(l)][problem.m()];
            a[l] = new double[net.n(l)][problem.m()];
            for (int to = 0; to < net.n(l); to++) {
                for (int example = 0; example < problem.m(); example++) {
                    double sum = net.b(l).get(to, 0);
                    for (int from = 0; from < net.n(l - 1); from++) {
                        sum += net.W(l).get(to, from) * a[l - 1][from][example];
                    }
                    z[l][to][example] = sum;
                    a[l][to][example] = activation((Elementwise) net.g(l), sum);
                }
            }
        }
    }

    /** Layer l's linear parts, n_l×m. */
    Matrix z(int l) {
        return Matrix.of(z[l]);
    }

    /** Layer l's activations, n_l×m. */
    Matrix a(int l) {
        return Matrix.of(a[l]);
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
