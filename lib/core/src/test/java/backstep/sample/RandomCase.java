package backstep.sample;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.engine.ForwardPass;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A random network with inputs and labels: 1 to 4 layers, 1 to 6 units each, 1 to 7 examples, any activations, any
 * loss.
 */
public record RandomCase(long seed, Network net, Matrix X, Matrix Y) {

    /** Two activations and two losses as a user would add them. */
    public static final Elementwise SOFTPLUS = Activation.of("softplus", z -> Math.log1p(Math.exp(z)),
            z -> 1 / (1 + Math.exp(-z)));
    public static final Elementwise SINE = Activation.of("sine", Math::sin, Math::cos);
    public static final Loss PSEUDO_HUBER = Loss.of("pseudo-Huber", (a, y) -> Math.sqrt(1 + (a - y) * (a - y)) - 1,
            (a, y) ->
            (a - y) / Math.sqrt(1 + (a - y) * (a - y)));
    public static final Loss QUARTIC = Loss.of("quartic", (a, y) -> Math.pow(a - y, 4) / 4,
            (a, y) -> Math.pow(a - y, 3));

    private static final List<Activation> ACTIVATIONS = List.of(IDENTITY, SIGMOID, TANH, RELU, SOFTPLUS, SINE);
    private static final List<Loss> LOSSES = List.of(SQUARED_ERROR, CROSS_ENTROPY, PSEUDO_HUBER, QUARTIC);

    /** So far from its kink a ReLU has a derivative that a difference quotient sees. */
    private static final double FROM_KINK = 0.05;

    /** The case of a seed, redrawn until no ReLU stands near its kink. */
    public static RandomCase of(long seed) {
        var random = generator(seed);
        return Stream.generate(() -> draw(seed, random)).filter(RandomCase::awayFromKinks).findFirst().orElseThrow();
    }

    /** The cases of seeds 1…count. */
    public static Stream<RandomCase> first(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(RandomCase::of);
    }

    /** A matrix with entries uniform in ±bound. */
    public static Matrix matrix(RandomGenerator random, int rows, int columns, double bound) {
        return Matrix.of(rows, columns, random.doubles((long) rows * columns, -bound, bound).toArray());
    }

    /** The generator of every random number in the tests. */
    public static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static RandomCase draw(long seed, RandomGenerator random) {
        int L = random.nextInt(1, 5);
        int m = random.nextInt(1, 8);
        var loss = pick(LOSSES, random);
        var plan = Network.inputs(random.nextInt(1, 7)).loss(loss);
        for (int l = 1; l <= L; l++) {
            plan = plan.layer(random.nextInt(1, 7), l == L && loss == CROSS_ENTROPY ? SIGMOID
                    : pick(ACTIVATIONS, random));
        }
        var net = plan.random(random.nextLong());
        int outputs = net.n(L);
        return new RandomCase(seed, net, matrix(random, net.inputs(), m, 1.5), labels(loss, random, outputs, m));
    }

    /** For cross-entropy each label is 0 or 1, or, in every second network, anything between. */
    private static Matrix labels(Loss loss, RandomGenerator random, int outputs, int m) {
        boolean soft = random.nextBoolean();
        var any = matrix(random, outputs, m, 1);
        return loss != CROSS_ENTROPY ? any : soft ? any.map(y -> (1 + y) / 2) : any.map(y -> y > 0 ? 1 : 0);
    }

    private static <T> T pick(List<T> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean awayFromKinks() {
        var fwd = ForwardPass.of(net, X);
        return IntStream.rangeClosed(1, net.L()).filter(l -> net.g(l) == RELU)
                .allMatch(l -> fwd.Z(l).map(z -> Math.abs(z) < FROM_KINK ? Double.NaN : 0).isFinite());
    }

    @Override
    public String toString() {
        return "seed %d: %s, m = %d".formatted(seed, net, X.columns());
    }
}
