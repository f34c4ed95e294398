package backstep.derivation.efavdb;

import backstep.derivation.Conventions;
import backstep.derivation.Derivation;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.network.Activation;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Cathy Yeh, <i>Backpropagation in neural networks</i>, efavdb.com/backpropagation-in-neural-networks (2019). */
public final class EfavdbDerivation {

    private static final Conventions CONVENTIONS = new Conventions("0 … $L$",
            "$W^{[l]}_{rs}$, row = receiving unit", "$b^{[l]}$", "column $i$ of $A^{[l]}$", "column $i$ of $dZ^{[l]}$",
            "the mean, $J$", "$dW^{[l]}$");

    private EfavdbDerivation() {}

    /**
     * Puts it together.
     *
     * @return its view, its lists, the networks that verify them
     */
    public static Derivation<EfavdbView> make() {
        var activations = List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU);
        Supplier<List<Problem>> networks = () -> RandomNetworks.underBothLosses(100,
                (number, l, L, random) -> activations.get(random.nextInt(3)),
                (number, l, L, random) -> l == L ? Activation.SIGMOID : activations.get(random.nextInt(3)));
        var equations = Stream.of(Introduction.equations(), BackpropagationEquations.equations(), ChainRule.equations())
                .flatMap(List::stream).toList();
        return new Derivation<>("EFAVDB",
                "Cathy Yeh, Backpropagation in neural networks, efavdb.com/backpropagation-in-neural-networks (2019)",
                CONVENTIONS, EfavdbView::new, networks, equations, List.of(), Errata.all(equations));
    }
}
