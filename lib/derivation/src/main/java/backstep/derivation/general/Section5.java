package backstep.derivation.general;

import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;

import backstep.derivation.Equation;
import backstep.derivation.EquationBuilder;
import backstep.network.Activation;
import java.util.List;

/** GENERAL, section 5: the 2-2-1 network of sigmoids, (15). */
final class Section5 {

    private Section5() {}

    static List<Equation<GeneralView>> equations() {
        return List.of(
                row("15a", "(15) l.130", "\\frac{\\partial C}{\\partial w_{0n_1}^0}"
                        + "=w_{n_1}^1\\sum_{p=1}^{P}a_{n_1}^{p,1}(1-a_{n_1}^{p,1})(y^p-h^p)",
                        "w^1 (2), a^{p,1} (P×2), y, h (P) → 2")
                        .canonical("-m\\,db^{[1]}")
                        .is((v, l) -> vector(2, n1 -> v.w(1, n1, 1) * sum(v.P(),
                                p -> v.a(p, 1, n1) * (1 - v.a(p, 1, n1)) * (v.y(p, 1) - v.h(p, 1)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdBias(v, g, 0)),
                row("15b", "(15) l.131", "\\frac{\\partial C}{\\partial w_{qn_1}^0}"
                        + "=w_{n_1}^1\\sum_{p=1}^{P}x_q^pa_{n_1}^{p,1}(1-a_{n_1}^{p,1})(y^p-h^p)",
                        "x^p (P×2), w^1 (2), a^{p,1} (P×2), y, h (P) → 2×2, row q, column n_1")
                        .canonical("-m\\,(dW^{[1]})^{\\top}")
                        .is((v, l) -> matrix(2, 2, (q, n1) -> v.w(1, n1, 1)
                                * sum(v.P(), p -> v.x(p, q) * v.a(p, 1, n1) * (1 - v.a(p, 1, n1))
                                        * (v.y(p, 1) - v.h(p, 1)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdWeights(v, g, 0)),
                row("15v", "implied, “for v … directly” (l.135)",
                        "\\frac{\\partial C}{\\partial w_0^1}=\\sum_{p=1}^P(y^p-h^p),\\quad"
                                + "\\frac{\\partial C}{\\partial w_{n_1}^1}=\\sum_{p=1}^Pa_{n_1}^{p,1}(y^p-h^p)",
                        "a^{p,1} (P×2), y, h (P) → 3×1, the bias first")
                        .canonical("-m\\,(dW^{[2]})^{\\top}\\text{ below }-m\\,db^{[2]}")
                        .is((v, l) -> matrix(0, 2, 1,
                                (n1, one) -> sum(v.P(), p -> (n1 == 0 ? 1 : v.a(p, 1, n1)) * (v.y(p, 1) - v.h(p, 1)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> v.dCdw(g, 1)));
    }

    private static EquationBuilder<GeneralView> row(String id, String place, String latex, String shapes) {
        return General.row(id, place, ELEMENTWISE, latex, shapes)
                .demands("GENERAL (15) is section 5's 2-2-1 network of sigmoids with the c of (12), "
                        + "cross-entropy but for its sign (l.125)",
                        Section5::covers);
    }

    static boolean covers(GeneralView v) {
        return v.L() == 2 && v.Q() == 2 && v.N(1) == 2 && v.N(2) == 1 && v.f() == Activation.SIGMOID
                && v.isLogLikelihood();
    }
}
