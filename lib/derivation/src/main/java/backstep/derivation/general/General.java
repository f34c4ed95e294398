package backstep.derivation.general;

import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.stack;

import backstep.derivation.Conventions;
import backstep.derivation.Derivation;
import backstep.derivation.EquationBuilder;
import backstep.derivation.Form;
import backstep.derivation.LocalDifference;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * <i>Backpropagation</i>, June 21, 2017 (no author named): the general case with every index written, and what it
 * becomes in special cases.
 */
public final class General {

    private static final Conventions CONVENTIONS = new Conventions("0 … $L$",
            "$w^{l-1}_{n_{l-1}n_l}$, row = sending unit",
            "$w^{l-1}_{0n_l}$, row 0", "$a^{p,l}$",
            "$\\sum_{n_L}\\partial c^p_{n_L}/\\partial z^{p,l}$, with the sign of (12)",
            "the sum, $C$; (12) is the log-likelihood",
            "$\\partial C/\\partial w^{l-1}$ is $m$ times it, transposed, with the sign of (12)");

    private General() {}

    /**
     * Puts it together.
     *
     * @return its view, its lists, the networks that verify them
     */
    public static Derivation<GeneralView> derivation() {
        return new Derivation<>("GENERAL", "Backpropagation, June 21, 2017 (no author named)", CONVENTIONS,
                GeneralView::new, General::networks,
                Stream.of(Section1.equations(), Section2.equations(), Section3.equations(), Section4.equations(),
                        Section5.equations())
                        .flatMap(List::stream).toList(),
                List.of(), Errata.errata());
    }

    /**
     * The 40 networks; 20 with one output neuron for (11); 20 two-layer networks for (14); 20 of section 5 for (15).
     */
    private static List<Problem> networks() {
        var activations = List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU);
        RandomNetworks.Choice inTurn = (number, l, L, random) -> activations.get(number % 3);
        RandomNetworks.Choice sigmoid = (number, l, L, random) -> Activation.SIGMOID;
        var networks = new ArrayList<>(RandomNetworks.underBothLosses(400, inTurn, sigmoid));
        int[][] oneOutput = {{3, 2, 1}, {2, 3, 2, 1}, {4, 3, 3, 1}, {2, 2, 3, 2, 1}, {3, 4, 2, 1}};
        for (int i = 0; i < 20; i++) {
            var loss = i % 2 == 0 ? Loss.SQUARED_ERROR : Loss.CROSS_ENTROPY;
            var choice = i % 2 == 0 ? inTurn : sigmoid;
            networks.add(RandomNetworks.of(loss, 4000 + i, 1 + i % 8, i, choice, oneOutput[i % 5]));
            networks.add(RandomNetworks.of(loss, 5000 + i, 1 + i % 8, i, choice, 2 + i % 3, 2 + i % 4, 1 + i / 2 % 4));
            networks.add(RandomNetworks.of(Loss.CROSS_ENTROPY, 6000 + i, 1 + i % 6, i, sigmoid, 2, 2, 1));
        }
        return networks;
    }

    static EquationBuilder<GeneralView> row(String id, String place, Form form, String latex, String shapes) {
        return new EquationBuilder<>(GeneralView::new, "general-" + id, place, form, latex, shapes);
    }

    /** l = 0…L−1: the layers that weights leave. */
    static IntStream weights(GeneralView v) {
        return IntStream.range(0, v.L());
    }

    /** l = 0…L−2: where there is a layer l+2. */
    static IntStream twoBelow(GeneralView v) {
        return IntStream.range(0, v.L() - 1);
    }

    /** l = 1…L: where there is a value before activation. */
    static IntStream activated(GeneralView v) {
        return IntStream.rangeClosed(1, v.L());
    }

    /** l = 2…L: where there is a layer l−1 to go back to. */
    static IntStream recursion(GeneralView v) {
        return IntStream.rangeClosed(2, v.L());
    }

    /** l = 2…L+1: where there are weights w^{l−2}. */
    static IntStream shiftedWeights(GeneralView v) {
        return IntStream.rangeClosed(2, v.L() + 1);
    }

    /** A matrix for each output n_L, one below another. */
    static Matrix eachOutput(GeneralView v, IntFunction<Matrix> ofOutput) {
        return stack(v.N(v.L()), ofOutput);
    }

    /** ∂c^p_{n_L}/∂z^{p,l}_{n_l} of every output, one N_l×P matrix below another. */
    static Matrix dcdz(GeneralView v, Function<Problem, Gradients> gradients, int l) {
        return eachOutput(v, output -> v.dcdz(gradients, output, l));
    }

    /** ∂C/∂w^l_{0 n_{l+1}}, a column. */
    static Matrix dCdBias(GeneralView v, Gradients g, int l) {
        return v.dCdw(g, l).rowAt(0).transpose();
    }

    /** ∂C/∂w^l_{n_l n_{l+1}} without the row of the biases. */
    static Matrix dCdWeights(GeneralView v, Gradients g, int l) {
        var all = v.dCdw(g, l);
        return matrix(v.N(l), v.N(l + 1), (from, to) -> all.get(from, to - 1));
    }

    /** The Jacobian of what the canonical forward pass of the view's one example makes of a quantity. */
    static Matrix jacobian(GeneralView v, Quantity of, Function<ForwardPass, Matrix> result) {
        var forward = v.problem().forward();
        return LocalDifference.jacobian(value -> result.apply(forward.with(of, value)), forward.get(of));
    }

    /** ∂z_{n_{l+1}}/∂w_{n_l n_{l+1}}, from the Jacobian in W[l+1], whose entries follow each other row by row. */
    static Matrix zByWeights(GeneralView v, int l) {
        var jacobian = jacobian(v, Kind.W.at(l + 1), forward -> forward.Z(l + 1));
        return matrix(v.N(l), v.N(l + 1), (n, k) -> jacobian.get(k - 1, (k - 1) * v.N(l) + n - 1));
    }
}
