package backstep.check.mutant;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.engine.ForwardPass;

/**
 * Networks chosen to tell a wrong formula from the right one, and some that hide it. Layer 2 is the layer in question.
 */
enum Probe {
    /** All sizes different, none 1 or 2. */
    P1(6, 5, 4, 3, 7, TANH, SIGMOID),
    /** All sizes and m equal: every product is conformable, so what is wrong is wrong by value. */
    P2(3, 3, 3, 3, 3, TANH, SIGMOID),
    /** P1 with the activations exchanged. */
    P3(6, 5, 4, 3, 7, SIGMOID, TANH),
    /** Entries of both signs, none near the kink. */
    RELU_BOTH_SIGNS(6, 5, 4, 3, 7, RELU, RELU),
    /** One neuron at z = ±40 with both labels; cross-entropy only. */
    SATURATED(1, 1, 1, 1, 4, SIGMOID, SIGMOID),
    /** Hides what is wrong about the mean. */
    ONE_EXAMPLE(6, 5, 4, 3, 1, TANH, SIGMOID),
    /** Hides what is wrong about g′. */
    LINEAR(6, 5, 4, 3, 7, TANH, IDENTITY),
    /** Hides what is wrong about b. */
    NO_BIAS(6, 5, 4, 3, 7, TANH, SIGMOID),
    /** Hides W for Wᵀ. */
    SYMMETRIC_W(3, 3, 3, 3, 3, TANH, SIGMOID),
    /** One unit in the layer in question: hides row for column, and means over the outputs. */
    ONE_UNIT(6, 5, 1, 3, 7, TANH, SIGMOID),
    /** 1-1-1-1 with one example: hides every transpose. */
    CHAIN(1, 1, 1, 1, 1, TANH, SIGMOID);

    /** The layer whose equation is replaced, and the learning rate a rule sees. */
    static final int LAYER = 2;
    static final double ALPHA = 0.3;

    /** A network with its inputs and labels. */
    record Case(Network net, Matrix X, Matrix Y) {}

    private final int n0;
    private final int n1;
    private final int n2;
    private final int n3;
    private final int m;
    private final Activation g1;
    private final Activation g2;

    Probe(int n0, int n1, int n2, int n3, int m, Activation g1, Activation g2) {
        this.n0 = n0;
        this.n1 = n1;
        this.n2 = n2;
        this.n3 = n3;
        this.m = m;
        this.g1 = g1;
        this.g2 = g2;
    }

    /** Layer 2 between two others; the last one is linear and its labels are such that dZ[3] is round(0.7 sin …). */
    Case hidden() {
        var net = Network.inputs(n0).layer(n1, g1).layer(n2, g2).layer(n3, IDENTITY)
                .weights(values(0.5, 1.4, n1, n0), values(0.4, 0.6, n1, 1), weights(), biases(),
                        values(1.0, 1.9, n3, n2), values(0.3, 0.5, n3, 1));
        return new Case(net, inputs(), ForwardPass.of(net, inputs()).A(3).minus(values(0.7, 3.1, n3, m)));
    }

    /**
     * Whether layer 2 can stand before a loss: cross-entropy needs its sigmoid, and the saturated neuron needs
     * cross-entropy.
     */
    boolean hasOutput(Loss loss) {
        return loss == Loss.CROSS_ENTROPY ? g2 == SIGMOID : this != SATURATED;
    }

    /** Layer 2 as the last one. */
    Case output(Loss loss) {
        if (this == SATURATED) {
            return new Case(Network.inputs(1).layer(1, IDENTITY).layer(1, SIGMOID).loss(loss).weights(
                    Matrix.row(1), Matrix.column(0), Matrix.row(1), Matrix.column(0)), Matrix.row(40, 40, -40, -40),
                    Matrix.row(0, 1, 0, 1));
        }
        var net = Network.inputs(n0).layer(n1, g1).layer(n2, g2).loss(loss)
                .weights(values(0.5, 1.4, n1, n0), values(0.4, 0.6, n1, 1), weights(), biases());
        var targets = Matrix.generate(n2, m,
                (i, j) -> Math.rint(100 * (0.5 + 0.45 * Math.sin(1.7 * (i + 1) + 0.9 * (j + 1)))) / 100);
        var labels = Matrix.generate(n2, m, (i, j) -> (3 * i + 2 * j + i * j) % 5 % 2);
        return new Case(net, inputs(), loss == Loss.CROSS_ENTROPY ? bothInEveryRow(labels) : targets);
    }

    private Matrix inputs() {
        return values(1.3, 0.4, n0, m);
    }

    private Matrix weights() {
        var W = values(0.9, 0.7, n2, n1);
        return this == SYMMETRIC_W ? W.plus(W.transpose()).times(0.5) : W;
    }

    private Matrix biases() {
        return values(0.8, 2.2, n2, 1).times(this == NO_BIAS ? 0 : 1);
    }

    /** round(s sin(1.3 i + 2.1 j + k), 2) with i, j from 1; a 0 is replaced by 0.13. */
    private static Matrix values(double s, double k, int rows, int columns) {
        return Matrix.generate(rows, columns, (i, j) -> {
            double value = Math.rint(100 * s * Math.sin(1.3 * (i + 1) + 2.1 * (j + 1) + k)) / 100;
            return value == 0 ? 0.13 : value;
        });
    }

    private static Matrix bothInEveryRow(Matrix labels) {
        int last = labels.columns() - 1;
        return labels.columns() == 1 ? labels : Matrix.generate(labels.rows(), labels.columns(), (i, j) -> {
            double sum = labels.rowAt(i).sum();
            return j == last && (sum == 0 || sum == labels.columns()) ? 1 - labels.get(i, j) : labels.get(i, j);
        });
    }
}
