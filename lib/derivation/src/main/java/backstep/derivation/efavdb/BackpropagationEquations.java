package backstep.derivation.efavdb;

import static backstep.derivation.Evidence.CHAIN_RULE;
import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Evidence.LOSS_BY_A;
import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Form.DEFINITION;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.scalar;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.total;
import static backstep.derivation.efavdb.Efavdb.row;

import backstep.estimate.NumericalGradient;
import backstep.derivation.Equation;
import java.util.List;

/** EFAVDB's section "Backpropagation equations" (l.86–94) and the chain rule in general (l.96–100). */
final class BackpropagationEquations {

    private BackpropagationEquations() {}

    static List<Equation<EfavdbView>> equations() {
        return List.of(
                row("def-dW", "l.91, l.111", DEFINITION, "dW^{[l]}\\equiv\\frac{\\partial J}{\\partial W^{[l]}}",
                        "→ dW (n_l×n_{l−1})")
                        .canonical("dW=\\frac{\\partial J}{\\partial W}").layers(EfavdbView::layers)
                        .is((v, l) -> v.dW(l))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("def-db", "l.91, l.123", DEFINITION, "db^{[l]}\\equiv\\frac{\\partial J}{\\partial b^{[l]}}",
                        "→ db (n_l×1)")
                        .canonical("db=\\frac{\\partial J}{\\partial b}").layers(EfavdbView::layers)
                        .is((v, l) -> v.db(l))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.db(l)),
                row("def-dA", "l.91, l.129", DEFINITION,
                        "dA^{[l-1]}\\equiv\\frac{\\partial\\mathcal L}{\\partial A^{[l-1]}}",
                        "→ dA (n_{l−1}×m), column i of loss i")
                        .canonical("dA_{:,i}=\\frac{\\partial\\ell_i}{\\partial A_{:,i}}").layers(EfavdbView::layers)
                        .is((v, l) -> v.dA(l - 1))
                        .estimate(LOSS_BY_A, (v, g, l) -> g.dA(l - 1)),
                row("def-dZ", "l.91, l.135", DEFINITION,
                        "dZ^{[l]}\\equiv\\frac{\\partial\\mathcal L}{\\partial Z^{[l]}}",
                        "→ dZ (n_l×m), column i of loss i")
                        .canonical("dZ_{:,i}=\\frac{\\partial\\ell_i}{\\partial Z_{:,i}}").layers(EfavdbView::layers)
                        .is((v, l) -> v.dZ(l))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l)),
                row("BP1", "(BP1) l.91", VECTORIZED, "dW^{[l]}=\\frac1m\\,dZ^{[l]}A^{[l-1]T}",
                        "dZ (n_l×m), A (n_{l−1}×m) → dW (n_l×n_{l−1})")
                        .canonical("dW=\\frac1m\\,dZ\\,A_-^{\\top}").layers(EfavdbView::layers)
                        .is((v, l) -> v.dZ(l).times(v.A(l - 1).transpose()).times(1.0 / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("BP2", "(BP2) l.91", VECTORIZED, "db^{[l]}=\\frac1m\\sum_{i=1}^m dZ^{[l](i)}",
                        "dZ (n_l×m) → db (n_l×1)")
                        .canonical("db=\\frac1m\\,dZ\\,\\mathbf 1_m").layers(EfavdbView::layers)
                        .is((v, l) -> total(v.m(), i -> v.dZ(l, i)).times(1.0 / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.db(l)),
                row("BP3", "(BP3) l.91", VECTORIZED, "dA^{[l-1]}=W^{[l]T}dZ^{[l]}",
                        "W (n_l×n_{l−1}), dZ (n_l×m) → dA (n_{l−1}×m)")
                        .canonical("dA_-=W^{\\top}dZ").layers(EfavdbView::layers)
                        .is((v, l) -> v.W(l).transpose().times(v.dZ(l)))
                        .estimate(LOSS_BY_A, (v, g, l) -> g.dA(l - 1)),
                row("BP4", "(BP4) l.91", VECTORIZED, "dZ^{[l]}=dA^{[l]}*g'(Z^{[l]})", "dA, Z (n_l×m) → dZ (n_l×m)")
                        .canonical("dZ=dA\\circ g'(Z)").layers(EfavdbView::layers)
                        .is((v, l) -> v.dA(l).hadamard(v.Z(l).map(v.g(l)::gPrime)))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l)),
                row("chain", "l.100", ELEMENTWISE,
                        "\\frac{\\partial f(u_1,\\dots,u_k)}{\\partial x}"
                                + "=\\sum_{i=1}^k\\frac{\\partial f}{\\partial u_i}\\frac{\\partial u_i}{\\partial x}",
                        "f: ℝᵏ → ℝ, u: ℝ → ℝᵏ → scalar; k = n_0, smooth functions made from the first neuron's weights")
                        .canonical("\\nabla f(u)^{\\top}u'(x)")
                        .is((v, l) -> scalar(sum(functions(v).k(), i -> functions(v).fByU(i) * functions(v).uByX(i))))
                        .equalTo(CHAIN_RULE, (v, l) -> scalar(
                                NumericalGradient.slope(x -> functions(v).f(functions(v).u(x)), functions(v).x()))),
                row("chain-single", "l.100", ELEMENTWISE,
                        "\\frac{\\partial f}{\\partial x}=\\frac{\\partial f}{\\partial u_1}\\frac{du_1}{dx}\\quad"
                                + "\\text{if only }u_1\\text{ depends on }x",
                        "∂f/∂u_1, du_1/dx (scalars) → scalar; the same functions")
                        .canonical("\\frac{\\partial f}{\\partial u_1}u_1'(x)")
                        .is((v, l) -> scalar(functions(v).fByU(1) * functions(v).uByX(1)))
                        .equalTo(CHAIN_RULE,
                                (v, l) -> scalar(NumericalGradient.slope(x -> functions(v).f(1, functions(v).u(1, x)),
                                        functions(v).x()))));
    }

    private static SmoothFunctions functions(EfavdbView v) {
        return SmoothFunctions.of(v);
    }
}
