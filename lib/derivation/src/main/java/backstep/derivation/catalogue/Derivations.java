package backstep.derivation.catalogue;

import backstep.derivation.Derivation;
import backstep.derivation.efavdb.EfavdbDerivation;
import backstep.derivation.efavdb.EfavdbView;
import backstep.derivation.general.GeneralDerivation;
import backstep.derivation.general.GeneralView;
import backstep.derivation.gist.GistDerivation;
import backstep.derivation.gist.GistView;
import backstep.derivation.twolayer.TwoLayerDerivation;
import backstep.derivation.twolayer.TwoLayerView;
import backstep.derivation.ufldl.UfldlDerivation;
import backstep.derivation.ufldl.UfldlView;
import java.util.List;

/** The five published derivations. */
public final class Derivations {

    /** Cathy Yeh, Backpropagation in neural networks: the matrix form, BP1–BP4, for a batch. */
    public static final Derivation<EfavdbView> EFAVDB = EfavdbDerivation.make();

    /**
     * Backpropagation, slides in Chinese after the UFLDL tutorial: forward and reverse mode, then scalars with the
     * input as layer 1.
     */
    public static final Derivation<UfldlView> UFLDL = UfldlDerivation.make();

    /**
     * Notes on Backpropagation, a gist by hustwj, fork of Deepak-, after Michael Nielsen: the input as layer 1, weights
     * named by where they enter.
     */
    public static final Derivation<GistView> GIST = GistDerivation.make();

    /** Deriving Backpropagation for Neural Networks: two sigmoid layers, one example, cross-entropy. */
    public static final Derivation<TwoLayerView> TWO_LAYER = TwoLayerDerivation.make();

    /**
     * Backpropagation (21 June 2017): any number of layers, from–to weights, sums over examples and outputs, down to
     * the 2-2-1 net.
     */
    public static final Derivation<GeneralView> GENERAL = GeneralDerivation.make();

    private Derivations() {}

    /**
     * All of them.
     *
     * @return in the order of this project
     */
    public static List<Derivation<?>> all() {
        return List.of(EFAVDB, UFLDL, GIST, TWO_LAYER, GENERAL);
    }
}
