package backstep.derivation;

import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;

import backstep.network.Activation;
import java.util.List;

/** Cathy Yeh, <i>Backpropagation in neural networks</i>, efavdb.com/backpropagation-in-neural-networks (2019). */
final class Efavdb {

    private Efavdb() {}

    static Derivation<EfavdbView> derivation() {
        var activations = List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU);
        var networks = Networks.underBothLosses(100, (number, l, L, random) -> activations.get(random.nextInt(3)),
                (number, l, L, random) -> l == L ? Activation.SIGMOID : activations.get(random.nextInt(3)));
        return new Derivation<>("EFAVDB", "Cathy Yeh, Backpropagation in neural networks, efavdb.com/backpropagation-in-neural-networks (2019)", EfavdbView::new, networks,
                equations(), List.of(), List.of());
    }

    private static Row<EfavdbView> row(String id, String place, Form form, String latex, String shapes) {
        return new Row<>(EfavdbView::new, "efavdb-" + id, place, form, latex, shapes);
    }

    private static List<Equation<EfavdbView>> equations() {
        return List.of(
                row("5", "(5) l.115", ELEMENTWISE, "Z_{ri}=\\sum_{j=1}^{n_{l-1}}W_{rj}A^{[l-1]}_{ji}+b_r", "W (n_l×n_{l−1}), A (n_{l−1}×m), b (n_l×1) → Z (n_l×m)")
                        .canonical("Z=WA^{[l-1]}+b\\mathbf 1^{\\top}").layers(EfavdbView::layers)
                        .is((v, l) -> matrix(v.n(l), v.m(), (r, i) -> sum(v.n(l - 1), j -> v.W(l).get(r - 1, j - 1) * v.A(l - 1).get(j - 1, i - 1)) + v.b(l).get(r - 1, 0)))
                        .equalTo(RECOMPUTED, (v, l) -> v.Z(l)),
                row("BP1", "(BP1) l.91", VECTORIZED, "dW^{[l]}=\\frac1m\\,dZ^{[l]}A^{[l-1]T}", "dZ (n_l×m), A (n_{l−1}×m) → dW (n_l×n_{l−1})")
                        .canonical("dW=\\frac1m\\,dZ\\,A_-^{\\top}").layers(EfavdbView::layers)
                        .is((v, l) -> v.dZ(l).times(v.A(l - 1).transpose()).times(1.0 / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("BP4", "(BP4) l.91", VECTORIZED, "dZ^{[l]}=dA^{[l]}*g'(Z^{[l]})", "dA, Z (n_l×m) → dZ (n_l×m)")
                        .canonical("dZ=dA\\circ g'(Z)").layers(EfavdbView::layers)
                        .is((v, l) -> v.dA(l).hadamard(v.Z(l).map(v.g(l)::gPrime)))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l)));
    }
}
