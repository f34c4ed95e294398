package backstep.derivation.gist;

import backstep.derivation.Index;
import backstep.derivation.Problem;
import backstep.derivation.View;
import backstep.matrix.Matrix;
import backstep.network.Elementwise;
import backstep.network.Network;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * GIST's letters: layers 1…L of which layer 1 is the input, weights w^l into layer l as (to, from), one activation
 * function σ, one training example at a time.
 *
 * <p>Its layer l is the canonical layer l − 1. C is the mean of the C_m over M training examples; a^l, z^l, δ^l and the
 * gradients of C_m are those of one example, so that they are asked of {@link #example} when M is greater than 1,
 * which is refused otherwise. An index outside its range throws {@link IndexOutOfBoundsException} with its letter and
 * its range.
 *
 * @param problem what is seen
 */
public record GistView(Problem problem) implements View {

    /**
     * Refuses other networks.
     *
     * @throws IllegalArgumentException unless all layers have the same activation, an elementwise one
     */
    public GistView {
        var net = problem.net();
        if (net.layers().stream().anyMatch(layer -> layer.g() != net.g(1))) {
            throw new IllegalArgumentException(
                    "GIST covers networks with one activation function σ for all layers (l.25); given: %s".formatted(
                            net));
        }
        elementwise(problem);
    }

    /**
     * The last layer, which is also the count of layers, the input among them.
     *
     * @return L
     */
    public int L() {
        return problem.net().L() + 1;
    }

    /** Layers 2…L, which have weights. */
    IntStream layers() {
        return IntStream.rangeClosed(2, L());
    }

    /** Layers 2…L−1. */
    IntStream hiddenLayers() {
        return IntStream.rangeClosed(2, L() - 1);
    }

    /** Layers 3…L, below which there is a hidden one. */
    IntStream layersAboveHidden() {
        return IntStream.rangeClosed(3, L());
    }

    /** Layer L. */
    IntStream lastLayer() {
        return IntStream.of(L());
    }

    /**
     * How many neurons a layer has.
     *
     * @param l 1…L
     * @return n^l
     */
    public int n(int l) {
        return problem.net().n(inRange("n^l", "l", l, 1, L()) - 1);
    }

    /**
     * How many training examples there are.
     *
     * @return M
     */
    public int M() {
        return problem.m();
    }

    /**
     * One training example alone.
     *
     * @param m 1…M
     * @return the same letters for x^(m), with C_m for C
     */
    public GistView example(int m) {
        inRange("x^(m)", "m", m, 1, M());
        return M() == 1 ? this : new GistView(problem.example(m));
    }

    /**
     * The weights into a layer.
     *
     * @param l 2…L
     * @return w^l, n^l×n^{l−1}, row = receiving neuron
     */
    public Matrix w(int l) {
        return problem.net().W(withWeights("w^l", l) - 1);
    }

    /**
     * The weight from neuron k of layer l−1 to neuron j of layer l.
     *
     * @param l 2…L
     * @param j 1…n^l
     * @param k 1…n^{l−1}
     * @return w_jk^l
     */
    public double w(int l, int j, int k) {
        return w(l).get(neuron("w_jk^l", "j", l, j) - 1, neuron("w_jk^l", "k", l - 1, k) - 1);
    }

    /**
     * The biases of a layer.
     *
     * @param l 2…L
     * @return b^l, n^l×1
     */
    public Matrix b(int l) {
        return problem.net().b(withWeights("b^l", l) - 1);
    }

    /**
     * The bias of a neuron.
     *
     * @param l 2…L
     * @param j 1…n^l
     * @return b_j^l
     */
    public double b(int l, int j) {
        return b(l).get(neuron("b_j^l", "j", l, j) - 1, 0);
    }

    /**
     * The activations of a layer.
     *
     * @param l 1…L; a^1 is the input vector
     * @return a^l, n^l×1
     */
    public Matrix a(int l) {
        return ofOneExample("a^l").forward().A(inRange("a^l", "l", l, 1, L()) - 1);
    }

    /**
     * The activation of a neuron.
     *
     * @param l 1…L
     * @param j 1…n^l
     * @return a_j^l
     */
    public double a(int l, int j) {
        return a(l).get(neuron("a_j^l", "j", l, j) - 1, 0);
    }

    /**
     * The weighted inputs to the neurons of a layer.
     *
     * @param l 2…L
     * @return z^l, n^l×1
     */
    public Matrix z(int l) {
        return ofOneExample("z^l").forward().Z(withWeights("z^l", l) - 1);
    }

    /**
     * The weighted input to a neuron.
     *
     * @param l 2…L
     * @param j 1…n^l
     * @return z_j^l
     */
    public double z(int l, int j) {
        return z(l).get(neuron("z_j^l", "j", l, j) - 1, 0);
    }

    /**
     * The errors in the neurons of a layer.
     *
     * @param l 2…L
     * @return δ^l = ∂C_m/∂z^l, n^l×1
     */
    public Matrix delta(int l) {
        return ofOneExample("δ^l").backward().dZ(withWeights("δ^l", l) - 1);
    }

    /**
     * The error in a neuron.
     *
     * @param l 2…L
     * @param j 1…n^l
     * @return δ_j^l = ∂C_m/∂z_j^l
     */
    public double delta(int l, int j) {
        return delta(l).get(neuron("δ_j^l", "j", l, j) - 1, 0);
    }

    /**
     * The desired output, which the document gives no letter.
     *
     * @return y, n^L×1
     */
    public Matrix y() {
        return ofOneExample("y").Y();
    }

    /**
     * The desired output of a neuron.
     *
     * @param j 1…n^L
     * @return y_j
     */
    public double y(int j) {
        return y().get(neuron("y_j", "j", L(), j) - 1, 0);
    }

    /**
     * The derivatives of C_m with respect to the activations of the last layer.
     *
     * @return ∇_{a^L}C_m, n^L×1
     */
    public Matrix nablaA() {
        return ofOneExample("∇_{a^L}C_m").backward().dA(L() - 1);
    }

    /**
     * The derivative of C_m with respect to one activation of the last layer.
     *
     * @param j 1…n^L
     * @return ∂C_m/∂a_j^L
     */
    public double nablaA(int j) {
        return nablaA().get(neuron("∂C_m/∂a_j^L", "j", L(), j) - 1, 0);
    }

    /**
     * The derivatives of C_m with respect to the weights into a layer.
     *
     * @param l 2…L
     * @return ∇_{w^l}C_m, n^l×n^{l−1}
     */
    public Matrix nablaW(int l) {
        return ofOneExample("∇_{w^l}C_m").backward().dW(withWeights("∇_{w^l}C_m", l) - 1);
    }

    /**
     * The derivatives of C_m with respect to the biases of a layer.
     *
     * @param l 2…L
     * @return ∇_{b^l}C_m, n^l×1
     */
    public Matrix nablaB(int l) {
        return ofOneExample("∇_{b^l}C_m").backward().db(withWeights("∇_{b^l}C_m", l) - 1);
    }

    /**
     * The activation function.
     *
     * @return σ, the same in all layers
     */
    public Elementwise sigma() {
        return elementwise(problem);
    }

    /**
     * σ of a number.
     *
     * @param z a weighted input
     * @return σ(z)
     */
    public double sigma(double z) {
        return sigma().g(z);
    }

    /**
     * σ of every element.
     *
     * @param z weighted inputs
     * @return of the same shape
     */
    public Matrix sigma(Matrix z) {
        return z.map(sigma()::g);
    }

    /**
     * σ′ of a number.
     *
     * @param z a weighted input
     * @return σ′(z)
     */
    public double sigmaPrime(double z) {
        return sigma().gPrime(z);
    }

    /**
     * σ′ of every element.
     *
     * @param z weighted inputs
     * @return of the same shape
     */
    public Matrix sigmaPrime(Matrix z) {
        return z.map(sigma()::gPrime);
    }

    /**
     * The cost as a function of the activations of a layer: the layers above it as one black box.
     *
     * @param l 2…L
     * @param a any activations of layer l, n^l×1
     * @return C^l(a)
     * @throws IllegalArgumentException if a is not n^l×1
     */
    public double C(int l, Matrix a) {
        withWeights("C^l", l);
        var above = a;
        for (int k = l + 1; k <= L(); k++) {
            above = sigma(w(k).times(above).plus(b(k)));
        }
        return problem.net().loss().fromA(above, y()).get(0, 0);
    }

    /**
     * The cost as a function of the weighted inputs of a layer.
     *
     * @param l 2…L
     * @param z any weighted inputs of layer l, n^l×1
     * @return f^l(z) = C^l(σ(z))
     * @throws IllegalArgumentException if z is not n^l×1
     */
    public double f(int l, Matrix z) {
        return C(l, sigma(z));
    }

    /**
     * The weighted inputs of a layer as a function of those of the layer before.
     *
     * @param l 3…L
     * @param z any weighted inputs of layer l−1, n^{l−1}×1
     * @return s^l(z) = w^l σ(z) + b^l, n^l×1
     */
    public Matrix s(int l, Matrix z) {
        return w(inRange("s^l", "l", l, 3, L())).times(sigma(z)).plus(b(l));
    }

    /**
     * The learning rate with which the updates show their values; the document names none.
     *
     * @return η = 0.1
     */
    public double eta() {
        return 0.1;
    }

    /**
     * The step with which the forward difference shows its value; the document calls it a small positive number.
     *
     * @return ε = 1e-4
     */
    public double epsilon() {
        return 1e-4;
    }

    @Override
    public Problem canonical() {
        var plan = Network.inputs(n(1));
        for (int l = 2; l <= L(); l++) {
            plan = plan.layer(n(l), sigma());
        }
        var parameters = layers().boxed().flatMap(l -> Stream.of(Index.matrix(n(l), n(l - 1), (j, k) -> w(l, j, k)),
                Index.vector(n(l), j -> b(l, j))))
                .toArray(Matrix[]::new);
        return new Problem(plan.loss(problem.net().loss()).weights(parameters),
                Index.matrix(n(1), M(), (k, m) -> example(m).a(1, k)),
                Index.matrix(n(L()), M(), (j, m) -> example(m).y(j)));
    }

    private static Elementwise elementwise(Problem problem) {
        return problem.elementwise(1, "GIST has a σ that is applied to every element, σ(v)_j = σ(v_j) (l.29)");
    }

    private int withWeights(String letter, int l) {
        return inRange(letter, "l", l, 2, L());
    }

    private int neuron(String letter, String index, int l, int j) {
        return inRange(letter, index, j, 1, n(l));
    }

    private Problem ofOneExample(String letter) {
        if (M() > 1) {
            throw new IllegalArgumentException(
                    "%s belongs to a single training example x^(m) (l.129), M is %d: take example(m)".formatted(
                            letter, M()));
        }
        return problem;
    }

    private static int inRange(String letter, String index, int value, int first, int last) {
        if (value < first || value > last) {
            throw new IndexOutOfBoundsException("%s: %s = %d is not one of %d…%d%s".formatted(letter, index,
                    value, first, last,
                    index.equals("l") && value == 1 && first == 2 ? "; layer 1 is the input" : ""));
        }
        return value;
    }
}
