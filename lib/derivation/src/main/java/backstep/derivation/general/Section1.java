package backstep.derivation.general;

import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Evidence.LOCAL;
import static backstep.derivation.Evidence.LOSS_BY_PARAMETER;
import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.scalar;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.general.General.eachOutput;
import static backstep.derivation.general.General.row;

import backstep.derivation.Equation;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** GENERAL, section 1: the derivation in the general case, (1)–(10). */
final class Section1 {

    private Section1() {}

    static List<Equation<GeneralView>> equations() {
        return Stream.of(forward(), chainRule(), system9(), system10(), implied()).flatMap(List::stream).toList();
    }

    private static List<Equation<GeneralView>> forward() {
        return List.of(
                row("a", "l.32", ELEMENTWISE, "a_{n_l}^{p,l}=f(z_{n_l}^{p,l}),\\ l\\ge1",
                        "z^{p,l} (N_l) → a^{p,l} (N_l), one column for each p")
                        .canonical("A=g(Z)").layers(General::activated)
                        .is((v, l) -> matrix(v.N(l), v.P(), (n, p) -> v.f(v.z(p, l, n))))
                        .equalTo(RECOMPUTED, (v, l) -> inAnotherClosedForm(v, l)),
                row("1a", "(1) l.36", ELEMENTWISE,
                        "z_{n_{l+1}}^{p,l+1}=w_{0n_{l+1}}^l+\\sum_{n_l=1}^{N_l}w_{n_ln_{l+1}}^la_{n_l}^{p,l}",
                        "w^l ((N_l+1)×N_{l+1}), a^{p,l} (N_l) → z^{p,l+1} (N_{l+1}), one column for each p")
                        .canonical("Z^{[l+1]}=W^{[l+1]}A^{[l]}+b^{[l+1]}\\mathbf 1^{\\top}").layers(General::weights)
                        .is((v, l) -> matrix(v.N(l + 1), v.P(),
                                (k, p) -> v.w(l, 0, k) + sum(v.N(l), n -> v.w(l, n, k) * v.a(p, l, n))))
                        .equalTo(RECOMPUTED, (v, l) -> v.problem().forward().Z(l + 1)),
                row("1b", "(1) l.36", ELEMENTWISE, "z_{n_{l+1}}^{p,l+1}"
                        + "=w_{0n_{l+1}}^l+\\sum_{n_l=1}^{N_l}w_{n_ln_{l+1}}^lf(z_{n_l}^{p,l}),\\ l\\ge1",
                        "w^l ((N_l+1)×N_{l+1}), z^{p,l} (N_l) → z^{p,l+1} (N_{l+1}), one column for each p")
                        .canonical("Z^{[l+1]}=W^{[l+1]}g(Z^{[l]})+b^{[l+1]}\\mathbf 1^{\\top}")
                        .layers(v -> IntStream.range(1, v.L()))
                        .is((v, l) -> matrix(v.N(l + 1), v.P(),
                                (k, p) -> v.w(l, 0, k) + sum(v.N(l), n -> v.w(l, n, k) * v.f(v.z(p, l, n)))))
                        .equalTo(RECOMPUTED, (v, l) -> v.problem().forward().Z(l + 1)),
                row("2", "(2) l.42", VECTORIZED, "C=\\sum_{p=1}^P\\sum_{n_L=1}^{N_L}c(y_{n_L}^p,h_{n_L}^p)"
                        + "=\\sum_{p=1}^P\\sum_{n_L=1}^{N_L}c_{n_L}^p",
                        "Y, H (N_L×P) → scalar; a sum, not a mean")
                        .canonical("C=\\pm m\\,J")
                        .is((v, l) -> scalar(sum(v.P(), p -> sum(v.N(v.L()), o -> v.c(p, o)))))
                        .equalTo(RECOMPUTED, (v, l) -> scalar(v.sign() * v.P() * v.problem().cost())));
    }

    private static List<Equation<GeneralView>> chainRule() {
        return List.of(
                row("3", "(3) l.47", ELEMENTWISE,
                        "\\frac{\\partial C}{\\partial w_{n_ln_{l+1}}^l}=\\sum_{p=1}^P\\sum_{n_L=1}^{N_L}"
                                + "\\frac{\\partial c_{n_L}^p}{\\partial w_{n_ln_{l+1}}^l}",
                        "∂c^p_{n_L}/∂w^l (P×N_L of them) → ∂C/∂w^l ((N_l+1)×N_{l+1})")
                        .canonical("\\pm m\\,dW^{\\top}\\text{ below }\\pm m\\,db^{\\top}").layers(General::weights)
                        .is((v, l) -> matrix(0, v.N(l), v.N(l + 1),
                                (n, k) -> sum(v.P(), p -> sum(v.N(v.L()), o -> v.dcdw(p, o, l, n, k)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> v.dCdw(g, l)),
                row("4", "(4) l.51", ELEMENTWISE,
                        "\\frac{\\partial c_{n_L}^p}{\\partial w_{n_ln_{l+1}}^l}"
                                + "=\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l+1}}^{p,l+1}}"
                                + "\\frac{\\partial z_{n_{l+1}}^{p,l+1}}{\\partial w_{n_ln_{l+1}}^l}",
                        "∂c^p_{n_L}/∂z^{p,l+1} (N_{l+1}), ∂z^{p,l+1}/∂w^l → for each n_L (N_l+1)×N_{l+1}, "
                                + "one below another")
                        .canonical("\\text{per output: }dZ_{:,p}\\begin{pmatrix}1&A_{:,p}^{\\top}\\end{pmatrix}")
                        .eachExample().layers(General::weights)
                        .is((v, l) -> eachOutput(v,
                                o -> matrix(0, v.N(l), v.N(l + 1), (n, k) -> v.dcdz(1, o, l + 1, k) * v.dzdw(1, l, n))))
                        .estimateOfParts(LOSS_BY_PARAMETER,
                                (v, gradients, l) -> eachOutput(v, o -> v.dcdw(gradients, o, l))),
                row("5", "(5) l.54", ELEMENTWISE, "\\frac{\\partial z_{n_{l+1}}^{p,l+1}}{\\partial w_{0n_{l+1}}^l}=1",
                        "nothing → 1 for each n_{l+1} (N_{l+1})")
                        .canonical("\\partial Z_{k,i}/\\partial b_k=1").eachExample().layers(General::weights)
                        .is((v, l) -> vector(v.N(l + 1), k -> 1))
                        .equalTo(LOCAL,
                                (v, l) -> diagonal(General.jacobian(v, Kind.B.at(l + 1), forward -> forward.Z(l + 1)))),
                row("6", "(6) l.56", ELEMENTWISE,
                        "\\frac{\\partial z_{n_{l+1}}^{p,l+1}}{\\partial w_{n_ln_{l+1}}^l}=a_{n_l}^{p,l}",
                        "a^{p,l} (N_l) → N_l×N_{l+1}")
                        .canonical("\\partial Z_{k,i}/\\partial W_{kn}=A_{n,i}").eachExample().layers(General::weights)
                        .is((v, l) -> matrix(v.N(l), v.N(l + 1), (n, k) -> v.a(1, l, n)))
                        .equalTo(LOCAL, (v, l) -> General.zByWeights(v, l)),
                row("7", "(7) l.58", ELEMENTWISE,
                        "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l+1}}^{p,l+1}}=\\sum_{n_{l+2}=1}^{N_{l+2}}"
                                + "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l+2}}^{p,l+2}}"
                                + "\\frac{\\partial z_{n_{l+2}}^{p,l+2}}{\\partial z_{n_{l+1}}^{p,l+1}},\\ l+2\\le L",
                        "∂c^p_{n_L}/∂z^{p,l+2} (N_{l+2}), "
                                + "∂z^{p,l+2}/∂z^{p,l+1} (N_{l+2}×N_{l+1}) → for each n_L N_{l+1}×P, one below another")
                        .canonical("\\Delta_{n_L}^{[l+1]}"
                                + "=\\Big(\\frac{\\partial Z^{[l+2]}}{\\partial Z^{[l+1]}}\\Big)^{\\top}"
                                + "\\Delta_{n_L}^{[l+2]}").layers(General::twoBelow)
                        .is((v, l) -> eachOutput(v, o -> matrix(v.N(l + 1), v.P(),
                                (n, p) -> sum(v.N(l + 2), k -> v.dcdz(p, o, l + 2, k) * v.dzdz(p, l + 1, k, n)))))
                        .estimateOfParts(LOSS_BY_Z, (v, gradients, l) -> General.dcdz(v, gradients, l + 1)),
                row("8", "(8) l.61", ELEMENTWISE,
                        "\\frac{\\partial z_{n_{l+2}}^{p,l+2}}{\\partial z_{n_{l+1}}^{p,l+1}}"
                                + "=w_{n_{l+1}n_{l+2}}^{l+1}f'(z_{n_{l+1}}^{p,l+1})",
                        "w^{l+1}, z^{p,l+1} (N_{l+1}) → N_{l+2}×N_{l+1}")
                        .canonical("W^{[l+2]}\\,\\mathrm{diag}\\,g'(Z_{:,i}^{[l+1]})").eachExample()
                        .layers(General::twoBelow)
                        .is((v, l) -> matrix(v.N(l + 2), v.N(l + 1),
                                (k, n) -> v.w(l + 1, n, k) * v.fPrime(v.z(1, l + 1, n))))
                        .equalTo(LOCAL, (v, l) -> General.jacobian(v, Kind.Z.at(l + 1), forward -> forward.Z(l + 2))),
                row("8b", "l.63", ELEMENTWISE,
                        "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l+1}}^{p,l+1}}=\\sum_{n_{l+2}=1}^{N_{l+2}}"
                                + "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l+2}}^{p,l+2}}"
                                + "w_{n_{l+1}n_{l+2}}^{l+1}f'(z_{n_{l+1}}^{p,l+1})",
                        "∂c^p_{n_L}/∂z^{p,l+2} (N_{l+2}), w^{l+1}, z^{p,l+1} → for each n_L N_{l+1}×P, "
                                + "one below another")
                        .canonical("\\Delta_{n_L}^{[l+1]}=(W^{[l+2]\\top}\\Delta_{n_L}^{[l+2]})\\circ g'(Z^{[l+1]})")
                        .layers(General::twoBelow)
                        .is((v, l) -> eachOutput(v, o -> matrix(v.N(l + 1), v.P(),
                                (n, p) -> sum(v.N(l + 2),
                                        k -> v.dcdz(p, o, l + 2, k) * v.w(l + 1, n, k) * v.fPrime(v.z(p, l + 1, n))))))
                        .estimateOfParts(LOSS_BY_Z, (v, gradients, l) -> General.dcdz(v, gradients, l + 1)),
                row("8c", "l.65", ELEMENTWISE,
                        "\\dots=f'(z_{n_{l+1}}^{p,l+1})\\sum_{n_{l+2}=1}^{N_{l+2}}w_{n_{l+1}n_{l+2}}^{l+1}"
                                + "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l+2}}^{p,l+2}}",
                        "∂c^p_{n_L}/∂z^{p,l+2} (N_{l+2}), w^{l+1}, z^{p,l+1} → for each n_L N_{l+1}×P, "
                                + "one below another")
                        .canonical("\\Delta_{n_L}^{[l+1]}=g'(Z^{[l+1]})\\circ(W^{[l+2]\\top}\\Delta_{n_L}^{[l+2]})")
                        .layers(General::twoBelow)
                        .is((v, l) -> eachOutput(v, o -> matrix(v.N(l + 1), v.P(),
                                (n, p) -> v.fPrime(v.z(p, l + 1, n)) * sum(v.N(l + 2),
                                        k -> v.w(l + 1, n, k) * v.dcdz(p, o, l + 2, k)))))
                        .estimateOfParts(LOSS_BY_Z, (v, gradients, l) -> General.dcdz(v, gradients, l + 1)));
    }

    private static List<Equation<GeneralView>> system9() {
        return List.of(
                row("9a", "(9) l.68", ELEMENTWISE,
                        "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l+1}}^{p,l+1}}"
                                + "=f'(z_{n_{l+1}}^{p,l+1})\\sum_{n_{l+2}=1}^{N_{l+2}}"
                                + "w_{n_{l+1}n_{l+2}}^{l+1}\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l+2}}^{p,l+2}}"
                                + ",\\ l=0\\dots L-2",
                        "∂c^p_{n_L}/∂z^{p,l+2} (N_{l+2}), w^{l+1}, z^{p,l+1} → for each n_L N_{l+1}×P, "
                                + "one below another")
                        .canonical("\\Delta_{n_L}^{[l+1]}"
                                + "=(W^{[l+2]\\top}\\Delta_{n_L}^{[l+2]})\\circ g'(Z^{[l+1]}),\\ dZ=\\sum_{n_L}"
                                + "\\Delta_{n_L}").layers(General::twoBelow)
                        .is((v, l) -> eachOutput(v, o -> matrix(v.N(l + 1), v.P(),
                                (n, p) -> v.fPrime(v.z(p, l + 1, n)) * sum(v.N(l + 2),
                                        k -> v.w(l + 1, n, k) * v.dcdz(p, o, l + 2, k)))))
                        .estimateOfParts(LOSS_BY_Z, (v, gradients, l) -> General.dcdz(v, gradients, l + 1)),
                row("9b", "(9) l.69", ELEMENTWISE,
                        "\\frac{\\partial C}{\\partial w_{0n_{l+1}}^l}=\\sum_{p=1}^P\\sum_{n_L'=1}^{N_L}"
                                + "\\frac{\\partial c_{n_L'}^p}{\\partial z_{n_{l+1}}^{p,l+1}},\\ l=0\\dots L-1",
                        "∂c^p_{n_L}/∂z^{p,l+1} (P×N_L×N_{l+1}) → N_{l+1}")
                        .canonical("\\pm m\\,db^{[l+1]}=\\pm dZ^{[l+1]}\\mathbf 1").layers(General::weights)
                        .is((v, l) -> vector(v.N(l + 1),
                                k -> sum(v.P(), p -> sum(v.N(v.L()), o -> v.dcdz(p, o, l + 1, k)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdBias(v, g, l)),
                row("9c", "(9) l.70", ELEMENTWISE,
                        "\\frac{\\partial C}{\\partial w_{n_ln_{l+1}}^l}=\\sum_{p=1}^Pa_{n_l}^{p,l}"
                                + "\\sum_{n_L'=1}^{N_L}\\frac{\\partial c_{n_L'}^p}{\\partial z_{n_{l+1}}^{p,l+1}}"
                                + ",\\ l=0\\dots L-1",
                        "a^{p,l} (P×N_l), ∂c^p_{n_L}/∂z^{p,l+1} (P×N_L×N_{l+1}) → N_l×N_{l+1}")
                        .canonical("\\pm m\\,(dW^{[l+1]})^{\\top}=\\pm A^{[l]}dZ^{[l+1]\\top}").layers(General::weights)
                        .is((v, l) -> matrix(v.N(l), v.N(l + 1),
                                (n, k) -> sum(v.P(), p -> v.a(p, l, n) * sum(v.N(v.L()), o -> v.dcdz(p, o, l + 1, k)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdWeights(v, g, l)));
    }

    private static List<Equation<GeneralView>> system10() {
        return List.of(
                row("10a", "(10) l.76", ELEMENTWISE, "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l-1}}^{p,l-1}}"
                        + "=f'(z_{n_{l-1}}^{p,l-1})\\sum_{n_l=1}^{N_l}"
                        + "w_{n_{l-1}n_l}^{l-1}\\frac{\\partial c_{n_L}^p}{\\partial z_{n_l}^{p,l}},\\ l=2\\dots L",
                        "∂c^p_{n_L}/∂z^{p,l} (N_l), w^{l−1} (N_{l−1}×N_l), z^{p,l−1} → for each n_L N_{l−1}×P, "
                                + "one below another")
                        .canonical("\\Delta_{n_L}^{[l-1]}=(W^{[l]\\top}\\Delta_{n_L}^{[l]})\\circ g'(Z^{[l-1]})")
                        .layers(General::recursion)
                        .is((v, l) -> eachOutput(v, o -> matrix(v.N(l - 1), v.P(),
                                (n, p) -> v.fPrime(v.z(p, l - 1, n)) * sum(v.N(l),
                                        k -> v.w(l - 1, n, k) * v.dcdz(p, o, l, k)))))
                        .estimateOfParts(LOSS_BY_Z, (v, gradients, l) -> General.dcdz(v, gradients, l - 1)),
                row("10b", "(10) l.77", ELEMENTWISE,
                        "\\frac{\\partial C}{\\partial w_{0n_{l-1}}^{l-2}}=\\sum_{p=1}^P\\sum_{n_L'=1}^{N_L}"
                                + "\\frac{\\partial c_{n_L'}^p}{\\partial z_{n_{l-1}}^{p,l-1}},\\ l=2\\dots L+1",
                        "∂c^p_{n_L}/∂z^{p,l−1} (P×N_L×N_{l−1}) → N_{l−1}")
                        .canonical("\\pm m\\,db^{[l-1]}").layers(General::shiftedWeights)
                        .is((v, l) -> vector(v.N(l - 1),
                                n -> sum(v.P(), p -> sum(v.N(v.L()), o -> v.dcdz(p, o, l - 1, n)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdBias(v, g, l - 2)),
                row("10c", "(10) l.78", ELEMENTWISE,
                        "\\frac{\\partial C}{\\partial w_{n_{l-2}n_{l-1}}^{l-2}}=\\sum_{p=1}^Pa_{n_{l-2}}^{p,l-2}"
                                + "\\sum_{n_L'=1}^{N_L}\\frac{\\partial c_{n_L'}^p}{\\partial z_{n_{l-1}}^{p,l-1}}"
                                + ",\\ l=2\\dots L+1",
                        "a^{p,l−2} (P×N_{l−2}), ∂c^p_{n_L}/∂z^{p,l−1} (P×N_L×N_{l−1}) → N_{l−2}×N_{l−1}")
                        .canonical("\\pm m\\,(dW^{[l-1]})^{\\top}").layers(General::shiftedWeights)
                        .is((v, l) -> matrix(v.N(l - 2), v.N(l - 1),
                                (m, n) -> sum(v.P(),
                                        p -> v.a(p, l - 2, m) * sum(v.N(v.L()), o -> v.dcdz(p, o, l - 1, n)))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> General.dCdWeights(v, g, l - 2)));
    }

    private static List<Equation<GeneralView>> implied() {
        return List.of(
                row("seed", "implied in section 1", ELEMENTWISE,
                        "\\frac{\\partial c_{n_L}^p}{\\partial z_k^{p,L}}=\\delta_{k\\,n_L}"
                                + "\\,f'(z_{n_L}^{p,L})\\,\\frac{\\partial c}{\\partial h}(y_{n_L}^p,h_{n_L}^p)",
                        "z^{p,L}, y^p, h^p (N_L) → N_L×N_L, row n_L, column k: a diagonal matrix")
                        .canonical("\\mathrm{diag}\\,dZ_{:,i}^{[L]}").eachExample()
                        .is((v, l) -> matrix(v.N(v.L()), v.N(v.L()),
                                (o, k) -> k == o ? v.fPrime(v.z(1, v.L(), o)) * v.dcdh(1, o) : 0))
                        .equalTo(LOSS_BY_Z,
                                (v, l) -> General.jacobian(v, Kind.Z.at(v.L()), forward -> eachC(v, forward.Z(v.L())))),
                row("9bc-last", "implied in (9) at l+1 = L", ELEMENTWISE,
                        "\\frac{\\partial C}{\\partial w_{0k}^{L-1}}"
                                + "=\\sum_{p=1}^P\\frac{\\partial c_k^p}{\\partial z_k^{p,L}},\\quad"
                                + "\\frac{\\partial C}{\\partial w_{n_{L-1}k}^{L-1}}=\\sum_{p=1}^Pa_{n_{L-1}}^{p,L-1}"
                                + "\\frac{\\partial c_k^p}{\\partial z_k^{p,L}}",
                        "a^{p,L−1} (P×N_{L−1}), ∂c^p_k/∂z^{p,L}_k (P×N_L) → (N_{L−1}+1)×N_L")
                        .canonical("\\pm m\\,(dW^{[L]})^{\\top}\\text{ below }\\pm m\\,db^{[L]\\top}")
                        .is((v, l) -> matrix(0, v.N(v.L() - 1), v.N(v.L()),
                                (n, k) -> sum(v.P(),
                                        p -> (n == 0 ? 1 : v.a(p, v.L() - 1, n)) * v.dcdz(p, k, v.L(), k))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> v.dCdw(g, v.L() - 1)));
    }

    /**
     * f of the canonical Z in a form that is not the library's: σ(z) = ½(1 + tanh(z/2)), tanh(z) = 1 − 2/(e^{2z} + 1),
     * max(z, 0) = ½(z + |z|).
     */
    private static Matrix inAnotherClosedForm(GeneralView v, int l) {
        var Z = v.problem().forward().Z(l);
        return v.f() == Activation.SIGMOID ? Z.map(z -> (1 + Math.tanh(z / 2)) / 2)
                : v.f() == Activation.TANH ? Z.map(z -> 1 - 2 / (Math.exp(2 * z) + 1))
                : v.f() == Activation.RELU ? Z.map(z -> (z + Math.abs(z)) / 2)
                : v.problem().forward().A(l);
    }

    private static Matrix diagonal(Matrix square) {
        return vector(square.rows(), k -> square.get(k - 1, k - 1));
    }

    /** The c of each output as a column, for these values before activation in layer L. */
    private static Matrix eachC(GeneralView v, Matrix z) {
        return vector(v.N(v.L()), k -> v.sign() * v.problem().net().loss().fromZ(v.f(), scalar(z.get(k - 1, 0)),
                scalar(v.y(1, k))).get(0, 0));
    }
}
