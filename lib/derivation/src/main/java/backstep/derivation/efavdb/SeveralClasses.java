package backstep.derivation.efavdb;

import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;

import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;

/**
 * Softmax and the cross-entropy of several classes behind a network's Z[L], for E000-6.
 *
 * @param Z Z[L], n_L×m
 * @param A softmax of each column
 * @param Y a 1 in each column, for the class of its example
 */
record SeveralClasses(Matrix Z, Matrix A, Matrix Y) {

    /** The class of example i is 1, 2, …, n_L, 1, 2, … in turn. */
    static SeveralClasses of(EfavdbView v) {
        var Z = v.Z(v.L());
        var e = Z.map(Math::exp);
        var sums = Matrix.ones(Z.rows(), Z.rows()).times(e);
        return new SeveralClasses(Z, e.combine("softmax", sums, (x, total) -> x / total),
                matrix(Z.rows(), Z.columns(), (k, i) -> k == 1 + (i - 1) % Z.rows() ? 1 : 0));
    }

    private Matrix dA() {
        return Y.combine("cross-entropy", A, (y, a) -> -y / a);
    }

    /** BP4 with the diagonal of the derivative alone, A(1 − A). */
    Matrix elementwise() {
        return dA().hadamard(A.map(a -> a * (1 - a)));
    }

    /** dZ = A ∘ (dA − 11ᵀ(A ∘ dA)). */
    Matrix dZ() {
        return A.hadamard(dA().minus(Matrix.ones(A.rows(), A.rows()).times(A.hadamard(dA()))));
    }

    /** dZ = A − Y. */
    Matrix difference() {
        return A.minus(Y);
    }

    /** Slopes of ln Σ_k exp(z_k) − Σ_k y_k z_k, each example's loss. */
    Matrix estimate() {
        return matrix(Z.rows(), Z.columns(),
                (r, i) -> NumericalGradient.slope(z -> loss(Z.with(r - 1, i - 1, z), i), Z.get(r - 1, i - 1)));
    }

    private double loss(Matrix z, int i) {
        return Math.log(sum(z.rows(), k -> Math.exp(z.get(k - 1, i - 1)))) - sum(z.rows(),
                k -> Y.get(k - 1, i - 1) * z.get(k - 1, i - 1));
    }
}
