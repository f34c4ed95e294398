package backstep.derivation.general;

import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Evidence.LOCAL;
import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.general.General.eachOutput;

import backstep.estimate.NumericalGradient;
import backstep.derivation.Equation;
import backstep.derivation.EquationBuilder;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import java.util.List;
import java.util.function.Predicate;

/** GENERAL, section 3: sigmoids, and the log-likelihood (12) as c. */
final class Section3 {

    private static final Predicate<GeneralView> HAS_SIGMOIDS = v -> v.f() == Activation.SIGMOID;

    private Section3() {}

    /** Sigmoids in all layers. */
    private static EquationBuilder<GeneralView> ofSigmoids(String id, String place, String latex, String shapes) {
        return General.row(id, place, ELEMENTWISE, latex, shapes)
                .demands("GENERAL section 3 has f = σ in all layers (l.94)", HAS_SIGMOIDS);
    }

    /** Sigmoids in all layers, and c by (12). */
    private static EquationBuilder<GeneralView> ofLogLikelihood(String id, String place, String latex, String shapes) {
        return General.row(id, place, ELEMENTWISE, latex, shapes)
                .demands("GENERAL section 3 has f = σ in all layers and the c of (12), "
                        + "cross-entropy but for its sign (l.94)",
                        HAS_SIGMOIDS.and(GeneralView::isLogLikelihood));
    }

    static List<Equation<GeneralView>> equations() {
        return List.of(
                ofLogLikelihood("12", "(12) l.96", "c_{n_L}^p=y_{n_L}^p\\log h_{n_L}^p+(1-y_{n_L}^p)\\log(1-h_{n_L}^p)",
                        "y^p, h^p (N_L) → c^p (N_L), one column for each p")
                        .canonical("c=-\\ell\\text{ of each output: the log-likelihood}")
                        .is((v, l) -> matrix(v.N(v.L()), v.P(),
                                (n, p) -> v.y(p, n) * Math.log(v.h(p, n)) + (1 - v.y(p, n)) * Math.log(1 - v.h(p, n))))
                        .equalTo(RECOMPUTED,
                                (v, l) -> yzMinusSoftplus(v.problem().Y(), v.problem().forward().Z(v.L()))),
                ofSigmoids("sigma", "l.101", "\\sigma(z_{n_{l-1}}^{p,l-1})=a_{n_{l-1}}^{p,l-1}",
                        "z^{p,l−1} (N_{l−1}) → a^{p,l−1} (N_{l−1}), one column for each p")
                        .canonical("A=\\sigma(Z)").layers(General::shiftedWeights)
                        .is((v, l) -> matrix(v.N(l - 1), v.P(), (n, p) -> v.a(p, l - 1, n)))
                        .equalTo(RECOMPUTED, (v, l) -> sigmaByTanh(v.problem().forward().Z(l - 1))),
                ofSigmoids("h", "l.103", "h_{n_L}^p=\\sigma(z_{n_L}^{p,L})=a_{n_L}^{p,L}",
                        "z^{p,L} (N_L) → h^p (N_L), one column for each p")
                        .canonical("\\hat Y=A^{[L]}=\\sigma(Z^{[L]})")
                        .is((v, l) -> matrix(v.N(v.L()), v.P(), (n, p) -> v.h(p, n)))
                        .equalTo(RECOMPUTED, (v, l) -> sigmaByTanh(v.problem().forward().Z(v.L()))),
                ofLogLikelihood("d", "l.105",
                        "d_{n_L}^p:=\\frac{\\partial c_{n_L}^p}{\\partial z_{n_L}^{p,L}}=y_{n_L}^p-h_{n_L}^p",
                        "y^p, h^p (N_L) → d^p (N_L), one column for each p")
                        .canonical("-dZ^{[L]}")
                        .is((v, l) -> matrix(v.N(v.L()), v.P(), (n, p) -> v.y(p, n) - v.h(p, n)))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(v.L()).times(v.sign())),
                ofLogLikelihood("13a", "(13) l.108",
                        "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_L}^{p,L}}=y_{n_L}^p-h_{n_L}^p,\\quad"
                                + "\\frac{\\partial c_{n_L}^p}{\\partial z_k^{p,L}}=0\\text{ for }k\\ne n_L",
                        "y^p, h^p (N_L) → for each n_L N_L×P, one below another")
                        .canonical("\\Delta_{n_L}^{[L]}=-e_{n_L}e_{n_L}^{\\top}dZ^{[L]}")
                        .is((v, l) -> eachOutput(v,
                                o -> matrix(v.N(v.L()), v.P(), (k, p) -> k == o ? v.y(p, o) - v.h(p, o) : 0)))
                        .estimateOfParts(LOSS_BY_Z, (v, gradients, l) -> General.dcdz(v, gradients, v.L())),
                ofLogLikelihood("13b", "(13) l.109",
                        "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l-1}}^{p,l-1}}"
                                + "=a_{n_{l-1}}^{p,l-1}(1-a_{n_{l-1}}^{p,l-1})\\sum_{n_l=1}^{N_l}"
                        + "w_{n_{l-1}n_l}^{l-1}\\frac{\\partial c_{n_L}^p}{\\partial z_{n_l}^{p,l}},\\ l=2\\dots L",
                        "∂c^p_{n_L}/∂z^{p,l} (N_l), w^{l−1} (N_{l−1}×N_l), a^{p,l−1} → for each n_L N_{l−1}×P, "
                                + "one below another")
                        .canonical("\\Delta_{n_L}^{[l-1]}=(W^{[l]\\top}\\Delta_{n_L}^{[l]})\\circ A^{[l-1]}"
                                + "\\circ(1-A^{[l-1]})").layers(General::recursion)
                        .is((v, l) -> eachOutput(v, o -> matrix(v.N(l - 1), v.P(),
                                (n, p) -> v.a(p, l - 1, n) * (1 - v.a(p, l - 1, n)) * sum(v.N(l),
                                        k -> v.w(l - 1, n, k) * v.dcdz(p, o, l, k)))))
                        .estimateOfParts(LOSS_BY_Z, (v, gradients, l) -> General.dcdz(v, gradients, l - 1)),
                ofLogLikelihood("13c", "(13) l.110",
                        "\\frac{\\partial C}{\\partial w_{0n_{l-1}}^{l-2}}=\\sum_{p=1}^P\\sum_{n_L'=1}^{N_L}"
                                + "\\frac{\\partial c_{n_L'}^p}{\\partial z_{n_{l-1}}^{p,l-1}}",
                        "∂c^p_{n_L}/∂z^{p,l−1} (P×N_L×N_{l−1}) → N_{l−1}")
                        .canonical("-m\\,db^{[l-1]}").layers(General::shiftedWeights)
                        .is((v, l) -> vector(v.N(l - 1),
                                n -> sum(v.P(), p -> sum(v.N(v.L()), o -> v.dcdz(p, o, l - 1, n)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdBias(v, g, l - 2)),
                ofLogLikelihood("13d", "(13) l.111",
                        "\\frac{\\partial C}{\\partial w_{n_{l-2}n_{l-1}}^{l-2}}=\\sum_{p=1}^Pa_{n_{l-2}}^{p,l-2}"
                                + "\\sum_{n_L'=1}^{N_L}\\frac{\\partial c_{n_L'}^p}{\\partial z_{n_{l-1}}^{p,l-1}}",
                        "a^{p,l−2} (P×N_{l−2}), ∂c^p_{n_L}/∂z^{p,l−1} (P×N_L×N_{l−1}) → N_{l−2}×N_{l−1}")
                        .canonical("-m\\,(dW^{[l-1]})^{\\top}").layers(General::shiftedWeights)
                        .is((v, l) -> matrix(v.N(l - 2), v.N(l - 1),
                                (m, n) -> sum(v.P(),
                                        p -> v.a(p, l - 2, m) * sum(v.N(v.L()), o -> v.dcdz(p, o, l - 1, n)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdWeights(v, g, l - 2)),
                ofSigmoids("sigma-prime", "implied in (13) and (15)",
                        "f'(z_{n_l}^{p,l})=a_{n_l}^{p,l}(1-a_{n_l}^{p,l})",
                        "a^{p,l} (N_l) → N_l, one column for each p")
                        .canonical("\\sigma'(Z)=A\\circ(1-A)").layers(General::activated)
                        .is((v, l) -> matrix(v.N(l), v.P(), (n, p) -> v.a(p, l, n) * (1 - v.a(p, l, n))))
                        .equalTo(LOCAL,
                                (v, l) -> v.problem().forward().Z(l).map(z -> NumericalGradient.slope(v.f()::g, z))));
    }

    private static Matrix sigmaByTanh(Matrix Z) {
        return Z.map(z -> (1 + Math.tanh(z / 2)) / 2);
    }

    /** (12) from z: yz − ln(1 + e^z). */
    private static Matrix yzMinusSoftplus(Matrix Y, Matrix Z) {
        return Y.combine("(12) from z", Z, (y, z) -> y * z - Math.log1p(Math.exp(z)));
    }
}
