package backstep.sample;

import backstep.matrix.Matrix;
import backstep.network.Network;

/**
 * Backpropagation once more, one number at a time: example by example, unit by unit, the chain rule written out as
 * sums. It takes sizes and parameters from a network, and no formula of the library: activations and losses are written
 * here in other forms.
 */
public final class ScalarLoops {

    /** Indexed by layer, unit and, except for b, by example or unit below. */
    public final double[][][] z;
    public final double[][][] a;
    public final double[][][] dZ;
    public final double[][][] dA;
    public final double[][][] dW;
    public final double[][] db;
    public double cost;

    /** Runs forward and backward. */
    public ScalarLoops(Network net, Matrix X, Matrix Y) {
        int L = net.L();
        int m = X.columns();
        z = new double[L + 1][][];
        a = new double[L + 1][][];
        dZ = new double[L + 1][][];
        dA = new double[L + 1][][];
        dW = new double[L + 1][][];
        db = new double[L + 1][];
        for (int l = 0; l <= L; l++) {
            z[l] = new double[net.n(l)][m];
            a[l] = l == 0 ? X.toArray() : new double[net.n(l)][m];
            dZ[l] = new double[net.n(l)][m];
            dA[l] = new double[net.n(l)][m];
            dW[l] = l == 0 ? null : new double[net.n(l)][net.n(l - 1)];
            db[l] = new double[net.n(l)];
        }
        for (int i = 0; i < m; i++) {
            forward(net, i);
            for (int k = 0; k < net.n(L); k++) {
                cost += loss(net, z[L][k][i], a[L][k][i], Y.get(k, i)) / m;
                dZ[L][k][i] = outputDelta(net, z[L][k][i], a[L][k][i], Y.get(k, i));
            }
            backward(net, i, m);
        }
    }

    private void forward(Network net, int i) {
        for (int l = 1; l <= net.L(); l++) {
            for (int r = 0; r < net.n(l); r++) {
                double sum = net.b(l).get(r, 0);
                for (int s = 0; s < net.n(l - 1); s++) {
                    sum += net.W(l).get(r, s) * a[l - 1][s][i];
                }
                z[l][r][i] = sum;
                a[l][r][i] = g(net.g(l).name(), sum);
            }
        }
    }

    private void backward(Network net, int i, int m) {
        for (int l = net.L(); l >= 1; l--) {
            for (int r = 0; r < net.n(l); r++) {
                db[l][r] += dZ[l][r][i] / m;
                for (int s = 0; s < net.n(l - 1); s++) {
                    dW[l][r][s] += dZ[l][r][i] * a[l - 1][s][i] / m;
                    dA[l - 1][s][i] += dZ[l][r][i] * net.W(l).get(r, s);
                }
            }
            for (int s = 0; s < net.n(l - 1) && l > 1; s++) {
                dZ[l - 1][s][i] = dA[l - 1][s][i] * gPrime(net.g(l - 1).name(), z[l - 1][s][i]);
            }
        }
    }

    /** g in a form that the library does not use. */
    public static double g(String name, double z) {
        return switch (name) {
            case "identity" -> z;
            case "sigmoid" -> (1 + Math.tanh(z / 2)) / 2;
            case "tanh" -> (Math.exp(z) - Math.exp(-z)) / (Math.exp(z) + Math.exp(-z));
            case "ReLU" -> (z + Math.abs(z)) / 2;
            case "softplus" -> Math.log(1 + Math.exp(z));
            case "sine" -> Math.sin(z);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** g′ in a form that the library does not use. */
    public static double gPrime(String name, double z) {
        return switch (name) {
            case "identity" -> 1;
            case "sigmoid" -> 1 / (4 * Math.cosh(z / 2) * Math.cosh(z / 2));
            case "tanh" -> 1 / (Math.cosh(z) * Math.cosh(z));
            case "ReLU" -> (1 + Math.signum(z)) / 2;
            case "softplus" -> g("sigmoid", z);
            case "sine" -> Math.cos(z);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static double loss(Network net, double z, double a, double y) {
        return switch (net.loss().name()) {
            case "squared error" -> 0.5 * Math.pow(a - y, 2);
            case "cross-entropy" -> Math.log(1 + Math.exp(z)) - y * z;
            case "pseudo-Huber" -> Math.hypot(1, a - y) - 1;
            case "quartic" -> 0.25 * (a - y) * (a - y) * (a - y) * (a - y);
            default -> throw new IllegalArgumentException(net.loss().name());
        };
    }

    private static double outputDelta(Network net, double z, double a, double y) {
        double slope = gPrime(net.g(net.L()).name(), z);
        return switch (net.loss().name()) {
            case "squared error" -> (a - y) * slope;
            case "cross-entropy" -> ((1 - y) / (1 - a) - y / a) * slope;
            case "pseudo-Huber" -> (a - y) / Math.hypot(1, a - y) * slope;
            case "quartic" -> (a - y) * (a - y) * (a - y) * slope;
            default -> throw new IllegalArgumentException(net.loss().name());
        };
    }
}
