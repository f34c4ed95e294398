package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.network.Elementwise;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.BackwardPass;
import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What an equation is evaluated on: a network, its inputs and labels, the canonical passes over them, and the
 * difference quotients of their cost.
 */
public final class Problem {

    private final Network net;
    private final Matrix X;
    private final Matrix Y;
    private final ForwardPass forward;
    private final BackwardPass backward;
    private final Gradients numerical;
    private final Map<String, Problem> parts = new ConcurrentHashMap<>(); // a problem may be shared between threads

    /**
     * Runs the canonical passes.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @throws IllegalArgumentException if X or Y do not fit the network
     */
    public Problem(Network net, Matrix X, Matrix Y) {
        this.net = requireNonNull(net, "net is null");
        this.X = requireNonNull(X, "X is null");
        this.Y = requireNonNull(Y, "Y is null");
        this.forward = ForwardPass.of(net, X);
        this.backward = forward.backward(Y);
        this.numerical = new Remembered(NumericalGradient.of(net, X, Y, NumericalGradient.STEP));
    }

    /**
     * The network.
     *
     * @return as given
     */
    public Network net() {
        return net;
    }

    /**
     * The activation of a layer, of a reference that applies it to one number at a time.
     *
     * @param l 1…L
     * @param condition what the reference says of it, for the refusal
     * @return g, with g′ of one number
     * @throws IllegalArgumentException if the activation takes more of Z than one entry, as softmax does
     */
    public Elementwise elementwise(int l, String condition) {
        requireNonNull(condition, "condition is null");
        if (net.g(l) instanceof Elementwise g) {
            return g;
        }
        throw new IllegalArgumentException("%s; given: %s".formatted(condition, net));
    }

    /**
     * The inputs.
     *
     * @return n_0×m
     */
    public Matrix X() {
        return X;
    }

    /**
     * The labels.
     *
     * @return n_L×m
     */
    public Matrix Y() {
        return Y;
    }

    /**
     * How many examples there are.
     *
     * @return m
     */
    public int m() {
        return X.columns();
    }

    /**
     * The canonical forward pass.
     *
     * @return every Z and A
     */
    public ForwardPass forward() {
        return forward;
    }

    /**
     * The canonical backward pass.
     *
     * @return every dZ, dW, db and dA
     */
    public BackwardPass backward() {
        return backward;
    }

    /**
     * The estimates, by central differences with a step of 1e-5.
     *
     * @return every dZ, dW, db and dA
     */
    public Gradients numerical() {
        return numerical;
    }

    /**
     * The cost J, the mean of the losses.
     *
     * @return by the canonical forward pass
     */
    public double cost() {
        return forward.cost(Y);
    }

    /**
     * The same network and data with other parameters.
     *
     * @param changed a network of the same shape
     * @return its own passes
     */
    public Problem with(Network changed) {
        requireNonNull(changed, "changed is null");
        return new Problem(changed, X, Y);
    }

    /**
     * One example alone, so that J is its loss.
     *
     * @param p which one, from 1
     * @return m = 1
     * @throws IllegalArgumentException if there is no such example
     */
    public Problem example(int p) {
        if (p < 1 || p > m()) {
            throw new IllegalArgumentException("example %d: there are examples 1…%d".formatted(p, m()));
        }
        return part("example " + p, () -> new Problem(net, X.columnAt(p - 1), Y.columnAt(p - 1)));
    }

    /**
     * One output alone, so that the loss is this output's share.
     *
     * @param k which one, from 1
     * @return the network with no other unit in layer L
     * @throws IllegalArgumentException if there is no such output
     */
    public Problem output(int k) {
        int L = net.L();
        if (k < 1 || k > net.n(L)) {
            throw new IllegalArgumentException("output %d of %s: there are outputs 1…%d".formatted(k, net, net.n(L)));
        }
        return part("output " + k, () -> {
            var layers = new ArrayList<>(net.layers().subList(0, L - 1));
            layers.add(new Layer(net.W(L).rowAt(k - 1), net.b(L).rowAt(k - 1), net.g(L)));
            return new Problem(new Network(net.inputs(), layers, net.loss()), X, Y.rowAt(k - 1));
        });
    }

    /**
     * The examples one by one.
     *
     * @return m problems of one example
     */
    public List<Problem> examples() {
        return IntStream.rangeClosed(1, m()).mapToObj(this::example).toList();
    }

    private Problem part(String name, Supplier<Problem> made) {
        return parts.computeIfAbsent(name, part -> made.get());
    }

    /** Each block is estimated once. */
    private record Remembered(Gradients estimates, Map<Quantity, Matrix> known) implements Gradients {

        Remembered(Gradients estimates) {
            this(estimates, new ConcurrentHashMap<>());
        }

        @Override
        public Matrix dW(int l) {
            return known.computeIfAbsent(Kind.DW.at(l), q -> estimates.dW(l));
        }

        @Override
        public Matrix db(int l) {
            return known.computeIfAbsent(Kind.DB.at(l), q -> estimates.db(l));
        }

        @Override
        public Matrix dZ(int l) {
            return known.computeIfAbsent(Kind.DZ.at(l), q -> estimates.dZ(l));
        }

        @Override
        public Matrix dA(int l) {
            return known.computeIfAbsent(Kind.DA.at(l), q -> estimates.dA(l));
        }
    }

    @Override
    public String toString() {
        return "%s, m = %d".formatted(net, m());
    }
}
