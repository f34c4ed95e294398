package backstep.derivation.twolayer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.Derivation;
import backstep.derivation.Erratum;
import backstep.derivation.Evaluated;
import backstep.derivation.PrintedForm;
import backstep.derivation.Verification;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TWO_LAYER verifies itself, refuses what it does not cover, and loses nothing in its notation. */
class TwoLayerTest {

    private static final Derivation<TwoLayerView> TWO_LAYER = TwoLayerDerivation.make();

    /** The 2-2-1 network whose numbers the other references share, and its first example. */
    private static final Network NET = plan(2, 2, 1).loss(Loss.CROSS_ENTROPY).weights(
            Matrix.of(2, 2, 0.15, -0.25, 0.40, 0.30), Matrix.column(0.35, -0.10), Matrix.row(0.55, -0.45),
            Matrix.row(0.60));
    private static final Matrix X = Matrix.column(0.5, -1.5);
    private static final Matrix Y = Matrix.row(1);

    @Test
    void twentyNineEquationsAClaimAndSevenPrintedFormsAreAsStated() {
        var lines = TWO_LAYER.verify().orThrow().lines();
        assertEquals(Map.of("equation", 29L, "claim", 1L, "erratum", 7L),
                lines.stream().collect(Collectors.groupingBy(Verification.Line::what, Collectors.counting())));
    }

    @Test
    void eachEquationIsComparedOnAllTwentyNetworks() {
        var networks = TWO_LAYER.networks().get();
        assertEquals(20, networks.size());
        TWO_LAYER.equations().forEach(equation ->
                assertEquals(20, Verification.line(equation, networks).comparisons(), equation.id()));
    }

    @Test
    void theErrataAreEight() {
        assertEquals(IntStream.rangeClosed(1, 8).mapToObj("E003-%d"::formatted).toList(),
                TWO_LAYER.errata().stream().map(Erratum::id).toList());
        assertEquals(List.of("E003-3", "E003-3col", "E003-3row", "E003-4", "E003-5", "E003-5b", "E003-7"),
                TWO_LAYER.errata().stream().flatMap(erratum -> erratum.tried().stream()).map(PrintedForm::id).toList());
    }

    @Test
    void aBatchMakesThePrintedWeightGradientMTimesTooLarge() {
        var form = TWO_LAYER.errata().get(4).tried().get(0);
        for (var problem : form.networks().get()) {
            var view = new TwoLayerView(problem);
            assertEquals(0, form.printed().at(view, 2).minus(view.dW(2).times(problem.m())).maxAbs(), 1e-12);
        }
    }

    @Test
    void theViewConvertsBothWaysExactly() {
        for (var problem : TWO_LAYER.networks().get()) {
            var back = new TwoLayerView(problem).canonical();
            assertEquals(problem.net(), back.net());
            assertEquals(List.of(problem.X(), problem.Y()), List.of(back.X(), back.Y()));
        }
        var batch = TwoLayer.networks(900, i -> 4).get(5);
        var view = new TwoLayerView(batch);
        assertEquals(List.of(batch.net(), batch.X(), batch.Y()), List.of(view.canonical().net(), view.x(), view.y()));
    }

    @Test
    void onTheNetworkOfTwoTwoOneTheNumbersAreThePublishedOnes() {
        near(Matrix.row(-0.3114253926), "twolayer-dz2");
        near(Matrix.row(-0.2148755737, -0.1287377828), "twolayer-dW2");
        near(Matrix.column(-0.03663930117, 0.03398393090), "twolayer-dz1");
        near(Matrix.of(2, 2, -0.01831965059, 0.05495895176, 0.01699196545, -0.05097589635), "twolayer-dW1");
        near(Matrix.row(-0.01831965059, 0.05495895176, 0.01699196545, -0.05097589635), "twolayer-dW1-chain");
        near(Matrix.row(0.3731316044), "twolayer-loss");
    }

    private static void near(Matrix expected, String id) {
        assertEquals(0, TWO_LAYER.equation(id).value(TWO_LAYER.on(NET, X, Y), 0).minus(expected).maxAbs(), 1e-10, id);
    }

    @Test
    void twoExamplesAreEvaluatedOneByOne() {
        var found = TWO_LAYER.equation("twolayer-dW2").on(NET, Matrix.of(2, 2, 0.5, -1, -1.5, 0.75), Matrix.row(1, 0));
        assertEquals(List.of("example 1", "example 2"), found.stream().map(Evaluated::where).toList());
        assertTrue(found.stream().allMatch(evaluation -> evaluation.error() <= 1e-6));
    }

    @Test
    void aBatchIsRefusedByEachEquationThatIsAskedForItsValue() {
        var batch = TWO_LAYER.on(NET, Matrix.of(2, 2, 0.5, -1, -1.5, 0.75), Matrix.row(1, 0));
        for (var equation : TWO_LAYER.equations()) {
            assertEquals(equation.id() + ": one example x at a time (l.24: “based on that point”); given: "
                    + "2-2-1 (sigmoid, sigmoid; cross-entropy), m = 2",
                    assertThrows(IllegalArgumentException.class, () -> equation.value(batch, 0)).getMessage());
        }
    }

    @Test
    void anotherNetworkIsRefusedWithTheConditionNamed() {
        refused("2-1 (sigmoid; cross-entropy)", plan(2, 1).loss(Loss.CROSS_ENTROPY));
        refused("3-4-3-2 (sigmoid, sigmoid, sigmoid; cross-entropy)", plan(3, 4, 3, 2).loss(Loss.CROSS_ENTROPY));
        refused("2-3-1 (ReLU, sigmoid; cross-entropy)",
                Network.inputs(2).layer(3, Activation.RELU).layer(1, Activation.SIGMOID).loss(Loss.CROSS_ENTROPY));
        refused("2-3-1 (sigmoid, tanh; squared error)", plan(2, 3).layer(1, Activation.TANH));
        refused("2-3-1 (sigmoid, sigmoid; squared error)", plan(2, 3, 1));
    }

    /** A sigmoid in each layer. */
    private static Network.Plan plan(int inputs, int... sizes) {
        var plan = Network.inputs(inputs);
        for (int n : sizes) {
            plan = plan.layer(n, Activation.SIGMOID);
        }
        return plan;
    }

    private static void refused(String given, Network.Plan plan) {
        var net = plan.random(1);
        var X = Matrix.ones(net.n(0), 1);
        var Y = Matrix.ones(net.n(net.L()), 1);
        var expected = "TWO_LAYER covers two layers with sigmoid in both and cross-entropy (l.16, l.18); given: "
                + given;
        assertEquals(expected, assertThrows(IllegalArgumentException.class, () -> TWO_LAYER.on(net, X, Y))
                .getMessage());
        assertEquals(expected, assertThrows(IllegalArgumentException.class,
                () -> TWO_LAYER.equation("twolayer-dz1").on(net, X, Y)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3})
    void aLayerOutOfRangeIsNamedWithItsLetter(int l) {
        var view = TWO_LAYER.on(NET, X, Y);
        outOfRange("W", l, () -> view.W(l));
        outOfRange("b", l, () -> view.b(l));
        outOfRange("z", l, () -> view.z(l));
        outOfRange("a", l, () -> view.a(l));
        outOfRange("dz", l, () -> view.dz(l));
        outOfRange("dW", l, () -> view.dW(l));
        outOfRange("db", l, () -> view.db(l));
        assertEquals("n[l]: l = 3 is not one of 0, 1, 2",
                assertThrows(IndexOutOfBoundsException.class, () -> view.n(3)).getMessage());
    }

    private static void outOfRange(String letter, int l, Executable asked) {
        assertEquals("%s[l]: l = %d is not one of 1, 2%s".formatted(letter, l,
                letter.equals("a") && l == 0 ? "; the input is x" : ""),
                assertThrows(IndexOutOfBoundsException.class, asked).getMessage());
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        var points = MisclassifiedOnly.Points.overlapping(3);
        assertEquals(MisclassifiedOnly.misclassified(points, 3, 200), MisclassifiedOnly.misclassified(points, 3, 200));
        assertEquals(MisclassifiedOnly.any(points, 3, 200), MisclassifiedOnly.any(points, 3, 200));
    }
}
