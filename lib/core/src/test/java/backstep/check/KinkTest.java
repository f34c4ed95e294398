package backstep.check;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.LEAKY_RELU;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTPLUS;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.estimate.Kink;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Network;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the slopes to the two sides differ there is no derivative, and nobody is wrong; the entry says which unit, in
 * which example.
 */
class KinkTest {

    private static final Elementwise HAT = Activation.of("hat", z -> 1 - Math.abs(z - 0.5), z -> z < 0.5 ? 1 : -1, 0.5);
    private static final Activation UNDECLARED = Activation.of("undeclared hat", HAT::g, HAT::gPrime);

    private static final Matrix W1 = Matrix.of(3, 2, 0.8, 0.3, -0.5, 0.9, 0.6, 0.7);
    private static final Matrix X = Matrix.of(2, 4, 0.5, -0.4, 1, 0.3, -0.7, 0.6, 0.25, 0.9);
    private static final Matrix Y = Matrix.of(2, 4, 0.1, 0.2, 0.3, 0.4, -0.5, 0.6, 0.7, -0.8);

    /**
     * All that unit 1 of layer 1 reaches in example 2: its own Z, the weights and the bias that make it, the inputs of
     * that example.
     */
    private static final Map<String, String> UNIT_1_EXAMPLE_2 = Map.of(
            "dZ[1]", "(1, 2)", "dW[1]", "(1, 0) (1, 1)", "db[1]", "(1, 0)", "dX", "(0, 2) (1, 2)");

    /**
     * A 2-3-2 network in which unit 1 of layer 1, in example 2, stands at a given Z; all others are far from theirs.
     */
    private static GradientCheck at(Activation g, double z) {
        double weighted = W1.rowAt(1).times(X.columnAt(2)).get(0, 0);
        var net = Network.inputs(2).layer(3, g).layer(2, TANH).weights(W1, Matrix.column(0.4, z - weighted, 0.3),
                Matrix.of(2, 3, 0.5, -0.6, 0.4, 0.3, 0.8, -0.2), Matrix.column(0.1, -0.2));
        return GradientCheck.of(net, X, Y);
    }

    private static Map<String, String> entries(Report report, Verdict verdict) {
        var found = new TreeMap<String, String>();
        for (var block : report.blocks()) {
            var places = block.entries().stream().filter(entry -> entry.verdict() == verdict)
                    .map(entry -> "(%d, %d)".formatted(entry.row(), entry.column())).collect(Collectors.joining(" "));
            if (!places.isEmpty()) {
                found.put(block.quantity().toString(), places);
            }
        }
        return found;
    }

    private static Stream<Entry> kinks(Report report) {
        return report.blocks().stream().flatMap(block -> block.entries().stream())
                .filter(entry -> entry.verdict() == Verdict.KINK);
    }

    /** At a kink, and so near that the shortest step crosses it. */
    static Stream<Arguments> near() {
        return Stream.of(RELU, LEAKY_RELU, HAT)
                .flatMap(g -> DoubleStream.of(0, 1e-15, -1e-15, 1e-10, -1e-10, 1e-8, -1e-8)
                .mapToObj(distance -> Arguments.of(g, distance)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("near")
    void aDeclaredKinkWithinTheStepIsNamedWithItsUnitAndExample(Activation g, double distance) {
        var report = at(g, g.kinks()[0] + distance).run();
        assertTrue(report.passed(), report::toString);
        assertEquals(UNIT_1_EXAMPLE_2, entries(report, Verdict.KINK));
        assertEquals(List.of(new Kink(1, 1, 2, 0)), kinks(report).map(Entry::kink).distinct().toList());
        assertTrue(report.toString().contains("at its kink: unit 2 of layer 1, example 3\n"), report::toString);
    }

    static Stream<Arguments> farther() {
        return Stream.of(RELU, LEAKY_RELU, HAT)
                .flatMap(g -> DoubleStream.of(1e-6, -1e-6, 1e-5, 1e-4, -1e-4, 1e-3, 1e-2, -1e-2)
                .mapToObj(distance -> Arguments.of(g, distance)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("farther")
    void aKinkFartherOffIsAvoidedByAShorterStepAndEveryEntryIsDecided(Activation g, double distance) {
        var report = at(g, g.kinks()[0] + distance).run();
        assertTrue(report.blocks().stream().allMatch(block -> block.verdict() == Verdict.OK), report::toString);
    }

    @Test
    void softplusHasNoKink() {
        for (double z : new double[] {0, 1e-15, -1e-10, 1e-6, 1e-3}) {
            var report = at(SOFTPLUS, z).run();
            assertTrue(report.blocks().stream().allMatch(block -> block.verdict() == Verdict.OK), report::toString);
        }
    }

    /** z − yz, the cost of a large z with a label just below 1, rounds far more than its size tells. */
    @Test
    void theRoundingOfASaturatedOutputWithASoftLabelIsNoKink() {
        var net = Network.inputs(1).layer(1, SIGMOID).loss(CROSS_ENTROPY).weights(Matrix.row(1), Matrix.column(0));
        for (double z : new double[] {40, 53.2619, 100, 300}) {
            for (double label : new double[] {0.9, 0.999, 0.99986, 0.9999999}) {
                var report = GradientCheck.of(net, Matrix.row(z), Matrix.row(label)).run();
                assertTrue(report.passed() && entries(report, Verdict.KINK).isEmpty(), report::toString);
            }
        }
    }

    /** Nobody said which unit; the two slopes are seen to stay apart, with the given one of them. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0, 1e-15, -1e-15, 1e-10, -1e-10, 1e-8, -1e-8})
    void aKinkThatNobodyDeclaredIsSeenByItsTwoSlopes(double distance) {
        var report = at(UNDECLARED, 0.5 + distance).run();
        assertTrue(report.passed(), report::toString);
        assertEquals(UNIT_1_EXAMPLE_2, entries(report, Verdict.KINK));
        kinks(report).forEach(entry -> assertNull(entry.kink()));
    }

    @Test
    void atAKinkThatNobodyDeclaredASlopeOutsideTheTwoIsWrong() {
        var right = Rules.standard();
        var report = at(UNDECLARED, 0.5)
                .rules(right.with(Formula.BP4, at -> Backprop.bp4(at.dA(), at.g(), at.Z()).times(1.5))).run();
        assertTrue(entries(report, Verdict.WRONG).get("dZ[1]").contains("(1, 2)"), report::toString);
        assertEquals(Formula.BP4, report.firstFault().orElseThrow().formula());
    }

    /** g(x) − g(−x) = x for a ReLU: the sum has a slope, which is not the 0 that BP3 and BP4 give with g′(0) = 0. */
    @Test
    void twoKinksThatCancelAreSeenWhetherTheyAreDeclaredOrNot() {
        var undeclared = Activation.of("undeclared ReLU", RELU::g, RELU::gPrime);
        for (var g : List.of(RELU, undeclared)) {
            assertEquals(Verdict.KINK, throughTwoUnits(g).verdict());
            assertEquals(new Kink(1, 1, 0, 1), throughTwoUnits(g).entries().get(0).kink(),
                    "the last of them, and 1 more");
        }
    }

    private static Block throughTwoUnits(Activation g) {
        var net = Network.inputs(1).layer(2, g).layer(1, IDENTITY).weights(
                Matrix.column(1, -1), Matrix.column(0, 0), Matrix.row(1, -1), Matrix.column(0));
        var derivatives = GradientCheck.of(net, Matrix.row(0), Matrix.row(0.7)).run().derivatives();
        return derivatives.get(derivatives.size() - 1);
    }

    static Stream<Formula> backward() {
        return Stream.of(Formula.OUTPUT_DA, Formula.OUTPUT_DELTA, Formula.BP1, Formula.BP2, Formula.BP3, Formula.BP4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backward")
    void aWrongRuleIsFoundBesideAKink(Formula formula) {
        var right = Rules.standard();
        var report = at(RELU, 0).rules(right.with(formula, at -> right.apply(formula, at).times(1.001))).run();
        assertEquals(formula, report.firstFault().orElseThrow().formula());
        assertEquals(UNIT_1_EXAMPLE_2, entries(report, Verdict.KINK));
    }
}
