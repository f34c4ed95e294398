package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Random networks and data on which derivations are verified: 20 shapes, from 2-1 to 2-4-3-2-3, with 1 to 8 examples.
 */
public final class RandomNetworks {

    /** Which activation a layer has. */
    public interface Choice {
        /**
         * Chooses.
         *
         * @param number of the network, from 0
         * @param l the layer, 1…L
         * @param L the last layer
         * @param random to draw from
         * @return g of layer l
         */
        Activation g(int number, int l, int L, RandomGenerator random);
    }

    /** How many examples there are. */
    public interface Examples {
        /**
         * Chooses.
         *
         * @param number of the network, from 0
         * @param shape n_0, …, n_L
         * @return m
         */
        int m(int number, int[] shape);
    }

    private static final int[][] SHAPES = {{3, 2}, {2, 1}, {4, 3, 2}, {2, 2, 1}, {3, 4, 1}, {3, 3, 3}, {2, 5, 3},
        {3, 4, 3, 2}, {2, 3, 3, 1}, {4, 3, 5, 2}, {3, 3, 3, 3}, {2, 4, 3, 2, 3}, {3, 2, 4, 3, 2}, {5, 4, 3}, {1, 3, 1},
        {3, 1, 2}, {4, 5, 3, 4}, {2, 2, 2}, {6, 4, 2}, {3, 5, 4, 3}};
    private static final double NEAR_KINK = 0.08;
    private static final int DRAWS = 10_000;

    private RandomNetworks() {}

    /**
     * All 20 shapes under one loss.
     *
     * @param loss of all
     * @param seed of the first; the others follow
     * @param choice the activations
     * @return 20 networks with 1 to 8 examples
     */
    public static List<Problem> all(Loss loss, long seed, Choice choice) {
        requireNonNull(choice, "choice is null");
        return all(loss, seed, (i, shape) -> 1 + (3 * i + 2) % 8, choice);
    }

    /**
     * All 20 shapes under one loss, with as many examples as wanted.
     *
     * @param loss of all
     * @param seed of the first; the others follow
     * @param examples how many
     * @param choice the activations
     * @return 20 networks with their examples
     */
    public static List<Problem> all(Loss loss, long seed, Examples examples, Choice choice) {
        requireNonNull(examples, "examples is null");
        requireNonNull(choice, "choice is null");
        return IntStream.range(0, SHAPES.length)
                .mapToObj(i -> of(loss, seed + i, examples.m(i, SHAPES[i]), i, choice, SHAPES[i])).toList();
    }

    /**
     * All 20 shapes under squared error with these activations, and under cross-entropy with those.
     *
     * @param seed of the first; the others follow
     * @param squaredError the activations under squared error
     * @param crossEntropy the activations under cross-entropy
     * @return 40 networks with 1 to 8 examples
     */
    public static List<Problem> underBothLosses(long seed, Choice squaredError, Choice crossEntropy) {
        requireNonNull(squaredError, "squaredError is null");
        requireNonNull(crossEntropy, "crossEntropy is null");
        var both = new ArrayList<>(all(Loss.SQUARED_ERROR, seed, squaredError));
        both.addAll(all(Loss.CROSS_ENTROPY, seed + 1000, crossEntropy));
        return both;
    }

    /**
     * One network, redrawn until no ReLU is near its kink and some unit of each layer is alive.
     *
     * @param loss its loss
     * @param seed of all that is drawn
     * @param m how many examples
     * @param number what {@code choice} is told
     * @param choice the activations
     * @param shape n_0, …, n_L
     * @return the network and its data
     * @throws IllegalArgumentException if the shape has not two sizes at least
     * @throws IllegalStateException if all that is drawn is near a kink
     */
    public static Problem of(Loss loss, long seed, int m, int number, Choice choice, int... shape) {
        requireNonNull(loss, "loss is null");
        requireNonNull(choice, "choice is null");
        if (shape.length < 2) {
            throw new IllegalArgumentException("a network needs at least sizes n_0 and n_1 in its shape, given: "
                    + Arrays.toString(shape));
        }
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int L = shape.length - 1;
        var plan = Network.inputs(shape[0]);
        for (int l = 1; l <= L; l++) {
            plan = plan.layer(shape[l], choice.g(number, l, L, random));
        }
        for (int draw = 0; draw < DRAWS; draw++) {
            var parameters = new Matrix[2 * L];
            for (int l = 1; l <= L; l++) {
                parameters[2 * l - 2] = uniform(shape[l], shape[l - 1], 1.2, random);
                parameters[2 * l - 1] = uniform(shape[l], 1, 0.8, random);
            }
            var net = plan.loss(loss).weights(parameters);
            var X = uniform(shape[0], m, 1.5, random);
            var Y = loss == Loss.CROSS_ENTROPY ? Matrix.generate(shape[L], m, (i, j) -> random.nextInt(2))
                    : uniform(shape[L], m, 1, random);
            var problem = new Problem(net, X, Y);
            if (isSmooth(problem)) {
                return problem;
            }
        }
        throw new IllegalStateException("no network away from its kinks in %d draws".formatted(DRAWS));
    }

    private static boolean isSmooth(Problem problem) {
        var net = problem.net();
        return IntStream.rangeClosed(1, net.L()).filter(l -> net.g(l) == Activation.RELU).allMatch(l -> {
            var z = Arrays.stream(problem.forward().Z(l).toArray()).flatMapToDouble(Arrays::stream).toArray();
            return Arrays.stream(z).allMatch(entry -> Math.abs(entry) >= NEAR_KINK)
                    && Arrays.stream(z).anyMatch(entry -> entry > 0);
        });
    }

    private static Matrix uniform(int rows, int columns, double bound, RandomGenerator random) {
        return Matrix.generate(rows, columns, (i, j) -> random.nextDouble(-bound, bound));
    }
}
