package backstep.derivation.ufldl;

import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Form.DEFINITION;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.scalar;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.ufldl.Ufldl.inAnotherForm;
import static backstep.derivation.ufldl.Ufldl.row;

import backstep.estimate.NumericalGradient;
import backstep.derivation.Equation;
import backstep.derivation.EquationBuilder;
import backstep.derivation.Form;
import backstep.derivation.LocalDifference;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import java.util.List;
import java.util.stream.Stream;

/** UFLDL's “errors” of the nodes, lines 97 to 117: at the outputs, and from a layer back to the one before. */
final class Deltas {

    private Deltas() {}

    static List<Equation<UfldlView>> equations() {
        return Stream.of(output(), hidden()).flatMap(List::stream).toList();
    }

    /** Lines 97 to 108: l = L. */
    private static List<Equation<UfldlView>> output() {
        return List.of(
                row("delta-def", "l.97–103, l.113", DEFINITION,
                        "\\delta_i^{(l)}=\\frac{\\partial J(W,b;x,y)}{\\partial z_i^{(l)}}",
                        "net, (x, y) → δ (n_l×1)")
                        .canonical("dZ^{[l-1]}_{:,i}").eachExample().layers(UfldlView::deltaLayers)
                        .is((v, l) -> vector(v.n(l), i -> v.delta(l, i)))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 1)),
                row("yhat", "l.103", VECTORIZED, "\\hat y=a^{(L)}=f(z^{(L)})", "z (n_L×1) → (n_L×1)")
                        .canonical("A^{[L]}=g(Z^{[L]})").eachExample()
                        .is((v, l) -> v.z(v.L()).map(v.f()::g))
                        .equalTo(RECOMPUTED, (v, l) -> inAnotherForm(v, v.z(v.L()))),
                squaredError("loss", "l.103", VECTORIZED, "J(W,b;x,y)=\\frac12\\lVert y-\\hat y\\rVert_2^2",
                        "y, ŷ (n_L×1) → scalar")
                        .canonical("\\ell=\\frac12\\mathbf 1^{\\top}(A-Y)^{\\circ2}")
                        .is((v, l) -> scalar(square(v.y().minus(v.a(v.L()))) / 2))
                        .equalTo(RECOMPUTED, (v, l) -> scalar(v.J())),
                squaredError("delta-output-sum", "l.104", ELEMENTWISE,
                        "\\delta_i^{(L)}"
                                + "=\\frac{\\partial}{\\partial z_i^{(L)}}\\frac12\\sum_{j=1}^{n_L}(y_j-a_j^{(L)})^2",
                        "z, y (n_L×1) → (n_L×1)")
                        .is((v, l) -> vector(v.n(v.L()),
                                i -> NumericalGradient.slope(z -> halfSquares(v, i, z), v.z(v.L(), i))))
                        .equalTo(LOSS_BY_Z, (v, l) -> v.problem().backward().dZ(v.L() - 1)),
                squaredError("delta-output", "l.105", ELEMENTWISE,
                        "\\delta_i^{(L)}=-(y_i-a_i^{(L)})\\cdot f'(z_i^{(L)})", "y, a, z (n_L×1) → (n_L×1)")
                        .canonical("dZ^{[L]}=(A-Y)\\circ g'(Z)")
                        .is((v, l) -> vector(v.n(v.L()), i -> -(v.y(i) - v.a(v.L(), i)) * v.f().gPrime(v.z(v.L(), i))))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(v.L() - 1)),
                row("delta-output-ce", "l.108", ELEMENTWISE, "\\delta_i^{(L)}=a_i^{(L)}-y_i", "y, a (n_L×1) → (n_L×1)")
                        .canonical("dZ^{[L]}=A-Y").eachExample()
                        .demands("a − y (l.108) is the delta of cross-entropy behind a sigmoid, "
                                + "or of ½‖y − ŷ‖² behind f(z) = z", Deltas::differenceIsDelta)
                        .is((v, l) -> vector(v.n(v.L()), i -> v.a(v.L(), i) - v.y(i)))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(v.L() - 1)));
    }

    private static EquationBuilder<UfldlView> squaredError(String id, String place, Form form, String latex,
            String shapes) {
        return row(id, place, form, latex, shapes).eachExample()
                .demands("J(W,b;x,y) = ½‖y − ŷ‖² (l.103)", v -> v.problem().net().loss() == Loss.SQUARED_ERROR);
    }

    private static boolean differenceIsDelta(UfldlView v) {
        var loss = v.problem().net().loss();
        return loss == Loss.CROSS_ENTROPY || loss == Loss.SQUARED_ERROR && v.f() == Activation.IDENTITY;
    }

    private static double square(Matrix column) {
        return column.transpose().times(column).get(0, 0);
    }

    /** The sum of line 104 as a function of z_i^(L) alone. */
    private static double halfSquares(UfldlView v, int i, double z) {
        return sum(v.n(v.L()), j -> Math.pow(v.y(j) - v.f().g(j == i ? z : v.z(v.L(), j)), 2)) / 2;
    }

    /** Lines 110 to 117: l = L−1, L−2, …, 2. */
    private static List<Equation<UfldlView>> hidden() {
        return List.of(
                hidden("delta-hidden-chain", "l.114", ELEMENTWISE,
                        "\\delta_i^{(l)}=\\sum_{j=1}^{n_{l+1}}\\frac{\\partial J(W,b;x,y)}{\\partial z_j^{(l+1)}}"
                                + "\\frac{\\partial z_j^{(l+1)}}{\\partial z_i^{(l)}}",
                        "∂J/∂z (n_{l+1}×1), ∂z/∂z (n_{l+1}×n_l) → (n_l×1)")
                        .is(Deltas::byChainInZ)
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 1)),
                hidden("delta-hidden-factors", "l.115", ELEMENTWISE,
                        "\\delta_i^{(l)}=\\sum_{j=1}^{n_{l+1}}\\left[\\delta_j^{(l+1)}"
                                + "\\frac{\\partial z_j^{(l+1)}}{\\partial a_i^{(l)}}"
                                + "\\frac{\\partial a_i^{(l)}}{\\partial z_i^{(l)}}\\right]",
                        "δ (n_{l+1}×1), ∂z/∂a (n_{l+1}×n_l), ∂a/∂z (n_l) → (n_l×1)")
                        .is(Deltas::byFactors)
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 1)),
                hidden("delta-hidden", "l.116", ELEMENTWISE, "\\delta_i^{(l)}"
                        + "=\\left[\\sum_{j=1}^{n_{l+1}}\\delta_j^{(l+1)}W_{ji}^{(l)}\\right]f'(z_i^{(l)})",
                        "δ (n_{l+1}×1), W (n_{l+1}×n_l), z (n_l×1) → (n_l×1)")
                        .canonical("dZ_-=(W^{\\top}dZ)\\circ g'(Z_-)")
                        .is((v, l) -> vector(v.n(l),
                                i -> sum(v.n(l + 1), j -> v.delta(l + 1, j) * v.W(l, j, i)) * v.f().gPrime(v.z(l, i))))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(l - 1)));
    }

    private static EquationBuilder<UfldlView> hidden(String id, String place, Form form, String latex, String shapes) {
        return row(id, place, form, latex, shapes).eachExample().layers(UfldlView::hiddenLayers)
                .demands("l = L−1, L−2, …, 2 (l.110), so a hidden layer, L ≥ 3", v -> v.L() >= 3);
    }

    private static Matrix byChainInZ(UfldlView v, int l) {
        var dzdz = nextByZ(v, l);
        return vector(v.n(l), i -> sum(v.n(l + 1), j -> v.delta(l + 1, j) * dzdz.get(j - 1, i - 1)));
    }

    /** ∂z^(l+1)/∂z^(l) by differences, n_{l+1}×n_l. */
    static Matrix nextByZ(UfldlView v, int l) {
        return LocalDifference.jacobian(z -> v.W(l).times(z.map(v.f()::g)).plus(v.b(l)), v.z(l));
    }

    /** Both local factors by differences. */
    private static Matrix byFactors(UfldlView v, int l) {
        var dzda = LocalDifference.jacobian(a -> v.W(l).times(a).plus(v.b(l)), v.a(l));
        var dadz = LocalDifference.jacobian(z -> z.map(v.f()::g), v.z(l));
        return vector(v.n(l),
                i -> sum(v.n(l + 1), j -> v.delta(l + 1, j) * dzda.get(j - 1, i - 1) * dadz.get(i - 1, i - 1)));
    }
}
