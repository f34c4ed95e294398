package backstep.derivation.ufldl;

import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.vector;

import backstep.derivation.Problem;
import backstep.derivation.View;
import backstep.matrix.Matrix;
import backstep.network.Elementwise;
import backstep.network.Network;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * UFLDL's letters: layers 1…L where layer 1 is the input, W<sup>(l)</sup> and b<sup>(l)</sup> (l = 1…L−1) feed layer l
 * + 1, weights (to, from), all indices from 1, one f for all layers.
 *
 * <p>J(W, b) is of the whole sample. x, y, a, z and δ are of one pair (x, y) = (x<sup>(p)</sup>, y<sup>(p)</sup>)
 * (l.91); {@link #example} chooses it.
 *
 * @param problem what is seen
 */
public record UfldlView(Problem problem) implements View {

    /**
     * Refuses other networks.
     *
     * @throws IllegalArgumentException unless all layers have the same activation, an elementwise one
     */
    public UfldlView {
        var net = problem.net();
        if (net.layers().stream().anyMatch(layer -> layer.g() != net.g(1))) {
            throw new IllegalArgumentException(
                    "UFLDL has one f for all layers (l.103 a^(L) = f(z^(L)), l.116 f′(z_i^(l))); given: %s".formatted(
                            net));
        }
        elementwise(problem);
    }

    /**
     * The last layer, which is the count of layers with the input.
     *
     * @return L
     */
    public int L() {
        return problem.net().L() + 1;
    }

    /** Layers 1…L−1, which have weights that feed the next. */
    IntStream weightLayers() {
        return IntStream.rangeClosed(1, L() - 1);
    }

    /** Layers 2…L, which have z and δ. */
    IntStream deltaLayers() {
        return IntStream.rangeClosed(2, L());
    }

    /** Layers L−1, L−2, …, 2, in the order of line 110. */
    IntStream hiddenLayers() {
        return IntStream.rangeClosed(2, L() - 1).map(l -> L() + 1 - l);
    }

    /**
     * The size of layer l.
     *
     * @param l 1…L
     * @return n_l
     */
    public int n(int l) {
        return problem.net().n(within("n_l", "l", l, 1, L()) - 1);
    }

    /**
     * How many pairs the sample has.
     *
     * @return m
     */
    public int m() {
        return problem.m();
    }

    /**
     * The learning rate; UFLDL gives no number.
     *
     * @return α = 0.1
     */
    public double alpha() {
        return 0.1;
    }

    /**
     * The activation function.
     *
     * @return f
     */
    public Elementwise f() {
        return elementwise(problem);
    }

    /**
     * One pair of the sample alone.
     *
     * @param p 1…m
     * @return the view of (x<sup>(p)</sup>, y<sup>(p)</sup>)
     */
    public UfldlView example(int p) {
        return new UfldlView(problem.example(within("(x^(p), y^(p))", "p", p, 1, m())));
    }

    /**
     * The loss function J(W, b), the mean over the sample (l.77); of one pair J(W, b; x, y).
     *
     * @return J
     */
    public double J() {
        return problem.cost();
    }

    /**
     * The weights from layer l to layer l + 1.
     *
     * @param l 1…L−1
     * @return W<sup>(l)</sup>, n_{l+1}×n_l
     */
    public Matrix W(int l) {
        return problem.net().W(within("W_ij^(l)", "l", l, 1, L() - 1));
    }

    /**
     * One weight.
     *
     * @param l 1…L−1
     * @param i 1…n_{l+1}, the unit of layer l + 1
     * @param j 1…n_l, the unit of layer l
     * @return W<sub>ij</sub><sup>(l)</sup>
     */
    public double W(int l, int i, int j) {
        return entry("W_ij^(l)", W(l), i, j);
    }

    /**
     * The biases of layer l + 1.
     *
     * @param l 1…L−1
     * @return b<sup>(l)</sup>, n_{l+1}×1
     */
    public Matrix b(int l) {
        return problem.net().b(within("b_i^(l)", "l", l, 1, L() - 1));
    }

    /**
     * One bias.
     *
     * @param l 1…L−1
     * @param i 1…n_{l+1}
     * @return b<sub>i</sub><sup>(l)</sup>
     */
    public double b(int l, int i) {
        return entry("b_i^(l)", b(l), i);
    }

    /**
     * The derivatives of J in the weights.
     *
     * @param l 1…L−1
     * @param i 1…n_{l+1}
     * @param j 1…n_l
     * @return ∂J/∂W<sub>ij</sub><sup>(l)</sup>
     */
    public double dJdW(int l, int i, int j) {
        return entry("∂J/∂W_ij^(l)", problem.backward().dW(within("∂J/∂W_ij^(l)", "l", l, 1, L() - 1)), i, j);
    }

    /**
     * The derivatives of J in the biases.
     *
     * @param l 1…L−1
     * @param i 1…n_{l+1}
     * @return ∂J/∂b<sub>i</sub><sup>(l)</sup>
     */
    public double dJdb(int l, int i) {
        return entry("∂J/∂b_i^(l)", problem.backward().db(within("∂J/∂b_i^(l)", "l", l, 1, L() - 1)), i);
    }

    /**
     * The input.
     *
     * @param j 1…n_1
     * @return x<sub>j</sub>
     */
    public double x(int j) {
        return entry("x_j", "j", ofOnePair("x_j", problem.X()), j);
    }

    /**
     * What the output should be.
     *
     * @return y, n_L×1
     */
    public Matrix y() {
        return ofOnePair("y_i", problem.Y());
    }

    /**
     * One entry of what the output should be.
     *
     * @param i 1…n_L
     * @return y<sub>i</sub>
     */
    public double y(int i) {
        return entry("y_i", y(), i);
    }

    /**
     * The activations of layer l; a<sup>(1)</sup> = x.
     *
     * @param l 1…L
     * @return a<sup>(l)</sup>, n_l×1
     */
    public Matrix a(int l) {
        return ofOnePair("a_i^(l)", problem.forward().A(within("a_i^(l)", "l", l, 1, L()) - 1));
    }

    /**
     * One activation.
     *
     * @param l 1…L
     * @param i 1…n_l
     * @return a<sub>i</sub><sup>(l)</sup>
     */
    public double a(int l, int i) {
        return entry("a_i^(l)", a(l), i);
    }

    /**
     * What f is applied to in layer l.
     *
     * @param l 2…L
     * @return z<sup>(l)</sup>, n_l×1
     */
    public Matrix z(int l) {
        return ofOnePair("z_i^(l)", problem.forward().Z(within("z_i^(l)", "l", l, 2, L()) - 1));
    }

    /**
     * What f is applied to in one unit.
     *
     * @param l 2…L
     * @param i 1…n_l
     * @return z<sub>i</sub><sup>(l)</sup>
     */
    public double z(int l, int i) {
        return entry("z_i^(l)", z(l), i);
    }

    /**
     * The “error” of a node, ∂J(W, b; x, y)/∂z.
     *
     * @param l 2…L
     * @param i 1…n_l
     * @return δ<sub>i</sub><sup>(l)</sup>
     */
    public double delta(int l, int i) {
        return entry("δ_i^(l)", ofOnePair("δ_i^(l)", problem.backward().dZ(within("δ_i^(l)", "l", l, 2, L()) - 1)), i);
    }

    @Override
    public Problem canonical() {
        var parameters = weightLayers().boxed()
                .flatMap(l -> Stream.of(matrix(n(l + 1), n(l), (i, j) -> W(l, i, j)), vector(n(l + 1), i -> b(l, i))))
                .toArray(Matrix[]::new);
        var plan = Network.inputs(n(1));
        for (int l = 2; l <= L(); l++) {
            plan = plan.layer(n(l), f());
        }
        return new Problem(plan.loss(problem.net().loss()).weights(parameters),
                matrix(n(1), m(), (j, p) -> example(p).x(j)),
                matrix(n(L()), m(), (i, p) -> example(p).y(i)));
    }

    private Matrix ofOnePair(String letter, Matrix column) {
        if (m() != 1) {
            throw new IllegalArgumentException(
                    "%s is of one pair (x, y) = (x^(p), y^(p)) (l.91), this sample has m = %d: choose one by example(p)"
                    .formatted(letter, m()));
        }
        return column;
    }

    private static double entry(String letter, Matrix column, int i) {
        return entry(letter, "i", column, i);
    }

    private static double entry(String letter, String index, Matrix column, int i) {
        return column.get(within(letter, index, i, 1, column.rows()) - 1, 0);
    }

    private static double entry(String letter, Matrix matrix, int i, int j) {
        return matrix.get(within(letter, "i", i, 1, matrix.rows()) - 1,
                within(letter, "j", j, 1, matrix.columns()) - 1);
    }

    private static Elementwise elementwise(Problem problem) {
        return problem.elementwise(1, "UFLDL has an f of one number, f′(z_i^(l)) (l.105, l.116)");
    }

    private static int within(String letter, String index, int value, int first, int last) {
        if (value < first || value > last) {
            throw new IndexOutOfBoundsException("%s: %s = %d is not in %d…%d".formatted(letter, index, value,
                    first, last));
        }
        return value;
    }
}
