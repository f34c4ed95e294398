package backstep.derivation.general;

import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;

import backstep.derivation.Equation;
import backstep.derivation.EquationBuilder;
import java.util.List;

/** GENERAL, section 2: one output neuron, (11). */
final class Section2 {

    private static final String CONDITION = "GENERAL (11) is section 2's network with one output neuron, N_L = 1";

    private Section2() {}

    static List<Equation<GeneralView>> equations() {
        return List.of(
                row("11a", "(11) l.86",
                        "\\frac{\\partial c^p}{\\partial z_{n_{L-1}}^{p,L-1}}"
                                + "=f'(z_{n_{L-1}}^{p,L-1})\\,w_{n_{L-1}1}^{L-1}"
                                + "\\frac{\\partial c^p}{\\partial z_1^{p,L}}\\quad(N_L=1,\\ l=L)",
                        "z^{p,L−1} (N_{L−1}), w^{L−1} (N_{L−1}×1), ∂c^p/∂z^{p,L} (scalar) → N_{L−1}, "
                                + "one column for each p")
                        .canonical("dZ^{[L-1]}=(W^{[L]\\top}dZ^{[L]})\\circ g'(Z^{[L-1]}),\\ W^{[L]}\\text{ one row}")
                        .demands(CONDITION + ", behind a hidden layer", v -> v.N(v.L()) == 1 && v.L() >= 2)
                        .is((v, l) -> matrix(v.N(v.L() - 1), v.P(), (n, p) -> v.fPrime(v.z(p, v.L() - 1, n))
                                * v.w(v.L() - 1, n, 1) * v.dcdz(p, 1, v.L(), 1)))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(v.L() - 1).times(v.sign())),
                row("11b", "(11) l.87", "\\frac{\\partial C}{\\partial w_{0n_{l-1}}^{l-2}}"
                        + "=\\sum_{p=1}^P\\frac{\\partial c^p}{\\partial z_{n_{l-1}}^{p,l-1}}",
                        "∂c^p/∂z^{p,l−1} (P×N_{l−1}) → N_{l−1}")
                        .canonical("\\pm m\\,db^{[l-1]}").demands(CONDITION, v -> v.N(v.L()) == 1)
                        .layers(General::shiftedWeights)
                        .is((v, l) -> vector(v.N(l - 1), n -> sum(v.P(), p -> v.dcdz(p, 1, l - 1, n))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdBias(v, g, l - 2)),
                row("11c", "(11) l.88",
                        "\\frac{\\partial C}{\\partial w_{n_{l-2}n_{l-1}}^{l-2}}=\\sum_{p=1}^Pa_{n_{l-2}}^{p,l-2}"
                                + "\\frac{\\partial c^p}{\\partial z_{n_{l-1}}^{p,l-1}}",
                        "a^{p,l−2} (P×N_{l−2}), ∂c^p/∂z^{p,l−1} (P×N_{l−1}) → N_{l−2}×N_{l−1}")
                        .canonical("\\pm m\\,(dW^{[l-1]})^{\\top}").demands(CONDITION, v -> v.N(v.L()) == 1)
                        .layers(General::shiftedWeights)
                        .is((v, l) -> matrix(v.N(l - 2), v.N(l - 1),
                                (m, n) -> sum(v.P(), p -> v.a(p, l - 2, m) * v.dcdz(p, 1, l - 1, n))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdWeights(v, g, l - 2)));
    }

    private static EquationBuilder<GeneralView> row(String id, String place, String latex, String shapes) {
        return General.row(id, place, ELEMENTWISE, latex, shapes);
    }
}
