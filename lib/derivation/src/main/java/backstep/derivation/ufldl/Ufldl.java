package backstep.derivation.ufldl;

import backstep.derivation.EquationBuilder;
import backstep.derivation.Form;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** How UFLDL's rows begin, f in other forms, and the networks that have one f. */
final class Ufldl {

    private static final List<Activation> ACTIVATIONS = List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU);

    /** f in other closed forms. */
    private static final Map<Activation, DoubleUnaryOperator> OTHER_FORMS = Map.of(
            Activation.SIGMOID, z -> (1 + Math.tanh(z / 2)) / 2,
            Activation.TANH, z -> 1 - 2 / (Math.exp(2 * z) + 1),
            Activation.RELU, z -> (z + Math.abs(z)) / 2);

    private Ufldl() {}

    /** One f for all layers: sigmoid, tanh and ReLU in turn under squared error, sigmoid under cross-entropy. */
    static List<Problem> networks() {
        return RandomNetworks.underBothLosses(200, (number, l, L, random) -> ACTIVATIONS.get(number % 3),
                (number, l, L, random) -> Activation.SIGMOID);
    }

    static EquationBuilder<UfldlView> row(String id, String place, Form form, String latex, String shapes) {
        return new EquationBuilder<>(UfldlView::new, "ufldl-" + id, place, form, latex, shapes);
    }

    static Matrix inAnotherForm(UfldlView v, Matrix z) {
        return z.map(OTHER_FORMS.getOrDefault(v.f(), v.f()::g));
    }
}
