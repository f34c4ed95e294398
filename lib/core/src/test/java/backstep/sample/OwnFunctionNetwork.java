package backstep.sample;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Layer;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One of very many right networks of functions that a user wrote: activations and losses of {@link OwnFunctions}, their
 * kinks declared in every second network only; numbers of all sizes, or short ones (integers, quarters) that stand
 * exactly on a bend; labels that are met, weights to 100.
 */
public record OwnFunctionNetwork(Network net, Matrix X, Matrix Y) {

    /** The network of a seed. */
    public static OwnFunctionNetwork of(long seed) {
        var random = RandomCase.generator(seed);
        return Stream.generate(() -> draw(random, seed % 2 == 0)).filter(OwnFunctionNetwork::isFinite).findFirst()
                .orElseThrow();
    }

    private boolean isFinite() {
        var forward = ForwardPass.of(net, X);
        return forward.A(net.L()).maxAbs() < 1e12 && forward.losses(Y).maxAbs() < 1e12;
    }

    private static OwnFunctionNetwork draw(RandomGenerator random, boolean declared) {
        int L = random.nextInt(1, 5);
        int m = random.nextInt(1, 7);
        int n0 = random.nextInt(1, 6);
        boolean isShort = random.nextInt(3) == 0;
        double unit = isShort ? List.of(1.0, 0.25).get(random.nextInt(2)) : 0;
        double weights = random.nextInt(8) == 0 ? Math.pow(10, random.nextDouble(0.6, 2)) : 1.5;
        var layers = new ArrayList<Layer>();
        int nPrev = n0;
        for (int l = 1; l <= L; l++) {
            int n = random.nextInt(1, 6);
            double bound = isShort ? 2 : weights / Math.sqrt(nPrev);
            var b = random.nextInt(3) == 0 ? Matrix.ones(n, 1).times(0) : numbers(n, 1, bound, unit, random);
            layers.add(new Layer(numbers(n, nPrev, bound, unit, random), b, activation(random, declared)));
            nPrev = n;
        }
        var loss = loss(random, declared);
        var X = numbers(n0, m, isShort ? 3 : Math.pow(10, random.nextDouble(-3, 1)), unit, random);
        X = random.nextInt(12) == 0 ? X.times(0) : X;
        var net = new Network(n0, layers, loss);
        var A = ForwardPass.of(net, X).A(L);
        boolean signs = loss.name().contains("hinge");
        var Y = signs ? A.map(a -> random.nextBoolean() ? 1 : -1) : random.nextInt(3) > 0
                ? numbers(nPrev, m, 2, unit, random) : met(A, unit, random);
        return new OwnFunctionNetwork(net, X, Y);
    }

    /** Labels that are met, or missed by one unit, in about half of the entries. */
    private static Matrix met(Matrix A, double unit, RandomGenerator random) {
        return A.map(a -> switch (random.nextInt(4)) {
            case 0, 1 -> a;
            case 2 -> a + (unit == 0 ? 1 : unit);
            default -> a - random.nextDouble();
        });
    }

    private static Activation activation(RandomGenerator random, boolean declared) {
        if (random.nextInt(5) == 0) {
            return pick(OwnFunctions.ofColumnsAndBatches(), random);
        }
        return random.nextInt(8) == 0 ? pick(List.of(Activation.IDENTITY, Activation.TANH), random)
                : pick(OwnFunctions.ACTIVATIONS, random).activation(declared);
    }

    private static Loss loss(RandomGenerator random, boolean declared) {
        return random.nextInt(5) == 0 ? Loss.SQUARED_ERROR : pick(OwnFunctions.LOSSES, random).loss(declared);
    }

    private static <T> T pick(List<T> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    /** Uniform in ±bound, or multiples of a unit there. */
    private static Matrix numbers(int rows, int columns, double bound, double unit, RandomGenerator random) {
        return Matrix.generate(rows, columns, (i, j) -> unit == 0 ? random.nextDouble(-bound, bound)
                : unit * random.nextInt((int) (-bound / unit), (int) (bound / unit) + 1));
    }
}
