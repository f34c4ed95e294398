package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.ErrorMetric;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import backstep.sample.RandomCase;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BP1–BP4 against central differences over random shapes, activations and losses. */
class CentralDifferencesTest {

    private static final double H = 1e-5;

    static Stream<RandomCase> many() {
        return RandomCase.first(250);
    }

    static Stream<RandomCase> some() {
        return RandomCase.first(40);
    }

    @Test
    void theRandomCasesReachEveryActivationLossAndSize() {
        var cases = many().toList();
        assertEquals(6, cases.stream().flatMap(c -> c.net().layers().stream()).map(Layer::g).distinct().count(),
                "activations");
        assertEquals(4, cases.stream().map(c -> c.net().loss()).distinct().count(), "losses");
        assertEquals(Set.of(1, 2, 3, 4), cases.stream().map(c -> c.net().L()).collect(Collectors.toSet()), "L");
        assertEquals(Set.of(1, 2, 3, 4, 5, 6, 7), cases.stream().map(c -> c.X().columns())
                .collect(Collectors.toSet()), "m");
        assertEquals(Set.of(1, 2, 3, 4, 5, 6), cases.stream().flatMap(c -> c.net().layers().stream())
                .map(layer -> layer.W().rows()).collect(Collectors.toSet()), "n");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("many")
    void everyDerivativeEqualsItsEstimate(RandomCase c) {
        var report = GradientCheck.of(c.net(), c.X(), c.Y()).run().orThrow();
        assertEquals(6 * c.net().L() + 3, report.blocks().size(),
                "Z A dA dZ dW db of each layer, the losses, J and dX");
        assertTrue(report.notes().stream().noneMatch(note -> note.contains("threw") || note.contains("cannot be told")),
                report::toString);
    }

    /** Differences of the cost of whole new networks and inputs, made here. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("some")
    void dWAndDbAndDXEqualDifferencesOfWholeReruns(RandomCase c) {
        var net = c.net();
        var bwd = ForwardPass.of(net, c.X()).backward(c.Y());
        for (int layer = 1; layer <= net.L(); layer++) {
            int l = layer;
            assertClose(quotients(net.W(l), W -> cost(net.with(l, W, net.b(l)), c.X(), c.Y())), bwd.dW(l));
            assertClose(quotients(net.b(l), b -> cost(net.with(l, net.W(l), b), c.X(), c.Y())), bwd.db(l));
        }
        // dX holds each example's own derivative, the cost the mean over m
        assertClose(quotients(c.X(), X -> cost(net, X, c.Y())).times(c.X().columns()), bwd.dX());
    }

    /** A bias of one example alone is a Z: Z[l] + ε for one unit of a batch of one example. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("some")
    void dZOfAnExampleEqualsTheDifferenceInTheBiasOfABatchOfThatExampleAlone(RandomCase c) {
        var net = c.net();
        var bwd = ForwardPass.of(net, c.X()).backward(c.Y());
        for (int layer = 1; layer <= net.L(); layer++) {
            int l = layer;
            for (int i = 0; i < c.X().columns(); i++) {
                var x = c.X().columnAt(i);
                var y = c.Y().columnAt(i);
                assertClose(quotients(net.b(l), b -> cost(net.with(l, net.W(l), b), x, y)), bwd.dZ(l).columnAt(i));
            }
        }
    }

    /** The layers above l are a network of their own with A[l] as its input. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("some")
    void dAOfALayerIsTheDXOfTheLayersAbove(RandomCase c) {
        var net = c.net();
        var fwd = ForwardPass.of(net, c.X());
        var bwd = fwd.backward(c.Y());
        for (int l = 0; l < net.L(); l++) {
            var above = new Network(net.n(l), net.layers().subList(l, net.L()), net.loss());
            assertClose(quotients(fwd.A(l), A -> cost(above, A, c.Y())).times(c.X().columns()), bwd.dA(l));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("some")
    void everyEstimateComesFromTheForwardEquationsAlone(RandomCase c) {
        var estimate = NumericalGradient.of(c.net(), c.X(), c.Y());
        var fwd = ForwardPass.of(c.net(), c.X());
        for (int layer = 1; layer <= c.net().L(); layer++) {
            int l = layer;
            // Z[l] of example i moves the cost by its own loss over m
            assertClose(quotients(fwd.Z(l), Z -> fwd.with(Kind.Z.at(l), Z).cost(c.Y())).times(c.X().columns()),
                    estimate.dZ(l));
            assertClose(quotients(fwd.get(Kind.W.at(l)), W -> fwd.with(Kind.W.at(l), W).cost(c.Y())), estimate.dW(l));
        }
        assertClose(estimate.dA(0), estimate.dX());
    }

    private static double cost(Network net, Matrix X, Matrix Y) {
        return ForwardPass.of(net, X).cost(Y);
    }

    private static Matrix quotients(Matrix at, ToDoubleFunction<Matrix> f) {
        return Matrix.generate(at.rows(), at.columns(), (i, j) ->
                (f.applyAsDouble(at.with(i, j, at.get(i, j) + H)) - f.applyAsDouble(at.with(i, j, at.get(i, j) - H)))
                        / (2 * H));
    }

    private static void assertClose(Matrix expected, Matrix actual) {
        assertTrue(ErrorMetric.of(actual, expected) <= ErrorMetric.LIMIT, () -> actual + "\n" + expected);
    }
}
