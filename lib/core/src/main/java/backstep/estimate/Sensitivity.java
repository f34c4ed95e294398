package backstep.estimate;

import static backstep.matrix.Matrix.ones;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far what a layer computes is off when the entries of its Z or dA are, each by a bound and with a sign of its own.
 */
final class Sensitivity {

    private static final double STEP = Tolerances.REACH * Tolerances.CRUDE;

    private Sensitivity() {}

    /**
     * |∂F/∂Z| δ, to first order, by the larger of two one-sided quotients: F is g, or its pullback of a given dA. A
     * step is as long as δ where that is more than a crude step.
     */
    static Matrix of(Activation g, UnaryOperator<Matrix> F, Matrix Z, Matrix delta) {
        var here = F.apply(Z);
        boolean mixes = Point.mixes(g, Z);
        return sum(g, mixes, delta, part -> {
            var step = part.map(d -> d == 0 ? 0 : Math.max(d, STEP));
            var share = reached(g, mixes, part).combine("over", reached(g, mixes, step), (d, h) -> h == 0 ? 0 : d / h);
            return change(F, Z, step, here).hadamard(share);
        });
    }

    /** |F(Z ± δ) − F(Z)|, with all that F does on the way. */
    static Matrix across(Activation g, UnaryOperator<Matrix> F, Matrix Z, Matrix delta) {
        var here = F.apply(Z);
        return sum(g, Point.mixes(g, Z), delta, part -> change(F, Z, part, here));
    }

    /** |∂A/∂Z|ᵀ δ: how far the pullback of dA is off when dA is. */
    static Matrix ofPullback(Activation g, Matrix Z, Matrix delta) {
        return sum(g, Point.mixes(g, Z), delta, part -> g.pullback(part, Z));
    }

    /**
     * How far losses are off when what they are computed from is, to all orders: Σ |ℓ(at ± δ) − ℓ(at)|, one output
     * after the other, to the sides on which the loss is finite.
     *
     * @return 1×m
     */
    static Matrix ofLosses(UnaryOperator<Matrix> losses, Matrix at, Matrix delta) {
        return ofLosses(losses, at, parts(delta, false));
    }

    /** The same where an entry moves the losses of all examples. */
    static Matrix ofMixedLosses(UnaryOperator<Matrix> losses, Matrix at, Matrix delta) {
        return ofLosses(losses, at, parts(delta, true));
    }

    private static Matrix ofLosses(UnaryOperator<Matrix> losses, Matrix at, List<Matrix> parts) {
        var here = losses.apply(at);
        return parts.stream().map(part -> change(losses, at, part, here)).reduce(Matrix::plus).orElseThrow();
    }

    /**
     * S, by which the output delta follows the outputs where it is the difference S ∘ A − T of outputs and labels: 1,
     * or what the weights of the loss make of it, w 1ᵀ behind a sigmoid and 11ᵀ(w 1ᵀ ∘ Y) behind softmax; empty where
     * it is no such difference.
     */
    static Optional<Matrix> following(Network net, Matrix A, Matrix Y, Matrix dZ) {
        if (dZ.equals(A.minus(Y))) {
            return Optional.of(A.map(a -> 1));
        }
        var weights = net.loss().weights();
        return weights.isEmpty() ? Optional.empty()
                : Optional.of(Matrix.generate(A.rows(), A.columns(), (k, i) -> weights.get(k)))
                        .map(w -> net.g(net.L()) instanceof Elementwise ? w
                                : ones(A.rows(), A.rows()).times(w.hadamard(Y)));
    }

    /** Whether g(2 Z) = 2 g(Z) to the last bit, as for ReLU: then no number of a size of its own is inside of g. */
    static boolean isHomogeneous(Activation g, Matrix Z) {
        return g.A(Z.times(2)).equals(g.A(Z).times(2));
    }

    /**
     * What the entries of Z are rounded to, in units of u, by sums inside of g over a column or a batch, such as a
     * mean.
     */
    static Matrix summed(Activation g, Matrix Z) {
        if (g instanceof Elementwise) {
            return Z.times(0);
        }
        boolean mixes = Point.mixes(g, Z);
        int terms = mixes ? Z.rows() + Z.columns() : Z.rows();
        double all = Z.maxAbs();
        var largest = Z.eachColumn((max, of) -> {
            double size = 0;
            for (double z : of[0]) {
                size = Math.max(size, Math.abs(z));
            }
            Arrays.fill(max, size);
        });
        return largest.map(size -> (terms + 8) * (mixes ? all : size));
    }

    /** The larger of |F(at ± step) − F(at)|, of the sides on which it is finite. */
    static Matrix change(UnaryOperator<Matrix> F, Matrix at, Matrix step, Matrix here) {
        return Stream.of(F.apply(at.plus(step)), F.apply(at.minus(step)))
                .map(moved -> moved.minus(here).map(change -> Double.isFinite(change) ? Math.abs(change) : 0))
                .reduce((up, down) -> up.combine("or", down, Math::max)).orElseThrow();
    }

    /** The size of a part of δ at each entry that it moves. */
    private static Matrix reached(Activation g, boolean mixes, Matrix part) {
        double sum = part.sum();
        return g instanceof Elementwise ? part : mixes ? part.map(d -> sum)
                : ones(part.rows(), part.rows()).times(part);
    }

    /**
     * The sum of what each part of δ does, without sign: what entries of one column or batch do to each other may not
     * cancel.
     */
    private static Matrix sum(Activation g, boolean mixes, Matrix delta, UnaryOperator<Matrix> linear) {
        var parts = g instanceof Elementwise ? List.of(delta) : parts(delta, mixes);
        return parts.stream().map(linear).map(Sensitivity::size).reduce(Matrix::plus).orElseThrow();
    }

    /** One row of δ at a time; or, where examples are mixed, one entry. */
    private static List<Matrix> parts(Matrix delta, boolean mixes) {
        return IntStream.range(0, delta.rows()).mapToObj(k -> row(delta, k)).flatMap(row -> !mixes ? Stream.of(row)
                : IntStream.range(0, delta.columns()).mapToObj(i -> Matrix.generate(row.rows(), row.columns(),
                        (k, j) -> j == i ? row.get(k, j) : 0))).toList();
    }

    private static Matrix row(Matrix delta, int row) {
        return Matrix.generate(delta.rows(), delta.columns(), (k, i) -> k == row ? delta.get(k, i) : 0);
    }

    /** What sums of so many terms are rounded to: a part of the terms' sizes, and what is lost next to 0. */
    static Matrix rounded(Matrix sizes, int terms, double u) {
        return sizes.map(size -> Tolerances.rounding(terms, u) * (size + Tolerances.smallest(u) / u));
    }

    static Matrix size(Matrix matrix) {
        return matrix.map(Math::abs);
    }
}
