package backstep.sample;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.LEAKY_RELU;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Layer;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One of very many tiny networks whose numbers are all quarters, so that sums cancel to the last bit, kinks are hit
 * and, in every second one, labels are met.
 */
public record QuarterNetwork(Network net, Matrix X, Matrix Y) {

    private static final List<Activation> ACTIVATIONS = List.of(IDENTITY, IDENTITY, RELU, LEAKY_RELU, TANH, SIGMOID);

    /** The network of a seed. */
    public static QuarterNetwork of(long seed) {
        var random = RandomCase.generator(seed);
        int L = random.nextInt(1, 4);
        int m = random.nextInt(1, 3);
        int n0 = random.nextInt(1, 3);
        var layers = new ArrayList<Layer>();
        int nPrev = n0;
        for (int l = 1; l <= L; l++) {
            int n = random.nextInt(1, 3);
            var b = random.nextBoolean() ? Matrix.ones(n, 1).times(0) : quarters(n, 1, random);
            layers.add(new Layer(quarters(n, nPrev, random), b, ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()))));
            nPrev = n;
        }
        var net = new Network(n0, layers, Loss.SQUARED_ERROR);
        var X = quarters(n0, m, random);
        boolean met = random.nextBoolean();
        var A = ForwardPass.of(net, X).A(L);
        return new QuarterNetwork(net, X, met ? A : quarters(nPrev, m, random));
    }

    private static Matrix quarters(int rows, int columns, RandomGenerator random) {
        return Matrix.generate(rows, columns, (i, j) -> random.nextInt(-8, 9) / 4.0);
    }
}
