package backstep.derivation.efavdb;

import static backstep.estimate.NumericalGradient.slope;
import static backstep.derivation.Index.sum;

import backstep.matrix.Matrix;

/**
 * The second factors of EFAVDB's (4), (6), (7) and of BP4, before they are simplified: slopes of (5) and of g, by
 * central differences.
 */
final class LocalDerivatives {

    private LocalDerivatives() {}

    /** ∂z_ri/∂W_rs. */
    static double zByW(EfavdbView v, int l, int r, int i, int s) {
        return slope(w -> z(v.W(l).with(r - 1, s - 1, w), v.A(l - 1), v.b(l), r, i), v.W(l, r, s));
    }

    /** ∂z_ri/∂b_r. */
    static double zByB(EfavdbView v, int l, int r, int i) {
        return slope(b -> z(v.W(l), v.A(l - 1), v.b(l).with(r - 1, 0, b), r, i), v.b(l, r));
    }

    /** ∂Z_ki/∂A_ri, where A is of the layer below. */
    static double zByA(EfavdbView v, int l, int k, int i, int r) {
        return slope(a -> z(v.W(l), v.A(l - 1).with(r - 1, i - 1, a), v.b(l), k, i), v.A(l - 1, r, i));
    }

    /** ∂A_ri/∂Z_ri. */
    static double aByZ(EfavdbView v, int l, int r, int i) {
        return slope(v.g(l)::g, v.Z(l, r, i));
    }

    private static double z(Matrix W, Matrix A, Matrix b, int r, int i) {
        return sum(W.columns(), j -> W.get(r - 1, j - 1) * A.get(j - 1, i - 1)) + b.get(r - 1, 0);
    }
}
