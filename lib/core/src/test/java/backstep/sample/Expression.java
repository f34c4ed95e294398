package backstep.sample;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A value made of numbers, and how a derivative with respect to it goes on to what it is made of. */
interface Expression {

    /** At a point. */
    double value(double[] x);

    /** Adds what the derivative gives to those of the numbers. */
    void pull(double[] x, double seed, double[] into);

    /** With respect to each number. */
    default double[] gradient(double[] x) {
        var into = new double[x.length];
        pull(x, 1, into);
        return into;
    }

    record Variable(int j) implements Expression {
        @Override
        public double value(double[] x) {
            return x[j];
        }

        @Override
        public void pull(double[] x, double seed, double[] into) {
            into[j] += seed;
        }
    }

    record Constant(double c) implements Expression {
        @Override
        public double value(double[] x) {
            return c;
        }

        @Override
        public void pull(double[] x, double seed, double[] into) {
            // nothing depends on it
        }
    }

    record Sum(List<Expression> terms) implements Expression {
        @Override
        public double value(double[] x) {
            return terms.stream().mapToDouble(term -> term.value(x)).reduce(0, Double::sum);
        }

        @Override
        public void pull(double[] x, double seed, double[] into) {
            terms.forEach(term -> term.pull(x, seed, into));
        }
    }

    record Product(Expression left, Expression right) implements Expression {
        @Override
        public double value(double[] x) {
            return left.value(x) * right.value(x);
        }

        @Override
        public void pull(double[] x, double seed, double[] into) {
            left.pull(x, seed * right.value(x), into);
            right.pull(x, seed * left.value(x), into);
        }
    }

    record Of(DoubleUnaryOperator g, DoubleUnaryOperator slope, Expression inner) implements Expression {
        @Override
        public double value(double[] x) {
            return g.applyAsDouble(inner.value(x));
        }

        @Override
        public void pull(double[] x, double seed, double[] into) {
            inner.pull(x, seed * slope.applyAsDouble(inner.value(x)), into);
        }
    }

    record Max(Expression left, Expression right) implements Expression {
        @Override
        public double value(double[] x) {
            return Math.max(left.value(x), right.value(x));
        }

        @Override
        public void pull(double[] x, double seed, double[] into) {
            (left.value(x) >= right.value(x) ? left : right).pull(x, seed, into);
        }
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** A smooth function of one number. */
    private static Expression smooth(RandomGenerator random, Expression z) {
        return switch (random.nextInt(9)) {
            case 0 -> new Of(Math::sin, Math::cos, z);
            case 1 -> new Of(Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v), z);
            case 2 -> new Of(v -> Math.exp(-v * v), v -> -2 * v * Math.exp(-v * v), z);
            case 3 -> new Of(v -> Math.log1p(v * v), v -> 2 * v / (1 + v * v), z);
            case 4 -> new Of(v -> Math.sqrt(1 + v * v), v -> v / Math.sqrt(1 + v * v), z);
            case 5 -> new Of(v -> 1 / (1 + v * v), v -> -2 * v / ((1 + v * v) * (1 + v * v)), z);
            case 6 -> new Of(v -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))), Expression::sigmoid, z);
            case 7 -> new Of(v -> v * v, v -> 2 * v, z);
            default -> new Of(v -> v * v * v - v, v -> 3 * v * v - 1, z);
        };
    }

    /** One with a kink at c, or a bend of its slope. */
    static Expression bent(RandomGenerator random, Expression z, double c) {
        return switch (random.nextInt(5)) {
            case 0 -> new Of(v -> Math.abs(v - c), v -> Math.signum(v - c), z);
            case 1 -> new Of(v -> Math.max(v - c, 0), v -> v > c ? 1 : 0, z);
            case 2 -> new Of(v -> (v - c) * Math.abs(v - c), v -> 2 * Math.abs(v - c), z);
            case 3 -> new Of(v -> Math.abs(v - c) <= 0.5 ? (v - c) * (v - c) / 2 : (Math.abs(v - c) - 0.25) / 2,
                    v -> Math.abs(v - c) <= 0.5 ? v - c : Math.signum(v - c) / 2, z);
            default -> new Of(v -> v > c ? v - c : 0.01 * (v - c), v -> v > c ? 1 : 0.01, z);
        };
    }

    static Expression tree(RandomGenerator random, int n, int depth) {
        if (depth == 0) {
            return new Product(new Constant(random.nextDouble(-1.5, 1.5)), new Variable(random.nextInt(n)));
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Sum(IntStream.range(0, 2 + random.nextInt(3))
                    .mapToObj(k -> tree(random, n, depth - 1)).toList());
            case 1 -> new Product(tree(random, n, depth - 1), tree(random, n, depth - 1));
            case 2 -> smooth(random, new Sum(List.of(tree(random, n, depth - 1),
                    new Constant(random.nextDouble(-1, 1)))));
            default -> new Sum(List.of(smooth(random, tree(random, n, depth - 1)), tree(random, n, depth - 1)));
        };
    }
}
