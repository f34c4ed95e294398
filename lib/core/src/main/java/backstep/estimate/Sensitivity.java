package backstep.estimate;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * How far what a layer computes is off when the entries of its Z or dA are, each by a bound and with a sign of its own.
 */
final class Sensitivity {

    private Sensitivity() {}

    /** |∂F/∂Z| δ, to first order, by difference quotients: F is g, or its pullback of a given dA. */
    static Matrix of(Activation g, UnaryOperator<Matrix> F, Matrix Z, Matrix delta) {
        return sum(g, delta, part -> {
            double size = part.maxAbs();
            if (size == 0) {
                return part;
            }
            var step = part.times(Tolerances.REACH * Tolerances.CRUDE / size);
            return F.apply(Z.plus(step)).minus(F.apply(Z.minus(step)))
                    .times(size / (2 * Tolerances.REACH * Tolerances.CRUDE));
        });
    }

    /** |∂A/∂Z|ᵀ δ: how far the pullback of dA is off when dA is. */
    static Matrix ofPullback(Activation g, Matrix Z, Matrix delta) {
        return sum(g, delta, part -> g.pullback(part, Z));
    }

    /**
     * The sum of what each part of δ does, without sign: what entries of one column or batch do to each other may not
     * cancel.
     */
    private static Matrix sum(Activation g, Matrix delta, UnaryOperator<Matrix> linear) {
        return parts(g, delta).stream().map(linear).map(Sensitivity::size).reduce(Matrix::plus).orElseThrow();
    }

    private static List<Matrix> parts(Activation g, Matrix delta) {
        int n = delta.rows();
        int m = delta.columns();
        if (g instanceof Elementwise) {
            return List.of(delta);
        }
        boolean mixes = g.mixesExamples();
        return IntStream.range(0, mixes ? n * m : n).mapToObj(part -> Matrix.generate(n, m,
                (k, i) -> k == part % n && (!mixes || i == part / n) ? delta.get(k, i) : 0)).toList();
    }

    static Matrix size(Matrix matrix) {
        return matrix.map(Math::abs);
    }
}
