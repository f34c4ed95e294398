package backstep.derivation.ufldl;

import backstep.derivation.Conventions;
import backstep.derivation.Derivation;

/** <i>Backpropagation</i>, slides in Chinese after the UFLDL tutorial. */
public final class UfldlDerivation {

    private static final Conventions CONVENTIONS = new Conventions("1 … $L$, the input is 1",
            "$W^{(l)}_{ij}$, row = receiving unit, named by the layer it leaves", "$b^{(l)}_i$", "$a^{(l+1)}$",
            "$\\delta^{(l+1)}$", "the mean, $J(W,b)$", "mean of $\\delta^{(l+1)}_i a^{(l)}_j$");

    private UfldlDerivation() {}

    /**
     * Puts it together.
     *
     * @return its view, its lists, the networks that verify them
     */
    public static Derivation<UfldlView> make() {
        return new Derivation<>("UFLDL", "Backpropagation, slides in Chinese after the UFLDL tutorial", CONVENTIONS,
                UfldlView::new, Ufldl::networks, Equations.equations(), Claims.all(), Errata.all());
    }
}
