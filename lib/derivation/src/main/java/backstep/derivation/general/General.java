package backstep.derivation.general;

import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.stack;

import backstep.derivation.EquationBuilder;
import backstep.derivation.Form;
import backstep.derivation.LocalDifference;
import backstep.derivation.Problem;
import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** How GENERAL's rows begin, the layers that they run over, and what the canonical passes give in its letters. */
final class General {

    private General() {}

    static EquationBuilder<GeneralView> row(String id, String place, Form form, String latex, String shapes) {
        return new EquationBuilder<>(GeneralView::new, "general-" + id, place, form, latex, shapes);
    }

    /** l = 0…L−1: the layers that weights leave. */
    static IntStream weights(GeneralView v) {
        return IntStream.range(0, v.L());
    }

    /** l = 0…L−2: where there is a layer l+2. */
    static IntStream twoBelow(GeneralView v) {
        return IntStream.range(0, v.L() - 1);
    }

    /** l = 1…L: where there is a value before activation. */
    static IntStream activated(GeneralView v) {
        return IntStream.rangeClosed(1, v.L());
    }

    /** l = 2…L: where there is a layer l−1 to go back to. */
    static IntStream recursion(GeneralView v) {
        return IntStream.rangeClosed(2, v.L());
    }

    /** l = 2…L+1: where there are weights w^{l−2}. */
    static IntStream shiftedWeights(GeneralView v) {
        return IntStream.rangeClosed(2, v.L() + 1);
    }

    /** A matrix for each output n_L, one below another. */
    static Matrix eachOutput(GeneralView v, IntFunction<Matrix> ofOutput) {
        return stack(v.N(v.L()), ofOutput);
    }

    /** ∂c^p_{n_L}/∂z^{p,l}_{n_l} of every output, one N_l×P matrix below another. */
    static Matrix dcdz(GeneralView v, Function<Problem, Gradients> gradients, int l) {
        return eachOutput(v, output -> v.dcdz(gradients, output, l));
    }

    /** ∂C/∂w^l_{0 n_{l+1}}, a column. */
    static Matrix dCdBias(GeneralView v, Gradients g, int l) {
        return v.dCdw(g, l).rowAt(0).transpose();
    }

    /** ∂C/∂w^l_{n_l n_{l+1}} without the row of the biases. */
    static Matrix dCdWeights(GeneralView v, Gradients g, int l) {
        var all = v.dCdw(g, l);
        return matrix(v.N(l), v.N(l + 1), (from, to) -> all.get(from, to - 1));
    }

    /** The Jacobian of what the canonical forward pass of the view's one example makes of a quantity. */
    static Matrix jacobian(GeneralView v, Quantity of, Function<ForwardPass, Matrix> result) {
        var forward = v.problem().forward();
        return LocalDifference.jacobian(value -> result.apply(forward.with(of, value)), forward.get(of));
    }

    /** ∂z_{n_{l+1}}/∂w_{n_l n_{l+1}}, from the Jacobian in W[l+1], whose entries follow each other row by row. */
    static Matrix zByWeights(GeneralView v, int l) {
        var jacobian = jacobian(v, Kind.W.at(l + 1), forward -> forward.Z(l + 1));
        return matrix(v.N(l), v.N(l + 1), (n, k) -> jacobian.get(k - 1, (k - 1) * v.N(l) + n - 1));
    }
}
