package backstep.derivation.ufldl;

import backstep.derivation.Claim.Finding;
import backstep.derivation.MedianAndRange;
import backstep.engine.ForwardPass;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** Gradient descent from one start with f′ in the output delta, on squared error, and without it, on cross-entropy. */
final class Descents {

    private static final int RUNS = 20;
    private static final int POINTS = 20;
    private static final double ALPHA = 0.5;
    private static final double GOAL = 0.03;
    private static final int LIMIT = 5000;
    private static final double AT_REST = 1e-10;

    private Descents() {}

    static Finding slower() {
        int[] with = IntStream.rangeClosed(1, RUNS).map(seed -> iterations(seed, Loss.SQUARED_ERROR)).toArray();
        int[] without = IntStream.rangeClosed(1, RUNS).map(seed -> iterations(seed, Loss.CROSS_ENTROPY)).toArray();
        long slower = IntStream.range(0, RUNS).filter(run -> with[run] > without[run]).count();
        var spreadWith = MedianAndRange.of(IntStream.of(with).asDoubleStream());
        var spreadWithout = MedianAndRange.of(IntStream.of(without).asDoubleStream());
        var endWith = fixedPoint(Loss.SQUARED_ERROR);
        var endWithout = fixedPoint(Loss.CROSS_ENTROPY);
        boolean differ = endWith.minus(endWithout).maxAbs() > 0.1;
        return new Finding(slower == RUNS && spreadWith.median() > 2 * spreadWithout.median() && differ,
                ("observed: 2-3-1 sigmoid networks, α = %s, iterations until the mean of ½(a − y)² is below %s: "
                        + "with f′ %s, without %s; "
                        + "slower with f′ in %d of %d. But they descend two losses: "
                        + "one neuron on 6 noisy points ends at (w, b) = %s with f′, %s without")
                        .formatted(
                        Digits.of(ALPHA, 2), Digits.of(GOAL, 2), spreadWith, spreadWithout, slower, RUNS, pair(endWith),
                        pair(endWithout)));
    }

    private static String pair(Matrix point) {
        return "(%s, %s)".formatted(Digits.of(point.get(0, 0), 4), Digits.of(point.get(1, 0), 4));
    }

    /** Points of the plane on both sides of a line, none of them close to it. */
    private static int iterations(long seed, Loss loss) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var points = IntStream.range(0, POINTS).mapToObj(i -> point(random)).toList();
        var X = Matrix.generate(2, POINTS, (row, i) -> points.get(i)[row]);
        var Y = Matrix.generate(1, POINTS, (row, i) -> points.get(i)[0] + points.get(i)[1] > 0 ? 1 : 0);
        var net = Network.inputs(2).layer(3, Activation.SIGMOID).layer(1, Activation.SIGMOID).loss(loss).random(seed);
        for (int iteration = 0; iteration < LIMIT; iteration++) {
            var forward = ForwardPass.of(net, X);
            if (Loss.SQUARED_ERROR.fromA(forward.A(2), Y).sum() / POINTS < GOAL) {
                return iteration;
            }
            net = forward.backward(Y).step(ALPHA);
        }
        return LIMIT;
    }

    private static double[] point(RandomGenerator random) {
        while (true) {
            double x1 = random.nextDouble(-1.5, 1.5);
            double x2 = random.nextDouble(-1.5, 1.5);
            if (Math.abs(x1 + x2) > 0.4) {
                return new double[] {x1, x2};
            }
        }
    }

    /** (w, b) where one neuron comes to rest. */
    private static Matrix fixedPoint(Loss loss) {
        var X = Matrix.row(-1.5, -0.5, 0, 0.5, 1, 2.5);
        var Y = Matrix.row(0, 1, 0, 0, 1, 1);
        var net = Network.inputs(1).layer(1, Activation.SIGMOID).loss(loss).weights(Matrix.row(0), Matrix.row(0));
        for (int iteration = 0; iteration < LIMIT; iteration++) {
            var backward = ForwardPass.of(net, X).backward(Y);
            if (Math.max(backward.dW(1).maxAbs(), backward.db(1).maxAbs()) < AT_REST) {
                return Matrix.column(net.W(1).get(0, 0), net.b(1).get(0, 0));
            }
            net = backward.step(2);
        }
        throw new IllegalStateException("not at rest after %d steps".formatted(LIMIT));
    }
}
