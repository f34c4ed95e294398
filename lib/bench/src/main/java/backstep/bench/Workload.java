package backstep.bench;

import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SOFTMAX_CROSS_ENTROPY;

import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;

/**
 * A network with its batch, the same to the last bit as {@code lib/bench/peers/workloads.py} draws it.
 *
 * @param net W[1] row by row, b[1], W[2], …, uniform in ±1/√n<sub>l−1</sub>
 * @param X n_0×m, then drawn uniform in [0, 1), row by row
 * @param Y n_L×m, then a class for each example
 * @param alpha the learning rate
 */
public record Workload(Network net, Matrix X, Matrix Y, double alpha) {

    private static final long SEED = 1;

    /**
     * A workload by its name.
     *
     * @param name {@code xor221}: 2-2-1 sigmoid, cross-entropy, batch 4; {@code mnist30}: 784-30-10 the same, batch 10;
     *     {@code deep}: 784-512-256-10 ReLU, softmax cross-entropy, batch 128; {@code width} and a number n: n-n-n
     *     sigmoid, cross-entropy, batch 32
     * @return the workload
     * @throws NumberFormatException if there is none of that name
     */
    public static Workload of(String name) {
        // SplittableRandom is SplitMix64, six lines in any language.
        var random = RandomGeneratorFactory.of("SplittableRandom").create(SEED);
        return switch (name) {
            case "xor221" -> new Workload(sigmoids(random, 2, 2, 1),
                    Matrix.of(2, 4, 0, 0, 1, 1, 0, 1, 0, 1), Matrix.row(0, 1, 1, 0), 0.1);
            case "mnist30" -> drawn(sigmoids(random, 784, 30, 10), 10, random);
            case "deep" -> drawn(Network.inputs(784).layer(512, RELU).layer(256, RELU).layer(10, SOFTMAX)
                    .loss(SOFTMAX_CROSS_ENTROPY).weights(parameters(random, 784, 512, 256, 10)), 128, random);
            default -> {
                int n = Integer.parseInt(name.replaceFirst("^width", ""));
                yield drawn(sigmoids(random, n, n, n), 32, random);
            }
        };
    }

    private static Network sigmoids(RandomGenerator random, int n0, int n1, int n2) {
        return Network.inputs(n0).layer(n1, SIGMOID).layer(n2, SIGMOID).loss(CROSS_ENTROPY)
                .weights(parameters(random, n0, n1, n2));
    }

    private static Matrix[] parameters(RandomGenerator random, int... sizes) {
        var parameters = new Matrix[2 * (sizes.length - 1)];
        for (int l = 1; l < sizes.length; l++) {
            double bound = 1 / Math.sqrt(sizes[l - 1]);
            parameters[2 * l - 2] = uniform(random, sizes[l], sizes[l - 1]).map(u -> (2 * u - 1) * bound);
            parameters[2 * l - 1] = uniform(random, sizes[l], 1).map(u -> (2 * u - 1) * bound);
        }
        return parameters;
    }

    private static Workload drawn(Network net, int m, RandomGenerator random) {
        var X = uniform(random, net.n(0), m);
        var classes = uniform(random, 1, m).map(u -> Math.floor(u * net.n(net.L())));
        return new Workload(net, X, Matrix.generate(net.n(net.L()), m, (k, i) -> classes.get(0, i) == k ? 1 : 0), 0.1);
    }

    private static Matrix uniform(RandomGenerator random, int rows, int columns) {
        var numbers = DoubleStream.generate(random::nextDouble).limit((long) rows * columns).toArray();
        return Matrix.of(rows, columns, numbers);
    }
}
