package backstep.mode;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import java.util.List;
import java.util.function.Function;

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
        return passes(x, y, x, node -> node.graph().tangents(node), y).transposed();
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
        return passes(x, y, y, node -> node.graph().derivatives(node), x);
    }

    /** A pass from each seed, of which a row keeps what it gives for the ends. */
    private static Jacobian passes(List<Scalar> x, List<Scalar> y, List<Scalar> seeds,
            Function<Scalar, Derivatives> pass, List<Scalar> ends) {
        NonNull.list("x", x);
        NonNull.list("y", y);
        if (x.isEmpty() || y.isEmpty()) {
            throw new IllegalArgumentException("a Jacobian needs inputs and outputs, given: %d and %d"
                    .formatted(x.size(), y.size()));
        }
        var rows = new double[seeds.size()][];
        long multiplications = 0;
        long additions = 0;
        for (int k = 0; k < rows.length; k++) {
            var found = pass.apply(seeds.get(k));
            rows[k] = ends.stream().mapToDouble(found::at).toArray();
            multiplications += found.multiplications();
            additions += found.additions();
        }
        return new Jacobian(Matrix.of(rows), rows.length, multiplications, additions);
    }

    private Jacobian transposed() {
        return new Jacobian(value.transpose(), passes, multiplications, additions);
    }
}
