package backstep.derivation.gist;

import backstep.derivation.Conventions;
import backstep.derivation.Derivation;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.network.Activation;
import java.util.List;
import java.util.stream.Stream;

/** <i>Notes on Backpropagation</i>, a gist of Deepak- forked from hustwj (2016). */
public final class GistDerivation {

    private static final Conventions CONVENTIONS = new Conventions("1 … $L$, the input is 1",
            "$w^{l+1}_{jk}$, row = receiving unit, named by the layer it enters", "$b^{l+1}$", "$a^{l+1}$",
            "$\\delta^{l+1}$", "the mean, $C$", "mean of $\\delta^{l+1}(a^l)^T$");

    private GistDerivation() {}

    /**
     * Puts it together.
     *
     * @return its view, its lists, the networks that verify them
     */
    public static Derivation<GistView> make() {
        var equations = Stream.of(Gist.equations(), Calculation.equations(), Implementation.equations())
                .flatMap(List::stream).toList();
        return new Derivation<>("GIST", "Notes on Backpropagation, "
                + "gist.github.com/Deepak-/90b6742f79551b1fc11c73c82a84c013 (2016), forked from hustwj",
                CONVENTIONS, GistView::new, GistDerivation::networks, equations, Claims.all(), Errata.all(equations));
    }

    /** Squared error behind sigmoid, tanh and ReLU in turn; cross-entropy behind sigmoid. */
    private static List<Problem> networks() {
        var activations = List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU);
        return RandomNetworks.underBothLosses(200, (number, l, L, random) -> activations.get(number % 3),
                (number, l, L, random) -> Activation.SIGMOID);
    }
}
