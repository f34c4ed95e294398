package backstep.derivation.twolayer;

import backstep.derivation.Conventions;
import backstep.derivation.Derivation;

/** <i>Deriving Backpropagation for Neural Networks</i>: two layers, sigmoid, cross-entropy, one example. */
public final class TwoLayerDerivation {

    private static final Conventions CONVENTIONS = new Conventions("0, 1, 2", "$W^{[l]}$, row = receiving unit",
            "$b^{[l]}$", "$a^{[l]}$", "$dz^{[l]}$", "one example's loss, $L$", "mean of $dz^{[l]}a^{[l-1]T}$");

    private TwoLayerDerivation() {}

    /**
     * Puts it together.
     *
     * @return its view, its lists, the networks that verify them
     */
    public static Derivation<TwoLayerView> make() {
        return new Derivation<>("TWO_LAYER", "Deriving Backpropagation for Neural Networks", CONVENTIONS,
                TwoLayerView::new, () -> TwoLayer.networks(700, i -> 1), TwoLayer.equations(), Claims.all(),
                Errata.all());
    }
}
