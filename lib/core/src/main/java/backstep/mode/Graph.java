package backstep.mode;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Interrupts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A computation on scalars, recorded as it runs, to be walked from an input to everything (forward accumulation) or
 * from an output to everything (reverse accumulation): ∂y/∂x is the sum over all paths from x to y of the product of
 * the local derivatives.
 *
 * <p>One thread at a time may record; what has been recorded may be read by as many as like. An interrupt stops both.
 */
public final class Graph {

    private final List<Scalar> nodes = new ArrayList<>(); // operands first
    private final Map<Integer, String> names = new HashMap<>();

    /**
     * A number one can ask for derivatives with respect to.
     *
     * @param name for texts and pictures
     * @param value finite
     * @return the node
     * @throws IllegalArgumentException if the value is NaN or infinite
     */
    public Scalar input(String name, double value) {
        requireNonNull(name, "name is null");
        return leaf("input", name, value).named(name);
    }

    /**
     * A number that does not move.
     *
     * @param value finite
     * @return the node
     * @throws IllegalArgumentException if the value is NaN or infinite
     */
    public Scalar constant(double value) {
        return leaf("constant", "", value);
    }

    private Scalar leaf(String kind, String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the %s is %s; it needs to be finite"
                    .formatted((kind + " " + name).strip(), value));
        }
        return record(kind, value);
    }

    /** The next node, with an edge from each operand. */
    Scalar record(String operation, double value, Scalar.Edge... edges) {
        Interrupts.poll("the recording of a graph");
        for (var edge : edges) {
            require(edge.from(), operation);
        }
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("%s is NaN for %s".formatted(operation,
                    List.of(edges).stream().map(edge -> edge.from().toString()).collect(Collectors.joining(", "))));
        }
        var node = new Scalar(this, nodes.size(), operation, value, List.of(edges));
        nodes.add(node);
        return node;
    }

    String name(Scalar node) {
        return names.getOrDefault(node.index(), "");
    }

    Scalar name(Scalar node, String name) {
        names.put(node.index(), name);
        return node;
    }

    private void require(Scalar node, String operation) {
        if (node.graph() != this) {
            throw new IllegalArgumentException(("%s: the node %s belongs to another graph;"
                    + " the numbers of one computation need one graph").formatted(operation, node));
        }
    }

    /**
     * What has been recorded so far.
     *
     * @return every node, operands before what is computed from them
     */
    public List<Scalar> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * How many edges there are: what one pass multiplies.
     *
     * @return the number of all operands of all nodes
     */
    public int edges() {
        return nodes.stream().mapToInt(node -> node.edges().size()).sum();
    }

    /**
     * Reverse accumulation, one pass from an output back over every edge: ∂y/∂x = Σ ∂y/∂node · ∂node/∂x over the nodes
     * that use x.
     *
     * @param y a node of this graph
     * @return ∂y/∂node for every node recorded so far, 0 where y does not depend on it
     * @throws IllegalArgumentException if y belongs to another graph
     */
    public Derivatives derivatives(Scalar y) {
        requireNonNull(y, "y is null");
        return accumulate("derivatives", y, true);
    }

    /**
     * Forward accumulation, one pass from an input on over every edge: ∂node/∂x = Σ ∂node/∂operand · ∂operand/∂x over
     * its operands.
     *
     * @param x a node of this graph
     * @return ∂node/∂x for every node recorded so far, 0 where it does not depend on x
     * @throws IllegalArgumentException if x belongs to another graph
     */
    public Derivatives tangents(Scalar x) {
        requireNonNull(x, "x is null");
        return accumulate("tangents", x, false);
    }

    /**
     * The chain rule along every edge, once: from operand to node as recorded, or from node to operand in the opposite
     * order.
     */
    private Derivatives accumulate(String what, Scalar seed, boolean reverse) {
        require(seed, what);
        var sums = new double[nodes.size()];
        var begun = new boolean[nodes.size()];
        sums[seed.index()] = 1;
        begun[seed.index()] = true;
        long multiplications = 0;
        long additions = 0;
        for (int k = 0; k < sums.length; k++) {
            Interrupts.poll("a pass over a graph");
            var node = nodes.get(reverse ? sums.length - 1 - k : k);
            for (var edge : node.edges()) {
                int from = reverse ? node.index() : edge.from().index();
                int to = reverse ? edge.from().index() : node.index();
                // no path adds nothing, not even along an infinite slope
                sums[to] += sums[from] == 0 ? 0 : sums[from] * edge.derivative();
                multiplications++;
                additions += begun[to] ? 1 : 0;
                begun[to] = true;
            }
        }
        return new Derivatives(seed, reverse, sums, multiplications, additions);
    }
}
