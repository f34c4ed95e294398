package backstep.derivation.efavdb;

import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.vector;

import backstep.derivation.EquationBuilder;
import backstep.derivation.Form;
import backstep.matrix.Matrix;
import java.util.function.IntToDoubleFunction;

/** How EFAVDB's rows begin, and the matrices that they make of its entries. */
final class Efavdb {

    private Efavdb() {}

    static EquationBuilder<EfavdbView> row(String id, String place, Form form, String latex, String shapes) {
        return new EquationBuilder<>(EfavdbView::new, "efavdb-" + id, place, form, latex, shapes);
    }

    /** Entries (r, s) for a matrix like W[l], n_l×n_{l−1}. */
    static Matrix ofW(EfavdbView v, int l, Matrix.Entry entry) {
        return matrix(v.n(l), v.n(l - 1), entry);
    }

    /** Entries r for a column like b[l], n_l×1. */
    static Matrix ofB(EfavdbView v, int l, IntToDoubleFunction entry) {
        return vector(v.n(l), entry);
    }

    /** Entries (r, i) for a matrix like Z[l] or A[l], n_l×m. */
    static Matrix ofZ(EfavdbView v, int l, Matrix.Entry entry) {
        return matrix(v.n(l), v.m(), entry);
    }

    /** The two gradients of a layer side by side, n_l×(n_{l−1} + 1). */
    static Matrix beside(Matrix dW, Matrix db) {
        return matrix(dW.rows(), dW.columns() + 1,
                (r, s) -> s <= dW.columns() ? dW.get(r - 1, s - 1) : db.get(r - 1, 0));
    }
}
