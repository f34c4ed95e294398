package backstep.derivation.general;

import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Evidence.LOCAL;
import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Form.DEFINITION;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.general.General.eachOutput;

import backstep.derivation.Equation;
import backstep.derivation.EquationBuilder;
import java.util.List;

/** GENERAL, section 4: the two-layer network, (14). */
final class Section4 {

    private Section4() {}

    static List<Equation<GeneralView>> equations() {
        return List.of(
                General.row("x", "l.117", DEFINITION, "n_0=q,\\quad a_{n_0}^{p,0}=x_q^p",
                        "x^p (Q) → a^{p,0} (N_0 = Q), beside it what multiplies w^0 (Q×N_1, each column a^{p,0})")
                        .canonical("A^{[0]}=X").eachExample()
                        .is((v, l) -> matrix(v.Q(), v.N(1), (q, n) -> v.x(1, q)))
                        .equalTo(LOCAL, (v, l) -> General.zByWeights(v, 0)),
                row("14a", "(14) l.120",
                        "\\frac{\\partial c_{n_2}^p}{\\partial z_{n_1}^{p,1}}"
                                + "=f'(z_{n_1}^{p,1})\\,w_{n_1n_2}^1\\frac{\\partial c_{n_2}^p}{\\partial "
                                + "z_{n_2}^{p,2}}",
                        "z^{p,1} (N_1), w^1 (N_1×N_2), ∂c^p_{n_2}/∂z^{p,2}_{n_2} (N_2) → for each n_2 N_1×P, "
                                + "one below another")
                        .canonical("\\Delta_{n_2}^{[1]}"
                                + "=\\big((W^{[2]}_{n_2,:})^{\\top}dZ^{[2]}_{n_2,:}\\big)\\circ g'(Z^{[1]})")
                        .is((v, l) -> eachOutput(v, n2 -> matrix(v.N(1), v.P(),
                                (n1, p) -> v.fPrime(v.z(p, 1, n1)) * v.w(1, n1, n2) * v.dcdz(p, n2, 2, n2))))
                        .estimateOfParts(LOSS_BY_Z, (v, gradients, l) -> General.dcdz(v, gradients, 1)),
                row("14b", "(14) l.121",
                        "\\frac{\\partial C}{\\partial w_{0n_1}^0}=\\sum_{p=1}^P\\sum_{n_2=1}^{N_2}"
                                + "\\frac{\\partial c_{n_2}^p}{\\partial z_{n_1}^{p,1}}",
                        "∂c^p_{n_2}/∂z^{p,1} (P×N_2×N_1) → N_1")
                        .canonical("\\pm m\\,db^{[1]}")
                        .is((v, l) -> vector(v.N(1), n1 -> sum(v.P(), p -> sum(v.N(2), n2 -> v.dcdz(p, n2, 1, n1)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdBias(v, g, 0)),
                row("14c", "(14) l.122",
                        "\\frac{\\partial C}{\\partial w_{qn_1}^0}=\\sum_{p=1}^Px_q^p\\sum_{n_2=1}^{N_2}"
                                + "\\frac{\\partial c_{n_2}^p}{\\partial z_{n_1}^{p,1}}",
                        "x^p (P×Q), ∂c^p_{n_2}/∂z^{p,1} (P×N_2×N_1) → Q×N_1")
                        .canonical("\\pm m\\,(dW^{[1]})^{\\top}")
                        .is((v, l) -> matrix(v.Q(), v.N(1),
                                (q, n1) -> sum(v.P(), p -> v.x(p, q) * sum(v.N(2), n2 -> v.dcdz(p, n2, 1, n1)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdWeights(v, g, 0)));
    }

    private static EquationBuilder<GeneralView> row(String id, String place, String latex, String shapes) {
        return General.row(id, place, ELEMENTWISE, latex, shapes)
                .demands("GENERAL (14) is section 4's two-layer network, L = 2", v -> v.L() == 2);
    }
}
