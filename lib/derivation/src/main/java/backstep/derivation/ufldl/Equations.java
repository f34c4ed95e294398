package backstep.derivation.ufldl;

import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Evidence.LOSS_BY_PARAMETER;
import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.scalar;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.ufldl.Ufldl.inAnotherForm;
import static backstep.derivation.ufldl.Ufldl.row;

import backstep.derivation.Equation;
import backstep.derivation.LocalDifference;
import backstep.derivation.Problem;
import backstep.matrix.Matrix;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.stream.Stream;

/** UFLDL's equations in its order; those here are of gradient descent, of the gradient, and of the forward pass. */
final class Equations {

    private Equations() {}

    static List<Equation<UfldlView>> equations() {
        return Stream.of(Modes.equations(), descent(), parameters(), Deltas.equations(), forward())
                .flatMap(List::stream).toList();
    }

    static Equation<UfldlView> equation(String id) {
        return equations().stream().filter(equation -> equation.id().equals("ufldl-" + id)).findFirst().orElseThrow();
    }

    /** Lines 71 to 89: of the whole sample. */
    private static List<Equation<UfldlView>> descent() {
        return List.of(
                row("J-mean", "l.75–77", VECTORIZED, "J(W,b)=\\frac1m\\sum_{p=1}^mJ(W,b;x^{(p)},y^{(p)})",
                        "m losses → scalar")
                        .canonical("J=\\frac1m\\mathbf 1^{\\top}\\ell")
                        .is((v, l) -> scalar(sum(v.m(), p -> v.example(p).J()) / v.m()))
                        .equalTo(RECOMPUTED, (v, l) -> scalar(lossesFromOutputs(v.problem()).sum() / v.m())),
                row("gd-W", "l.81", ELEMENTWISE,
                        "W_{ij}^{(l)}:=W_{ij}^{(l)}-\\alpha\\frac{\\partial}{\\partial W_{ij}^{(l)}}J(W,b)",
                        "W, ∂J/∂W (n_{l+1}×n_l), α → W")
                        .canonical("W^{[l]}:=W^{[l]}-\\alpha\\,dW^{[l]}").layers(UfldlView::weightLayers)
                        .is((v, l) -> updatedW(v, l, v.alpha()))
                        .slope((v, l, alpha) -> v.problem().net().with(Kind.W.at(l), updatedW(v, l, alpha)),
                                (v, l) -> v.problem().backward().step(v.alpha()).W(l)),
                row("gd-b", "l.83", ELEMENTWISE,
                        "b_i^{(l)}:=b_i^{(l)}-\\alpha\\frac{\\partial}{\\partial b_i^{(l)}}J(W,b)",
                        "b, ∂J/∂b (n_{l+1}×1), α → b")
                        .canonical("b^{[l]}:=b^{[l]}-\\alpha\\,db^{[l]}").layers(UfldlView::weightLayers)
                        .is((v, l) -> updatedB(v, l, v.alpha()))
                        .slope((v, l, alpha) -> v.problem().net().with(Kind.B.at(l), updatedB(v, l, alpha)),
                                (v, l) -> v.problem().backward().step(v.alpha()).b(l)),
                row("mean-grad-W", "l.87", ELEMENTWISE,
                        "\\frac{\\partial}{\\partial W_{ij}^{(l)}}J(W,b)=\\frac1m\\sum_{p=1}^m"
                                + "\\frac{\\partial}{\\partial W_{ij}^{(l)}}J(W,b;x^{(p)},y^{(p)})",
                        "∂J(x^(p), y^(p))/∂W (n_{l+1}×n_l), m of them → (n_{l+1}×n_l)")
                        .canonical("dW=\\frac1m\\sum_pdZ_{:,p}A_{-:,p}^{\\top}").layers(UfldlView::weightLayers)
                        .is((v, l) -> matrix(v.n(l + 1), v.n(l),
                                (i, j) -> sum(v.m(), p -> v.example(p).dJdW(l, i, j)) / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("mean-grad-b", "l.89", ELEMENTWISE,
                        "\\frac{\\partial}{\\partial b_i^{(l)}}J(W,b)"
                                + "=\\frac1m\\sum_{p=1}^m\\frac{\\partial}{\\partial b_i^{(l)}}J(W,b;x^{(p)},y^{(p)})",
                        "∂J(x^(p), y^(p))/∂b (n_{l+1}×1), m of them → (n_{l+1}×1)")
                        .canonical("db=\\frac1m\\sum_pdZ_{:,p}").layers(UfldlView::weightLayers)
                        .is((v, l) -> vector(v.n(l + 1), i -> sum(v.m(), p -> v.example(p).dJdb(l, i)) / v.m()))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> g.db(l)));
    }

    /** By one batch, and from A; the costs of single examples come from Z. */
    private static Matrix lossesFromOutputs(Problem problem) {
        return problem.net().loss().fromA(problem.forward().A(problem.net().L()), problem.Y());
    }

    private static Matrix updatedW(UfldlView v, int l, double alpha) {
        return matrix(v.n(l + 1), v.n(l), (i, j) -> v.W(l, i, j) - alpha * v.dJdW(l, i, j));
    }

    private static Matrix updatedB(UfldlView v, int l, double alpha) {
        return vector(v.n(l + 1), i -> v.b(l, i) - alpha * v.dJdb(l, i));
    }

    /** Lines 91 to 95: of one pair (x, y). */
    private static List<Equation<UfldlView>> parameters() {
        return List.of(
                row("dW-chain", "l.93", ELEMENTWISE, "\\frac{\\partial J(W,b;x,y)}{\\partial W_{ij}^{(l)}}"
                        + "=\\frac{\\partial J(W,b;x,y)}{\\partial z_i^{(l+1)}}"
                        + "\\frac{\\partial z_i^{(l+1)}}{\\partial W_{ij}^{(l)}}",
                        "∂J/∂z (n_{l+1}×1), ∂z_i/∂W_ij → (n_{l+1}×n_l)")
                        .eachExample().layers(UfldlView::weightLayers)
                        .is(Equations::byChainInW)
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("dW", "l.93", ELEMENTWISE,
                        "\\frac{\\partial J(W,b;x,y)}{\\partial W_{ij}^{(l)}}=\\delta_i^{(l+1)}a_j^{(l)}",
                        "δ (n_{l+1}×1), a (n_l×1) → (n_{l+1}×n_l)")
                        .canonical("dZ_{:,i}A_{-:,i}^{\\top}").eachExample().layers(UfldlView::weightLayers)
                        .is((v, l) -> matrix(v.n(l + 1), v.n(l), (i, j) -> v.delta(l + 1, i) * v.a(l, j)))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.dW(l)),
                row("db-chain", "l.95", ELEMENTWISE, "\\frac{\\partial J(W,b;x,y)}{\\partial b_i^{(l)}}"
                        + "=\\frac{\\partial J(W,b;x,y)}{\\partial z_i^{(l+1)}}"
                        + "\\frac{\\partial z_i^{(l+1)}}{\\partial b_i^{(l)}}",
                        "∂J/∂z (n_{l+1}×1), ∂z_i/∂b_i → (n_{l+1}×1)")
                        .eachExample().layers(UfldlView::weightLayers)
                        .is(Equations::byChainInB)
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.db(l)),
                row("db", "l.95", ELEMENTWISE, "\\frac{\\partial J(W,b;x,y)}{\\partial b_i^{(l)}}=\\delta_i^{(l+1)}",
                        "δ (n_{l+1}×1) → (n_{l+1}×1)")
                        .canonical("dZ_{:,i}").eachExample().layers(UfldlView::weightLayers)
                        .is((v, l) -> vector(v.n(l + 1), i -> v.delta(l + 1, i)))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.db(l)));
    }

    /** δ_i^(l+1) times ∂z_i^(l+1)/∂W_ij^(l), the latter by differences. */
    private static Matrix byChainInW(UfldlView v, int l) {
        var dzdW = LocalDifference.jacobian(W -> W.times(v.a(l)).plus(v.b(l)), v.W(l));
        return matrix(v.n(l + 1), v.n(l), (i, j) -> v.delta(l + 1, i) * dzdW.get(i - 1, (i - 1) * v.n(l) + j - 1));
    }

    /** δ_i^(l+1) times ∂z_i^(l+1)/∂b_i^(l), the latter by differences. */
    private static Matrix byChainInB(UfldlView v, int l) {
        var dzdb = LocalDifference.jacobian(b -> v.W(l).times(v.a(l)).plus(b), v.b(l));
        return vector(v.n(l + 1), i -> v.delta(l + 1, i) * dzdb.get(i - 1, i - 1));
    }

    /** Line 119, whose picture is lost. */
    private static List<Equation<UfldlView>> forward() {
        return List.of(
                row("forward-z", "l.119 (implied)", ELEMENTWISE,
                        "z_i^{(l+1)}=\\sum_{j=1}^{n_l}W_{ij}^{(l)}a_j^{(l)}+b_i^{(l)}",
                        "W (n_{l+1}×n_l), a (n_l×1), b (n_{l+1}×1) → (n_{l+1}×1)")
                        .canonical("Z=WA_-+b\\mathbf 1^{\\top}").eachExample().layers(UfldlView::weightLayers)
                        .is((v, l) -> vector(v.n(l + 1), i -> sum(v.n(l), j -> v.W(l, i, j) * v.a(l, j)) + v.b(l, i)))
                        .equalTo(RECOMPUTED, (v, l) -> v.problem().forward().Z(l)),
                row("forward-a", "l.119 (implied)", ELEMENTWISE, "a_i^{(l+1)}=f(z_i^{(l+1)}),\\quad a^{(1)}=x",
                        "z (n_{l+1}×1) → (n_{l+1}×1)")
                        .canonical("A=g(Z),\\ A^{[0]}=X").eachExample().layers(UfldlView::weightLayers)
                        .is((v, l) -> vector(v.n(l + 1), i -> v.f().g(v.z(l + 1, i))))
                        .equalTo(RECOMPUTED, (v, l) -> inAnotherForm(v, v.W(l).times(v.a(l)).plus(v.b(l)))));
    }
}
