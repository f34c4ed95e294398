package backstep.derivation.twolayer;

import backstep.estimate.ErrorMetric;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Steps of 2-3-1 networks on sixty points of two classes: at points that are misclassified only, or at any. */
final class MisclassifiedOnly {

    static final double ALPHA = 0.1;
    static final int POINTS = 60;

    /**
     * Points of two classes.
     *
     * @param X 2×m
     * @param Y 0 and 1, 1×m
     */
    record Points(Matrix X, Matrix Y) {

        /** Two squares that do not touch. */
        static Points separable(long seed) {
            return squares(1, 0.8, seed);
        }

        /** Two squares that share four ninths of their area. */
        static Points overlapping(long seed) {
            return squares(0.5, 1.5, seed);
        }

        private static Points squares(double centre, double halfSide, long seed) {
            var random = generator(seed);
            return new Points(Matrix.generate(2, POINTS,
                    (row, i) -> (i % 2 == 0 ? -centre : centre) + random.nextDouble(-halfSide, halfSide)),
                    Matrix.generate(1, POINTS, (row, i) -> i % 2));
        }

        Points at(int... numbers) {
            return new Points(Matrix.generate(2, numbers.length, (row, i) -> X.get(row, numbers[i])),
                    Matrix.generate(1, numbers.length, (row, i) -> Y.get(row, numbers[i])));
        }

        /** Which are on the wrong side of a[2] = ½. */
        int[] wrong(Network net) {
            var a = ForwardPass.of(net, X).A(2);
            return IntStream.range(0, X.columns()).filter(i -> a.get(0, i) >= 0.5 != (Y.get(0, i) == 1)).toArray();
        }

        /** ∇J in one column: dW[1], db[1], dW[2], db[2], each row by row. */
        Matrix gradient(Network net) {
            var backward = ForwardPass.of(net, X).backward(Y);
            return Matrix.column(Stream.of(backward.dW(1), backward.db(1), backward.dW(2), backward.db(2))
                    .flatMapToDouble(block -> Arrays.stream(block.toArray())
                            .flatMapToDouble(Arrays::stream)).toArray());
        }
    }

    /** Where a run ended. */
    record End(int updates, double J, double slope, int wrong) {

        private static End of(Network net, Points points, int updates) {
            return new End(updates, ForwardPass.of(net, points.X()).cost(points.Y()), norm(points.gradient(net)),
                    points.wrong(net).length);
        }
    }

    private MisclassifiedOnly() {}

    /** A misclassified point at a time, until there is none or the updates are used up. */
    static End misclassified(Points points, long seed, int updates) {
        var random = generator(seed);
        var net = network(seed);
        int done = 0;
        for (var wrong = points.wrong(net); done < updates && wrong.length > 0; wrong = points.wrong(net)) {
            net = updated(net, points.at(wrong[random.nextInt(wrong.length)]));
            done++;
        }
        return End.of(net, points, done);
    }

    /** Any point at a time. */
    static End any(Points points, long seed, int updates) {
        var random = generator(seed);
        var net = network(seed);
        for (int done = 0; done < updates; done++) {
            net = updated(net, points.at(random.nextInt(POINTS)));
        }
        return End.of(net, points, updates);
    }

    /** The step that is expected at a random misclassified point, and ∇J. */
    record Steps(Matrix expected, Matrix gradient) {

        /** Null if no point is misclassified. */
        static Steps of(Points points, Network net) {
            var wrong = points.wrong(net);
            return wrong.length == 0 ? null : new Steps(points.at(wrong).gradient(net), points.gradient(net));
        }

        double error() {
            return ErrorMetric.of(expected, gradient);
        }

        double cosine() {
            return expected.hadamard(gradient).sum() / (norm(expected) * norm(gradient));
        }
    }

    /** 2-3-1, sigmoid in both layers, cross-entropy. */
    static Network network(long seed) {
        return Network.inputs(2).layer(3, Activation.SIGMOID).layer(1, Activation.SIGMOID).loss(Loss.CROSS_ENTROPY)
                .random(seed);
    }

    private static Network updated(Network net, Points one) {
        return ForwardPass.of(net, one.X()).backward(one.Y()).step(ALPHA);
    }

    private static double norm(Matrix column) {
        return Math.sqrt(column.hadamard(column).sum());
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
