package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/**
 * A feed-forward network: layers 1…L over n0 inputs, and the loss it is judged by. A plain value.
 *
 * @param inputs n0
 * @param layers layers 1…L, in order
 * @param loss what an example costs
 * @param penalty what the weights add to the cost
 */
public record Network(int inputs, List<Layer> layers, Loss loss, Penalty penalty) {

    /**
     * Checks that each layer takes what the one before gives.
     *
     * @throws IllegalArgumentException if shapes do not fit, there is no layer, or the loss refuses the last layer
     */
    public Network {
        layers = NonNull.list("layers", layers);
        requireNonNull(loss, "loss is null");
        requireNonNull(penalty, "penalty is null");
        if (inputs < 1 || layers.isEmpty()) {
            throw new IllegalArgumentException(("a network needs inputs and at least one layer, given: %d inputs, %d "
                    + "layers").formatted(inputs, layers.size()));
        }
        int nPrev = inputs;
        for (int l = 1; l <= layers.size(); l++) {
            var W = layers.get(l - 1).W();
            if (W.columns() != nPrev) {
                throw new IllegalArgumentException(("(2) Z[%d] = W[%d] A[%d] + b[%d] 1ᵀ: W[%d] is %s, layer %d has %d "
                        + "units: W A needs %d = %d%s").formatted(
                        l, l, l - 1, l, l, W.shape(), l - 1, nPrev, W.columns(), nPrev,
                        W.rows() == nPrev ? "; did you pass Wᵀ?" : ""));
            }
            nPrev = W.rows();
        }
        loss.requireOutput(layers.get(layers.size() - 1).g());
        new ClassWeights(loss.weights()).require(nPrev);
    }

    /**
     * A network without a penalty.
     *
     * @param inputs n0
     * @param layers layers 1…L, in order
     * @param loss what an example costs
     */
    public Network(int inputs, List<Layer> layers, Loss loss) {
        this(inputs, layers, loss, Penalty.NONE);
    }

    /**
     * Begins a network: {@code Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(42)}.
     *
     * @param n0 the count of inputs, at least 1
     * @return the plan, to be given layers
     * @throws IllegalArgumentException if there is no input
     */
    public static Plan inputs(int n0) {
        return new Plan(List.of(n0), List.of(), Loss.SQUARED_ERROR, Penalty.NONE, List.of());
    }

    /** L, the last layer's number. */
    public int L() { return layers.size(); }

    /** n_l, the count of units of layer 0…L; refuses a layer that is not there. */
    public int n(int l) { return l == 0 ? inputs : layer(l).W().rows(); }

    /**
     * A layer.
     *
     * @param l 1…L
     * @return its parameters and activation
     * @throws IllegalArgumentException if there is no such layer
     */
    public Layer layer(int l) {
        if (l < 1 || l > L()) {
            throw new IllegalArgumentException("layer %d of %s: W, b, Z, g exist in layers 1…%d%s".formatted(
                    l, this, L(), l == 0 ? "; layer 0 is the input" : ""));
        }
        return layers.get(l - 1);
    }

    /** W[l], the weights into layer 1…L, n_l×n_{l−1}; refuses a layer that is not there. */
    public Matrix W(int l) { return layer(l).W(); }

    /** b[l], the biases of layer 1…L, n_l×1; refuses a layer that is not there. */
    public Matrix b(int l) { return layer(l).b(); }

    /** Whether layer 1…L has a bias, so that b[l] is a parameter; refuses a layer that is not there. */
    public boolean hasBias(int l) { return layer(l).hasBias(); }

    /** g, the activation of layer 1…L; refuses a layer that is not there. */
    public Activation g(int l) { return layer(l).g(); }

    /**
     * A copy with other parameters in one layer.
     *
     * @param l 1…L
     * @param W n_l×n_{l−1}
     * @param b n_l×1
     * @return the other network
     */
    public Network with(int l, Matrix W, Matrix b) {
        var copy = new ArrayList<>(layers);
        copy.set(l - 1, layer(l).with(W, b));
        return new Network(inputs, copy, loss, penalty);
    }

    /**
     * A copy with another parameter.
     *
     * @param quantity W[l] or b[l]; any other leaves the network as it is
     * @param value of the same shape
     * @return the other network
     */
    public Network with(Quantity quantity, Matrix value) {
        requireNonNull(value, "value is null");
        int l = quantity.l();
        return switch (quantity.kind()) {
            case W -> with(l, value, b(l));
            case B -> with(l, W(l), value);
            default -> this;
        };
    }

    /**
     * All parameters by name.
     *
     * @return W[l] of every layer, and b[l] of those that have a bias
     */
    public Map<Quantity, Matrix> parameters() {
        var parameters = new HashMap<Quantity, Matrix>();
        for (int l = 1; l <= L(); l++) {
            parameters.put(Kind.W.at(l), W(l));
            if (hasBias(l)) {
                parameters.put(Kind.B.at(l), b(l));
            }
        }
        return parameters;
    }

    /**
     * Refuses inputs that the network cannot take.
     *
     * @param X n_0×m, one column an example
     * @return X
     * @throws IllegalArgumentException if X has not n_0 rows or an entry is not finite
     */
    public Matrix requireInputs(Matrix X) {
        if (X.rows() != inputs) {
            throw new IllegalArgumentException("(2) Z[1] = W[1] X + b[1] 1ᵀ: W[1] is %s, X is %s: W X needs %d = %d%s"
                    .formatted(W(1).shape(),
                    X.shape(), inputs, X.rows(),
                    X.columns() == inputs ? "; did you pass Xᵀ? One column is one example" : ""));
        }
        return Finite.require("X", X);
    }

    /**
     * Refuses labels that do not go with the outputs.
     *
     * @param Y n_L×m
     * @param m the count of examples
     * @return Y
     * @throws IllegalArgumentException if Y is not n_L×m, an entry is not finite, or the loss has no such label
     */
    public Matrix requireLabels(Matrix Y, int m) {
        if (Y.rows() != n(L()) || Y.columns() != m) {
            throw new IllegalArgumentException(("(3) J = (1/m) Σ loss: A[%d] is %d×%d, Y is %s: each example (column) "
                    + "needs its label%s").formatted(L(),
                    n(L()), m, Y.shape(), Y.columns() == n(L()) && Y.rows() == m ? "; did you pass Yᵀ?" : ""));
        }
        loss.requireLabels(Finite.require("Y", Y));
        return Y;
    }

    /**
     * What the weights add to the cost.
     *
     * @return Σ_l penalty(W[l])
     */
    public double penalised() {
        return penalised(penalty);
    }

    /**
     * What the weights would add to the cost by another penalty.
     *
     * @param other any penalty
     * @return Σ_l other(W[l])
     */
    public double penalised(Penalty other) {
        requireNonNull(other, "other is null");
        return other == Penalty.NONE ? 0 : layers.stream().mapToDouble(layer -> other.of(layer.W())).sum();
    }

    /** Sizes, activations, loss and penalty, for example {@code 2-3-1 (tanh, sigmoid; cross-entropy)}. */
    @Override
    public String toString() {
        var judged = penalty == Penalty.NONE ? loss.name() : loss.name() + ", " + penalty.name();
        return "%d-%s (%s; %s)"
                .formatted(inputs, layers.stream().map(y -> "" + y.W().rows()).collect(Collectors.joining("-")),
                layers.stream().map(y -> y.g().name()).collect(Collectors.joining(", ")), judged);
    }

    /**
     * A network without its parameters.
     *
     * @param sizes n0, n1, …
     * @param activations of layers 1, 2, …
     * @param loss squared error until another is named
     * @param penalty none until one is named
     * @param withoutBias the numbers of the layers that have no bias
     */
    public record Plan(List<Integer> sizes, List<Activation> activations, Loss loss, Penalty penalty,
            List<Integer> withoutBias) {

        /**
         * Checks the sizes.
         *
         * @throws IllegalArgumentException if a layer has no unit, or more weights than a matrix can hold, or there is
         *     not one activation for each layer after the inputs
         */
        public Plan {
            sizes = NonNull.list("sizes", sizes);
            activations = NonNull.list("activations", activations);
            withoutBias = NonNull.list("withoutBias", withoutBias);
            requireNonNull(loss, "loss is null");
            requireNonNull(penalty, "penalty is null");
            if (sizes.stream().anyMatch(n -> n < 1)) {
                throw new IllegalArgumentException("every layer needs at least one unit, given sizes: " + sizes);
            }
            if (sizes.size() != activations.size() + 1) {
                throw new IllegalArgumentException(("sizes n0, n1, … and activations of layers 1, 2, …: %d sizes need "
                        + "%d activations, given: %d").formatted(
                        sizes.size(), Math.max(0, sizes.size() - 1), activations.size()));
            }
            int L = activations.size();
            if (withoutBias.stream().distinct().filter(l -> l >= 1 && l <= L).count() < withoutBias.size()) {
                throw new IllegalArgumentException("the layers without bias are %s: each is named once, out of 1…%d"
                        .formatted(withoutBias, L));
            }
            for (int l = 1; l < sizes.size(); l++) {
                if ((long) sizes.get(l) * sizes.get(l - 1) > Integer.MAX_VALUE) {
                    throw new IllegalArgumentException("W[%d] would be %d×%d; a matrix has at most %d entries"
                            .formatted(l, sizes.get(l), sizes.get(l - 1), Integer.MAX_VALUE));
                }
            }
        }

        /**
         * A plan in which every layer has a bias.
         *
         * @param sizes n0, n1, …
         * @param activations of layers 1, 2, …
         * @param loss what an example costs
         * @param penalty what the weights add to the cost
         */
        public Plan(List<Integer> sizes, List<Activation> activations, Loss loss, Penalty penalty) {
            this(sizes, activations, loss, penalty, List.of());
        }

        /**
         * Adds a layer.
         *
         * @param n its count of units
         * @param g its activation
         * @return the longer plan
         */
        public Plan layer(int n, Activation g) {
            requireNonNull(g, "g is null");
            var longer = new ArrayList<>(sizes);
            longer.add(n);
            var more = new ArrayList<>(activations);
            more.add(g);
            return new Plan(longer, more, loss, penalty, withoutBias);
        }

        /**
         * Adds a layer without bias, Z = W A: it takes no b among the parameters.
         *
         * @param n its count of units
         * @param g its activation
         * @return the longer plan
         */
        public Plan layerWithoutBias(int n, Activation g) {
            var longer = layer(n, g);
            var without = new ArrayList<>(withoutBias);
            without.add(longer.activations.size());
            return new Plan(longer.sizes, longer.activations, loss, penalty, without);
        }

        /**
         * Names the loss.
         *
         * @param loss what an example costs
         * @return the plan with it
         */
        public Plan loss(Loss loss) {
            return new Plan(sizes, activations, loss, penalty, withoutBias);
        }

        /**
         * Names the penalty.
         *
         * @param penalty what the weights add to the cost
         * @return the plan with it
         */
        public Plan penalty(Penalty penalty) {
            return new Plan(sizes, activations, loss, penalty, withoutBias);
        }

        /**
         * The network with given parameters.
         *
         * @param parameters W[1], b[1], W[2], b[2], …; without the b of layers that have none
         * @return the network
         * @throws IllegalArgumentException if their count or shapes do not fit
         */
        public Network weights(Matrix... parameters) {
            NonNull.array("parameters", parameters);
            int needed = 2 * activations.size() - withoutBias.size();
            if (parameters.length != needed) {
                throw new IllegalArgumentException(
                        "%d layers need %d matrices W[1], b[1], W[2], b[2], …%s; given: %d".formatted(
                        activations.size(), needed, withoutBias.isEmpty() ? "" : ", but no b[%s]".formatted(
                                withoutBias.stream().map(String::valueOf).collect(Collectors.joining("], b["))),
                        parameters.length));
            }
            var given = List.of(parameters).iterator();
            var layers = new ArrayList<Layer>();
            for (int l = 1; l <= activations.size(); l++) {
                var W = given.next();
                if (W.rows() != sizes.get(l)) {
                    throw new IllegalArgumentException(
                            "W[%d] is %s, layer %d has %d units: W[%d] needs to be %d×%d%s".formatted(
                            l, W.shape(), l, sizes.get(l), l, sizes.get(l), sizes.get(l - 1),
                            W.columns() == sizes.get(l) && W.rows() == sizes.get(l - 1) ? "; did you pass Wᵀ?" : ""));
                }
                var g = activations.get(l - 1);
                layers.add(withoutBias.contains(l) ? Layer.withoutBias(W, g) : new Layer(W, given.next(), g));
            }
            return new Network(sizes.get(0), layers, loss, penalty);
        }

        /**
         * The network with random parameters, uniform in ±1/√n_{l−1} (weights and biases), by the generator
         * L64X128MixRandom, drawn layer by layer: first W row by row, then b, if there is one.
         *
         * @param seed the same seed gives the same network on every JDK
         * @return the network
         */
        public Network random(long seed) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            var parameters = new ArrayList<Matrix>();
            for (int l = 1; l <= activations.size(); l++) {
                double bound = 1 / Math.sqrt(sizes.get(l - 1));
                parameters.add(Matrix.of(sizes.get(l), sizes.get(l - 1),
                        random.doubles((long) sizes.get(l) * sizes.get(l - 1), -bound, bound).toArray()));
                if (!withoutBias.contains(l)) {
                    parameters.add(Matrix.column(random.doubles(sizes.get(l), -bound, bound).toArray()));
                }
            }
            return weights(parameters.toArray(Matrix[]::new));
        }
    }
}
