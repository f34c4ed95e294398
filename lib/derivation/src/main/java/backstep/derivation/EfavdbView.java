package backstep.derivation;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * EFAVDB's letters, which are the canonical ones: layers 0…L, weights (to, from), examples in columns, J the mean.
 *
 * @param setting what is seen
 */
public record EfavdbView(Setting setting) implements View {

    /**
     * The last layer.
     *
     * @return L
     */
    public int L() {
        return setting.net().L();
    }

    /** Layers 1…L. */
    IntStream layers() {
        return IntStream.rangeClosed(1, L());
    }

    /**
     * The size of layer l.
     *
     * @param l 0…L
     * @return n_l
     */
    public int n(int l) {
        return setting.net().n(l);
    }

    /**
     * How many examples there are in the batch.
     *
     * @return m
     */
    public int m() {
        return setting.m();
    }

    /**
     * The weights into layer l.
     *
     * @param l 1…L
     * @return W[l], n_l×n_{l−1}
     */
    public Matrix W(int l) {
        return setting.net().W(l);
    }

    /**
     * The biases of layer l.
     *
     * @param l 1…L
     * @return b[l], n_l×1
     */
    public Matrix b(int l) {
        return setting.net().b(l);
    }

    /**
     * The linear parts of layer l.
     *
     * @param l 1…L
     * @return Z[l], n_l×m
     */
    public Matrix Z(int l) {
        return setting.forward().z(l);
    }

    /**
     * The activations of layer l.
     *
     * @param l 0…L
     * @return A[l], n_l×m; A[0] = X
     */
    public Matrix A(int l) {
        return setting.forward().a(l);
    }

    /**
     * The activation of layer l; it may differ from layer to layer.
     *
     * @param l 1…L
     * @return g
     */
    public Activation g(int l) {
        return setting.net().g(l);
    }

    /**
     * ∂𝓛/∂Z of each example.
     *
     * @param l 1…L
     * @return dZ[l], n_l×m
     */
    public Matrix dZ(int l) {
        return setting.backward().dZ(l);
    }

    /**
     * ∂𝓛/∂A of each example.
     *
     * @param l 0…L
     * @return dA[l], n_l×m
     */
    public Matrix dA(int l) {
        return setting.backward().dA(l);
    }

    @Override
    public Setting canonical() {
        var parameters = layers().boxed().flatMap(l -> Stream.of(W(l), b(l))).toArray(Matrix[]::new);
        var plan = Network.inputs(n(0));
        for (int l = 1; l <= L(); l++) {
            plan = plan.layer(n(l), g(l));
        }
        return new Setting(plan.loss(setting.net().loss()).weights(parameters), A(0), setting.Y());
    }
}
