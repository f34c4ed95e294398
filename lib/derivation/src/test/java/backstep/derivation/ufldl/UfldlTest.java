package backstep.derivation.ufldl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.Derivation;
import backstep.derivation.Erratum;
import backstep.derivation.Evaluated;
import backstep.derivation.Problem;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** UFLDL's derivation: its equations, its claims, its errata, its letters. */
class UfldlTest {

    private static final Derivation<UfldlView> UFLDL = UfldlDerivation.make();

    /** One neuron with two inputs, three examples. */
    private static final Matrix X = Matrix.of(2, 3, 1.5, -1, 0.25, 0.5, 2, -0.75);
    private static final Matrix Y = Matrix.row(1, 0, 1);

    private static Network neuron(Loss loss) {
        return Network.inputs(2).layer(1, Activation.SIGMOID).loss(loss)
                .weights(Matrix.row(0.4, -0.7), Matrix.row(0.2));
    }

    private static UfldlView view(Network net, int m) {
        return new UfldlView(new Problem(net, Matrix.ones(net.inputs(), m), Matrix.ones(net.n(net.L()), m)));
    }

    private static void refused(Class<? extends RuntimeException> as, String message, Executable asked) {
        assertEquals(message, assertThrows(as, asked).getMessage());
    }

    @Test
    void everyEquationClaimAndErratumIsVerified() {
        var verification = UFLDL.verify().orThrow();
        assertEquals(31, verification.lines().stream().filter(line -> !line.what().equals("erratum")).count());
    }

    @Test
    void everyErratumIsThere() {
        assertEquals(IntStream.rangeClosed(1, 8).mapToObj(i -> "E001-" + i).toList(),
                UFLDL.errata().stream().map(Erratum::id).toList());
        assertEquals(Set.of("E001-1", "E001-2", "E001-3", "E001-4"),
                UFLDL.errata().stream().filter(erratum -> !erratum.tried().isEmpty()).map(Erratum::id)
                        .collect(Collectors.toSet()));
    }

    @Test
    void theViewConvertsBothWaysExactly() {
        for (var problem : UFLDL.networks().get()) {
            var back = new UfldlView(problem).canonical();
            assertEquals(problem.net(), back.net());
            assertEquals(problem.X(), back.X());
            assertEquals(problem.Y(), back.Y());
            var again = new UfldlView(back);
            var v = new UfldlView(problem);
            v.weightLayers().forEach(l -> assertEquals(v.W(l), again.W(l)));
            v.deltaLayers().forEach(l -> assertEquals(v.example(1).z(l), again.example(1).z(l)));
        }
    }

    @Test
    void theInputIsLayerOneAndWeightsFeedTheNext() {
        var net = Network.inputs(3).layer(4, Activation.TANH).layer(2, Activation.TANH).random(1);
        var v = view(net, 1);
        assertEquals(3, v.L());
        assertEquals(List.of(3, 4, 2), List.of(v.n(1), v.n(2), v.n(3)));
        assertEquals(net.W(1).get(3, 2), v.W(1, 4, 3));
        assertEquals(net.b(2).get(1, 0), v.b(2, 2));
        assertEquals(v.x(2), v.a(1, 2));
        assertEquals(v.problem().backward().dZ(1).get(3, 0), v.delta(2, 4));
        assertEquals(List.of(2), v.hiddenLayers().boxed().toList());
    }

    @Test
    void hiddenLayersAreWalkedFromTheLastDown() {
        var deep = Network.inputs(1).layer(1, Activation.TANH).layer(1, Activation.TANH).layer(1, Activation.TANH)
                .layer(1, Activation.TANH).random(1);
        assertEquals(List.of(4, 3, 2), view(deep, 1).hiddenLayers().boxed().toList());
    }

    @Test
    void oneNeuronHasItsKnownNumbers() {
        var v = new UfldlView(new Problem(neuron(Loss.SQUARED_ERROR), X, Y));
        assertEquals(0.04544395813, v.J(), 1e-11);
        assertEquals(0.6106392339, v.example(1).a(2, 1), 1e-10);
        var delta = Equations.equation("delta-output");
        assertEquals(-0.09257401077, delta.value(v.example(1), 0).get(0, 0), 1e-11);
        assertEquals(0.02347774747, delta.value(v.example(2), 0).get(0, 0), 1e-11);
        assertEquals(-0.06455420720, delta.value(v.example(3), 0).get(0, 0), 1e-11);
        var dW = Equations.equation("mean-grad-W").value(v, 1);
        assertEquals(-0.05949243847, dW.get(0, 0), 1e-11);
        assertEquals(0.01636138165, dW.get(0, 1), 1e-11);
        assertEquals(-0.04455015683, Equations.equation("mean-grad-b").value(v, 1).get(0, 0), 1e-11);
        var underCrossEntropy = new UfldlView(new Problem(neuron(Loss.CROSS_ENTROPY), X, Y)).example(1);
        assertEquals(-0.3893607661, Equations.equation("delta-output-ce").value(underCrossEntropy, 0).get(0, 0), 1e-10);
    }

    @Test
    void anUpdateIsTheLibrarysStep() {
        var v = new UfldlView(new Problem(neuron(Loss.SQUARED_ERROR), X, Y));
        assertEquals(v.problem().backward().step(v.alpha()).W(1), Equations.equation("gd-W").value(v, 1));
        assertEquals(v.problem().backward().step(v.alpha()).b(1), Equations.equation("gd-b").value(v, 1));
    }

    @Test
    void severalActivationsAreRefused() {
        var net = Network.inputs(2).layer(3, Activation.TANH).layer(1, Activation.SIGMOID).random(1);
        var reason = "UFLDL has one f for all layers (l.103 a^(L) = f(z^(L)), l.116 f′(z_i^(l))); given: "
                + "2-3-1 (tanh, sigmoid; squared error)";
        refused(IllegalArgumentException.class, reason, () -> UFLDL.on(net, Matrix.ones(2, 1), Matrix.ones(1, 1)));
        refused(IllegalArgumentException.class, reason,
                () -> Equations.equation("dW").on(net, Matrix.ones(2, 1), Matrix.ones(1, 1)));
    }

    @Test
    void theDeltaOfOneLossIsRefusedUnderTheOther() {
        refused(IllegalArgumentException.class,
                "ufldl-delta-output: J(W,b;x,y) = ½‖y − ŷ‖² (l.103); given: 2-1 (sigmoid; cross-entropy), m = 3",
                () -> Equations.equation("delta-output").on(neuron(Loss.CROSS_ENTROPY), X, Y));
        refused(IllegalArgumentException.class,
                "ufldl-delta-output-ce: a − y (l.108) is the delta of cross-entropy behind a sigmoid, "
                        + "or of ½‖y − ŷ‖² behind f(z) = z; given: 2-1 (sigmoid; squared error), m = 3",
                () -> Equations.equation("delta-output-ce").on(neuron(Loss.SQUARED_ERROR), X, Y));
        var batch = UFLDL.on(neuron(Loss.CROSS_ENTROPY), X, Y);
        refused(IllegalArgumentException.class,
                "ufldl-loss: J(W,b;x,y) = ½‖y − ŷ‖² (l.103); given: 2-1 (sigmoid; cross-entropy), m = 3",
                () -> Equations.equation("loss").value(batch, 0));
    }

    @Test
    void theHiddenDeltaIsRefusedWhereNoLayerIsHidden() {
        refused(IllegalArgumentException.class,
                "ufldl-delta-hidden: l = L−1, L−2, …, 2 (l.110), so a hidden layer, L ≥ 3; "
                        + "given: 2-1 (sigmoid; squared error), m = 3",
                () -> Equations.equation("delta-hidden").on(neuron(Loss.SQUARED_ERROR), X, Y));
    }

    @Test
    void theDifferenceIsTheDeltaBehindTheIdentity() {
        var linear = Network.inputs(2).layer(2, Activation.IDENTITY).layer(2, Activation.IDENTITY).random(7);
        var found = Equations.equation("delta-output-ce").on(linear, X, Matrix.ones(2, 3));
        assertEquals(3, found.size());
        assertTrue(found.stream().allMatch(at -> at.error() <= 1e-6));
    }

    @Test
    void oneNetworkShowsEachEquationLayerByLayerAndPairByPair() {
        var net = Network.inputs(2).layer(2, Activation.TANH).layer(2, Activation.TANH)
                .layer(1, Activation.TANH).random(3);
        var found = Equations.equation("delta-hidden").on(net, X, Y);
        assertEquals(List.of("l = 3, example 1", "l = 2, example 1", "l = 3, example 2", "l = 2, example 2",
                "l = 3, example 3", "l = 2, example 3"),
                found.stream().map(Evaluated::where).toList());
    }

    @Test
    void anIndexOutsideItsRangeIsNamed() {
        var v = view(Network.inputs(3).layer(4, Activation.TANH).layer(2, Activation.TANH).random(1), 1);
        var out = IndexOutOfBoundsException.class;
        refused(out, "W_ij^(l): l = 3 is not in 1…2", () -> v.W(3));
        refused(out, "W_ij^(l): l = 0 is not in 1…2", () -> v.W(0, 1, 1));
        refused(out, "W_ij^(l): i = 5 is not in 1…4", () -> v.W(1, 5, 1));
        refused(out, "W_ij^(l): j = 0 is not in 1…3", () -> v.W(1, 1, 0));
        refused(out, "b_i^(l): l = 3 is not in 1…2", () -> v.b(3, 1));
        refused(out, "b_i^(l): i = 3 is not in 1…2", () -> v.b(2, 3));
        refused(out, "a_i^(l): l = 0 is not in 1…3", () -> v.a(0));
        refused(out, "a_i^(l): i = 4 is not in 1…3", () -> v.a(1, 4));
        refused(out, "z_i^(l): l = 1 is not in 2…3", () -> v.z(1));
        refused(out, "δ_i^(l): l = 1 is not in 2…3", () -> v.delta(1, 1));
        refused(out, "δ_i^(l): i = 3 is not in 1…2", () -> v.delta(3, 3));
        refused(out, "∂J/∂W_ij^(l): l = 3 is not in 1…2", () -> v.dJdW(3, 1, 1));
        refused(out, "∂J/∂b_i^(l): i = 0 is not in 1…4", () -> v.dJdb(1, 0));
        refused(out, "x_j: j = 4 is not in 1…3", () -> v.x(4));
        refused(out, "y_i: i = 3 is not in 1…2", () -> v.y(3));
        refused(out, "n_l: l = 4 is not in 1…3", () -> v.n(4));
        refused(out, "(x^(p), y^(p)): p = 2 is not in 1…1", () -> v.example(2));
    }

    @Test
    void aLetterOfOnePairIsNotAskedOfASample() {
        var v = new UfldlView(new Problem(neuron(Loss.SQUARED_ERROR), X, Y));
        refused(IllegalArgumentException.class, "δ_i^(l) is of one pair (x, y) = (x^(p), y^(p)) (l.91), "
                + "this sample has m = 3: choose one by example(p)",
                () -> v.delta(2, 1));
    }

    @Test
    void theChainEndsAtThree() {
        var chain = Chain.of(new UfldlView(UFLDL.networks().get().get(0)));
        refused(IndexOutOfBoundsException.class, "w_i: i = -1 is not in 0…3", () -> chain.w(-1));
        refused(IndexOutOfBoundsException.class, "dw_i/dw_{i-1}: i = 0 is not in 1…3", () -> chain.dw(0, 1));
        refused(IndexOutOfBoundsException.class, "dw_i/dw_{i-1}: i = 4 is not in 1…3", () -> chain.dw(4, 1));
        assertEquals(chain.f(chain.g(chain.h(chain.x()))), chain.w(3));
    }
}
