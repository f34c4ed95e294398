package backstep.mode;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Digits;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one pass over a graph found: the derivatives of one output, or those with respect to one input, and what they
 * cost.
 */
public final class Derivatives {

    private final Scalar seed;
    private final boolean reverse;
    private final double[] values;
    private final long multiplications;
    private final long additions;

    Derivatives(Scalar seed, boolean reverse, double[] values, long multiplications, long additions) {
        this.seed = seed;
        this.reverse = reverse;
        this.values = values;
        this.multiplications = multiplications;
        this.additions = additions;
    }

    /**
     * The derivative that a node has in this pass.
     *
     * @param node of the same graph, recorded before the pass
     * @return ∂y/∂node after {@link Graph#derivatives}, ∂node/∂x after {@link Graph#tangents}
     * @throws IllegalArgumentException if the node belongs to another graph or was recorded after the pass
     */
    public double at(Scalar node) {
        if (node.graph() != seed.graph() || node.index() >= values.length) {
            throw new IllegalArgumentException("the pass %s has not met the node %s: it %s".formatted(notation("…"),
                    node,
                    node.graph() != seed.graph() ? "belongs to another graph" : "was recorded later"));
        }
        return values[node.index()];
    }

    /**
     * The node that the pass began at.
     *
     * @return y of {@link Graph#derivatives}, x of {@link Graph#tangents}
     */
    public Scalar seed() {
        return seed;
    }

    /**
     * The products of the pass, one for each edge.
     *
     * @return how many
     */
    public long multiplications() {
        return multiplications;
    }

    /**
     * The sums of the pass: k − 1 where k paths meet in a node.
     *
     * @return how many
     */
    public long additions() {
        return additions;
    }

    /**
     * The nodes that the pass met.
     *
     * @return all that had been recorded before it
     */
    public List<Scalar> nodes() {
        return seed.graph().nodes().subList(0, values.length);
    }

    /**
     * The derivative that the pass gives for a node, in letters.
     *
     * @param node its name
     * @return ∂y/∂node after {@link Graph#derivatives}, ∂node/∂x after {@link Graph#tangents}, with the name that y or
     * x was given
     */
    public String notation(String node) {
        requireNonNull(node, "node is null");
        var called = !seed.name().isEmpty() ? seed.name() : reverse ? "y" : "x";
        return reverse ? "∂%s/∂%s".formatted(called, node) : "∂%s/∂%s".formatted(node, called);
    }

    /** A line for each node that has a name. */
    @Override
    public String toString() {
        return nodes().stream().filter(node -> !node.name().isEmpty())
                .map(node -> "%s = %s".formatted(notation(node.name()), Digits.of(values[node.index()], 6)))
                        .collect(Collectors.joining("\n"));
    }
}
