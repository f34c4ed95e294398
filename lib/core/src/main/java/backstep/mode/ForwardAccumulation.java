package backstep.mode;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Every derivative by dual numbers: one forward pass for each entry, tangents carried along. A second opinion that
 * knows neither BP1–BP4 nor a difference quotient; for the library's own activations and losses not even their
 * derivatives.
 */
public final class ForwardAccumulation implements SecondOpinion {

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
        requireNonNull(Y, "Y is null");
        var forward = ForwardPass.of(net, X);
        forward.cost(Y);
        return new ForwardAccumulation(forward, Y);
    }

    @Override
    public Network network() {
        return net;
    }

    @Override
    public String source() {
        return "the dual numbers use";
    }

    @Override
    public Matrix dW(int l) {
        net.layer(l);
        var APrev = forward.A(l - 1);
        // Ż = Ẇ A_prev: a unit tangent of W_kj is row j of A_prev in row k of Ż.
        return Matrix.generate(net.n(l), net.n(l - 1),
                (k, j) -> mean(from(Kind.Z.at(l), (unit, i) -> unit == k ? APrev.get(j, i) : 0)))
                .plus(net.penalty().dW(net.W(l)));
    }

    @Override
    public Matrix db(int l) {
        return !net.hasBias(l) ? net.b(l)
                : Matrix.generate(net.n(l), 1, (k, j) -> mean(from(Kind.Z.at(l), (unit, i) -> unit == k ? 1 : 0)));
    }

    @Override
    public Matrix dZ(int l) {
        return byEntry(Kind.Z.at(l), l);
    }

    @Override
    public Matrix dA(int l) {
        return byEntry(Kind.A.at(l), l + 1);
    }

    /**
     * A row at a time, of which column i moves the loss of example i; or an entry at a time, if an activation from some
     * layer on mixes examples.
     */
    private Matrix byEntry(Quantity quantity, int from) {
        var shape = forward.get(quantity);
        boolean mixes = IntStream.rangeClosed(from, net.L()).anyMatch(l -> net.g(l).mixesExamples());
        var rows = IntStream.range(0, shape.rows()).mapToObj(k -> mixes
                ? IntStream.range(0, shape.columns()).mapToDouble(column ->
                        Arrays.stream(from(quantity, (unit, i) -> unit == k && i == column ? 1 : 0)).sum()).toArray()
                : from(quantity, (unit, i) -> unit == k ? 1 : 0)).toArray(double[][]::new);
        return Matrix.of(rows);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** The tangents of the losses, an entry for each example, when Z[l] or A[l] has the given ones. */
    private double[] from(Quantity quantity, Matrix.Entry tangents) {
        var values = forward.get(quantity);
        var moved = columns(values.columns(), values.rows(), (k, i) -> new Dual(values.get(k, i), tangents.at(k, i)));
        var Z = Optional.of(moved).filter(columns -> quantity.kind() == Kind.Z);
        var A = Z.isEmpty() ? moved : Forms.activations(net.g(quantity.l()), moved);
        for (int l = quantity.l() + 1; l <= net.L(); l++) {
            var linear = linear(net.W(l), A, net.b(l));
            Z = Optional.of(linear);
            A = Forms.activations(net.g(l), linear);
        }
        return losses(Z, A);
    }

    private static List<List<Dual>> linear(Matrix W, List<List<Dual>> A, Matrix b) {
        return columns(A.size(), W.rows(), (k, i) -> {
            double value = b.get(k, 0);
            double tangent = 0;
            for (int j = 0; j < W.columns(); j++) {
                value += W.get(k, j) * A.get(i).get(j).value();
                tangent += W.get(k, j) * A.get(i).get(j).tangent();
            }
            return new Dual(value, tangent);
        });
    }

    private interface DualAt {
        Dual at(int row, int column);
    }

    private static List<List<Dual>> columns(int columns, int rows, DualAt dual) {
        return IntStream.range(0, columns).mapToObj(i -> {
            Interrupts.poll("a pass of dual numbers");
            return IntStream.range(0, rows).mapToObj(k -> dual.at(k, i)).toList();
        }).toList();
    }

    /** The losses' tangents; without Z where A[L] itself moves, and the loss is the one from A. */
    private double[] losses(Optional<List<List<Dual>>> Z, List<List<Dual>> A) {
        return IntStream.range(0, Y.columns()).mapToDouble(i ->
                Forms.loss(net.loss(), Z.map(columns -> columns.get(i)), A.get(i), Y.columnAt(i)).tangent()).toArray();
    }
}
