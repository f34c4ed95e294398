package backstep.derivation.ufldl;

import backstep.derivation.ufldl.Chain.Link.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * The chain of line 35, y = f(g(h(x))) with w_0 = x, w_1 = h(w_0), w_2 = g(w_1), w_3 = f(w_2) = y: smooth functions of
 * one variable.
 *
 * @param x where
 * @param links h, g, f
 */
record Chain(double x, List<Link> links) {

    /** One function, w ↦ c s(p w + q). */
    record Link(Shape shape, double c, double p, double q) {

        /** A smooth s, its derivative, and s in another form. */
        enum Shape {
            TANH(Math::tanh, u -> 1 - Math.tanh(u) * Math.tanh(u), u -> 1 - 2 / (Math.exp(2 * u) + 1)),
            SINE(Math::sin, Math::cos, u -> 2 * Math.sin(u / 2) * Math.cos(u / 2)),
            SOFTPLUS(u -> Math.log1p(Math.exp(u)), u -> 1 / (1 + Math.exp(-u)),
                    u -> u / 2 + Math.log(2 * Math.cosh(u / 2)));

            private final DoubleUnaryOperator s;
            private final DoubleUnaryOperator derivative;
            private final DoubleUnaryOperator otherForm;

            Shape(DoubleUnaryOperator s, DoubleUnaryOperator derivative, DoubleUnaryOperator otherForm) {
                this.s = s;
                this.derivative = derivative;
                this.otherForm = otherForm;
            }
        }

        double at(double w) {
            return c * shape.s.applyAsDouble(p * w + q);
        }

        double derivative(double w) {
            return c * p * shape.derivative.applyAsDouble(p * w + q);
        }

        double inAnotherForm(double w) {
            return c * shape.otherForm.applyAsDouble(p * w + q);
        }
    }

    /** Drawn by a seed that the network gives: the bits of W_11^(1). */
    static Chain of(UfldlView v) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(Double.doubleToLongBits(v.W(1, 1, 1)));
        return new Chain(random.nextDouble(-1.5, 1.5), Stream.generate(() -> drawn(random)).limit(3).toList());
    }

    private static Link drawn(RandomGenerator random) {
        var shape = Shape.values()[random.nextInt(Shape.values().length)];
        return new Link(shape, random.nextDouble(0.8, 1.6), random.nextDouble(0.5, 1.5), random.nextDouble(-0.5, 0.5));
    }

    double h(double w) {
        return links.get(0).at(w);
    }

    double g(double w) {
        return links.get(1).at(w);
    }

    double f(double w) {
        return links.get(2).at(w);
    }

    /** w_i, for i = 0…3. */
    double w(int i) {
        return within("w_i", i, 0) == 0 ? x : links.get(i - 1).at(w(i - 1));
    }

    /** w_k as a function of w_i, at w_i = w; i ≤ k. */
    double w(int k, int i, double w) {
        double value = w;
        for (var link : links.subList(i, k)) {
            value = link.at(value);
        }
        return value;
    }

    /** dw_i/dw_{i−1} at w_{i−1}, for i = 1…3. */
    double dw(int i) {
        return dw(i, w(i - 1));
    }

    /** dw_i/dw_{i−1} at the given w_{i−1}, for i = 1…3. */
    double dw(int i, double w) {
        return links.get(within("dw_i/dw_{i-1}", i, 1) - 1).derivative(w);
    }

    private static int within(String letter, int i, int first) {
        if (i < first || i > 3) {
            throw new IndexOutOfBoundsException("%s: i = %d is not in %d…3".formatted(letter, i, first));
        }
        return i;
    }
}
