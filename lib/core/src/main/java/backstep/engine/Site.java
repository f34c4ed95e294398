package backstep.engine;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Activation;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Everything known at one layer when one of its equations is due: what the formula takes, and what a mistake would
 * reach for.
 */
public final class Site {

    private final int l;
    private final Network net;
    private final Evaluation values;
    private final double alpha;
    private final Activation g;

    Site(int l, Network net, Evaluation values, double alpha) {
        this(l, net, values, alpha, net.g(l));
    }

    private Site(int l, Network net, Evaluation values, double alpha, Activation g) {
        this.l = l;
        this.net = net;
        this.values = values;
        this.alpha = alpha;
        this.g = g;
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
        this(l, net, Evaluation.parameters(net, Rules.standard()), alpha);
        NonNull.map("known", known).forEach(values::put);
    }

    /**
     * The same with another value in the place of a quantity.
     *
     * @param quantity any one
     * @param value its value here
     * @return another site
     */
    public Site with(Quantity quantity, Matrix value) {
        var other = values.copy(net, Rules.standard());
        other.put(quantity, value);
        return new Site(l, net, other, alpha, g);
    }

    /**
     * The same for a rule that has some letters the other way round, such as one example a row.
     *
     * @param letters which are transposed; Z among them turns the activation too
     * @return another site
     */
    public Site transposed(Predicate<Kind> letters) {
        var other = values.copy(net, Rules.standard());
        values.known().forEach((quantity, value) ->
                other.put(quantity, letters.test(quantity.kind()) ? value.transpose() : value));
        return new Site(l, net, other, alpha, letters.test(Kind.Z) ? g.transposed() : g);
    }

    /** The layer, 1…L. */
    public int l() { return l; }

    /** The network of the pass. */
    public Network net() { return net; }

    /** α, the learning rate that the rules name. */
    public double alpha() { return alpha; }

    /** All that is known here, by name; a rule cannot change it. */
    public Map<Quantity, Matrix> known() { return Collections.unmodifiableMap(values.known()); }

    /**
     * A quantity by its name.
     *
     * @param quantity any one
     * @return its value
     * @throws IllegalStateException if it is not known here
     */
    public Matrix get(Quantity quantity) { return get(quantity.kind(), quantity.l()); }

    private Matrix get(Kind kind, int layer) {
        var value = values.get(kind, layer);
        if (value == null) {
            throw new IllegalStateException("%s is not known at layer %d of %s when this equation runs"
                    .formatted(kind.at(layer), l, net));
        }
        return value;
    }

    /** g, the activation of this layer. */
    public Activation g() { return g; }

    /** X, the inputs, n_0×m. */
    public Matrix X() { return get(Kind.A, 0); }

    /** Y, the labels, n_L×m. */
    public Matrix Y() { return get(Kind.Y, net.L()); }

    /** ℓ, each example's loss, 1×m. */
    public Matrix losses() { return get(Kind.LOSSES, net.L()); }

    /** A[l−1], what the layer receives, n_{l−1}×m. */
    public Matrix APrev() { return get(Kind.A, l - 1); }

    /** Z[l−1], the linear part one layer below, n_{l−1}×m. */
    public Matrix ZPrev() { return get(Kind.Z, l - 1); }

    /** W[l], n_l×n_{l−1}. */
    public Matrix W() { return get(Kind.W, l); }

    /** b[l], n_l×1. */
    public Matrix b() { return get(Kind.B, l); }

    /** Z[l], n_l×m. */
    public Matrix Z() { return get(Kind.Z, l); }

    /** A[l], n_l×m. */
    public Matrix A() { return get(Kind.A, l); }

    /** dA[l], n_l×m; at the output, where no parameter needs it, computed on request. */
    public Matrix dA() {
        return l == net.L() && values.get(Kind.DA, l) == null ? values.outcome(Formula.OUTPUT_DA, l)
                : get(Kind.DA, l);
    }

    /** dZ[l], n_l×m. */
    public Matrix dZ() { return get(Kind.DZ, l); }

    /** W[l+1], the weights one layer above, n_{l+1}×n_l. */
    public Matrix WNext() { return get(Kind.W, l + 1); }

    /** dZ[l+1], the derivative one layer above, n_{l+1}×m. */
    public Matrix dZNext() { return get(Kind.DZ, l + 1); }

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
}
