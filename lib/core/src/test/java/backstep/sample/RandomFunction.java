package backstep.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A function of numbers with its right gradient, drawn from a seed: trees of sums, products and compositions, and what
 * people minimise.
 *
 * @param name its family
 * @param f the function
 * @param at the point
 * @param gradient the right one, by hand
 * @param isPlain whether the point is not near a kink and nothing is much larger than the rest
 */
public record RandomFunction(String name, ToDoubleFunction<double[]> f, double[] at, UnaryOperator<double[]> gradient,
        boolean isPlain) {

    private static double[] point(RandomGenerator random, int n) {
        int kind = random.nextInt(4);
        return IntStream.range(0, n).mapToDouble(j -> kind == 0 ? random.nextInt(-4, 5) / 4.0
                : kind == 1 && random.nextInt(3) == 0 ? 0 : random.nextDouble(-2, 2)).toArray();
    }

    private static RandomFunction of(String name, Expression node, double[] at, boolean isPlain) {
        return new RandomFunction(name, node::value, at, node::gradient, isPlain);
    }

    /** The function of a seed. */
    public static RandomFunction of(long seed) {
        var random = RandomCase.generator(seed);
        return switch ((int) (seed % 10)) {
            case 0, 1, 2 -> {
                int n = 1 + random.nextInt(6);
                yield of("tree", Expression.tree(random, n, 1 + random.nextInt(4)), point(random, n), true);
            }
            case 3 -> scaled(random);
            case 4 -> kinked(random);
            case 5 -> regression(random);
            case 6 -> likelihood(random);
            case 7 -> rosenbrock(random);
            case 8 -> cancelling(random);
            default -> domain(random);
        };
    }

    /** Values and arguments of sizes from 1e-6 to 1e6, each number with its own, which no 0 would tell. */
    private static RandomFunction scaled(RandomGenerator random) {
        int n = 1 + random.nextInt(5);
        var inner = Expression.tree(random, n, 1 + random.nextInt(3));
        var sizes = IntStream.range(0, n).mapToDouble(j -> Math.pow(10, random.nextInt(-6, 7))).toArray();
        double outer = Math.pow(10, random.nextInt(-6, 7));
        var unit = point(random, n);
        var at = IntStream.range(0, n).mapToDouble(j -> (unit[j] == 0 ? 0.5 : unit[j]) * sizes[j]).toArray();
        UnaryOperator<double[]> back = x -> IntStream.range(0, n).mapToDouble(j -> x[j] / sizes[j]).toArray();
        return new RandomFunction("scaled", x -> outer * inner.value(back.apply(x)), at, x -> {
            var gradient = inner.gradient(back.apply(x));
            return IntStream.range(0, n).mapToDouble(j -> outer * gradient[j] / sizes[j]).toArray();
        }, false);
    }

    /** At a kink, or as far from it as 1e-15 to 1e-1. */
    private static RandomFunction kinked(RandomGenerator random) {
        int n = 1 + random.nextInt(4);
        var at = point(random, n);
        var terms = new ArrayList<Expression>();
        terms.add(new Expression.Product(new Expression.Constant(random.nextDouble(-1, 1)),
                Expression.tree(random, n, 2)));
        for (int k = 0; k < 1 + random.nextInt(2); k++) {
            var z = Expression.tree(random, n, 1);
            double far = random.nextInt(3) == 0 ? 0 : Math.pow(10, -random.nextDouble(1, 15));
            double c = z.value(at) + (random.nextBoolean() ? far : -far);
            double weight = Math.pow(10, -random.nextInt(4));
            terms.add(random.nextInt(4) == 0 ? new Expression.Max(z, new Expression.Constant(c))
                    : new Expression.Product(new Expression.Constant(weight), Expression.bent(random, z, c)));
        }
        return of("kinked", new Expression.Sum(terms), at, false);
    }

    /** Ridge regression, sometimes where it is least; or logistic regression with separated data. */
    private static RandomFunction regression(RandomGenerator random) {
        int n = 1 + random.nextInt(4);
        int m = 3 + random.nextInt(20);
        boolean logistic = random.nextBoolean();
        var X = new double[m][n];
        for (var row : X) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        var at = random.nextInt(3) == 0 ? new double[n] : point(random, n);
        boolean exact = random.nextBoolean();
        var y = IntStream.range(0, m).mapToDouble(i -> logistic ? random.nextInt(2)
                : dot(X[i], at) + (exact ? 0 : random.nextGaussian())).toArray();
        double ridge = random.nextInt(2) * 0.1;
        double steep = logistic && random.nextInt(4) == 0 ? 20 : 1;
        return new RandomFunction(logistic ? "logistic" : "ridge", w -> {
            double sum = 0;
            for (int i = 0; i < m; i++) {
                double z = steep * dot(X[i], w);
                sum += logistic ? Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y[i] * z
                        : (z - y[i]) * (z - y[i]) / 2;
            }
            return sum / m + ridge / 2 * dot(w, w);
        }, at, w -> {
            var sum = new double[n];
            for (int i = 0; i < m; i++) {
                double z = steep * dot(X[i], w);
                double residual = (logistic ? Expression.sigmoid(z) : z) - y[i];
                for (int j = 0; j < n; j++) {
                    sum[j] += steep * residual * X[i][j] / m;
                }
            }
            return IntStream.range(0, n).mapToDouble(j -> sum[j] + ridge * w[j]).toArray();
        }, !exact);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(j -> a[j] * b[j]).reduce(0, Double::sum);
    }

    /** Of a normal distribution in (μ, σ) or (μ, ln σ), or of Poisson's in its rate. */
    private static RandomFunction likelihood(RandomGenerator random) {
        int m = 5 + random.nextInt(200);
        double size = Math.pow(10, random.nextInt(-3, 4));
        var data = IntStream.range(0, m).mapToDouble(i -> size * (1 + random.nextGaussian())).toArray();
        double mean = Arrays.stream(data).average().orElse(0);
        double mu = random.nextBoolean() ? mean : size * random.nextDouble(0.2, 3);
        double sigma = size * random.nextDouble(0.3, 3);
        return switch (random.nextInt(3)) {
            case 0 -> new RandomFunction("normal", p -> Arrays.stream(data)
                    .map(x -> -Math.log(p[1]) - (x - p[0]) * (x - p[0]) / (2 * p[1] * p[1])).sum(),
                    new double[] {mu, sigma}, p -> new double[] {
                        Arrays.stream(data).map(x -> (x - p[0]) / (p[1] * p[1])).sum(),
                        Arrays.stream(data).map(x -> -1 / p[1] + (x - p[0]) * (x - p[0]) / (p[1] * p[1] * p[1])).sum()},
                    false);
            case 1 -> new RandomFunction("normal, ln σ", p -> Arrays.stream(data)
                    .map(x -> -p[1] - (x - p[0]) * (x - p[0]) / 2 * Math.exp(-2 * p[1])).sum(),
                    new double[] {mu, Math.log(sigma)}, p -> new double[] {
                        Arrays.stream(data).map(x -> (x - p[0]) * Math.exp(-2 * p[1])).sum(),
                        Arrays.stream(data).map(x -> -1 + (x - p[0]) * (x - p[0]) * Math.exp(-2 * p[1])).sum()},
                    false);
            default -> new RandomFunction("Poisson", p -> Arrays.stream(data).map(Math::abs).map(Math::rint)
                    .map(k -> k * Math.log(p[0]) - p[0]).sum(), new double[] {Math.abs(mu)}, p -> new double[] {
                        Arrays.stream(data).map(Math::abs).map(Math::rint).map(k -> k / p[0] - 1).sum()}, false);
        };
    }

    /** Somewhere, or at its least, (1, 1, …). */
    private static RandomFunction rosenbrock(RandomGenerator random) {
        int n = 2 + random.nextInt(8);
        var at = random.nextInt(3) == 0 ? IntStream.range(0, n).mapToDouble(j -> 1).toArray() : point(random, n);
        return new RandomFunction("Rosenbrock", x -> IntStream.range(0, n - 1).mapToDouble(j ->
                100 * Math.pow(x[j + 1] - x[j] * x[j], 2) + Math.pow(1 - x[j], 2)).sum(), at, x -> {
            var gradient = new double[n];
            for (int j = 0; j < n - 1; j++) {
                double r = x[j + 1] - x[j] * x[j];
                gradient[j] += -400 * x[j] * r - 2 * (1 - x[j]);
                gradient[j + 1] += 200 * r;
            }
            return gradient;
        }, true);
    }

    /** Something small between large numbers that cancel. */
    private static RandomFunction cancelling(RandomGenerator random) {
        int n = 1 + random.nextInt(4);
        var inner = Expression.tree(random, n, 2);
        double large = Math.pow(10, random.nextInt(1, 12));
        boolean single = random.nextInt(3) == 0;
        return switch (random.nextInt(3)) {
            case 0 -> new RandomFunction("cancelling", x -> large + inner.value(x) - large, point(random, n),
                    inner::gradient, false);
            case 1 -> new RandomFunction("offset", x -> large + inner.value(x), point(random, n), inner::gradient,
                    false);
            default -> new RandomFunction("single precision", x -> single ? (float) inner.value(x)
                    : (float) (1 + 1e-3 * inner.value(x)), point(random, n), x -> Arrays.stream(inner.gradient(x))
                    .map(g -> single ? g : 1e-3 * g).toArray(), false);
        };
    }

    /** Near the end of its domain, or at it. */
    private static RandomFunction domain(RandomGenerator random) {
        double near = random.nextInt(4) == 0 ? 0 : Math.pow(10, -random.nextDouble(0, 14));
        double other = random.nextDouble(0.5, 2);
        return switch (random.nextInt(5)) {
            case 0 -> new RandomFunction("logarithm", x -> x[1] * Math.log(x[0]), new double[] {near + 1e-15, other},
                    x -> new double[] {x[1] / x[0], Math.log(x[0])}, false);
            case 1 -> new RandomFunction("root", x -> x[1] + Math.sqrt(x[0]), new double[] {near + 1e-16, other},
                    x -> new double[] {0.5 / Math.sqrt(x[0]), 1}, false);
            case 2 -> new RandomFunction("power 3/2", x -> x[1] * x[0] * Math.sqrt(x[0]), new double[] {near, other},
                    x -> new double[] {1.5 * x[1] * Math.sqrt(x[0]), x[0] * Math.sqrt(x[0])}, false);
            case 3 -> new RandomFunction("entropy", x -> -x[0] * Math.log(x[0]) - (1 - x[0]) * Math.log1p(-x[0]),
                    new double[] {Math.min(0.5, near + 1e-12)}, x -> new double[] {Math.log1p(-x[0]) - Math.log(x[0])},
                    false);
            default -> new RandomFunction("logarithm of what is left", x -> Math.log(1 - x[0]) * x[1],
                    new double[] {1 - Math.max(1e-13, near), other},
                    x -> new double[] {-x[1] / (1 - x[0]), Math.log(1 - x[0])}, false);
        };
    }
}
