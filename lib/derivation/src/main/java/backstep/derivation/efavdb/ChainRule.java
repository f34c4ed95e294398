package backstep.derivation.efavdb;

import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Evidence.LOCAL;
import static backstep.derivation.Evidence.LOSS_BY_A;
import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Form.ALGORITHM;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.LocalDifference.jacobian;
import static backstep.derivation.efavdb.Efavdb.beside;
import static backstep.derivation.efavdb.Efavdb.ofB;
import static backstep.derivation.efavdb.Efavdb.ofW;
import static backstep.derivation.efavdb.Efavdb.ofZ;
import static backstep.derivation.efavdb.Efavdb.row;
import static backstep.derivation.efavdb.LocalDerivatives.aByZ;
import static backstep.derivation.efavdb.LocalDerivatives.zByA;
import static backstep.derivation.efavdb.LocalDerivatives.zByB;
import static backstep.derivation.efavdb.LocalDerivatives.zByW;

import backstep.derivation.Equation;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import java.util.ArrayList;
import java.util.List;

/**
 * EFAVDB's section "The chain rule applied to backpropagation" (l.104–135), each line, and the backward pass of l.102
 * that they make together.
 */
final class ChainRule {

    private static final String LOSSES = "dA[L] is written for squared error and for cross-entropy";

    private ChainRule() {}

    static List<Equation<EfavdbView>> equations() {
        return List.of(
                row("BP1-mean", "l.111", ELEMENTWISE,
                        "\\frac{\\partial J}{\\partial W_{rs}}"
                                + "=\\frac1m\\sum_{i=1}^m\\frac{\\partial\\mathcal L^{(i)}}{\\partial W_{rs}}",
                        "∂𝓛(i)/∂W_rs (m scalars) → entry (r,s) of n_l×n_{l−1}")
                        .canonical("dW=\\frac1m\\sum_i\\frac{\\partial\\ell_i}{\\partial W}").layers(EfavdbView::layers)
                        .is((v, l) -> ofW(v, l, (r, s) -> sum(v.m(), i -> v.example(i).dW(l, r, s)) / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("4", "(4) l.111", ELEMENTWISE,
                        "dW_{rs}=\\frac1m\\sum_{i=1}^m\\frac{\\partial\\mathcal L}{\\partial z_{ri}}"
                                + "\\frac{\\partial z_{ri}}{\\partial W_{rs}}",
                        "∂𝓛/∂z_ri, ∂z_ri/∂W_rs (m scalars) → entry (r,s) of n_l×n_{l−1}")
                        .canonical("dW=\\frac1m\\,dZ\\,A_-^{\\top}").layers(EfavdbView::layers)
                        .is((v, l) -> ofW(v, l, (r, s) -> sum(v.m(), i -> v.dZ(l, r, i) * zByW(v, l, r, i, s)) / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("5", "(5) l.115", ELEMENTWISE, "Z_{ri}=\\sum_{j=1}^{n_{l-1}}W_{rj}A^{[l-1]}_{ji}+b_r",
                        "row r of W, column i of A (n_{l−1}), b_r → entry (r,i) of n_l×m")
                        .canonical("Z=WA_-+b\\,\\mathbf 1_m^{\\top}").layers(EfavdbView::layers)
                        .is((v, l) -> ofZ(v, l,
                                (r, i) -> sum(v.n(l - 1), j -> v.W(l, r, j) * v.A(l - 1, j, i)) + v.b(l, r)))
                        .equalTo(RECOMPUTED, (v, l) -> v.Z(l)),
                row("dzdW", "l.118", ELEMENTWISE, "\\frac{\\partial z_{ki}}{\\partial W_{rs}}"
                        + "=A^{[l-1]}_{si}\\ \\text{if }k=r,\\ 0\\text{ otherwise}",
                        "A (n_{l−1}×1) → n_l×(n_l n_{l−1}), for each example: row k, column (r,s)")
                        .canonical("\\frac{\\partial Z_{ki}}{\\partial W_{rs}}=[k=r]\\,(A_-)_{si}").eachExample()
                        .layers(EfavdbView::layers)
                        .is((v, l) -> matrix(v.n(l), v.n(l) * v.n(l - 1), (k, rs) -> {
                            int r = 1 + (rs - 1) / v.n(l - 1);
                            int s = 1 + (rs - 1) % v.n(l - 1);
                            return k == r ? v.A(l - 1, s, 1) : 0;
                        }))
                        .equalTo(LOCAL, (v, l) -> jacobian(W -> W.times(v.A(l - 1)).plus(v.b(l)), v.W(l))),
                row("BP1-sum", "l.118", ELEMENTWISE, "dW_{rs}=\\frac1m\\sum_{i=1}^m dZ_{ri}A^{[l-1]}_{si}",
                        "row r of dZ, row s of A (m) → entry (r,s) of n_l×n_{l−1}")
                        .canonical("dW=\\frac1m\\,dZ\\,A_-^{\\top}").layers(EfavdbView::layers)
                        .is((v, l) -> ofW(v, l, (r, s) -> sum(v.m(), i -> v.dZ(l, r, i) * v.A(l - 1, s, i)) / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("BP1-T", "l.118", ELEMENTWISE, "dW_{rs}=\\frac1m\\sum_{i=1}^m dZ_{ri}(A^{[l-1]T})_{is}",
                        "row r of dZ, column s of Aᵀ (m) → entry (r,s) of n_l×n_{l−1}")
                        .canonical("dW=\\frac1m\\,dZ\\,A_-^{\\top}").layers(EfavdbView::layers)
                        .is((v, l) -> ofW(v, l, (r, s) -> sum(v.m(),
                                i -> v.dZ(l, r, i) * v.A(l - 1).transpose().get(i - 1, s - 1)) / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("BP1-mat", "l.118", VECTORIZED, "dW_{rs}=\\frac1m\\big(dZ\\,A^{[l-1]T}\\big)_{rs}",
                        "dZ (n_l×m), Aᵀ (m×n_{l−1}) → entry (r,s) of n_l×n_{l−1}")
                        .canonical("dW=\\frac1m\\,dZ\\,A_-^{\\top}").layers(EfavdbView::layers)
                        .is((v, l) -> v.dZ(l).times(v.A(l - 1).transpose()).times(1.0 / v.m()))
                        .equalTo(RECOMPUTED, (v, l) -> ofW(v, l,
                                (r, s) -> sum(v.m(), i -> v.dZ(l, r, i) * v.A(l - 1, s, i)) / v.m())),
                row("BP2-mean", "l.123", ELEMENTWISE,
                        "\\frac{\\partial J}{\\partial b_r}"
                                + "=\\frac1m\\sum_{i=1}^m\\frac{\\partial\\mathcal L^{(i)}}{\\partial b_r}",
                        "∂𝓛(i)/∂b_r (m scalars) → entry r of n_l×1")
                        .canonical("db=\\frac1m\\sum_i\\frac{\\partial\\ell_i}{\\partial b}").layers(EfavdbView::layers)
                        .is((v, l) -> ofB(v, l, r -> sum(v.m(), i -> v.example(i).db(l, r)) / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.db(l)),
                row("6", "(6) l.123", ELEMENTWISE,
                        "db_r=\\frac1m\\sum_{i=1}^m\\frac{\\partial\\mathcal L}{\\partial z_{ri}}"
                                + "\\frac{\\partial z_{ri}}{\\partial b_r}",
                        "∂𝓛/∂z_ri, ∂z_ri/∂b_r (m scalars) → entry r of n_l×1")
                        .canonical("db=\\frac1m\\,dZ\\,\\mathbf 1_m").layers(EfavdbView::layers)
                        .is((v, l) -> ofB(v, l, r -> sum(v.m(), i -> v.dZ(l, r, i) * zByB(v, l, r, i)) / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.db(l)),
                row("dzdb", "l.123", ELEMENTWISE,
                        "\\frac{\\partial z_{ki}}{\\partial b_r}=1\\ \\text{if }k=r,\\ 0\\text{ otherwise}",
                        "→ n_l×n_l, for each example: row k, column r")
                        .canonical("\\frac{\\partial Z_{ki}}{\\partial b_r}=[k=r]").eachExample()
                        .layers(EfavdbView::layers)
                        .is((v, l) -> matrix(v.n(l), v.n(l), (k, r) -> k == r ? 1 : 0))
                        .equalTo(LOCAL, (v, l) -> jacobian(b -> v.W(l).times(v.A(l - 1)).plus(b), v.b(l))),
                row("BP2-sum", "l.123", ELEMENTWISE, "db_r=\\frac1m\\sum_{i=1}^m dZ_{ri}",
                        "row r of dZ (m) → entry r of n_l×1")
                        .canonical("db=\\frac1m\\,dZ\\,\\mathbf 1_m").layers(EfavdbView::layers)
                        .is((v, l) -> ofB(v, l, r -> sum(v.m(), i -> v.dZ(l, r, i)) / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.db(l)),
                row("7", "(7) l.129", ELEMENTWISE,
                        "dA^{[l-1]}_{ri}=\\sum_{k=1}^{n_l}\\frac{\\partial\\mathcal L}{\\partial Z_{ki}}"
                                + "\\frac{\\partial Z_{ki}}{\\partial A^{[l-1]}_{ri}}",
                        "∂𝓛/∂Z_ki, ∂Z_ki/∂A_ri (n_l scalars) → entry (r,i) of n_{l−1}×m")
                        .canonical("dA_-=W^{\\top}dZ").layers(EfavdbView::layers)
                        .is((v, l) -> ofZ(v, l - 1, (r, i) -> sum(v.n(l), k -> v.dZ(l, k, i) * zByA(v, l, k, i, r))))
                        .estimate(LOSS_BY_A, (v, g, l) -> g.dA(l - 1)),
                row("dZdA", "l.129", ELEMENTWISE, "\\frac{\\partial Z_{ki}}{\\partial A^{[l-1]}_{ri}}=W_{kr}",
                        "W (n_l×n_{l−1}) → n_l×n_{l−1}, the same for each example: row k, column r")
                        .canonical("\\frac{\\partial Z_{:,i}}{\\partial (A_-)_{:,i}}=W").eachExample()
                        .layers(EfavdbView::layers)
                        .is((v, l) -> ofW(v, l, (k, r) -> v.W(l, k, r)))
                        .equalTo(LOCAL, (v, l) -> jacobian(A -> v.W(l).times(A).plus(v.b(l)), v.A(l - 1))),
                row("8", "(8) l.129", ELEMENTWISE, "dA^{[l-1]}_{ri}=\\sum_{k=1}^{n_l}dZ_{ki}W_{kr}",
                        "column i of dZ, column r of W (n_l) → entry (r,i) of n_{l−1}×m")
                        .canonical("dA_-=W^{\\top}dZ").layers(EfavdbView::layers)
                        .is((v, l) -> ofZ(v, l - 1, (r, i) -> sum(v.n(l), k -> v.dZ(l, k, i) * v.W(l, k, r))))
                        .estimate(LOSS_BY_A, (v, g, l) -> g.dA(l - 1)),
                row("BP3-T", "l.129", ELEMENTWISE, "dA^{[l-1]}_{ri}=\\sum_{k=1}^{n_l}(W^T)_{rk}\\,dZ_{ki}",
                        "row r of Wᵀ, column i of dZ (n_l) → entry (r,i) of n_{l−1}×m")
                        .canonical("dA_-=W^{\\top}dZ").layers(EfavdbView::layers)
                        .is((v, l) -> ofZ(v, l - 1,
                                (r, i) -> sum(v.n(l), k -> v.W(l).transpose().get(r - 1, k - 1) * v.dZ(l, k, i))))
                        .estimate(LOSS_BY_A, (v, g, l) -> g.dA(l - 1)),
                row("BP3-mat", "l.129", VECTORIZED, "dA^{[l-1]}_{ri}=(W^T dZ)_{ri}",
                        "Wᵀ (n_{l−1}×n_l), dZ (n_l×m) → entry (r,i) of n_{l−1}×m")
                        .canonical("dA_-=W^{\\top}dZ").layers(EfavdbView::layers)
                        .is((v, l) -> v.W(l).transpose().times(v.dZ(l)))
                        .equalTo(RECOMPUTED,
                                (v, l) -> ofZ(v, l - 1, (r, i) -> sum(v.n(l), k -> v.dZ(l, k, i) * v.W(l, k, r)))),
                row("BP4-chain", "l.135", ELEMENTWISE, "dZ_{ri}"
                        + "=\\frac{\\partial\\mathcal L}{\\partial A_{ri}}\\frac{\\partial A_{ri}}{\\partial Z_{ri}}",
                        "∂𝓛/∂A_ri, ∂A_ri/∂Z_ri (scalars) → entry (r,i) of n_l×m")
                        .canonical("dZ=dA\\circ g'(Z)").layers(EfavdbView::layers)
                        .is((v, l) -> ofZ(v, l, (r, i) -> v.dA(l, r, i) * aByZ(v, l, r, i)))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l)),
                row("gprime", "l.135", ELEMENTWISE, "\\frac{\\partial A_{ri}}{\\partial Z_{ri}}=g'(Z_{ri})",
                        "Z_ri → scalar, entry (r,i) of n_l×m")
                        .canonical("g'(Z)").layers(EfavdbView::layers)
                        .is((v, l) -> ofZ(v, l, (r, i) -> v.g(l).gPrime(v.Z(l, r, i))))
                        .equalTo(LOCAL, (v, l) -> ofZ(v, l, (r, i) -> aByZ(v, l, r, i))),
                row("BP4-elem", "l.135", ELEMENTWISE, "dZ_{ri}=dA_{ri}*g'(Z_{ri})",
                        "dA_ri, Z_ri (scalars) → entry (r,i) of n_l×m")
                        .canonical("dZ=dA\\circ g'(Z)").layers(EfavdbView::layers)
                        .is((v, l) -> ofZ(v, l, (r, i) -> v.dA(l, r, i) * v.g(l).gPrime(v.Z(l, r, i))))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l)),
                row("backward", "l.102", ALGORITHM,
                        "\\text{for }l=L,\\dots,1:\\quad "
                                + "dZ^{[l]},\\ dW^{[l]},\\ db^{[l]},\\ dA^{[l-1]}\\ \\text{from the cached }dA^{[l]}",
                        "X, Y, the network → dW (n_l×n_{l−1}) and db (n_l×1) of every layer, side by side")
                        .canonical("dW^{[l]},\\ db^{[l]},\\quad l=1,\\dots,L").layers(EfavdbView::layers)
                        .demands(LOSSES, ChainRule::hasStart)
                        .is((v, l) -> backward(v).get(v.L() - l))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> beside(g.dW(l), g.db(l))),
                row("dAL", "not printed", VECTORIZED,
                        "dA^{[L]}=A^{[L]}-Y\\ (\\text{squared error});\\quad "
                                + "dA^{[L]}=-\\frac YA+\\frac{1-Y}{1-A}\\ (\\text{cross-entropy})",
                        "A, Y (n_L×m) → dA (n_L×m)")
                        .canonical("dA^{[L]}_{:,i}=\\frac{\\partial\\ell_i}{\\partial A^{[L]}_{:,i}}")
                        .demands(LOSSES, ChainRule::hasStart)
                        .is((v, l) -> dAL(v))
                        .estimate(LOSS_BY_A, (v, g, l) -> g.dA(v.L())));
    }

    private static boolean hasStart(EfavdbView v) {
        return List.of(Loss.SQUARED_ERROR, Loss.CROSS_ENTROPY).contains(v.problem().net().loss());
    }

    private static Matrix dAL(EfavdbView v) {
        var A = v.A(v.L());
        return v.problem().net().loss() == Loss.SQUARED_ERROR ? A.minus(v.Y())
                : A.combine("cross-entropy", v.Y(), (a, y) -> -y / a + (1 - y) / (1 - a));
    }

    /**
     * dW and db from the last layer to the first, in a single pass; dZ and dA are kept from one layer to the one below.
     */
    private static List<Matrix> backward(EfavdbView v) {
        var gradients = new ArrayList<Matrix>();
        var dA = dAL(v);
        for (int l = v.L(); l >= 1; l--) {
            var dZ = dA.hadamard(v.Z(l).map(v.g(l)::gPrime));
            gradients.add(beside(dZ.times(v.A(l - 1).transpose()).times(1.0 / v.m()),
                    dZ.times(Matrix.ones(v.m(), 1)).times(1.0 / v.m())));
            dA = v.W(l).transpose().times(dZ);
        }
        return gradients;
    }
}
