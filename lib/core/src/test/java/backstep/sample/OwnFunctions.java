package backstep.sample;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * Activations and losses as people add them: smooth, smooth to first order only, and with kinks, each of which may be
 * declared or not; and, of each, one with a wrong derivative.
 */
public final class OwnFunctions {

    private static final double ALPHA = 1.6732632423543772;
    private static final double LAMBDA = 1.0507009873554805;
    private static final double ROOT = Math.sqrt(2 / Math.PI);

    /** An activation with its kinks. */
    public record Function(String name, DoubleUnaryOperator g, DoubleUnaryOperator gPrime, double... kinks) {

        /** As a user writes it down. */
        public Elementwise activation(boolean declared) {
            return declared ? Activation.of(name, g, gPrime, kinks)
                    : Activation.of(name + " undeclared", g, gPrime);
        }

        /** With a slope that is off by a factor. */
        public Elementwise wrong(double factor) {
            return Activation.of("wrong " + name, g, z -> factor * gPrime.applyAsDouble(z), kinks);
        }
    }

    /** A loss with its kinks in a − y. */
    public record Cost(String name, DoubleBinaryOperator loss, DoubleBinaryOperator derivative, double... kinks) {

        /** As a user writes it down. */
        public Loss loss(boolean declared) {
            return declared ? Loss.of(name, loss, derivative, kinks) : Loss.of(name + " undeclared", loss, derivative);
        }

        /** With a slope that is off by a factor. */
        public Loss wrong(double factor) {
            return Loss.of("wrong " + name, loss, (a, y) -> factor * derivative.applyAsDouble(a, y), kinks);
        }
    }

    public static final List<Function> ACTIVATIONS = List.of(
            new Function("ELU", z -> z > 0 ? z : Math.expm1(z), z -> z > 0 ? 1 : Math.exp(z)),
            new Function("SELU", z -> LAMBDA * (z > 0 ? z : ALPHA * Math.expm1(z)),
                    z -> LAMBDA * (z > 0 ? 1 : ALPHA * Math.exp(z)), 0),
            new Function("GELU", z -> z / 2 * (1 + Math.tanh(inner(z))), z -> {
                double t = Math.tanh(inner(z));
                return (1 + t) / 2 + z / 2 * (1 - t * t) * ROOT * (1 + 3 * 0.044715 * z * z);
            }),
            new Function("Swish", z -> z / (1 + Math.exp(-z)), z -> {
                double s = 1 / (1 + Math.exp(-z));
                return s + z * s * (1 - s);
            }),
            new Function("hard tanh", z -> Math.max(-1, Math.min(1, z)), z -> Math.abs(z) < 1 ? 1 : 0, -1, 1),
            new Function("hard sigmoid", z -> Math.max(0, Math.min(1, z / 6 + 0.5)), z -> Math.abs(z) < 3 ? 1.0 / 6 : 0,
                    -3, 3),
            new Function("softsign", z -> z / (1 + Math.abs(z)), z -> 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z)))),
            new Function("squared ReLU", z -> z > 0 ? z * z : 0, z -> z > 0 ? 2 * z : 0),
            new Function("z|z|", z -> z * Math.abs(z), z -> 2 * Math.abs(z)),
            new Function("own ReLU", z -> Math.max(z, 0), z -> z > 0 ? 1 : 0, 0),
            new Function("absolute value", Math::abs, Math::signum, 0),
            new Function("soft shrink", z -> Math.signum(z) * Math.max(0, Math.abs(z) - 0.5),
                    z -> Math.abs(z) > 0.5 ? 1 : 0, -0.5, 0.5));

    public static final List<Cost> LOSSES = List.of(
            new Cost("log-cosh", (a, y) -> Math.abs(a - y) + Math.log1p(Math.exp(-2 * Math.abs(a - y))) - Math.log(2),
                    (a, y) -> Math.tanh(a - y)),
            new Cost("Huber", (a, y) -> Math.abs(a - y) < 1 ? (a - y) * (a - y) / 2 : Math.abs(a - y) - 0.5,
                    (a, y) -> Math.max(-1, Math.min(1, a - y))),
            new Cost("MAE", (a, y) -> Math.abs(a - y), (a, y) -> Math.signum(a - y), 0),
            new Cost("pinball", (a, y) -> Math.max(0.3 * (y - a), -0.7 * (y - a)), (a, y) -> a > y ? 0.7 : -0.3, 0),
            new Cost("insensitive", (a, y) -> Math.max(0, Math.abs(a - y) - 0.25),
                    (a, y) -> Math.abs(a - y) > 0.25 ? Math.signum(a - y) : 0, -0.25, 0.25),
            new Cost("hinge", (a, y) -> Math.max(0, 1 - y * a), (a, y) -> y * a < 1 ? -y : 0, 0),
            new Cost("squared hinge", (a, y) -> Math.pow(Math.max(0, 1 - y * a), 2),
                    (a, y) -> -2 * y * Math.max(0, 1 - y * a)));

    /** tanh and dropout with a mask that stays, each kept entry scaled. */
    public static final OwnActivation DROPOUT = new OwnActivation("dropout",
            Z -> mask(Z).hadamard(Z.map(Math::tanh)),
            (dA, Z) -> mask(Z).hadamard(dA).hadamard(Z.map(z -> 1 - Math.tanh(z) * Math.tanh(z))), false);

    /** Two units at a time give the larger of both; a single last one gives itself. */
    public static final OwnActivation MAXOUT = new OwnActivation("maxout", Z -> Matrix.generate(Z.rows(), Z.columns(),
            (k, i) -> Math.max(Z.get(k, i), Z.get(other(k, Z), i))), (dA, Z) -> Matrix.generate(Z.rows(), Z.columns(),
                    (k, i) -> {
                        int pair = other(k, Z);
                        boolean first = k < pair || pair == k;
                        boolean wins = first ? Z.get(k, i) >= Z.get(pair, i) : Z.get(k, i) > Z.get(pair, i);
                        return !wins ? 0 : pair == k ? dA.get(k, i) : dA.get(k, i) + dA.get(pair, i);
                    }), false);

    private OwnFunctions() {}

    /** All that take more than an entry. */
    public static List<Activation> ofColumnsAndBatches() {
        return Stream.<Activation>concat(Stream.of(DROPOUT, MAXOUT), OwnActivation.ALL.stream()).toList();
    }

    private static double inner(double z) {
        return ROOT * (z + 0.044715 * z * z * z);
    }

    private static int other(int k, Matrix Z) {
        return (k ^ 1) < Z.rows() ? k ^ 1 : k;
    }

    private static Matrix mask(Matrix Z) {
        return Matrix.generate(Z.rows(), Z.columns(), (k, i) -> (7 * k + 3 * i) % 5 < 3 ? 1 / 0.6 : 0);
    }
}
