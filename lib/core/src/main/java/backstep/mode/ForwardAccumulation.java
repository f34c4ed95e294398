package backstep.mode;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
        return Forms.trusted("the dual numbers use", net);
    }

    @Override
    public Matrix dW(int l) {
        var APrev = forward.A(l - 1);
        // Ż = Ẇ A_prev: a unit tangent of W_kj is row j of A_prev in row k of Ż.
        return Matrix.generate(net.n(l), net.n(l - 1), (k, j) -> mean(fromZ(l, k, APrev.rowAt(j))));
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
        return rows(forward.A(l).rows(), k -> fromA(l, seeded(forward.A(l), k, Matrix.ones(1, Y.columns())), null));
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
        var z = seeded(forward.Z(l), k, tangents);
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
        var a = new Dual[z.length][z[0].length];
        for (int i = 0; i < z[0].length; i++) {
            var column = Forms.activations(g, column(z, i));
            for (int k = 0; k < z.length; k++) {
                a[k][i] = column.get(k);
            }
        }
        return a;
    }

    /** The losses' tangents; z is null where A[L] itself moves, and the loss is the one from A. */
    private double[] losses(Dual[][] a, Dual[][] z) {
        return IntStream.range(0, Y.columns()).mapToDouble(i ->
                Forms.loss(net.loss(), Optional.ofNullable(z).map(rows -> column(rows, i)), column(a, i), Y.columnAt(i)).tangent()).toArray();
    }

    private static List<Dual> column(Dual[][] rows, int i) {
        return Arrays.stream(rows).map(row -> row[i]).toList();
    }
}
