package backstep.derivation.efavdb;

import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Evidence.SHAPES;
import static backstep.derivation.Form.DEFINITION;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.scalar;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.efavdb.Efavdb.ofZ;
import static backstep.derivation.efavdb.Efavdb.row;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

import backstep.derivation.Equation;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import java.util.List;
import java.util.stream.Stream;

/**
 * EFAVDB's sections "Introduction: neural networks" (l.29–76) and "Minimizing the cost with gradient descent"
 * (l.78–84).
 */
final class Introduction {

    /** The learning rate of the values shown of an update; the equation holds for every α. */
    static final double ALPHA = 0.1;

    private Introduction() {}

    static List<Equation<EfavdbView>> equations() {
        return List.of(
                row("neuron-a", "l.38", ELEMENTWISE, "a^{[l]}=g(z^{[l]})",
                        "scalar → scalar, for each neuron and example")
                        .canonical("A_{ri}=g(Z_{ri})").layers(EfavdbView::layers)
                        .is((v, l) -> ofZ(v, l, (r, i) -> v.g(l).g(v.Z(l, r, i))))
                        .equalTo(RECOMPUTED, (v, l) -> v.Z(l).map(z -> ScalarPass.activation(v.g(l), z))),
                row("neuron-z", "l.40", ELEMENTWISE, "z^{[l]}=w^{[l]T}a^{[l-1]}+b^{[l]}",
                        "w, a (n_{l−1}×1), b scalar → scalar, for each neuron and example")
                        .canonical("Z_{ri}=W_{r,:}A^{[l-1]}_{:,i}+b_r").layers(EfavdbView::layers)
                        .is((v, l) -> ofZ(v, l,
                                (r, i) -> v.w(l, r).transpose().times(v.A(l - 1, i)).get(0, 0) + v.b(l, r)))
                        .equalTo(RECOMPUTED, (v, l) -> ScalarPass.z(v, l)),
                row("1", "(1) l.48", VECTORIZED, "A^{[l]}=g(Z^{[l]})", "Z (n_l×m) → A (n_l×m)")
                        .canonical("A=g(Z)").layers(EfavdbView::layers)
                        .is((v, l) -> v.Z(l).map(v.g(l)::g))
                        .equalTo(RECOMPUTED, (v, l) -> ScalarPass.a(v, l)),
                row("2", "(2) l.50", VECTORIZED, "Z^{[l]}=W^{[l]}A^{[l-1]}+b^{[l]}",
                        "W (n_l×n_{l−1}), A (n_{l−1}×m), b (n_l×1) → Z (n_l×m)")
                        .canonical("Z=WA^{[l-1]}+b\\,\\mathbf 1_m^{\\top}").layers(EfavdbView::layers)
                        .is((v, l) -> v.W(l).times(v.A(l - 1)).plus(v.b(l).times(Matrix.ones(1, v.m()))))
                        .equalTo(RECOMPUTED, (v, l) -> ScalarPass.z(v, l)),
                row("dims", "l.55–61", DEFINITION,
                        "A^{[l]},Z^{[l]}:(n_l,m);\\quad W^{[l]}:(n_l,n_{l-1});\\quad b^{[l]}:(n_l,1)",
                        "one row for each of A, Z, W, b")
                        .canonical("A^{[l]},Z^{[l]}:n_l\\times m;\\ W^{[l]}:n_l\\times n_{l-1};\\ b^{[l]}:n_l\\times1")
                        .layers(EfavdbView::layers)
                        .is((v, l) -> Matrix.of(4, 2, v.n(l), v.m(), v.n(l), v.m(), v.n(l), v.n(l - 1), v.n(l), 1))
                        .equalTo(SHAPES, (v, l) -> shapes(v.A(l), v.Z(l), v.W(l), v.b(l))),
                row("loss", "l.72", ELEMENTWISE, "\\mathcal L=-\\sum_k\\big[y_k\\log a_k+(1-y_k)\\log(1-a_k)\\big]",
                        "y, a (n_L×1) → scalar, for each example")
                        .canonical("\\ell_i=-\\mathbf 1^{\\top}[Y\\circ\\log A+(1-Y)\\circ\\log(1-A)]_{:,i}")
                        .demands("\"the typical choice for 𝓛 is the cross-entropy\" (l.72)",
                                v -> v.problem().net().loss() == Loss.CROSS_ENTROPY)
                        .is((v, l) -> vector(v.m(),
                                i -> -sum(v.n(v.L()), k -> v.y(k, i) * log(v.A(v.L(), k, i))
                                        + (1 - v.y(k, i)) * log(1 - v.A(v.L(), k, i)))))
                        .equalTo(RECOMPUTED, (v, l) -> vector(v.m(),
                                i -> sum(v.n(v.L()),
                                        k -> log1p(exp(v.Z(v.L(), k, i))) - v.y(k, i) * v.Z(v.L(), k, i)))),
                row("3", "(3) l.76", VECTORIZED, "J=\\frac1m\\sum_{i=1}^m\\mathcal L(y^{(i)},A^{[L](i)})",
                        "Y, A (n_L×m) → scalar")
                        .canonical("J=\\frac1m\\mathbf 1^{\\top}\\ell")
                        .is((v, l) -> scalar(sum(v.m(), v::loss) / v.m()))
                        .equalTo(RECOMPUTED, (v, l) -> scalar(v.problem().cost())),
                row("gd-W", "l.84", VECTORIZED,
                        "W_{\\text{new}}=W_{\\text{previous}}-\\alpha\\frac{\\partial J}{\\partial W}",
                        "W, ∂J/∂W (n_l×n_{l−1}), α → W (n_l×n_{l−1}); shown for α = 0.1")
                        .canonical("W\\leftarrow W-\\alpha\\,dW").layers(EfavdbView::layers)
                        .is((v, l) -> newW(v, l, ALPHA))
                        .slope((v, l, alpha) -> v.problem().net().with(l, newW(v, l, alpha), v.b(l)),
                                (v, l) -> v.problem().backward().step(ALPHA).W(l)),
                row("gd-b", "l.84", VECTORIZED,
                        "b_{\\text{new}}=b_{\\text{previous}}-\\alpha\\frac{\\partial J}{\\partial b}",
                        "b, ∂J/∂b (n_l×1), α → b (n_l×1); shown for α = 0.1")
                        .canonical("b\\leftarrow b-\\alpha\\,db").layers(EfavdbView::layers)
                        .is((v, l) -> newB(v, l, ALPHA))
                        .slope((v, l, alpha) -> v.problem().net().with(l, v.W(l), newB(v, l, alpha)),
                                (v, l) -> v.problem().backward().step(ALPHA).b(l)));
    }

    static Matrix newW(EfavdbView v, int l, double alpha) {
        return v.W(l).minus(v.dW(l).times(alpha));
    }

    static Matrix newB(EfavdbView v, int l, double alpha) {
        return v.b(l).minus(v.db(l).times(alpha));
    }

    /** Rows and columns of each, counted. */
    private static Matrix shapes(Matrix... matrices) {
        return Matrix.of(Stream.of(matrices).map(Matrix::toArray)
                .map(rows -> new double[] {rows.length, rows[0].length}).toArray(double[][]::new));
    }
}
