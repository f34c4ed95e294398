package backstep.derivation.general;

import backstep.derivation.Conventions;
import backstep.derivation.Derivation;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.network.Activation;
import backstep.network.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * <i>Backpropagation</i>, June 21, 2017 (no author named): the general case with every index written, and what it
 * becomes in special cases.
 */
public final class GeneralDerivation {

    private static final Conventions CONVENTIONS = new Conventions("0 … $L$",
            "$w^{l-1}_{n_{l-1}n_l}$, row = sending unit", "$w^{l-1}_{0n_l}$, row 0", "$a^{p,l}$",
            "$\\sum_{n_L}\\partial c^p_{n_L}/\\partial z^{p,l}$, with the sign of (12)",
            "the sum, $C$; (12) is the log-likelihood",
            "$\\partial C/\\partial w^{l-1}$ is $m$ times it, transposed, with the sign of (12)");

    private GeneralDerivation() {}

    /**
     * Puts it together.
     *
     * @return its view, its lists, the networks that verify them
     */
    public static Derivation<GeneralView> make() {
        var equations = Stream.of(Section1.equations(), Section2.equations(), Section3.equations(),
                Section4.equations(), Section5.equations()).flatMap(List::stream).toList();
        return new Derivation<>("GENERAL", "Backpropagation, June 21, 2017 (no author named)", CONVENTIONS,
                GeneralView::new, GeneralDerivation::networks, equations, List.of(), Errata.all());
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
}
