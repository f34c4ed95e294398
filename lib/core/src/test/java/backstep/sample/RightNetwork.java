package backstep.sample;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.LEAKY_RELU;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.SOFTPLUS;
import static backstep.network.Activation.TANH;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Layer;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.engine.ForwardPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of very many right networks that no check may complain about: 1–5 layers of 1–8 units, 1–9 examples, every
 * activation and loss, inputs of any size from 1e-3 to 1e3, weights small and large, units at and near their kinks.
 */
public record RightNetwork(Network net, Matrix X, Matrix Y) {

    private static final List<Activation> ACTIVATIONS = List.of(IDENTITY, SIGMOID, TANH, RELU, LEAKY_RELU, SOFTPLUS,
            Activation.of("sine", Math::sin, Math::cos));
    private static final List<Loss> LOSSES = List.of(Loss.SQUARED_ERROR, Loss.CROSS_ENTROPY, Loss.SOFTMAX_CROSS_ENTROPY,
            Loss.of("pseudo-Huber", (a, y) -> Math.sqrt(1 + (a - y) * (a - y)) - 1,
                    (a, y) -> (a - y) / Math.sqrt(1 + (a - y) * (a - y))));

    private static final double SATURATED = 1e-6; // a slope
    private static final Map<Loss, Activation> LAST = Map.of(Loss.CROSS_ENTROPY, SIGMOID, Loss.SOFTMAX_CROSS_ENTROPY,
            SOFTMAX);

    public static RightNetwork of(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int layers = random.nextInt(1, 6);
        int n0 = random.nextInt(1, 9);
        int m = random.nextInt(1, 10);
        var loss = LOSSES.get(random.nextInt(LOSSES.size()));
        var plan = Network.inputs(n0);
        var parameters = new Matrix[2 * layers];
        double weights = random.nextBoolean() ? 1 : Math.pow(10, random.nextDouble(-1, 0.6));
        int nPrev = n0;
        for (int l = 1; l <= layers; l++) {
            int n = random.nextInt(1, 9);
            var g = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
            plan = plan.layer(n, l == layers ? LAST.getOrDefault(loss, g) : g);
            parameters[2 * l - 2] = uniform(n, nPrev, weights / Math.sqrt(nPrev), random);
            parameters[2 * l - 1] = random.nextInt(4) == 0 ? Matrix.ones(n, 1).times(0)
                    : uniform(n, 1, weights / Math.sqrt(nPrev), random);
            nPrev = n;
        }
        var net = plan.loss(loss).weights(parameters);
        double scale = Math.pow(10, random.nextDouble(-3, 3));
        var X = uniform(n0, m, scale, random);
        if (random.nextInt(8) == 0) {
            X = X.with(random.nextInt(n0), random.nextInt(m), 0); // zeros, which put units without a bias at their kink
        }
        if (random.nextInt(20) == 0) {
            X = X.times(0);
        }
        if (random.nextInt(10) == 0) {
            net = nearKink(net, X, random);
        }
        return new RightNetwork(net, X, labels(loss, nPrev, m, random));
    }

    /**
     * The same with an activation of a whole column or batch in one of its layers, softmax among them, and a penalty in
     * every second one.
     */
    public static RightNetwork ofAnyActivation(long seed) {
        var c = of(seed);
        var random = RandomCase.generator(-seed);
        var own = Stream.concat(Stream.of(SOFTMAX), OwnActivation.ALL.stream()).toList();
        int free = LAST.containsKey(c.net().loss()) ? c.net().L() - 1 : c.net().L();
        var layers = new ArrayList<>(c.net().layers());
        if (free > 0) {
            int l = random.nextInt(free);
            layers.set(l, new Layer(layers.get(l).W(), layers.get(l).b(), own.get(random.nextInt(own.size()))));
        }
        double lambda = Math.pow(10, random.nextDouble(-3, 1));
        var penalty = List.of(Penalty.NONE, Penalty.NONE, Penalty.l2(lambda), Penalty.l1(lambda))
                .get(random.nextInt(4));
        return new RightNetwork(new Network(c.net().inputs(), layers, c.net().loss(), penalty), c.X(), c.Y());
    }

    /** The same with the weights of one layer or of all larger, up to a hundred. */
    public static RightNetwork ofLargeWeights(long seed) {
        var c = of(seed);
        var random = RandomCase.generator(-seed - 1);
        int only = random.nextInt(c.net().L() + 1);
        double size = Math.pow(10, random.nextDouble(0.5, 2));
        var layers = new ArrayList<Layer>();
        for (int l = 1; l <= c.net().L(); l++) {
            var W = c.net().W(l);
            double factor = only == 0 || only == l ? size / Math.max(W.maxAbs(), Double.MIN_NORMAL) : 1;
            layers.add(new Layer(W.map(w -> w * factor), c.net().b(l), c.net().g(l)));
        }
        return new RightNetwork(new Network(c.net().inputs(), layers, c.net().loss()), c.X(), c.Y());
    }

    /**
     * The same with inputs, weights and biases of any size, from the smallest numbers to large ones, and units so
     * saturated that what they give has no digits left.
     */
    public static RightNetwork ofAnySize(long seed) {
        var c = of(seed);
        var random = RandomCase.generator(-seed - 2);
        var layers = c.net().layers().stream().map(layer -> new Layer(layer.W().times(size(-320, 20, random)),
                random.nextInt(6) == 0 ? layer.b().map(b -> -722 - Math.abs(b))
                : layer.b().times(size(-320, 3, random)), layer.g())).toList();
        return new RightNetwork(new Network(c.net().inputs(), layers, c.net().loss()),
                c.X().times(size(-323, 20, random)), c.Y());
    }

    /** Any power of ten in every third case, else 1. */
    private static double size(double from, double to, RandomGenerator random) {
        return random.nextInt(3) == 0 ? Math.pow(10, random.nextDouble(from, to)) : 1;
    }

    /** Whether it runs: its outputs and losses are numbers. */
    public boolean isFinite() {
        var forward = ForwardPass.of(net, X);
        return forward.A(net.L()).isFinite() && forward.losses(Y).isFinite() && Double.isFinite(forward.cost(Y));
    }

    /** The same with labels that its outputs meet to a distance, or, at 0, to the last bit. */
    public static RightNetwork trained(long seed, double distance) {
        var c = of(seed);
        var a = ForwardPass.of(c.net(), c.X()).A(c.net().L());
        var off = RandomCase.matrix(RandomCase.generator(seed), a.rows(), a.columns(),
                distance == 0 ? Double.MIN_VALUE : distance);
        var Y = a.combine("labels", off, (x, e) -> distance == 0 ? x : x + e * Math.max(1, Math.abs(x)));
        return new RightNetwork(c.net(), c.X(), allowed(c.net().loss(), Y));
    }

    private static Matrix allowed(Loss loss, Matrix Y) {
        if (loss != Loss.CROSS_ENTROPY && loss != Loss.SOFTMAX_CROSS_ENTROPY) {
            return Y;
        }
        var within = Y.map(y -> Math.min(1, Math.max(0, y)));
        var sums = Matrix.ones(Y.rows(), Y.rows()).times(within);
        return loss == Loss.CROSS_ENTROPY ? within
                : within.combine("share", sums, (y, sum) -> sum == 0 ? 1.0 / Y.rows() : y / sum);
    }

    /** Hard labels and soft ones, as the loss needs them. */
    private static Matrix labels(Loss loss, int n, int m, RandomGenerator random) {
        if (loss == Loss.CROSS_ENTROPY) {
            return Matrix.generate(n, m, (i, j) -> random.nextInt(5) == 0 ? random.nextDouble() : random.nextInt(2));
        }
        if (loss == Loss.SOFTMAX_CROSS_ENTROPY) {
            var of = IntStream.range(0, m).map(j -> random.nextInt(n)).toArray();
            double soft = random.nextInt(5) == 0 ? random.nextDouble() : 0;
            return Matrix.generate(n, m, (i, j) -> (i == of[j] ? 1 - soft : 0) + soft / n);
        }
        return uniform(n, m, 1, random);
    }

    /** Whether a unit that has no kink hardly answers to its Z. */
    public boolean isSaturated() {
        var outputs = ForwardPass.of(net, X).A(net.L());
        return net.g(net.L()) == SOFTMAX && outputs.map(a -> a * (1 - a) < SATURATED ? 1 : 0).sum() > 0
                || anyUnit((g, z) -> g instanceof Elementwise smooth && g.kinks().length == 0
                        && Math.abs(smooth.gPrime(z)) < SATURATED);
    }

    /** Whether a unit stands so near its kink that a short step crosses it. */
    public boolean isAtKink() {
        return anyUnit((g, z) -> Arrays.stream(g.kinks()).anyMatch(kink -> Math.abs(z - kink) < 1e-3));
    }

    private boolean anyUnit(BiPredicate<Activation, Double> is) {
        var forward = ForwardPass.of(net, X);
        return IntStream.rangeClosed(1, net.L()).anyMatch(l ->
                Arrays.stream(forward.Z(l).toArray()).flatMapToDouble(Arrays::stream)
                        .anyMatch(z -> is.test(net.g(l), z)));
    }

    /** A bias that puts one unit of layer 1, in one example, so many powers of ten from 0. */
    private static Network nearKink(Network net, Matrix X, RandomGenerator random) {
        int unit = random.nextInt(net.n(1));
        int example = random.nextInt(X.columns());
        double z = net.W(1).rowAt(unit).times(X.columnAt(example)).get(0, 0);
        double distance = Math.pow(10, random.nextDouble(-14, -2)) * (random.nextBoolean() ? 1 : -1);
        return net.with(1, net.W(1), net.b(1).with(unit, 0, distance - z));
    }

    private static Matrix uniform(int rows, int columns, double bound, RandomGenerator random) {
        return Matrix.generate(rows, columns, (i, j) -> random.nextDouble(-bound, bound));
    }
}
