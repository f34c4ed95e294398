package backstep.derivation.ufldl;

import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;

import backstep.matrix.Matrix;

/**
 * Passes of the two modes over one pair, in UFLDL's letters; they count themselves and their multiplications by
 * weights.
 */
final class CountedPasses {

    private final UfldlView v;
    private int passes;
    private long multiplications;

    CountedPasses(UfldlView v) {
        this.v = v;
    }

    int passes() {
        return passes;
    }

    long multiplications() {
        return multiplications;
    }

    private double weighted(double W, double value) {
        multiplications++;
        return W * value;
    }

    /** One forward pass: how a^(L) moves when a^(l) moves so, from the inside out. */
    Matrix forward(int l, Matrix aDot) {
        passes++;
        var dot = aDot;
        for (int k = l; k < v.L(); k++) {
            dot = next(k, dot);
        }
        return dot;
    }

    private Matrix next(int l, Matrix aDot) {
        return vector(v.n(l + 1),
                i -> v.f().gPrime(v.z(l + 1, i)) * sum(v.n(l), j -> weighted(v.W(l, i, j), aDot.get(j - 1, 0))));
    }

    /**
     * One reverse pass: from the derivatives of a number in z^(L) to those in z^(L−1), …, z^(2) and, at last, in a^(1)
     * = x; place l holds layer l.
     */
    Matrix[] reverse(Matrix byZ) {
        passes++;
        var all = new Matrix[v.L() + 1];
        all[v.L()] = byZ;
        for (int l = v.L() - 1; l >= 1; l--) {
            all[l] = previous(l, all[l + 1]);
        }
        return all;
    }

    private Matrix previous(int l, Matrix byZ) {
        return vector(v.n(l), i -> sum(v.n(l + 1),
                j -> weighted(v.W(l, j, i), byZ.get(j - 1, 0))) * (l == 1 ? 1 : v.f().gPrime(v.z(l, i))));
    }

    /** DF for F: x ↦ ŷ, column by column: n_1 forward passes. */
    Matrix jacobianForward() {
        var columns = new Matrix[v.n(1)];
        for (int k = 1; k <= v.n(1); k++) {
            columns[k - 1] = forward(1, unit(v.n(1), k));
        }
        return matrix(v.n(v.L()), v.n(1), (i, k) -> columns[k - 1].get(i - 1, 0));
    }

    /** DF for F: x ↦ ŷ, row by row: n_L reverse passes. */
    Matrix jacobianReverse() {
        var rows = new Matrix[v.n(v.L())];
        for (int i = 1; i <= rows.length; i++) {
            rows[i - 1] = reverse(unit(rows.length, i).times(v.f().gPrime(v.z(v.L(), i))))[1];
        }
        return matrix(v.n(v.L()), v.n(1), (i, k) -> rows[i - 1].get(k - 1, 0));
    }

    /** ∂J/∂W_ij^(l) and ∂J/∂b_i^(l) of all layers in a column: one forward pass for each. */
    Matrix gradientForward() {
        return v.weightLayers().boxed().map(l -> entries(l, (i, j) -> costDot(forward(l + 1, activationDot(l, i, j)))))
                .reduce(CountedPasses::below).orElseThrow();
    }

    /** How a^(l+1) moves with W_ij^(l). */
    private Matrix activationDot(int l, int i, int j) {
        return unit(v.n(l + 1), i).times(v.f().gPrime(v.z(l + 1, i)) * input(l, j));
    }

    /** The same by one reverse pass, which starts from these δ^(L): l.116, l.93, l.95. */
    Matrix gradientReverse(Matrix outputDelta) {
        var delta = reverse(outputDelta);
        return v.weightLayers().boxed().map(l -> entries(l, (i, j) -> delta[l + 1].get(i - 1, 0) * input(l, j)))
                .reduce(CountedPasses::below).orElseThrow();
    }

    private Matrix entries(int l, Matrix.Entry entry) {
        int columns = v.n(l) + 1;
        return vector(v.n(l + 1) * columns, q -> entry.at((q - 1) / columns + 1, (q - 1) % columns + 1));
    }

    /** What W_ij^(l) is multiplied by; b_i^(l), behind the weights of its row, by 1. */
    private double input(int l, int j) {
        return j > v.n(l) ? 1 : v.a(l, j);
    }

    /** How J moves with a^(L). */
    private double costDot(Matrix aDot) {
        return sum(v.n(v.L()), i -> v.problem().backward().dA(v.L() - 1).get(i - 1, 0) * aDot.get(i - 1, 0));
    }

    private static Matrix unit(int n, int k) {
        return vector(n, i -> i == k ? 1 : 0);
    }

    private static Matrix below(Matrix above, Matrix below) {
        return matrix(above.rows() + below.rows(), 1,
                (i, one) -> i <= above.rows() ? above.get(i - 1, 0) : below.get(i - above.rows() - 1, 0));
    }
}
