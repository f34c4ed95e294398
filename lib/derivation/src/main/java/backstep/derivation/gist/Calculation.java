package backstep.derivation.gist;

import static backstep.estimate.NumericalGradient.slope;
import static backstep.derivation.Evidence.LOCAL;
import static backstep.derivation.Evidence.LOSS_BY_A;
import static backstep.derivation.Evidence.LOSS_BY_PARAMETER;
import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Evidence.SHAPES;
import static backstep.derivation.Form.DEFINITION;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.gist.Gist.one;

import backstep.derivation.Equation;
import backstep.derivation.Expression;
import backstep.derivation.LocalDifference;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import java.util.ArrayList;
import java.util.List;

/** GIST's calculation of backpropagation: what δ gives, how δ is found, the summary (l.92–123). */
final class Calculation {

    private static final Expression<GistView> OUTPUT_DELTA = (v, L) -> v.nablaA().hadamard(v.sigmaPrime(v.z(L)));
    private static final Expression<GistView> HIDDEN_DELTA = (v, l) -> v.w(l).transpose().times(v.delta(l))
            .hadamard(v.sigmaPrime(v.z(l - 1)));
    private static final Expression<GistView> NABLA_B = (v, l) -> v.delta(l);
    private static final Expression<GistView> NABLA_W = (v, l) -> v.delta(l).times(v.a(l - 1).transpose());

    private Calculation() {}

    static List<Equation<GistView>> equations() {
        var rows = new ArrayList<Equation<GistView>>();
        rows.addAll(fromDelta());
        rows.addAll(outputDelta());
        rows.addAll(hiddenDelta());
        rows.addAll(summary());
        return rows;
    }

    /** Lines 92 to 102. */
    private static List<Equation<GistView>> fromDelta() {
        return List.of(
                one("delta-def", "l.92", DEFINITION, "\\delta_j^l=\\frac{\\partial C_m}{\\partial z_j^l}",
                        "z^l (n^l×1) → (n^l×1)").canonical("dZ")
                        .is((v, l) -> vector(v.n(l), j -> v.delta(l, j)))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 1)),
                one("db", "l.94", ELEMENTWISE,
                        "\\frac{\\partial C_m}{\\partial b_j^l}=\\frac{\\partial C_m}{\\partial z_j^l}"
                                + "\\frac{\\partial z_j^l}{\\partial b_j^l}=\\delta_j^l\\cdot1",
                        "δ_j^l, ∂z_j^l/∂b_j^l (1×1) → entry j of (n^l×1)")
                        .canonical("db,\\;m=1")
                        .is((v, l) -> vector(v.n(l), j -> v.delta(l, j)
                                * slope(b -> sum(v.n(l - 1), k -> v.w(l, j, k) * v.a(l - 1, k)) + b, v.b(l, j))))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.db(l - 1)),
                one("db-vec", "l.96", VECTORIZED, "\\nabla_{b^l}C_m=\\delta^l", "δ^l (n^l×1) → (n^l×1)")
                        .canonical("db,\\;m=1")
                        .is(NABLA_B)
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.db(l - 1)),
                one("dw-chain", "l.98", ELEMENTWISE,
                        "\\frac{\\partial C_m}{\\partial w_{jk}^l}"
                                + "=\\frac{\\partial C_m}{\\partial z_j^l}\\frac{\\partial z_j^l}{\\partial w_{jk}^l}",
                        "δ_j^l, ∂z_j^l/∂w_jk^l (1×1) → entry (j, k) of (n^l×n^{l−1})").canonical("dW,\\;m=1")
                        .is((v, l) -> matrix(v.n(l), v.n(l - 1),
                                (j, k) -> v.delta(l, j) * slope(w -> weightedInput(v, l, j, k, w), v.w(l, j, k))))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.dW(l - 1)),
                one("dw", "l.98", ELEMENTWISE, "\\frac{\\partial C_m}{\\partial w_{jk}^l}=\\delta_j^la_k^{l-1}",
                        "δ_j^l, a_k^{l−1} (1×1) → entry (j, k) of (n^l×n^{l−1})").canonical("dW,\\;m=1")
                        .is((v, l) -> matrix(v.n(l), v.n(l - 1), (j, k) -> v.delta(l, j) * v.a(l - 1, k)))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.dW(l - 1)),
                one("dw-vec", "l.100", VECTORIZED, "\\nabla_{w^l}C_m=\\delta^l(a^{l-1})^T",
                        "δ^l (n^l×1), a^{l−1} (n^{l−1}×1) → (n^l×n^{l−1})").canonical("dW,\\;m=1")
                        .is(NABLA_W)
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.dW(l - 1)),
                one("shape-note", "l.102", DEFINITION, "w^l,\\nabla_{w^l}C_m\\in\\mathbb R^{n^l\\times n^{l-1}},\\quad"
                        + "\\delta^l\\in\\mathbb R^{n^l\\times1},"
                        + "\\quad(a^{l-1})^T\\in\\mathbb R^{1\\times n^{l-1}}",
                        "→ the four shapes, one in each row (4×2)")
                        .canonical("W,\\;dW,\\;dZ,\\;A_-^{\\top}")
                        .is((v, l) -> Matrix.of(4, 2, v.n(l), v.n(l - 1), v.n(l), v.n(l - 1), v.n(l), 1, 1, v.n(l - 1)))
                        .equalTo(SHAPES, (v, l) -> shapes(v.w(l), v.nablaW(l), v.delta(l), v.a(l - 1).transpose())));
    }

    /** Lines 108 and 110, with the derivatives of the two costs, which are not printed. */
    private static List<Equation<GistView>> outputDelta() {
        return List.of(
                one("delta-output", "l.108", ELEMENTWISE,
                        "\\delta_j^L=\\frac{\\partial C_m}{\\partial a_j^L}\\frac{\\partial a_j^L}{\\partial z_j^L}"
                                + "=\\frac{\\partial C_m}{\\partial a_j^L}\\sigma'(z_j^L)",
                        "∂C_m/∂a_j^L, z_j^L (1×1) → entry j of (n^L×1)")
                        .canonical("dZ^{[L]}=dA^{[L]}\\circ g'(Z^{[L]})").layers(GistView::lastLayer)
                        .is((v, L) -> vector(v.n(L), j -> v.nablaA(j) * v.sigmaPrime(v.z(L, j))))
                        .estimate(LOSS_BY_Z, (v, g, L) -> g.dZ(L - 1)),
                one("delta-output-vec", "l.110", VECTORIZED, "\\delta^L=\\nabla_{a^L}C_m\\odot\\sigma'(z^L)",
                        "∇_{a^L}C_m, z^L (n^L×1) → (n^L×1)")
                        .canonical("dZ^{[L]}=dA^{[L]}\\circ g'(Z^{[L]})").layers(GistView::lastLayer)
                        .is(OUTPUT_DELTA)
                        .estimate(LOSS_BY_Z, (v, g, L) -> g.dZ(L - 1)),
                one("nabla-a", "not printed", VECTORIZED, "\\nabla_{a^L}C_m=a^L-y\\text{ (squared error)},"
                        + "\\quad-\\frac y{a^L}+\\frac{1-y}{1-a^L}\\text{ (cross-entropy)}",
                        "a^L, y (n^L×1) → (n^L×1)").canonical("dA^{[L]}").layers(GistView::lastLayer)
                        .demands("the document names two costs, squared error and cross-entropy (l.41)",
                                v -> squaredError(v) || v.problem().net().loss() == Loss.CROSS_ENTROPY)
                        .is((v, L) -> squaredError(v) ? v.a(L).minus(v.y())
                                : v.y().combine("∇", v.a(L), (y, a) -> -y / a + (1 - y) / (1 - a)))
                        .estimate(LOSS_BY_A, (v, g, L) -> g.dA(L - 1)));
    }

    /** Lines 113 to 121. */
    private static List<Equation<GistView>> hiddenDelta() {
        return List.of(
                one("delta-hidden-chain", "l.113", ELEMENTWISE,
                        "\\delta_k^{l-1}=\\frac{\\partial C_m}{\\partial z_k^{l-1}}"
                                + "=\\sum_{j=1}^{n^l}\\frac{\\partial f^l}{\\partial z_j^l}"
                                + "\\frac{\\partial s_j^l}{\\partial z_k^{l-1}}"
                        + "=\\sum_j\\frac{\\partial C_m}{\\partial z_j^l}\\frac{\\partial z_j^l}{\\partial z_k^{l-1}}",
                        "∂f^l/∂z^l, ∂s^l/∂z_k^{l−1} (n^l×1) → entry k of (n^{l−1}×1)").canonical("dZ^{[l-1]}")
                        .layers(GistView::layersAboveHidden)
                        .is((v, l) -> vector(v.n(l - 1), k -> sum(v.n(l), j -> v.delta(l, j) * dsdz(v, l, j, k))))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 2)),
                one("dz-dz", "l.115", ELEMENTWISE,
                        "\\frac{\\partial z_j^l}{\\partial z_k^{l-1}}=w_{jk}^l\\,\\sigma'(z_k^{l-1})",
                        "w_jk^l, z_k^{l−1} (1×1) → entry (j, k) of (n^l×n^{l−1})")
                        .canonical("W\\operatorname{diag}g'(Z_-)").layers(GistView::layersAboveHidden)
                        .is((v, l) -> matrix(v.n(l), v.n(l - 1), (j, k) -> v.w(l, j, k) * v.sigmaPrime(v.z(l - 1, k))))
                        .equalTo(LOCAL, (v, l) -> LocalDifference.jacobian(z -> v.s(l, z), v.z(l - 1))),
                one("delta-hidden", "l.117", ELEMENTWISE,
                        "\\delta_k^{l-1}=\\sum_{j=1}^{n^l}\\delta_j^lw_{jk}^l\\sigma'(z_k^{l-1})",
                        "δ^l, column k of w^l (n^l×1), z_k^{l−1} (1×1) → entry k of (n^{l−1}×1)")
                        .canonical("dZ^{[l-1]}=(W^{[l]\\top}dZ^{[l]})\\circ g'(Z^{[l-1]})")
                        .layers(GistView::layersAboveHidden)
                        .is((v, l) -> vector(v.n(l - 1),
                                k -> sum(v.n(l), j -> v.delta(l, j) * v.w(l, j, k) * v.sigmaPrime(v.z(l - 1, k)))))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 2)),
                one("delta-hidden-vec", "l.117", VECTORIZED,
                        "\\delta^{l-1}=\\big((w^l)^T\\delta^l\\big)\\odot\\sigma'(z^{l-1})",
                        "w^l (n^l×n^{l−1}), δ^l (n^l×1), z^{l−1} (n^{l−1}×1) → (n^{l−1}×1)")
                        .canonical("dZ^{[l-1]}=(W^{[l]\\top}dZ^{[l]})\\circ g'(Z^{[l-1]})")
                        .layers(GistView::layersAboveHidden)
                        .is(HIDDEN_DELTA)
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 2)),
                one("delta-hidden-shifted", "l.121", VECTORIZED,
                        "\\delta^l=\\big((w^{l+1})^T\\delta^{l+1}\\big)\\odot\\sigma'(z^l)",
                        "w^{l+1} (n^{l+1}×n^l), δ^{l+1} (n^{l+1}×1), z^l (n^l×1) → (n^l×1)")
                        .canonical("dZ^{[l]}=(W^{[l+1]\\top}dZ^{[l+1]})\\circ g'(Z^{[l]})")
                        .layers(GistView::hiddenLayers)
                        .is((v, l) -> v.w(l + 1).transpose().times(v.delta(l + 1)).hadamard(v.sigmaPrime(v.z(l))))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 1)));
    }

    /** Line 123. */
    private static List<Equation<GistView>> summary() {
        return List.of(
                one("summary-1", "l.123", VECTORIZED, "\\delta^L=\\nabla_{a^L}C_m\\odot\\sigma'(z^L)",
                        "∇_{a^L}C_m, z^L (n^L×1) → (n^L×1)")
                        .canonical("dZ^{[L]}=dA^{[L]}\\circ g'(Z^{[L]})").layers(GistView::lastLayer)
                        .is(OUTPUT_DELTA)
                        .estimate(LOSS_BY_Z, (v, g, L) -> g.dZ(L - 1)),
                one("summary-2", "l.123", VECTORIZED,
                        "\\delta^{l-1}=\\big((w^l)^T\\delta^l\\big)\\odot\\sigma'(z^{l-1})",
                        "w^l (n^l×n^{l−1}), δ^l (n^l×1), z^{l−1} (n^{l−1}×1) → (n^{l−1}×1)")
                        .canonical("dZ^{[l-1]}=(W^{[l]\\top}dZ^{[l]})\\circ g'(Z^{[l-1]})")
                        .layers(GistView::layersAboveHidden)
                        .is(HIDDEN_DELTA)
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 2)),
                one("summary-3", "l.123", VECTORIZED, "\\nabla_{b^l}C_m=\\delta^l", "δ^l (n^l×1) → (n^l×1)")
                        .canonical("db,\\;m=1")
                        .is(NABLA_B)
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.db(l - 1)),
                one("summary-4", "l.123", VECTORIZED, "\\nabla_{w^l}C_m=\\delta^l(a^{l-1})^T",
                        "δ^l (n^l×1), a^{l−1} (n^{l−1}×1) → (n^l×n^{l−1})").canonical("dW,\\;m=1")
                        .is(NABLA_W)
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.dW(l - 1)));
    }

    private static boolean squaredError(GistView v) {
        return v.problem().net().loss() == Loss.SQUARED_ERROR;
    }

    /** z_j^l with another number in the place of w_jk^l. */
    private static double weightedInput(GistView v, int l, int j, int k, double w) {
        return sum(v.n(l - 1), i -> (i == k ? w : v.w(l, j, i)) * v.a(l - 1, i)) + v.b(l, j);
    }

    /** ∂s_j^l/∂z_k^{l−1} by a central difference. */
    private static double dsdz(GistView v, int l, int j, int k) {
        return slope(z -> v.s(l, v.z(l - 1).with(k - 1, 0, z)).get(j - 1, 0), v.z(l - 1, k));
    }

    private static Matrix shapes(Matrix... matrices) {
        return Matrix.generate(matrices.length, 2, (i, side) -> side == 0 ? matrices[i].rows() : matrices[i].columns());
    }
}
