package backstep.mode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.NumericalGradient;
import backstep.network.Activation;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A graph of scalars: local derivatives, both passes over it, what they cost, what it refuses. */
class GraphTest {

    static Stream<Arguments> operations() {
        return Stream.of(
                Arguments.of("plus", (BinaryOperator<Scalar>) Scalar::plus),
                Arguments.of("minus", (BinaryOperator<Scalar>) Scalar::minus),
                Arguments.of("times", (BinaryOperator<Scalar>) Scalar::times),
                Arguments.of("over", (BinaryOperator<Scalar>) Scalar::over));
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                Arguments.of("times a number", (UnaryOperator<Scalar>) x -> x.times(-2.5)),
                Arguments.of("plus a number", (UnaryOperator<Scalar>) x -> x.plus(-2.5)),
                Arguments.of("exp", (UnaryOperator<Scalar>) Scalar::exp),
                Arguments.of("ln", (UnaryOperator<Scalar>) Scalar::log),
                Arguments.of("ln(1 + x)", (UnaryOperator<Scalar>) Scalar::log1p),
                Arguments.of("|x|", (UnaryOperator<Scalar>) Scalar::abs),
                Arguments.of("positive part", (UnaryOperator<Scalar>) Scalar::positivePart),
                Arguments.of("sigmoid", (UnaryOperator<Scalar>) Scalar::sigmoid),
                Arguments.of("tanh", (UnaryOperator<Scalar>) Scalar::tanh),
                Arguments.of("a user's", (UnaryOperator<Scalar>) x -> x.apply(RandomCase.SINE)));
    }

    private static Scalar input(double value) {
        return new Graph().input("x", value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void theLocalDerivativeOfAFunctionIsTheSlopeOfItsValues(String name, UnaryOperator<Scalar> f) {
        for (double x : List.of(0.1, 0.7, 3.0)) {
            var node = f.apply(input(x));
            double slope = NumericalGradient.slope(at -> f.apply(input(at)).value(), x);
            assertEquals(1, node.edges().size());
            assertEquals(slope, node.edges().get(0).derivative(), 1e-8 * Math.max(1, Math.abs(slope)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void theLocalDerivativesOfAnOperationAreTheSlopesOfItsValues(String name, BinaryOperator<Scalar> operation) {
        var node = apply(operation, 1.3, -0.6);
        assertEquals(NumericalGradient.slope(x -> apply(operation, x, -0.6).value(), 1.3),
                node.edges().get(0).derivative(), 1e-8);
        assertEquals(NumericalGradient.slope(y -> apply(operation, 1.3, y).value(), -0.6),
                node.edges().get(1).derivative(), 1e-8);
    }

    private static Scalar apply(BinaryOperator<Scalar> operation, double x, double y) {
        var graph = new Graph();
        return operation.apply(graph.input("x", x), graph.input("y", y));
    }

    /** The chain of one neuron, by hand. */
    @Test
    void aNeuronsDerivativesAreTheProductsOfTheFactorsOnTheWay() {
        var graph = new Graph();
        var x = graph.input("x", 1.5);
        var w = graph.input("w", -2);
        var b = graph.input("b", 0.5);
        var z = x.times(w).plus(b).named("z");
        var a = z.sigmoid().named("a");
        double slope = a.value() * (1 - a.value());
        var back = graph.derivatives(a);
        assertEquals(slope, back.at(z), 1e-15);
        assertEquals(slope * 1.5, back.at(w), 1e-15);
        assertEquals(slope * -2, back.at(x), 1e-15);
        assertEquals(slope, back.at(b), 1e-15);
        assertEquals(1, back.at(a));
        assertEquals(-2, graph.tangents(x).at(z));
        assertEquals("∂a/∂x = -0.140207\n∂a/∂w = 0.105156\n∂a/∂b = 0.0701037\n∂a/∂z = 0.0701037\n∂a/∂a = 1",
                back.toString());
        assertEquals("∂x/∂x = 1\n∂w/∂x = 0\n∂b/∂x = 0\n∂z/∂x = -2\n∂a/∂x = -0.140207", graph.tangents(x).toString());
        assertEquals(List.of("x = 1.5", "w = -2", "b = 0.5", "× = -3", "z = -2.5", "a = 0.0758582"),
                graph.nodes().stream().map(Scalar::toString).toList());
    }

    @Test
    void aNodeUsedTwiceGathersBothPaths() {
        var graph = new Graph();
        var x = graph.input("x", 3);
        var square = x.times(x);
        var y = square.plus(x.times(4)).minus(x.exp());
        for (double derivative : new double[] {graph.derivatives(y).at(x), graph.tangents(x).at(y)}) {
            assertEquals(2 * 3 + 4 - Math.exp(3), derivative, 1e-14);
        }
        assertEquals(List.of(3.0, 3.0), square.edges().stream().map(Scalar.Edge::derivative).toList());
    }

    @Test
    void whereThereIsNoPathTheDerivativeIsZeroEvenBesideAnInfiniteSlope() {
        var graph = new Graph();
        var x = graph.input("x", 0);
        var y = x.times(2);
        var infinite = x.log();
        assertEquals(2, graph.derivatives(y).at(x));
        assertEquals(0, graph.derivatives(y).at(infinite));
        assertEquals(Double.POSITIVE_INFINITY, graph.derivatives(infinite).at(x));
        assertEquals(0, graph.tangents(infinite).at(x));
    }

    @Test
    void aPassKnowsTheNodesThatWereThere() {
        var graph = new Graph();
        var x = graph.input("x", 2);
        var back = graph.derivatives(x.times(x));
        assertEquals(4, back.at(x));
        var later = x.exp().named("later");
        assertRefused("the pass ∂y/∂… has not met the node later = 7.38906: it was recorded later",
                () -> back.at(later));
        assertEquals(0, graph.derivatives(back.seed()).at(later));
        assertEquals(back.seed(), graph.nodes().get(1));
    }

    /** Both passes multiply once along every edge; sums are counted where paths meet. */
    @Test
    void aPassMultipliesOnceForEachEdgeAndAddsWherePathsMeet() {
        var graph = new Graph();
        var x = graph.input("x", 3);
        var y = x.times(x).plus(x).exp(); // edges 2 + 2 + 1, x used three times
        assertEquals(5, graph.edges());
        assertEquals(5, graph.derivatives(y).multiplications());
        assertEquals(5, graph.tangents(x).multiplications());
        assertEquals(2, graph.derivatives(y).additions(), "three paths meet in x");
        assertEquals(2, graph.tangents(x).additions(), "two in the product, two in the sum");
    }

    /** A graph of n inputs, three layers of mixed operations, and m outputs. */
    private static List<List<Scalar>> random(RandomGenerator random, int n, int m) {
        var graph = new Graph();
        var inputs = IntStream.range(0, n).mapToObj(j -> graph.input("x" + j, random.nextDouble(-1, 1))).toList();
        var nodes = inputs;
        for (int width : new int[] {4, 6, m}) {
            var below = nodes;
            nodes = IntStream.range(0, width).mapToObj(k -> below.stream()
                    .map(x -> x.times(random.nextDouble(-1, 1))).reduce(Scalar::plus).orElseThrow()
                    .plus(below.get(k % below.size()).times(below.get((k + 1) % below.size())))
                    .apply(k % 2 == 0 ? Activation.TANH : Activation.SOFTPLUS)).toList();
        }
        return List.of(inputs, nodes);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theJacobianIsTheSameByEitherModeAndCostsAsManyPassesAsThereAreInputsOrOutputs(long seed) {
        var random = RandomCase.generator(seed);
        int n = random.nextInt(1, 8);
        int m = random.nextInt(1, 8);
        var ends = random(random, n, m);
        int edges = ends.get(0).get(0).graph().edges();
        var forward = Jacobian.forward(ends.get(0), ends.get(1));
        var reverse = Jacobian.reverse(ends.get(0), ends.get(1));
        assertTrue(forward.value().minus(reverse.value()).maxAbs() <= 1e-14 * forward.value().maxAbs());
        assertEquals(m + "×" + n, forward.value().shape());
        assertEquals(List.of(n, m), List.of(forward.passes(), reverse.passes()));
        assertEquals((long) n * edges, forward.multiplications());
        assertEquals((long) m * edges, reverse.multiplications());
        assertTrue(forward.additions() < forward.multiplications() && reverse.additions() < reverse.multiplications());
    }

    @Test
    void aJacobianAgreesWithDualNumbersAndWithQuotients() {
        var graph = new Graph();
        var x = graph.input("x", 0.4);
        var y = GraphTest.<Scalar>written(x);
        double derivative = Jacobian.reverse(List.of(x), List.of(y)).value().get(0, 0);
        assertEquals(written(new Dual(0.4, 1)).tangent(), derivative, 1e-15);
        assertEquals(NumericalGradient.slope(at -> written(Dual.constant(at)).value(), 0.4), derivative, 1e-8);
    }

    /** One function, written once for both modes. */
    private static <T extends Arithmetic<T>> T written(T x) {
        return x.times(x).exp().over(x.plus(2)).minus(x.abs().log1p()).times(x.fixed(3))
                .plus(x.apply(Activation.SIGMOID));
    }

    @Test
    void aNodeOfAnotherGraphIsRefused() {
        var graph = new Graph();
        var x = graph.input("x", 2);
        var other = new Graph().input("w", 5);
        assertRefused("×: the node w = 5 belongs to another graph; the numbers of one computation need one graph", () ->
                x.times(other));
        var refused = ": the node w = 5 belongs to another graph; the numbers of one computation need one graph";
        assertRefused("derivatives" + refused, () -> graph.derivatives(other));
        assertRefused("tangents" + refused, () -> graph.tangents(other));
        assertRefused("the pass ∂x/∂… has not met the node w = 5: it belongs to another graph",
                () -> graph.derivatives(x).at(other));
        assertEquals(List.of(x), graph.nodes(), "what was refused is not recorded");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        var graph = new Graph();
        assertRefused("the input x is NaN; it needs to be finite", () -> graph.input("x", Double.NaN));
        assertRefused("the input x is Infinity; it needs to be finite",
                () -> graph.input("x", Double.POSITIVE_INFINITY));
        assertRefused("the constant is -Infinity; it needs to be finite",
                () -> graph.constant(Double.NEGATIVE_INFINITY));
        assertRefused("ln is NaN for x = -1", () -> graph.input("x", -1).log());
        assertRefused("/ is NaN for x = 0, y = 0", () -> graph.input("x", 0).over(graph.input("y", 0)));
    }

    @Test
    void aJacobianOfNothingIsRefused() {
        var x = List.of(input(1));
        assertRefused("a Jacobian needs inputs and outputs, given: 0 and 1", () -> Jacobian.forward(List.of(), x));
        assertRefused("a Jacobian needs inputs and outputs, given: 1 and 0", () -> Jacobian.reverse(x, List.of()));
    }

    private static void assertRefused(String message, Executable what) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, what).getMessage());
    }
}
