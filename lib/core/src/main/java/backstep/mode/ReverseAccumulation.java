package backstep.mode;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.engine.ForwardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every derivative by one pass back over the scalar graph of the cost. An opinion that knows neither BP1–BP4 nor a
 * difference quotient, and for the library's own activations and losses not even their derivatives: only those of sums,
 * products, quotients, exp and ln.
 */
public final class ReverseAccumulation implements SecondOpinion {

    private final Network net;
    private final Matrix Y;
    private final List<List<List<Scalar>>> W = new ArrayList<>(); // of layers 1…L, each a list of columns
    private final List<List<List<Scalar>>> b = new ArrayList<>();
    private final List<List<List<Scalar>>> Z = new ArrayList<>();
    private final List<List<List<Scalar>>> A = new ArrayList<>(); // of layers 0…L
    private final Scalar cost;
    private final Derivatives ofLosses;
    private final Derivatives ofCost;

    private ReverseAccumulation(Network net, Matrix X, Matrix Y) {
        this.net = net;
        this.Y = Y;
        var graph = new Graph();
        A.add(inputs(graph, "X", X));
        for (int l = 1; l <= net.L(); l++) {
            var weights = inputs(graph, "W[%d]".formatted(l), net.W(l));
            var biases = net.hasBias(l) ? inputs(graph, "b[%d]".formatted(l), net.b(l)) : List.<List<Scalar>>of();
            var g = net.g(l);
            var z = A.get(l - 1).stream().map(a -> linear(weights, a, biases)).toList();
            W.add(weights);
            b.add(biases);
            Z.add(z);
            A.add(Forms.activations(g, z));
        }
        var total = total(i -> Optional.of(Z.get(net.L() - 1).get(i)), A.get(net.L()));
        var mean = total.times(1.0 / Y.columns());
        this.cost = (net.penalty() == Penalty.NONE ? mean
                : W.stream().map(weights -> Forms.penalised(net.penalty(), weights)).reduce(mean, Scalar::plus))
                        .named("J");
        this.ofLosses = graph.derivatives(total);
        this.ofCost = graph.derivatives(cost);
    }

    /**
     * Derivatives of a network on a batch.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return the derivatives
     * @throws IllegalArgumentException as for {@link ForwardPass#of} and {@link ForwardPass#cost}
     */
    public static ReverseAccumulation of(Network net, Matrix X, Matrix Y) {
        requireNonNull(Y, "Y is null");
        ForwardPass.of(net, X).cost(Y);
        return new ReverseAccumulation(net, X, Y);
    }

    @Override
    public Network network() {
        return net;
    }

    @Override
    public String source() {
        return "the scalar graph uses";
    }

    /**
     * The cost as the graph computed it.
     *
     * @return the node J, the last of its graph
     */
    public Scalar cost() {
        return cost;
    }

    /**
     * The one pass that gave every dW and db.
     *
     * @return ∂J/∂node for every node
     */
    public Derivatives ofCost() {
        return ofCost;
    }

    @Override
    public Matrix dW(int l) {
        return derivatives(ofCost, at(W, l));
    }

    @Override
    public Matrix db(int l) {
        return net.hasBias(l) ? derivatives(ofCost, at(b, l)) : net.b(l);
    }

    /**
     * Of the sum of the losses; where no activation mixes examples, an entry of Z or A reaches its own example's loss
     * only.
     */
    @Override
    public Matrix dZ(int l) {
        return derivatives(ofLosses, at(Z, l));
    }

    /** For A[L] from the loss in A[L], on a graph of its own: the one of the cost may go around A[L]. */
    @Override
    public Matrix dA(int l) {
        if (l == 0) {
            return derivatives(ofLosses, A.get(0));
        }
        var values = at(A.subList(1, A.size()), l);
        if (l < net.L()) {
            return derivatives(ofLosses, values);
        }
        var alone = new Graph();
        var last = inputs(alone, "A[%d]".formatted(l),
                Matrix.generate(net.n(l), Y.columns(), (k, i) -> values.get(i).get(k).value()));
        return derivatives(alone.derivatives(total(i -> Optional.empty(), last)), last);
    }

    /** Of layer 1…L; the network refuses any other. */
    private List<List<Scalar>> at(List<List<List<Scalar>>> layers, int l) {
        net.layer(l);
        return layers.get(l - 1);
    }

    private static List<List<Scalar>> inputs(Graph graph, String name, Matrix values) {
        return IntStream.range(0, values.columns()).mapToObj(i -> IntStream.range(0, values.rows())
                .mapToObj(k -> graph.input("%s(%d, %d)".formatted(name, k, i), values.get(k, i))).toList()).toList();
    }

    /** z_k = b_k + Σ_j W_kj a_j, without b where there is none. */
    private static List<Scalar> linear(List<List<Scalar>> W, List<Scalar> a, List<List<Scalar>> b) {
        return IntStream.range(0, W.get(0).size()).mapToObj(k -> Stream.concat(b.stream().map(column -> column.get(k)),
                IntStream.range(0, a.size()).mapToObj(j -> W.get(j).get(k).times(a.get(j))))
                .reduce(Scalar::plus).orElseThrow()).toList();
    }

    /** Σ_i ℓ_i. */
    private Scalar total(IntFunction<Optional<List<Scalar>>> z, List<List<Scalar>> a) {
        return IntStream.range(0, a.size()).mapToObj(i -> Forms.loss(net.loss(), z.apply(i), a.get(i), Y.columnAt(i)))
                .reduce(Scalar::plus).orElseThrow();
    }

    private static Matrix derivatives(Derivatives of, List<List<Scalar>> columns) {
        return Matrix.generate(columns.get(0).size(), columns.size(), (k, i) -> of.at(columns.get(i).get(k)));
    }
}
