package backstep.derivation.ufldl;

import static backstep.derivation.Evidence.CHAIN_RULE;
import static backstep.derivation.Evidence.LOCAL;
import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Form.ALGORITHM;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.scalar;
import static backstep.derivation.Index.sum;
import static backstep.derivation.ufldl.Ufldl.row;

import backstep.estimate.NumericalGradient;
import backstep.derivation.Equation;
import backstep.derivation.LocalDifference;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** UFLDL's first part, lines 29 to 63: a chain of functions, forward and reverse mode. */
final class Modes {

    private Modes() {}

    static List<Equation<UfldlView>> equations() {
        return List.of(
                row("compose", "l.35", ELEMENTWISE, "y=f(g(h(x)))=f(g(h(w_0)))=f(g(w_1))=f(w_2)=w_3",
                        "x (scalar) → y, in each of its four forms (4×1)")
                        .is((v, l) -> compositions(Chain.of(v)))
                        .equalTo(RECOMPUTED, (v, l) -> Matrix.ones(4, 1).times(inAnotherForm(Chain.of(v)))),
                row("chain", "l.37", ELEMENTWISE, "\\frac{dy}{dx}=\\frac{dy}{dw_2}\\frac{dw_2}{dw_1}\\frac{dw_1}{dx}",
                        "three local derivatives → scalar")
                        .is((v, l) -> scalar(Chain.of(v).dw(3) * Chain.of(v).dw(2) * Chain.of(v).dw(1)))
                        .equalTo(CHAIN_RULE, (v, l) -> scalar(slopeOfY(Chain.of(v), 0))),
                row("forward-mode", "l.41", ALGORITHM, "\\frac{dw_i}{dx}"
                        + "=\\frac{dw_i}{dw_{i-1}}\\frac{dw_{i-1}}{dx},\\quad i=1,2,3;\\quad\\frac{dw_0}{dx}=1",
                        "local derivatives → dw_i/dx, i = 0…3 (4×1)")
                        .canonical("\\dot Z=W\\dot A_-,\\ \\dot A=g'(Z)\\circ\\dot Z")
                        .is((v, l) -> insideOut(i -> forwardMode(Chain.of(v), i)))
                        .equalTo(CHAIN_RULE, (v, l) -> insideOut(i -> slopeInX(Chain.of(v), i))),
                row("reverse-mode", "l.46", ALGORITHM, "\\frac{dy}{dw_i}"
                        + "=\\frac{dy}{dw_{i+1}}\\frac{dw_{i+1}}{dw_i},\\quad i=2,1,0;\\quad\\frac{dy}{dw_3}=1",
                        "local derivatives → dy/dw_i, i = 3…0 (4×1)").canonical("dZ_-=(W^{\\top}dZ)\\circ g'(Z_-)")
                        .is((v, l) -> outsideIn(i -> reverseMode(Chain.of(v), i)))
                        .equalTo(CHAIN_RULE, (v, l) -> outsideIn(i -> slopeOfY(Chain.of(v), i))),
                row("forward-order", "l.49", ALGORITHM,
                        "\\frac{dw_0}{dx},\\frac{dw_1}{dx},\\frac{dw_2}{dx},\\frac{dw_3}{dx}",
                        "one walk from the inside out → (4×1)")
                        .is((v, l) -> walkInsideOut(Chain.of(v)))
                        .equalTo(CHAIN_RULE, (v, l) -> insideOut(i -> slopeInX(Chain.of(v), i))),
                row("reverse-order", "l.51", ALGORITHM,
                        "\\frac{dy}{dw_3},\\frac{dy}{dw_2},\\frac{dy}{dw_1},\\frac{dy}{dw_0}",
                        "one walk from the outside in → (4×1); the last is dy/dx, as from the inside out")
                        .is((v, l) -> walkOutsideIn(Chain.of(v)))
                        .equalTo(RECOMPUTED, (v, l) -> outsideIn(i -> tangentOfY(Chain.of(v), i))),
                row("DF", "l.63", VECTORIZED, "DF(x)=\\frac{dF(x)}{dx}", "x (n_1×1) → DF (n_L×n_1), for F: x ↦ ŷ")
                        .canonical("DF=D_LW_L\\cdots D_1W_1,\\ D_l=\\operatorname{diag}g'(z_l)").eachExample()
                        .is((v, l) -> DF(v))
                        .equalTo(LOCAL, (v, l) -> LocalDifference.jacobian(x -> ForwardPass.of(v.problem().net(), x)
                                .A(v.L() - 1), v.a(1))));
    }

    private static Matrix compositions(Chain c) {
        return Matrix.column(c.f(c.g(c.h(c.x()))), c.f(c.g(c.h(c.w(0)))), c.f(c.g(c.w(1))), c.f(c.w(2)));
    }

    /** w_3 with each function in another closed form. */
    private static double inAnotherForm(Chain c) {
        double w = c.x();
        for (var link : c.links()) {
            w = link.inAnotherForm(w);
        }
        return w;
    }

    private static double forwardMode(Chain c, int i) {
        return i == 0 ? 1 : c.dw(i) * forwardMode(c, i - 1);
    }

    private static double reverseMode(Chain c, int i) {
        return i == 3 ? 1 : reverseMode(c, i + 1) * c.dw(i + 1);
    }

    /** Values and derivatives together; of what is inside, only the last w is kept. */
    private static Matrix walkInsideOut(Chain c) {
        var walk = new double[] {1, 0, 0, 0};
        double w = c.x();
        for (int i = 1; i <= 3; i++) {
            walk[i] = c.dw(i, w) * walk[i - 1];
            w = c.w(i, i - 1, w);
        }
        return Matrix.column(walk);
    }

    /** The values first, all of them kept; then the derivatives. */
    private static Matrix walkOutsideIn(Chain c) {
        double[] w = IntStream.rangeClosed(0, 3).mapToDouble(c::w).toArray();
        var walk = new double[] {1, 0, 0, 0};
        for (int step = 1; step <= 3; step++) {
            walk[step] = walk[step - 1] * c.dw(4 - step, w[3 - step]);
        }
        return Matrix.column(walk);
    }

    /** dy/dw_i in the other order: a tangent of 1 at w_i, carried from the inside out. */
    private static double tangentOfY(Chain c, int i) {
        double tangent = 1;
        for (int k = i + 1; k <= 3; k++) {
            tangent = c.dw(k) * tangent;
        }
        return tangent;
    }

    private static double slopeInX(Chain c, int i) {
        return NumericalGradient.slope(x -> c.w(i, 0, x), c.x());
    }

    private static double slopeOfY(Chain c, int i) {
        return NumericalGradient.slope(w -> c.w(3, i, w), c.w(i));
    }

    static Matrix insideOut(IntToDoubleFunction entry) {
        return Matrix.column(IntStream.rangeClosed(0, 3).mapToDouble(entry).toArray());
    }

    static Matrix outsideIn(IntToDoubleFunction entry) {
        return Matrix.column(IntStream.rangeClosed(0, 3).map(step -> 3 - step).mapToDouble(entry).toArray());
    }

    /** The derivatives of each layer's activations in x: those of the layer before, times W, times f′. */
    private static Matrix DF(UfldlView v) {
        var D = matrix(v.n(1), v.n(1), (i, j) -> i == j ? 1 : 0);
        for (int l = 1; l < v.L(); l++) {
            D = next(v, l, D);
        }
        return D;
    }

    private static Matrix next(UfldlView v, int l, Matrix D) {
        return matrix(v.n(l + 1), v.n(1),
                (i, k) -> v.f().gPrime(v.z(l + 1, i)) * sum(v.n(l), j -> v.W(l, i, j) * D.get(j - 1, k - 1)));
    }
}
