package backstep.check;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Rules;
import backstep.estimate.ErrorMetric;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One neuron under squared error for each thing that can be said of a derivative. */
class VerdictTest {

    private static final Rules RIGHT = Rules.standard();
    private static final Quantity DZ = Kind.DZ.at(1);
    private static final Quantity DW = Kind.DW.at(1);

    /** A neuron with weight 1 and no bias, whose Z is its input. */
    private static Report check(Activation g, double z, double y, Rules mine) {
        return GradientCheck.of(Network.inputs(1).layer(1, g).weights(Matrix.row(1), Matrix.row(0)), Matrix.row(z),
                Matrix.row(y)).rules(mine).run();
    }

    private static Block block(Report report, Quantity quantity) {
        return report.blocks().stream().filter(block -> block.quantity().equals(quantity)).findFirst().orElseThrow();
    }

    private static Entry only(Block block) {
        assertEquals(1, block.entries().size());
        return block.entries().get(0);
    }

    private static Rules bp1Times(double factor) {
        return RIGHT.withBp1((dZ, A) -> Backprop.bp1(dZ, A).times(factor));
    }

    private static Rules deltaTimes(double factor) {
        return RIGHT.withOutputDelta((A, Y) -> A.minus(Y).hadamard(A.map(a -> a * (1 - a))).times(factor));
    }

    @ParameterizedTest(name = "factor {0}")
    @CsvSource({"1, OK", "1.0000005, OK", "1.0001, WRONG", "2, WRONG", "-1, WRONG", "0, WRONG"})
    void aFactorIsWrongFromTheLimitOn(double factor, Verdict verdict) {
        assertEquals(verdict, block(check(SIGMOID, 0.7, 0, bp1Times(factor)), DW).verdict());
    }

    @ParameterizedTest(name = "z = {0}")
    @ValueSource(doubles = {746, 800, -800})
    void whereTheSlopeUnderflowsBothAreZeroWhichNoBarTellsFromNextToNothing(double z) {
        var entry = only(block(check(SIGMOID, z, z > 0 ? 0 : 1, RIGHT), DZ));
        assertEquals(Verdict.TOO_SMALL_TO_TELL, entry.verdict());
        assertEquals(0, Math.abs(entry.given()));
        assertEquals(0, Math.abs(entry.expected()));
    }

    /**
     * The quotient is exactly 0 from about z = 33 on, where 1 − σ(z) is lost beside 1; its bar says that this is no
     * zero.
     */
    @ParameterizedTest(name = "z = {0}")
    @ValueSource(doubles = {20, 24, 27, 30, 33, 37, 100, 745})
    void inSaturationTheDerivativeIsTooSmallToTellAndTheBarCoversIt(double z) {
        var report = check(SIGMOID, z, 0, RIGHT);
        var entry = only(block(report, DZ));
        assertEquals(Verdict.TOO_SMALL_TO_TELL, entry.verdict());
        assertTrue(entry.given() > 0 && Math.abs(entry.given() - entry.expected()) <= entry.bar());
        assertEquals(z > 32, entry.expected() == 0);
        assertTrue(report.orThrow().toString().contains("undecided"));
    }

    @ParameterizedTest(name = "z = {0}, factor {1}")
    @CsvSource({"20, 1.01, WRONG", "24, 2, WRONG", "20, 0, WRONG", "30, 2, TOO_SMALL_TO_TELL",
            "30, 0, TOO_SMALL_TO_TELL"})
    void whatLiesOutsideTheBarIsWrongThoughTheRightOneIsTooSmallToTell(double z, double factor, Verdict verdict) {
        assertEquals(verdict, block(check(SIGMOID, z, 0, deltaTimes(factor)), DZ).verdict());
    }

    @Test
    void atAKinkWithTwoSlopesThereIsNothingToCompareWith() {
        var report = check(RELU, 0, 1, RIGHT);
        var entry = only(block(report, DZ));
        assertEquals(Verdict.KINK, entry.verdict());
        assertEquals("unit 1 of layer 1, example 1", entry.kink().toString());
        assertTrue(report.orThrow().toString().contains("at its kink: unit 1 of layer 1, example 1"));
    }

    @Test
    void aKinkThatReachesNoOutputIsNone() {
        for (var weight : new double[] {0, 1}) {
            var net = Network.inputs(1).layer(1, RELU).layer(1, IDENTITY)
                    .weights(Matrix.row(1), Matrix.row(0), Matrix.row(weight), Matrix.row(0));
            var report = GradientCheck.of(net, Matrix.row(0), Matrix.row(1)).run();
            assertEquals(weight == 0 ? Verdict.OK : Verdict.KINK, block(report, DZ).verdict());
        }
    }

    @Test
    void aKinkThatItsActivationKeepsToItselfIsFoundAllTheSame() {
        var undeclared = Activation.of("hinge", z -> Math.max(z, 0), z -> z > 0 ? 1 : 0);
        assertEquals(Verdict.KINK, block(check(undeclared, 0, 1, RIGHT), DZ).verdict());
        var wrong = Activation.of("hinge with slope 2", z -> Math.max(z, 0), z -> 2);
        assertEquals(Verdict.WRONG, block(check(wrong, 0, 1, RIGHT), DZ).verdict(), "2 does not lie between 0 and 1");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsNotFinite(double bad) {
        var report = check(SIGMOID, 0.7, 0, RIGHT.withBp1((dZ, A) -> Matrix.row(bad)));
        assertEquals(Verdict.NOT_FINITE, block(report, DW).verdict());
        assertEquals(Double.POSITIVE_INFINITY, block(report, DW).error());
        assertFalse(report.passed());
    }

    @Test
    void whatARuleDoesNotGiveIsNotComputed() {
        var report = check(SIGMOID, 0.7, 0, RIGHT.withBp1((dZ, A) -> null));
        assertEquals(Verdict.NOT_COMPUTED, block(report, DW).verdict());
        assertEquals(List.of(), block(report, DW).entries());
        assertEquals("dZ[1] right, dW[1] not computed: first fault in BP1 at layer 1",
                report.firstFault().orElseThrow().toString());
    }

    /** dW = (1e-5 − 2e-5) · 1e-5 = −1e-10: next to the metric's floor of 1e-3 no error of it reaches 1e-6. */
    @ParameterizedTest(name = "factor {0}")
    @ValueSource(doubles = {1.0000005, 1.0001, 2, 0, -1})
    void belowTheFloorTheErrorBarDecidesWhereTheMetricAlonePasses(double factor) {
        var right = block(check(IDENTITY, 1e-5, 2e-5, RIGHT), DW);
        assertEquals(Verdict.OK, right.verdict());
        assertEquals(-1e-10, only(right).given(), 1e-24);
        var wrong = block(check(IDENTITY, 1e-5, 2e-5, bp1Times(factor)), DW);
        assertEquals(Verdict.WRONG, wrong.verdict());
        double byTheMetricAlone = ErrorMetric.of(Matrix.row(only(wrong).given()), Matrix.row(only(wrong).expected()));
        assertTrue(byTheMetricAlone <= ErrorMetric.LIMIT, "which passes: " + byTheMetricAlone);
        assertEquals(byTheMetricAlone, wrong.error());
    }

    /**
     * A − Y and the loss are all but 0, and a nudge makes the loss a million times larger: it is that one's rounding
     * that the bar must cover.
     */
    @ParameterizedTest(name = "y = {0}, a = {1} times y")
    @CsvSource({"2e-5, 0.5", "2e-6, 0.5", "1e-5, 2", "1e-9, 2", "1e-12, 0.5", "1e-100, 0.5", "1, 1.00000001",
            "1e-5, 1.00000001", "1e-3, 1", "1, 1"})
    void theRightEquationsPassWhereTheLossAllButVanishes(double y, double times) {
        check(IDENTITY, times * y, y, RIGHT).orThrow();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Verdict.class)
    void onlyWhatIsWrongNotFiniteOrNotComputedCountsAgainstTheRules(Verdict verdict) {
        assertEquals(EnumSet.of(Verdict.WRONG, Verdict.NOT_FINITE, Verdict.NOT_COMPUTED).contains(verdict),
                verdict.isFault());
    }

    @Test
    void aBlockIsAsGraveAsItsGravestEntry() {
        var gravestFirst = List.of(Verdict.NOT_FINITE, Verdict.WRONG, Verdict.NO_ESTIMATE, Verdict.KINK,
                Verdict.TOO_SMALL_TO_TELL,
                Verdict.OK);
        var entries = new ArrayList<Entry>();
        for (int k = gravestFirst.size() - 1; k >= 0; k--) {
            entries.add(new Entry(0, k, 1, 1, 0, 0, 0, 0, null, gravestFirst.get(k)));
            assertEquals(gravestFirst.get(k), new Block(DW, "1×6", entries, List.of()).verdict());
        }
    }

    /** σ′(30) is 9e-14, the bar of a quotient 1e-12: a rule that gives 0 has not been seen to be right. */
    @Test
    void zeroWhereTheDerivativeLiesBelowTheBarIsTooSmallToTell() {
        var net = Network.inputs(1).layer(1, SIGMOID).layer(1, IDENTITY)
                .weights(Matrix.row(1), Matrix.row(0), Matrix.row(1), Matrix.row(0));
        var report = GradientCheck.of(net, Matrix.row(30), Matrix.row(0.25))
                .rules(RIGHT.withBp4((dA, g, Z) -> dA.times(0))).run();
        assertTrue(only(block(report, Kind.DZ.at(1))).bar() > Activation.SIGMOID.gPrime(30));
        assertEquals(Verdict.TOO_SMALL_TO_TELL, block(report, Kind.DZ.at(1)).verdict());
        assertEquals(Verdict.TOO_SMALL_TO_TELL, Verdict.of(0, 0, 1e-10, false, 0));
    }

    /** Behind a dead unit or a weight of 0 nothing moves, and 0 is no difference of rounded numbers. */
    @Test
    void zeroBehindADeadUnitIsRight() {
        var net = Network.inputs(1).layer(1, TANH).layer(2, RELU).layer(1, IDENTITY).weights(Matrix.row(1),
                Matrix.row(0), Matrix.column(-1, 1), Matrix.column(-2, -3), Matrix.row(0.3, 0.7), Matrix.row(0));
        var report = GradientCheck.of(net, Matrix.row(0.4), Matrix.row(1)).run();
        for (var quantity : List.of(Kind.DZ.at(2), Kind.DW.at(2), Kind.DB.at(2), Kind.DA.at(1), Kind.DZ.at(1), DW)) {
            assertEquals(Verdict.OK, block(report, quantity).verdict(), report::toString);
            assertTrue(block(report, quantity).entries().stream().allMatch(entry -> entry.given() == 0));
        }
    }

    @ParameterizedTest(name = "estimate {0}, bar {1}")
    @CsvSource({"1, NaN", "NaN, 1", "Infinity, 1", "NaN, NaN", "1, Infinity"})
    void anEstimateOrABarThatIsNoNumberIsNoFaultOfTheRules(double expected, double bar) {
        var verdict = Verdict.of(1, expected, bar, false, 1);
        assertEquals(bar == Double.POSITIVE_INFINITY ? Verdict.TOO_SMALL_TO_TELL : Verdict.NO_ESTIMATE, verdict);
        assertFalse(verdict.isFault());
        assertEquals(Verdict.NOT_FINITE, Verdict.of(Double.NaN, expected, bar, false, 1));
    }

    /** A loss of one's own that gives no number beside the point. */
    @Test
    void aLossThatEndsBesideThePointHasNoEstimateAndIsNoFault() {
        var loss = Loss.of("root", (a, y) -> Math.sqrt(a - y), (a, y) -> 0.5 / Math.sqrt(a - y));
        var net = Network.inputs(1).layer(1, IDENTITY).loss(loss).weights(Matrix.row(1), Matrix.row(0));
        var report = GradientCheck.of(net, Matrix.row(1e-12), Matrix.row(0)).run();
        assertTrue(report.passed(), report::toString);
        assertEquals(Verdict.NO_ESTIMATE, block(report, DZ).verdict());
    }

    @Test
    void aBarMayBeMuchWiderThanADifferenceOnlyUpToWhatStillTells() {
        for (double size : new double[] {1e-9, 1, 1e9}) {
            var verdicts = Arrays.stream(new double[] {1e-6, 0.99e-5, 1.01e-5, 1})
                    .mapToObj(bar -> Verdict.of(size, size, bar * size, false, size)).toList();
            assertEquals(List.of(Verdict.OK, Verdict.OK, Verdict.TOO_SMALL_TO_TELL, Verdict.TOO_SMALL_TO_TELL),
                    verdicts);
        }
    }
}
