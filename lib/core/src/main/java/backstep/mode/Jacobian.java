package backstep.mode;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * All derivatives of F: R<sup>n</sup> → R<sup>m</sup>, and what they cost: n forward passes or m reverse ones.
 *
 * @param value entry (k, j) is ∂y_k/∂x_j, m×n
 * @param passes n or m
 * @param multiplications of all passes
 * @param additions of all passes
 */
public record Jacobian(Matrix value, int passes, long multiplications, long additions) {

    /** Refuses what is not there. */
    public Jacobian {
        requireNonNull(value, "value is null");
    }

    /**
     * By forward accumulation: column j is one pass from x_j.
     *
     * @param x n inputs
     * @param y m outputs of the same graph
     * @return the Jacobian, m×n, by n passes
     * @throws IllegalArgumentException if there is no input or no output, or one belongs to another graph
     */
    public static Jacobian forward(List<Scalar> x, List<Scalar> y) {
        var passes = passes(x, y, j -> x.get(j).graph().tangents(x.get(j)), x.size());
        return of(Matrix.generate(y.size(), x.size(), (k, j) -> entry(passes.get(j), y.get(k))), passes);
    }

    /**
     * By reverse accumulation: row k is one pass from y_k.
     *
     * @param x n inputs
     * @param y m outputs of the same graph
     * @return the Jacobian, m×n, by m passes
     * @throws IllegalArgumentException if there is no input or no output, or one belongs to another graph
     */
    public static Jacobian reverse(List<Scalar> x, List<Scalar> y) {
        var passes = passes(x, y, k -> y.get(k).graph().derivatives(y.get(k)), y.size());
        return of(Matrix.generate(y.size(), x.size(), (k, j) -> entry(passes.get(k), x.get(j))), passes);
    }

    private static List<Derivatives> passes(List<Scalar> x, List<Scalar> y, IntFunction<Derivatives> pass, int count) {
        NonNull.list("x", x);
        NonNull.list("y", y);
        if (x.isEmpty() || y.isEmpty()) {
            throw new IllegalArgumentException("a Jacobian needs inputs and outputs, given: %d and %d"
                    .formatted(x.size(), y.size()));
        }
        return IntStream.range(0, count).mapToObj(pass).toList();
    }

    private static double entry(Derivatives pass, Scalar node) {
        Interrupts.poll("the making of a Jacobian");
        return pass.at(node);
    }

    private static Jacobian of(Matrix value, List<Derivatives> passes) {
        return new Jacobian(value, passes.size(), passes.stream().mapToLong(Derivatives::multiplications).sum(),
                passes.stream().mapToLong(Derivatives::additions).sum());
    }
}
