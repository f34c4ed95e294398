package backstep.derivation.general;

import static backstep.derivation.Index.matrix;

import backstep.derivation.Index;
import backstep.derivation.Problem;
import backstep.derivation.View;
import backstep.engine.Gradients;
import backstep.matrix.Matrix;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.function.Function;

/**
 * GENERAL's letters: layers 0…L, weights w^l from layer l to layer l+1 with the bias as row 0, examples p = 1…P, and a
 * cost C that is the sum of c over examples and outputs; one f for all layers. Units and examples count from 1; an
 * index outside its range throws {@link IndexOutOfBoundsException} with its letter and its range.
 *
 * @param problem what is seen
 */
public record GeneralView(Problem problem) implements View {

    /**
     * Looks at a network that has one f, of one number.
     *
     * @throws IllegalArgumentException if the activations of the layers differ, or are not elementwise
     */
    public GeneralView {
        var net = problem.net();
        if (net.layers().stream().anyMatch(layer -> layer.g() != net.g(1))) {
            throw new IllegalArgumentException("GENERAL has one f for all layers, a = f(z) (l.32); given: " + net);
        }
        elementwise(problem);
    }

    /**
     * The number of layers, the input not counted.
     *
     * @return L
     */
    public int L() {
        return problem.net().L();
    }

    /**
     * The number of nodes in layer l.
     *
     * @param l 0…L
     * @return N_l
     */
    public int N(int l) {
        return problem.net().n(in("N_l", "l", l, 0, L()));
    }

    /**
     * The number of examples.
     *
     * @return P
     */
    public int P() {
        return problem.m();
    }

    /**
     * The number of features of each example.
     *
     * @return Q = N_0
     */
    public int Q() {
        return N(0);
    }

    /**
     * A weight, or in row 0 a bias.
     *
     * @param l 0…L−1, the layer that it leaves
     * @param from n_l, 0…N_l; 0 for the bias of node n_{l+1}
     * @param to n_{l+1}, 1…N_{l+1}
     * @return w^l_{n_l n_{l+1}}
     */
    public double w(int l, int from, int to) {
        in("w^l", "l", l, 0, L() - 1);
        in("w^l", "n_l", from, 0, N(l));
        in("w^l", "n_{l+1}", to, 1, N(l + 1));
        return from == 0 ? problem.net().b(l + 1).get(to - 1, 0) : problem.net().W(l + 1).get(to - 1, from - 1);
    }

    /**
     * All weights and biases between two layers.
     *
     * @param l 0…L−1
     * @return w^l, (N_l+1)×N_{l+1}, row = sending node, the biases in row 0
     */
    public Matrix w(int l) {
        in("w^l", "l", l, 0, L() - 1);
        return matrix(0, N(l), N(l + 1), (from, to) -> w(l, from, to));
    }

    /**
     * A value before activation.
     *
     * @param p the example, 1…P
     * @param l 1…L
     * @param n n_l, 1…N_l
     * @return z^{p,l}_{n_l}
     */
    public double z(int p, int l, int n) {
        return problem.forward().Z(in("z^{p,l}", "l", l, 1, L()))
                .get(in("z^{p,l}", "n_l", n, 1, N(l)) - 1, in("z^{p,l}", "p", p, 1, P()) - 1);
    }

    /**
     * A value after activation; in layer 0 a feature.
     *
     * @param p the example, 1…P
     * @param l 0…L
     * @param n n_l, 1…N_l
     * @return a^{p,l}_{n_l}
     */
    public double a(int p, int l, int n) {
        return problem.forward().A(in("a^{p,l}", "l", l, 0, L()))
                .get(in("a^{p,l}", "n_l", n, 1, N(l)) - 1, in("a^{p,l}", "p", p, 1, P()) - 1);
    }

    /**
     * A feature of an example.
     *
     * @param p the example, 1…P
     * @param q the feature, 1…Q
     * @return x^p_q
     */
    public double x(int p, int q) {
        return problem.X().get(in("x^p", "q", q, 1, Q()) - 1, in("x^p", "p", p, 1, P()) - 1);
    }

    /**
     * A true output.
     *
     * @param p the example, 1…P
     * @param n n_L, 1…N_L
     * @return y^p_{n_L}
     */
    public double y(int p, int n) {
        return problem.Y().get(in("y^p", "n_L", n, 1, N(L())) - 1, in("y^p", "p", p, 1, P()) - 1);
    }

    /**
     * An output of the model.
     *
     * @param p the example, 1…P
     * @param n n_L, 1…N_L
     * @return h^p_{n_L}
     */
    public double h(int p, int n) {
        return problem.forward().A(L()).get(in("h^p", "n_L", n, 1, N(L())) - 1, in("h^p", "p", p, 1, P()) - 1);
    }

    /**
     * The activation function, the same in all layers.
     *
     * @return f
     */
    public Elementwise f() {
        return elementwise(problem);
    }

    /**
     * The activation function at a value.
     *
     * @param z any number
     * @return f(z)
     */
    public double f(double z) {
        return f().g(z);
    }

    /**
     * Its derivative at a value.
     *
     * @param z any number
     * @return f′(z)
     */
    public double fPrime(double z) {
        return f().gPrime(z);
    }

    /**
     * Which way C points: (12) is a log-likelihood, minus the cross-entropy; every other c is the loss.
     *
     * @return −1 under cross-entropy, +1 otherwise: C = ±P J
     */
    public int sign() {
        return isLogLikelihood() ? -1 : 1;
    }

    boolean isLogLikelihood() {
        return problem.net().loss() == Loss.CROSS_ENTROPY;
    }

    /**
     * What one output of one example adds to C: (12) under cross-entropy, the output's loss otherwise.
     *
     * @param p the example, 1…P
     * @param n n_L, 1…N_L
     * @return c^p_{n_L} = c(y^p_{n_L}, h^p_{n_L})
     */
    public double c(int p, int n) {
        return sign() * problem.net().loss().fromA(Index.scalar(h(p, n)), Index.scalar(y(p, n))).get(0, 0);
    }

    /**
     * The derivative of c in its second argument.
     *
     * @param p the example, 1…P
     * @param n n_L, 1…N_L
     * @return ∂c/∂h at (y^p_{n_L}, h^p_{n_L})
     */
    public double dcdh(int p, int n) {
        return sign() * problem.net().loss().dA(Index.scalar(h(p, n)), Index.scalar(y(p, n))).get(0, 0);
    }

    /**
     * The derivative of one output's c in a value before activation, from the canonical backward pass of that output
     * alone.
     *
     * @param p the example, 1…P
     * @param output n_L, 1…N_L
     * @param l 1…L
     * @param n n_l, 1…N_l
     * @return ∂c^p_{n_L}/∂z^{p,l}_{n_l}; 0 for another node of the last layer
     */
    public double dcdz(int p, int output, int l, int n) {
        in("∂c^p/∂z^{p,l}", "n_L", output, 1, N(L()));
        in("∂c^p/∂z^{p,l}", "l", l, 1, L());
        in("∂c^p/∂z^{p,l}", "n_l", n, 1, N(l));
        in("∂c^p/∂z^{p,l}", "p", p, 1, P());
        return dcdzEntry(problem.output(output).backward(), p, output, l, n);
    }

    /**
     * The derivative of one output's c in a weight or bias, from the canonical backward pass of that example and output
     * alone.
     *
     * @param p the example, 1…P
     * @param output n_L, 1…N_L
     * @param l 0…L−1
     * @param from n_l, 0…N_l
     * @param to n_{l+1}, 1…N_{l+1}
     * @return ∂c^p_{n_L}/∂w^l_{n_l n_{l+1}}; 0 for a weight into another output
     */
    public double dcdw(int p, int output, int l, int from, int to) {
        in("∂c^p/∂w^l", "p", p, 1, P());
        in("∂c^p/∂w^l", "n_L", output, 1, N(L()));
        in("∂c^p/∂w^l", "l", l, 0, L() - 1);
        in("∂c^p/∂w^l", "n_l", from, 0, N(l));
        in("∂c^p/∂w^l", "n_{l+1}", to, 1, N(l + 1));
        return new GeneralView(problem.example(p)).dcdw(Problem::backward, output, l).get(from, to - 1);
    }

    /**
     * The derivative of a value before activation in a weight or bias that leads to it, from the canonical forward
     * pass.
     *
     * @param p the example, 1…P
     * @param l 0…L−1, the layer that the weight leaves
     * @param from n_l, 0…N_l
     * @return ∂z^{p,l+1}_{n_{l+1}}/∂w^l_{n_l n_{l+1}}, the same for every n_{l+1}
     */
    public double dzdw(int p, int l, int from) {
        in("∂z^{p,l+1}/∂w^l", "l", l, 0, L() - 1);
        in("∂z^{p,l+1}/∂w^l", "n_l", from, 0, N(l));
        in("∂z^{p,l+1}/∂w^l", "p", p, 1, P());
        return from == 0 ? 1 : problem.forward().A(l).get(from - 1, p - 1);
    }

    /**
     * The derivative of a value before activation in one of the layer before, from the canonical network and forward
     * pass.
     *
     * @param p the example, 1…P
     * @param l 1…L−1, the layer before
     * @param to n_{l+1}, 1…N_{l+1}
     * @param from n_l, 1…N_l
     * @return ∂z^{p,l+1}_{n_{l+1}}/∂z^{p,l}_{n_l}
     */
    public double dzdz(int p, int l, int to, int from) {
        in("∂z^{p,l+1}/∂z^{p,l}", "l", l, 1, L() - 1);
        in("∂z^{p,l+1}/∂z^{p,l}", "n_{l+1}", to, 1, N(l + 1));
        in("∂z^{p,l+1}/∂z^{p,l}", "n_l", from, 1, N(l));
        in("∂z^{p,l+1}/∂z^{p,l}", "p", p, 1, P());
        return problem.net().W(l + 1).get(to - 1, from - 1) * f().gPrime(problem.forward().Z(l).get(from - 1, p - 1));
    }

    /**
     * Canonical gradients in this notation: of the sum C, from–to, the biases in row 0.
     *
     * @param g the canonical gradients of this network and data, computed or estimated
     * @param l 0…L−1
     * @return ∂C/∂w^l = ±P (db[l+1]ᵀ over dW[l+1]ᵀ), (N_l+1)×N_{l+1}
     */
    public Matrix dCdw(Gradients g, int l) {
        in("∂C/∂w^l", "l", l, 0, L() - 1);
        var dW = g.dW(l + 1);
        var db = g.db(l + 1);
        return matrix(0, N(l), N(l + 1),
                (from, to) -> sign() * P() * (from == 0 ? db.get(to - 1, 0) : dW.get(to - 1, from - 1)));
    }

    /** ∂c^p_{n_L}/∂z^{p,l}_{n_l} of one output, N_l×P, by these gradients of that output alone. */
    Matrix dcdz(Function<Problem, Gradients> gradients, int output, int l) {
        var ofOutput = gradients.apply(problem.output(output));
        return matrix(N(l), P(), (n, p) -> dcdzEntry(ofOutput, p, output, l, n));
    }

    private double dcdzEntry(Gradients ofOutput, int p, int output, int l, int n) {
        return l < L() ? sign() * ofOutput.dZ(l).get(n - 1, p - 1) : n == output
                ? sign() * ofOutput.dZ(l).get(0, p - 1) : 0;
    }

    /** ∂C/∂w^l of one output's share of C, (N_l+1)×N_{l+1}, by these gradients of that output alone. */
    Matrix dcdw(Function<Problem, Gradients> gradients, int output, int l) {
        var share = new GeneralView(problem.output(output)).dCdw(gradients.apply(problem.output(output)), l);
        return matrix(0, N(l), N(l + 1),
                (from, to) -> l + 1 < L() ? share.get(from, to - 1) : to == output ? share.get(from, 0) : 0);
    }

    @Override
    public Problem canonical() {
        var plan = Network.inputs(Q());
        var parameters = new Matrix[2 * L()];
        for (int l = 0; l < L(); l++) {
            int from = l;
            plan = plan.layer(N(l + 1), f());
            parameters[2 * l] = matrix(N(l + 1), N(l), (k, n) -> w(from, n, k));
            parameters[2 * l + 1] = matrix(N(l + 1), 1, (k, one) -> w(from, 0, k));
        }
        return new Problem(plan.loss(problem.net().loss()).weights(parameters), matrix(Q(), P(), (q, p) -> x(p, q)),
                matrix(N(L()), P(), (n, p) -> y(p, n)));
    }

    private static Elementwise elementwise(Problem problem) {
        return problem.elementwise(1, "GENERAL has an f of one number, a_{n_l} = f(z_{n_l}) (l.32)");
    }

    private static int in(String letter, String index, int value, int first, int last) {
        if (value < first || value > last) {
            throw new IndexOutOfBoundsException("%s: %s = %d, it runs over %d…%d".formatted(letter, index, value,
                    first, last));
        }
        return value;
    }
}
