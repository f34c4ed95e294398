package backstep.mode;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.pass.ForwardPass;
import backstep.pass.Gradients;
import java.util.ArrayList;
import java.util.List;

/**
 * Every derivative by dual numbers: one forward pass for each entry, tangents carried along. A second opinion that knows neither
 * BP1–BP4 nor a difference quotient; for the library's own activations and losses not even their derivatives.
 */
public final class ForwardAccumulation implements Gradients {

    private final ForwardPass forward;
    private final Network net;
    private final Matrix Y;

    private ForwardAccumulation(ForwardPass forward, Matrix Y) {
        this.forward = forward;
        this.net = forward.network();
        this.Y = Y;
    }

    /**
     * Derivatives of a network on a batch.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return the derivatives, each computed when asked for
     * @throws IllegalArgumentException as for {@link ForwardPass#of} and {@link ForwardPass#cost}
     */
    public static ForwardAccumulation of(Network net, Matrix X, Matrix Y) {
        var forward = ForwardPass.of(net, X);
        forward.cost(Y);
        return new ForwardAccumulation(forward, Y);
    }

    /**
     * What this opinion takes on trust: the given g′ of a user's activation, the given derivative of a user's loss.
     *
     * @return a sentence for each, none for the library's own
     */
    public List<String> trusted() {
        var trusted = new ArrayList<String>();
        for (int l = 1; l <= net.L(); l++) {
            if (net.g(l) != Activation.SOFTMAX && !DualForms.ACTIVATIONS.containsKey(net.g(l))) {
                trusted.add("the dual numbers use the given g′ of %s in layer %d".formatted(net.g(l).name(), l));
            }
        }
        if (!DualForms.FROM_A.containsKey(net.loss())) {
            trusted.add("the dual numbers use the given derivative of the loss " + net.loss().name());
        }
        return trusted;
    }

    @Override
    public Matrix dW(int l) {
        var aPrev = forward.a(l - 1);
        // Ż = Ẇ A_prev: a unit tangent of W_kj is row j of A_prev in row k of Ż.
        return Matrix.generate(net.n(l), net.n(l - 1), (k, j) -> mean(fromZ(l, k, aPrev.rowAt(j))));
    }

    @Override
    public Matrix db(int l) {
        return Matrix.generate(net.n(l), 1, (k, j) -> mean(fromZ(l, k, Matrix.ones(1, Y.columns()))));
    }

    @Override
    public Matrix dZ(int l) {
        return rows(net.n(l), k -> fromZ(l, k, Matrix.ones(1, Y.columns())));
    }

    @Override
    public Matrix dA(int l) {
        return rows(forward.a(l).rows(), k -> fromA(l, seeded(forward.a(l), k, Matrix.ones(1, Y.columns())), null));
    }

    private interface Row {
        double[] of(int unit);
    }

    private static Matrix rows(int count, Row row) {
        var rows = new double[count][];
        for (int k = 0; k < count; k++) {
            rows[k] = row.of(k);
        }
        return Matrix.of(rows);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The tangents of the losses when unit k of Z[l] moves along a row, an entry for each example. */
    private double[] fromZ(int l, int k, Matrix tangents) {
        var z = seeded(forward.z(l), k, tangents);
        return fromA(l, activated(net.g(l), z), z);
    }

    /** Runs on from A[l]; z is what A[L] came from, if it is known. */
    private double[] fromA(int l, Dual[][] a, Dual[][] z) {
        var activations = a;
        var linear = z;
        for (int next = l + 1; next <= net.L(); next++) {
            linear = linear(net.W(next), activations, net.b(next));
            activations = activated(net.g(next), linear);
        }
        return losses(activations, linear);
    }

    private static Dual[][] seeded(Matrix values, int unit, Matrix tangents) {
        var duals = new Dual[values.rows()][values.columns()];
        for (int k = 0; k < values.rows(); k++) {
            for (int i = 0; i < values.columns(); i++) {
                duals[k][i] = new Dual(values.get(k, i), k == unit ? tangents.get(0, i) : 0);
            }
        }
        return duals;
    }

    private static Dual[][] linear(Matrix W, Dual[][] a, Matrix b) {
        var z = new Dual[W.rows()][a[0].length];
        for (int k = 0; k < W.rows(); k++) {
            for (int i = 0; i < a[0].length; i++) {
                double value = b.get(k, 0);
                double tangent = 0;
                for (int j = 0; j < W.columns(); j++) {
                    value += W.get(k, j) * a[j][i].value();
                    tangent += W.get(k, j) * a[j][i].tangent();
                }
                z[k][i] = new Dual(value, tangent);
            }
        }
        return z;
    }

    private static Dual[][] activated(Activation g, Dual[][] z) {
        if (g == Activation.SOFTMAX) {
            return DualForms.softmax(z);
        }
        var form = DualForms.ACTIVATIONS.getOrDefault(g, x -> new Dual(g.g(x.value()), g.gPrime(x.value()) * x.tangent()));
        var a = new Dual[z.length][z[0].length];
        for (int k = 0; k < z.length; k++) {
            for (int i = 0; i < z[k].length; i++) {
                a[k][i] = form.apply(z[k][i]);
            }
        }
        return a;
    }

    private interface Share {
        Dual of(int k, int i);
    }

    /** The losses' tangents; z is null where A[L] itself moves, and the loss is the one from A. */
    private double[] losses(Dual[][] a, Dual[][] z) {
        var share = share(a, z);
        var tangents = new double[Y.columns()];
        for (int k = 0; k < a.length; k++) {
            for (int i = 0; i < tangents.length; i++) {
                tangents[i] += share.of(k, i).tangent();
            }
        }
        return tangents;
    }

    /** What output k adds to loss i. */
    private Share share(Dual[][] a, Dual[][] z) {
        if (net.loss() == Loss.CROSS_ENTROPY && z != null) {
            return (k, i) -> DualForms.crossEntropyFromZ(z[k][i], Dual.constant(Y.get(k, i)));
        }
        if (net.loss() == Loss.SOFTMAX_CROSS_ENTROPY && z != null) {
            return (k, i) -> DualForms.surprise(z, k, i).times(Y.get(k, i));
        }
        var form = DualForms.FROM_A.get(net.loss());
        if (form != null) {
            return (k, i) -> form.apply(a[k][i], Dual.constant(Y.get(k, i)));
        }
        var derivative = net.loss().dA(values(a), Y);
        return (k, i) -> new Dual(0, derivative.get(k, i) * a[k][i].tangent());
    }

    private static Matrix values(Dual[][] a) {
        return Matrix.generate(a.length, a[0].length, (k, i) -> a[k][i].value());
    }
}
