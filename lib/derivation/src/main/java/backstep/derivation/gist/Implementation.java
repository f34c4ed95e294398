package backstep.derivation.gist;

import static backstep.derivation.Evidence.LOSS_BY_PARAMETER;
import static backstep.derivation.Form.ALGORITHM;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.gist.Gist.beside;
import static backstep.derivation.gist.Gist.mean;
import static backstep.derivation.gist.Gist.one;
import static backstep.derivation.gist.Gist.row;

import backstep.derivation.Equation;
import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.List;

/**
 * GIST's algorithm, for one training example and for a mini-batch, and the difference quotient it is held against
 * (l.129–150).
 */
final class Implementation {

    private Implementation() {}

    static List<Equation<GistView>> equations() {
        return List.of(
                one("alg-single", "l.129–135", ALGORITHM,
                        "\\text{1 input, 2 feedforward, 3 }\\delta^L,\\text{ 4 back for }l=L-1,\\dots,2,"
                                + "\\text{ 5 output }\\nabla_{w^l}C_m,\\nabla_{b^l}C_m\\text{ for }l=2,\\dots,L",
                        "x, y, w, b → for each l both gradients, side by side (n^l×(n^{l−1}+1))")
                        .canonical("(dW\\;\\,db),\\;m=1")
                        .is((v, l) -> beside(Algorithm.of(v).nablaW().get(l), Algorithm.of(v).nablaB().get(l)))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> beside(g.dW(l - 1), g.db(l - 1))),
                row("alg-minibatch", "l.139–144", ALGORITHM, "\\text{for each }x^{(m)}\\text{ steps 1 to 5; then }"
                        + "w^l\\to w^l-\\frac\\eta M\\sum_m\\nabla_{w^l}C_m,\\;b^l\\to b^l-\\frac\\eta M"
                        + "\\sum_m\\nabla_{b^l}C_m",
                        "mini-batch, w, b → for each l both new parameters, side by side (n^l×(n^{l−1}+1))")
                        .canonical("(W-\\eta\\,dW\\;\\,b-\\eta\\,db)").layers(GistView::layers)
                        .is((v, l) -> parameters(descended(v, v.eta()), l))
                        .slope((v, l, eta) -> v.problem().net().with(l - 1, descended(v, eta).W(l - 1),
                                descended(v, eta).b(l - 1)),
                                (v, l) -> parameters(v.problem().backward().step(v.eta()), l)),
                row("update-w", "l.144", VECTORIZED, "w^l\\to w^l-\\frac\\eta M\\sum_{m=1}^M\\nabla_{w^l}C_m",
                        "w^l, M gradients (n^l×n^{l−1}), η → (n^l×n^{l−1})")
                        .canonical("W-\\eta\\,dW").layers(GistView::layers)
                        .is((v, l) -> w(v, l, v.eta()))
                        .slope((v, l, eta) -> v.problem().net().with(l - 1, w(v, l, eta), v.b(l)),
                                (v, l) -> v.problem().backward().step(v.eta()).W(l - 1)),
                row("update-b", "l.144", VECTORIZED, "b^l\\to b^l-\\frac\\eta M\\sum_{m=1}^M\\nabla_{b^l}C_m",
                        "b^l, M gradients (n^l×1), η → (n^l×1)")
                        .canonical("b-\\eta\\,db").layers(GistView::layers)
                        .is((v, l) -> b(v, l, v.eta()))
                        .slope((v, l, eta) -> v.problem().net().with(l - 1, v.w(l), b(v, l, eta)),
                                (v, l) -> v.problem().backward().step(v.eta()).b(l - 1)),
                row("fd", "l.150", ELEMENTWISE,
                        "\\frac{\\partial C}{\\partial w_j}\\approx\\frac{C(w+\\epsilon e_j)-C(w)}\\epsilon",
                        "C at two points (1×1) for each of the N weights → (N×1)")
                        .canonical("dW\\text{ of all layers, row by row}")
                        .firstOrder(GistView::epsilon,
                                (v, epsilon) -> NumberedParameters.of(v).forwardDifferences(epsilon),
                                (v, l) -> NumberedParameters.of(v).gradient()));
    }

    private static Matrix w(GistView v, int l, double eta) {
        return v.w(l).minus(mean(v, m -> m.nablaW(l)).times(eta));
    }

    private static Matrix b(GistView v, int l, double eta) {
        return v.b(l).minus(mean(v, m -> m.nablaB(l)).times(eta));
    }

    /** The network after the mini-batch: l = L, L−1, …, 2, all gradients taken before the first update. */
    private static Network descended(GistView v, double eta) {
        var next = v.problem().net();
        for (int layer = v.L(); layer >= 2; layer--) {
            int l = layer;
            next = next.with(l - 1, v.w(l).minus(mean(v, m -> Algorithm.of(m).nablaW().get(l)).times(eta)),
                    v.b(l).minus(mean(v, m -> Algorithm.of(m).nablaB().get(l)).times(eta)));
        }
        return next;
    }

    private static Matrix parameters(Network net, int l) {
        return beside(net.W(l - 1), net.b(l - 1));
    }
}
