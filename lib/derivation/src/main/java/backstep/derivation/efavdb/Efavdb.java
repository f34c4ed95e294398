package backstep.derivation.efavdb;

import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.vector;

import backstep.derivation.Conventions;
import backstep.derivation.Derivation;
import backstep.derivation.EquationBuilder;
import backstep.derivation.Form;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Cathy Yeh, <i>Backpropagation in neural networks</i>, efavdb.com/backpropagation-in-neural-networks (2019). */
public final class Efavdb {

    private static final Conventions CONVENTIONS = new Conventions("0 … $L$",
            "$W^{[l]}_{rs}$, row = receiving unit", "$b^{[l]}$",
            "column $i$ of $A^{[l]}$", "column $i$ of $dZ^{[l]}$", "the mean, $J$", "$dW^{[l]}$");

    private Efavdb() {}

    /**
     * Puts it together.
     *
     * @return its view, its lists, the networks that verify them
     */
    public static Derivation<EfavdbView> derivation() {
        var activations = List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU);
        Supplier<List<Problem>> networks = () -> RandomNetworks.underBothLosses(100,
                (number, l, L, random) -> activations.get(random.nextInt(3)),
                (number, l, L, random) -> l == L ? Activation.SIGMOID : activations.get(random.nextInt(3)));
        var equations = Stream.of(Introduction.equations(), BackpropagationEquations.equations(), ChainRule.equations())
                .flatMap(List::stream).toList();
        return new Derivation<>("EFAVDB",
                "Cathy Yeh, Backpropagation in neural networks, efavdb.com/backpropagation-in-neural-networks (2019)",
                CONVENTIONS, EfavdbView::new, networks, equations, List.of(), Errata.errata(equations));
    }

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
