package backstep.engine;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Collections;
import java.util.Map;

/** Everything known at one layer when one of its equations is due: what the formula takes, and what a mistake would reach for. */
public final class Site {

    private final int l;
    private final Network net;
    private final Evaluation values;
    private final double alpha;

    Site(int l, Network net, Evaluation values, double alpha) {
        this.l = l;
        this.net = net;
        this.values = values;
        this.alpha = alpha;
    }

    /**
     * A site over quantities given by name.
     *
     * @param l the layer, 1…L
     * @param net the network of the pass
     * @param known the quantities computed so far
     * @param alpha the learning rate that the rules name
     */
    public Site(int l, Network net, Map<Quantity, Matrix> known, double alpha) {
        this(l, net, Evaluation.of(net, known.get(Kind.A.at(0)), Rules.standard()), alpha);
        known.forEach(values::put);
    }

    /**
     * The layer.
     *
     * @return 1…L
     */
    public int l() {
        return l;
    }

    /**
     * The network of the pass.
     *
     * @return the network
     */
    public Network net() {
        return net;
    }

    /**
     * The learning rate that the rules name.
     *
     * @return α
     */
    public double alpha() {
        return alpha;
    }

    /**
     * All that is known here, by name; a rule cannot change it.
     *
     * @return the quantities computed so far
     */
    public Map<Quantity, Matrix> known() {
        return Collections.unmodifiableMap(values.known());
    }

    /**
     * A quantity by its name.
     *
     * @param quantity any one
     * @return its value
     * @throws IllegalStateException if it is not known here
     */
    public Matrix get(Quantity quantity) {
        return get(quantity.kind(), quantity.l());
    }

    private Matrix get(Kind kind, int layer) {
        var value = values.get(kind, layer);
        if (value == null) {
            throw new IllegalStateException("%s is not known at layer %d of %s when this equation runs"
                    .formatted(kind.at(layer), l, net));
        }
        return value;
    }

    /** The rows that the network gives a quantity. */
    int rows(Quantity quantity) {
        return quantity.kind() == Kind.J || quantity.kind() == Kind.LOSSES ? 1 : net.n(quantity.l());
    }

    /** The columns that the network and the batch give a quantity. */
    int columns(Quantity quantity) {
        return switch (quantity.kind()) {
            case J, B, DB -> 1;
            case W, DW -> net.n(quantity.l() - 1);
            default -> X().columns();
        };
    }

    /**
     * The activation of this layer.
     *
     * @return g of layer l
     */
    public Activation g() {
        return net.g(l);
    }

    /**
     * The inputs.
     *
     * @return X, n_0×m
     */
    public Matrix X() {
        return get(Kind.A, 0);
    }

    /**
     * The labels.
     *
     * @return Y, n_L×m
     */
    public Matrix Y() {
        return get(Kind.Y, net.L());
    }

    /**
     * Each example's loss.
     *
     * @return 1×m
     */
    public Matrix losses() {
        return get(Kind.LOSSES, net.L());
    }

    /**
     * What the layer receives.
     *
     * @return A[l−1], n_{l−1}×m
     */
    public Matrix APrev() {
        return get(Kind.A, l - 1);
    }

    /**
     * The linear part one layer below.
     *
     * @return Z[l−1], n_{l−1}×m
     */
    public Matrix ZPrev() {
        return get(Kind.Z, l - 1);
    }

    /**
     * The weights of this layer.
     *
     * @return W[l], n_l×n_{l−1}
     */
    public Matrix W() {
        return get(Kind.W, l);
    }

    /**
     * The biases of this layer.
     *
     * @return b[l], n_l×1
     */
    public Matrix b() {
        return get(Kind.B, l);
    }

    /**
     * The linear part of this layer.
     *
     * @return Z[l], n_l×m
     */
    public Matrix Z() {
        return get(Kind.Z, l);
    }

    /**
     * The activations of this layer.
     *
     * @return A[l], n_l×m
     */
    public Matrix A() {
        return get(Kind.A, l);
    }

    /**
     * The derivative with respect to A[l].
     *
     * @return dA[l], n_l×m
     */
    public Matrix dA() {
        return get(Kind.DA, l);
    }

    /**
     * The derivative with respect to Z[l].
     *
     * @return dZ[l], n_l×m
     */
    public Matrix dZ() {
        return get(Kind.DZ, l);
    }

    /**
     * The weights one layer above.
     *
     * @return W[l+1], n_{l+1}×n_l
     */
    public Matrix WNext() {
        return get(Kind.W, l + 1);
    }

    /**
     * The derivative with respect to Z one layer above.
     *
     * @return dZ[l+1], n_{l+1}×m
     */
    public Matrix dZNext() {
        return get(Kind.DZ, l + 1);
    }
}
