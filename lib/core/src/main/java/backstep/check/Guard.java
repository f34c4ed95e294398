package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What keeps a logarithm of a cost finite: cross-entropy of a guarded output in the place of a itself.
 *
 * @param form how it is guarded
 * @param epsilon by how much
 */
public record Guard(Form form, double epsilon) {

    /** The ways to guard a logarithm. */
    public enum Form {
        /** ln(a + ε). */
        ADDED("ln(a + %s)"),
        /** ln of a, kept in [ε, 1 − ε]. */
        CLIPPED("ln(a), a kept in [%1$s, 1 − %1$s]"),
        /** ln(max(a, ε)). */
        AT_LEAST("ln(max(a, %s))");

        private final String text;

        Form(String text) {
            this.text = text;
        }
    }

    /**
     * Refuses what guards nothing.
     *
     * @throws IllegalArgumentException if ε is not between 0 and ½
     */
    public Guard {
        requireNonNull(form, "form");
        if (!(epsilon > 0 && epsilon < 0.5)) {
            throw new IllegalArgumentException("a guard ε of a logarithm lies between 0 and ½, given: " + epsilon);
        }
    }

    /** The usual ones, the smallest last. */
    static Stream<Guard> usual() {
        return IntStream.rangeClosed(2, 12).boxed().flatMap(digits -> Stream.of(Form.values())
                .map(form -> new Guard(form, Double.parseDouble("1e-" + digits))));
    }

    /** Whether the cost of a network has a logarithm. */
    static boolean concerns(Network net) {
        return List.of(Loss.CROSS_ENTROPY, Loss.SOFTMAX_CROSS_ENTROPY).contains(net.loss().unweighted());
    }

    /** Each example's loss with guarded logarithms. */
    Matrix losses(Network net, Matrix A, Matrix Y) {
        boolean both = net.loss().unweighted() == Loss.CROSS_ENTROPY;
        var each = A.combine("guarded loss", Y, (a, y) -> -(y == 0 ? 0 : y * Math.log(of(a)))
                - (!both || y == 1 ? 0 : (1 - y) * Math.log(of(1 - a))));
        return Matrix.ones(1, A.rows()).times(weighed(net, each));
    }

    /** ∂ℓ/∂A of the guarded losses. */
    Matrix dA(Network net, Matrix A, Matrix Y) {
        boolean both = net.loss().unweighted() == Loss.CROSS_ENTROPY;
        return weighed(net, A.combine("guarded dA", Y, (a, y) -> -(y == 0 ? 0 : y * slope(a) / of(a))
                + (!both || y == 1 ? 0 : (1 - y) * slope(1 - a) / of(1 - a))));
    }

    private static Matrix weighed(Network net, Matrix each) {
        var weights = net.loss().weights();
        return weights.isEmpty() ? each
                : Matrix.generate(each.rows(), each.columns(), (k, i) -> weights.get(k) * each.get(k, i));
    }

    private double of(double a) {
        return switch (form) {
            case ADDED -> a + epsilon;
            case CLIPPED -> Math.min(Math.max(a, epsilon), 1 - epsilon);
            case AT_LEAST -> Math.max(a, epsilon);
        };
    }

    private double slope(double a) {
        return form == Form.ADDED || a == of(a) ? 1 : 0;
    }

    /** For example {@code ln(a + 1e-8)}. */
    @Override
    public String toString() {
        return form.text.formatted(Digits.of(epsilon, 1));
    }
}
