package backstep.derivation.gist;

import static backstep.derivation.Evidence.CHAIN_RULE;
import static backstep.derivation.Evidence.COST_BY_PARAMETER;
import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Form.DEFINITION;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.scalar;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;

import backstep.derivation.Equation;
import backstep.derivation.EquationBuilder;
import backstep.derivation.Form;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.stream.Stream;

/** GIST's notations, its cost, and the calculus it prepares (l.25–86); and how its rows begin. */
final class Gist {

    private Gist() {}

    static EquationBuilder<GistView> row(String id, String place, Form form, String latex, String shapes) {
        return new EquationBuilder<>(GistView::new, "gist-" + id, place, form, latex, shapes);
    }

    /** About one training example at a time, in layers 2…L unless others are named. */
    static EquationBuilder<GistView> one(String id, String place, Form form, String latex, String shapes) {
        return row(id, place, form, latex, shapes).eachExample().layers(GistView::layers);
    }

    /** Two matrices side by side. */
    static Matrix beside(Matrix left, Matrix right) {
        return matrix(left.rows(), left.columns() + right.columns(),
                (i, j) -> j <= left.columns() ? left.get(i - 1, j - 1) : right.get(i - 1, j - left.columns() - 1));
    }

    static List<Equation<GistView>> equations() {
        return Stream.of(notations(), cost(), calculus()).flatMap(List::stream).toList();
    }

    /** Lines 25 to 37. */
    private static List<Equation<GistView>> notations() {
        return List.of(
                one("act-scalar", "l.25", ELEMENTWISE,
                        "a_j^l=\\sigma\\Big(\\sum_{k=1}^{n^{l-1}}w_{jk}^la_k^{l-1}+b_j^l\\Big)",
                        "w_j^l (1×n^{l−1}), a^{l−1} (n^{l−1}×1), b_j^l (1×1) → entry j of a^l (n^l×1)")
                        .canonical("A=g(WA_-+b\\mathbf 1^{\\top})")
                        .is((v, l) -> vector(v.n(l),
                                j -> v.sigma(sum(v.n(l - 1), k -> v.w(l, j, k) * v.a(l - 1, k)) + v.b(l, j))))
                        .equalTo(RECOMPUTED, (v, l) -> v.a(l)),
                one("sigma-elementwise", "l.29", ELEMENTWISE, "\\sigma(v)_j=\\sigma(v_j)",
                        "v (n×1) → (n×1); here v = z^l").canonical("A=g(Z)")
                        .is((v, l) -> vector(v.n(l), j -> v.sigma(v.z(l, j))))
                        .equalTo(RECOMPUTED, (v, l) -> activationsInOtherWords(v, l)),
                one("act-vec", "l.31", VECTORIZED, "a^l=\\sigma(w^la^{l-1}+b^l)",
                        "w^l (n^l×n^{l−1}), a^{l−1} (n^{l−1}×1), b^l (n^l×1) → (n^l×1)")
                        .canonical("A=g(WA_-+b\\mathbf 1^{\\top})")
                        .is((v, l) -> v.sigma(v.w(l).times(v.a(l - 1)).plus(v.b(l))))
                        .equalTo(RECOMPUTED, (v, l) -> activationsInOtherWords(v, l)),
                one("z-vec", "l.33", VECTORIZED, "z^l=w^la^{l-1}+b^l",
                        "w^l (n^l×n^{l−1}), a^{l−1} (n^{l−1}×1), b^l (n^l×1) → (n^l×1)")
                        .canonical("Z=WA_-+b\\mathbf 1^{\\top}")
                        .is((v, l) -> v.w(l).times(v.a(l - 1)).plus(v.b(l)))
                        .equalTo(RECOMPUTED, (v, l) -> vector(v.n(l), j -> weightedInput(v, l, j))),
                one("a-of-z", "l.35", VECTORIZED, "a^l=\\sigma(z^l)", "z^l (n^l×1) → (n^l×1)").canonical("A=g(Z)")
                        .is((v, l) -> v.sigma(v.z(l)))
                        .equalTo(RECOMPUTED, (v, l) -> activationsInOtherWords(v, l)),
                one("z-scalar", "l.37", ELEMENTWISE, "z_j^l=\\sum_kw_{jk}^la_k^{l-1}+b_j^l",
                        "w_j^l (1×n^{l−1}), a^{l−1} (n^{l−1}×1), b_j^l (1×1) → entry j of z^l (n^l×1)")
                        .canonical("Z=WA_-+b\\mathbf 1^{\\top}")
                        .is((v, l) -> vector(v.n(l),
                                j -> sum(v.n(l - 1), k -> v.w(l, j, k) * v.a(l - 1, k)) + v.b(l, j)))
                        .equalTo(RECOMPUTED, (v, l) -> v.z(l)));
    }

    /** Lines 47 to 53. */
    private static List<Equation<GistView>> cost() {
        return List.of(
                row("cost-mean", "l.47", VECTORIZED, "C=\\frac1M\\sum_{m=1}^MC_m", "C_1, …, C_M (1×1) → (1×1)")
                        .canonical("J=\\frac1m\\mathbf 1^{\\top}\\ell")
                        .is((v, l) -> scalar(1.0 / v.M() * sum(v.M(),
                                m -> v.example(m).f(v.L(), v.example(m).z(v.L())))))
                        .equalTo(RECOMPUTED, (v, l) -> scalar(v.problem().cost())),
                row("cost-avg-grad", "l.49", VECTORIZED,
                        "\\frac{\\partial C}{\\partial w^l}=\\frac1M\\sum_m\\frac{\\partial C_m}{\\partial w^l},"
                                + "\\quad\\frac{\\partial C}{\\partial b^l}"
                                + "=\\frac1M\\sum_m\\frac{\\partial C_m}{\\partial b^l}",
                        "M gradients (n^l×n^{l−1}), (n^l×1) → both, side by side (n^l×(n^{l−1}+1))")
                        .canonical("(dW\\;\\,db)").layers(GistView::layers)
                        .is((v, l) -> beside(mean(v, m -> m.nablaW(l)), mean(v, m -> m.nablaB(l))))
                        .estimate(COST_BY_PARAMETER, (v, g, l) -> beside(g.dW(l - 1), g.db(l - 1))),
                one("cost-outputs", "l.53", VECTORIZED, "C=C^L(a^L)=C^L(\\sigma(z^L))=f^L(z^L)",
                        "a^L or z^L (n^L×1) → from each (1×2)").canonical("\\ell")
                        .layers(GistView::lastLayer)
                        .is((v, L) -> Matrix.row(v.C(L, v.a(L)), v.f(L, v.z(L))))
                        .equalTo(RECOMPUTED, (v, L) -> Matrix.ones(1, 2).times(costInOtherWords(v))));
    }

    /** Lines 63 to 86. */
    private static List<Equation<GistView>> calculus() {
        return List.of(
                one("chain-setting", "l.63", DEFINITION, "y=y(x_1,\\dots,x_n),\\quad x_i=x_i(t_1,\\dots,t_m)",
                        "t (m×1) → x (n×1) → y (1×1); n = n^l, m = n^{l−1}")
                        .canonical("y\\circ x")
                        .is((v, l) -> scalar(smooth(v, l).y(smooth(v, l).x(v.a(l - 1)))))
                        .equalTo(CHAIN_RULE, (v, l) -> scalar(smooth(v, l).yAlongTheWay())),
                one("chain", "l.65", ELEMENTWISE,
                        "\\frac{\\partial y}{\\partial t_j}=\\sum_{i=1}^n\\frac{\\partial y}{\\partial x_i}"
                                + "\\frac{\\partial x_i}{\\partial t_j},"
                                + "\\quad1\\le j\\le m",
                        "∂y/∂x (n×1), ∂x/∂t (n×m) → (m×1); n = n^l, m = n^{l−1}")
                        .canonical("\\nabla_ty=(\\partial x/\\partial t)^{\\top}\\nabla_xy")
                        .is((v, l) -> vector(v.n(l - 1),
                                j -> sum(v.n(l), i -> smooth(v, l).dydx(i, v.a(l - 1)) * smooth(v, l).dxdt(i, j))))
                        .equalTo(CHAIN_RULE, (v, l) -> vector(v.n(l - 1), smooth(v, l)::dydt)),
                one("cost-slice", "l.67", VECTORIZED, "C=C^l(a^l)=C^l(\\sigma(z^l))=f^l(z^l)",
                        "a^l, z^l, and z^l/2 for another input (n^l×1) → from each (1×3)")
                        .canonical("\\ell\\text{, run on from a given }Z").layers(GistView::hiddenLayers)
                        .is((v, l) -> Matrix.row(v.C(l, v.a(l)), v.f(l, v.z(l)), v.f(l, v.z(l).times(0.5))))
                        .equalTo(RECOMPUTED, (v, l) -> Matrix.row(runOn(v, l, 1), runOn(v, l, 1), runOn(v, l, 0.5))),
                one("z-recursion", "l.74", ELEMENTWISE,
                        "z_j^l=\\sum_kw_{jk}^la_k^{l-1}+b_j^l=\\sum_kw_{jk}^l\\sigma(z_k^{l-1})+b_j^l=s_j^l(z^{l-1})",
                        "z^{l−1} (n^{l−1}×1), w^l (n^l×n^{l−1}), b^l (n^l×1) → z^l (n^l×1)")
                        .canonical("Z^{[l]}=W^{[l]}g(Z^{[l-1]})+b\\mathbf 1^{\\top}")
                        .layers(GistView::layersAboveHidden)
                        .is((v, l) -> vector(v.n(l),
                                j -> sum(v.n(l - 1), k -> v.w(l, j, k) * v.sigma(v.z(l - 1, k))) + v.b(l, j)))
                        .equalTo(RECOMPUTED, (v, l) -> v.z(l)),
                one("hadamard", "l.86", ELEMENTWISE, "(s\\odot t)_j=s_jt_j",
                        "s, t (n×1) → (n×1); here s = a^l, t = z^l")
                        .canonical("s\\circ t=\\operatorname{diag}(s)\\,t")
                        .is((v, l) -> vector(v.n(l), j -> v.a(l, j) * v.z(l, j)))
                        .equalTo(RECOMPUTED,
                                (v, l) -> matrix(v.n(l), v.n(l), (i, j) -> i == j ? v.a(l, j) : 0).times(v.z(l))));
    }

    /** A gradient of one training example. */
    interface OfOneExample {
        Matrix of(GistView m);
    }

    /** 1/M times the sum over the training examples. */
    static Matrix mean(GistView v, OfOneExample gradient) {
        var sum = gradient.of(v.example(1));
        for (int m = 2; m <= v.M(); m++) {
            sum = sum.plus(gradient.of(v.example(m)));
        }
        return sum.times(1.0 / v.M());
    }

    private static double weightedInput(GistView v, int l, int j) {
        return sum(v.n(l - 1), k -> v.w(l, j, k) * v.a(l - 1, k)) + v.b(l, j);
    }

    /**
     * a^l by index sums and other closed forms; of another σ than the three that the document names, the canonical
     * pass's.
     */
    private static Matrix activationsInOtherWords(GistView v, int l) {
        var sigma = v.sigma();
        return sigma == Activation.SIGMOID ? vector(v.n(l), j -> (1 + Math.tanh(weightedInput(v, l, j) / 2)) / 2)
                : sigma == Activation.TANH ? vector(v.n(l), j -> 2 / (1 + Math.exp(-2 * weightedInput(v, l, j))) - 1)
                : sigma == Activation.RELU ? vector(v.n(l),
                        j -> (weightedInput(v, l, j) + Math.abs(weightedInput(v, l, j))) / 2) : v.a(l);
    }

    /** C_m from z^L and y, each of the two costs multiplied out; of another cost, the canonical pass's. */
    private static double costInOtherWords(GistView v) {
        int L = v.L();
        var a = activationsInOtherWords(v, L);
        var loss = v.problem().net().loss();
        return loss == Loss.SQUARED_ERROR ? sum(v.n(L),
                j -> a.get(j - 1, 0) * a.get(j - 1, 0) / 2 - a.get(j - 1, 0) * v.y(j) + v.y(j) * v.y(j) / 2)
                : loss == Loss.CROSS_ENTROPY ? sum(v.n(L),
                        j -> Math.log1p(Math.exp(weightedInput(v, L, j))) - v.y(j) * weightedInput(v, L, j))
                : v.problem().cost();
    }

    /** C_m by the canonical pass, run on from z^l times a factor. */
    private static double runOn(GistView v, int l, double factor) {
        return v.problem().forward().with(Kind.Z.at(l - 1), v.z(l).times(factor)).cost(v.problem().Y());
    }

    private static ChainRuleExample smooth(GistView v, int l) {
        return new ChainRuleExample(v.w(l), v.b(l), v.a(l - 1));
    }
}
