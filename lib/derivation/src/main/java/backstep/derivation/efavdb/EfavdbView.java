package backstep.derivation.efavdb;

import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.vector;
import static backstep.derivation.Index.within;
import static java.util.Objects.requireNonNull;

import backstep.derivation.Problem;
import backstep.derivation.View;
import backstep.matrix.Matrix;
import backstep.network.Elementwise;
import backstep.network.Network;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * EFAVDB's letters, which are the canonical ones: layers 0…L, weights (to, from), examples in columns, J the mean; r,
 * s, j, k and i count from 1.
 *
 * @param problem what is seen
 */
public record EfavdbView(Problem problem) implements View {

    /** Of any network. */
    public EfavdbView {
        requireNonNull(problem, "problem is null");
    }

    /**
     * The last layer.
     *
     * @return L
     */
    public int L() {
        return problem.net().L();
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
        return problem.net().n(within("n", "l", l, 0, L()));
    }

    /**
     * How many examples there are in the batch.
     *
     * @return m
     */
    public int m() {
        return problem.m();
    }

    /**
     * The weights into layer l.
     *
     * @param l 1…L
     * @return W[l], n_l×n_{l−1}
     */
    public Matrix W(int l) {
        return problem.net().W(within("W", "l", l, 1, L()));
    }

    /**
     * The weight of neuron r of layer l for its input s.
     *
     * @param l 1…L
     * @param r 1…n_l
     * @param s 1…n_{l−1}
     * @return W[l]_rs
     */
    public double W(int l, int r, int s) {
        return W(l).get(within("W", "r", r, 1, n(l)) - 1, within("W", "s", s, 1, n(l - 1)) - 1);
    }

    /**
     * The weights of one neuron, as a column.
     *
     * @param l 1…L
     * @param r the neuron, 1…n_l
     * @return w[l], n_{l−1}×1
     */
    public Matrix w(int l, int r) {
        return W(l).rowAt(within("w", "r", r, 1, n(l)) - 1).transpose();
    }

    /**
     * The biases of layer l.
     *
     * @param l 1…L
     * @return b[l], n_l×1
     */
    public Matrix b(int l) {
        return problem.net().b(within("b", "l", l, 1, L()));
    }

    /**
     * The bias of neuron r of layer l.
     *
     * @param l 1…L
     * @param r 1…n_l
     * @return b[l]_r
     */
    public double b(int l, int r) {
        return b(l).get(within("b", "r", r, 1, n(l)) - 1, 0);
    }

    /**
     * The linear parts of layer l.
     *
     * @param l 1…L
     * @return Z[l], n_l×m
     */
    public Matrix Z(int l) {
        return problem.forward().Z(within("Z", "l", l, 1, L()));
    }

    /**
     * The linear part of neuron r of layer l for example i.
     *
     * @param l 1…L
     * @param r 1…n_l
     * @param i 1…m
     * @return Z[l]_ri
     */
    public double Z(int l, int r, int i) {
        return entry("Z", Z(l), r, i);
    }

    /**
     * The activations of layer l.
     *
     * @param l 0…L
     * @return A[l], n_l×m; A[0] = X
     */
    public Matrix A(int l) {
        return problem.forward().A(within("A", "l", l, 0, L()));
    }

    /**
     * The activations of layer l for example i.
     *
     * @param l 0…L
     * @param i 1…m
     * @return A[l](i), n_l×1
     */
    public Matrix A(int l, int i) {
        return column("A", A(l), i);
    }

    /**
     * The activation of neuron r of layer l for example i.
     *
     * @param l 0…L
     * @param r 1…n_l
     * @param i 1…m
     * @return A[l]_ri
     */
    public double A(int l, int r, int i) {
        return entry("A", A(l), r, i);
    }

    /**
     * The true labels.
     *
     * @return Y, n_L×m
     */
    public Matrix Y() {
        return problem.Y();
    }

    /**
     * The true label of example i.
     *
     * @param i 1…m
     * @return y(i), n_L×1
     */
    public Matrix y(int i) {
        return column("y", Y(), i);
    }

    /**
     * The true label of example i at output k.
     *
     * @param k 1…n_L
     * @param i 1…m
     * @return y(i)_k
     */
    public double y(int k, int i) {
        return entry("y", Y(), k, i);
    }

    /**
     * The loss of example i, from its output.
     *
     * @param i 1…m
     * @return 𝓛(y(i), A[L](i))
     */
    public double loss(int i) {
        return problem.net().loss().fromA(A(L(), i), y(i)).get(0, 0);
    }

    /**
     * The activation of layer l; it may differ from layer to layer.
     *
     * @param l 1…L
     * @return g
     * @throws IllegalArgumentException if it is not elementwise; what needs no g is seen of such a network too
     */
    public Elementwise g(int l) {
        return problem.elementwise(within("g", "l", l, 1, L()),
                "EFAVDB has an elementwise g, so that only A_ri depends on Z_ri (l.135)");
    }

    /**
     * ∂J/∂W.
     *
     * @param l 1…L
     * @return dW[l], n_l×n_{l−1}
     */
    public Matrix dW(int l) {
        return problem.backward().dW(within("dW", "l", l, 1, L()));
    }

    /**
     * ∂J/∂W of one weight.
     *
     * @param l 1…L
     * @param r 1…n_l
     * @param s 1…n_{l−1}
     * @return dW[l]_rs
     */
    public double dW(int l, int r, int s) {
        return dW(l).get(within("dW", "r", r, 1, n(l)) - 1, within("dW", "s", s, 1, n(l - 1)) - 1);
    }

    /**
     * ∂J/∂b.
     *
     * @param l 1…L
     * @return db[l], n_l×1
     */
    public Matrix db(int l) {
        return problem.backward().db(within("db", "l", l, 1, L()));
    }

    /**
     * ∂J/∂b of one bias.
     *
     * @param l 1…L
     * @param r 1…n_l
     * @return db[l]_r
     */
    public double db(int l, int r) {
        return db(l).get(within("db", "r", r, 1, n(l)) - 1, 0);
    }

    /**
     * ∂𝓛/∂Z of each example.
     *
     * @param l 1…L
     * @return dZ[l], n_l×m
     */
    public Matrix dZ(int l) {
        return problem.backward().dZ(within("dZ", "l", l, 1, L()));
    }

    /**
     * ∂𝓛/∂Z of example i.
     *
     * @param l 1…L
     * @param i 1…m
     * @return dZ[l](i), n_l×1
     */
    public Matrix dZ(int l, int i) {
        return column("dZ", dZ(l), i);
    }

    /**
     * ∂𝓛/∂Z of neuron r for example i.
     *
     * @param l 1…L
     * @param r 1…n_l
     * @param i 1…m
     * @return dZ[l]_ri
     */
    public double dZ(int l, int r, int i) {
        return entry("dZ", dZ(l), r, i);
    }

    /**
     * ∂𝓛/∂A of each example.
     *
     * @param l 0…L
     * @return dA[l], n_l×m
     */
    public Matrix dA(int l) {
        return problem.backward().dA(within("dA", "l", l, 0, L()));
    }

    /**
     * ∂𝓛/∂A of neuron r for example i.
     *
     * @param l 0…L
     * @param r 1…n_l
     * @param i 1…m
     * @return dA[l]_ri
     */
    public double dA(int l, int r, int i) {
        return entry("dA", dA(l), r, i);
    }

    /**
     * Example i alone, a batch of one, whose J is its loss.
     *
     * @param i 1…m
     * @return its view
     */
    public EfavdbView example(int i) {
        return new EfavdbView(problem.example(within("the batch", "i", i, 1, m())));
    }

    private double entry(String letter, Matrix of, int r, int i) {
        return of.get(within(letter, "r", r, 1, of.rows()) - 1, within(letter, "i", i, 1, m()) - 1);
    }

    private Matrix column(String letter, Matrix of, int i) {
        return of.columnAt(within(letter, "i", i, 1, m()) - 1);
    }

    @Override
    public Problem canonical() {
        var plan = Network.inputs(n(0));
        for (int l = 1; l <= L(); l++) {
            plan = plan.layer(n(l), problem.net().g(l));
        }
        var parameters = layers().boxed()
                .flatMap(l -> Stream.of(matrix(n(l), n(l - 1), (r, s) -> W(l, r, s)), vector(n(l), r -> b(l, r))))
                .toArray(Matrix[]::new);
        return new Problem(plan.loss(problem.net().loss()).weights(parameters),
                matrix(n(0), m(), (r, i) -> A(0, r, i)), matrix(n(L()), m(), this::y));
    }
}
