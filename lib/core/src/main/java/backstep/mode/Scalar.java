package backstep.mode;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Digits;
import backstep.network.Activation;
import backstep.network.Elementwise;
import java.util.List;

/**
 * A node of a {@link Graph}: a number, what it was computed from, and the local derivative along each edge, all fixed
 * when it is recorded.
 */
public final class Scalar implements Arithmetic<Scalar> {

    /**
     * An edge into a node.
     *
     * @param from the operand x
     * @param derivative the local derivative ∂node/∂x, the other operands held
     */
    public record Edge(Scalar from, double derivative) {

        /** Refuses an edge from nowhere. */
        public Edge {
            requireNonNull(from, "from is null");
        }
    }

    private final Graph graph;
    private final int index;
    private final String operation;
    private final double value;
    private final List<Edge> edges;

    Scalar(Graph graph, int index, String operation, double value, List<Edge> edges) {
        this.graph = graph;
        this.index = index;
        this.operation = operation;
        this.value = value;
        this.edges = List.copyOf(edges);
    }

    /**
     * The graph that recorded it.
     *
     * @return its graph
     */
    public Graph graph() {
        return graph;
    }

    /**
     * Its place in the order of recording; operands come before what is computed from them.
     *
     * @return from 0
     */
    public int index() {
        return index;
    }

    /**
     * What was done with the operands.
     *
     * @return for example {@code ×} or {@code sigmoid}; {@code input} or {@code constant} where there are none
     */
    public String operation() {
        return operation;
    }

    @Override
    public double value() {
        return value;
    }

    /**
     * Where it came from.
     *
     * @return an edge for each operand, twice the same node where both operands are that node; none for an input or a
     * constant
     */
    public List<Edge> edges() {
        return edges;
    }

    /**
     * What it is called.
     *
     * @return the name given to it, or empty
     */
    public String name() {
        return graph.name(this);
    }

    /**
     * Gives it a name, for texts and pictures.
     *
     * @param name for example {@code z}
     * @return this node
     */
    public Scalar named(String name) {
        requireNonNull(name, "name is null");
        return graph.name(this, name);
    }

    @Override
    public Scalar fixed(double constant) {
        return graph.constant(constant);
    }

    /** ∂/∂x = 1, ∂/∂y = 1. */
    @Override
    public Scalar plus(Scalar y) {
        return graph.record("+", value + y.value, edge(1), y.edge(1));
    }

    /** ∂/∂x = 1, ∂/∂y = −1. */
    @Override
    public Scalar minus(Scalar y) {
        return graph.record("−", value - y.value, edge(1), y.edge(-1));
    }

    /** ∂/∂x = y, ∂/∂y = x. */
    @Override
    public Scalar times(Scalar y) {
        return graph.record("×", value * y.value, edge(y.value), y.edge(value));
    }

    /** ∂/∂x = 1/y, ∂/∂y = −(x/y)/y. */
    @Override
    public Scalar over(Scalar y) {
        double quotient = value / y.value;
        return graph.record("/", quotient, edge(1 / y.value), y.edge(-quotient / y.value));
    }

    /** ∂/∂x = c. */
    @Override
    public Scalar times(double factor) {
        return graph.record("× " + Digits.of(factor, 4), value * factor, edge(factor));
    }

    /** ∂/∂x = 1. */
    @Override
    public Scalar plus(double term) {
        return graph.record("+ " + Digits.of(term, 4), value + term, edge(1));
    }

    /** ∂/∂x = eˣ. */
    @Override
    public Scalar exp() {
        return graph.record("exp", Math.exp(value), edge(Math.exp(value)));
    }

    /** ∂/∂x = 1/x. */
    @Override
    public Scalar log() {
        return graph.record("ln", Math.log(value), edge(1 / value));
    }

    /** ∂/∂x = 1/(1 + x). */
    @Override
    public Scalar log1p() {
        return graph.record("ln(1 + x)", Math.log1p(value), edge(1 / (1 + value)));
    }

    /** ∂/∂x = −1 where x &lt; 0, 1 elsewhere. */
    @Override
    public Scalar abs() {
        return graph.record("|x|", Math.abs(value), edge(value < 0 ? -1 : 1));
    }

    /** ∂/∂x = 1 where x &gt; 0, 0 elsewhere. */
    @Override
    public Scalar positivePart() {
        return graph.record("max(x, 0)", Math.max(value, 0), edge(value > 0 ? 1 : 0));
    }

    /** One node; ∂/∂x = g′(x). */
    @Override
    public Scalar apply(Elementwise g) {
        return graph.record(g.name(), g.g(value), edge(g.gPrime(value)));
    }

    /**
     * The sigmoid as one node.
     *
     * @return σ(x), ∂/∂x = σ(x) (1 − σ(x))
     */
    public Scalar sigmoid() {
        return apply(Activation.SIGMOID);
    }

    /**
     * The hyperbolic tangent as one node.
     *
     * @return tanh x, ∂/∂x = 1 − tanh² x
     */
    public Scalar tanh() {
        return apply(Activation.TANH);
    }

    Edge edge(double derivative) {
        return new Edge(this, derivative);
    }

    /** Name or operation, and value. */
    @Override
    public String toString() {
        return "%s = %s".formatted(name().isEmpty() ? operation : name(), Digits.of(value, 6));
    }
}
