package backstep.check;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.LEAKY_RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong code of other people: it is never called right where the probe can show it, and its cause is named. */
class WrongCodeTest {

    private static final Rules RIGHT = Rules.standard();
    private static final Network NET = Network.inputs(2).layer(4, TANH).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY)
            .random(1);
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(1), 2, 5, 1);
    private static final Matrix Y = Matrix.row(0, 1, 1, 0, 1);

    private static Report check(Rules rules) {
        return GradientCheck.of(NET, X, Y).rules(rules).run();
    }

    private static Matrix gPrime(Activation g, Matrix Z) {
        return ((Elementwise) g).gPrime(Z);
    }

    /** A rule, where it is wrong, and the sentence that names why. */
    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of("1 − Z² for 1 − A²", RIGHT.withBp4((dA, g, Z) -> dA.hadamard(Z.map(z -> 1 - z * z))),
                        "BP4 at layer 1", "1 − A² is written with Z in the place of A"),
                Arguments.of("dW for W in BP3", RIGHT.with(Formula.BP3, at -> at.get(Kind.DW.at(at.l())).transpose()
                        .times(at.dZ())), "BP3 at layer 2", "dW stands where W is due"),
                Arguments.of("σ′(b)", RIGHT.with(Formula.BP4, at -> at.dA().hadamard(gPrime(at.g(), at.b())
                        .times(Matrix.ones(1, 5)))), "BP4 at layer 1", "g′ is taken at b, not at Z"),
                Arguments.of("g for g′", RIGHT.withBp4((dA, g, Z) -> dA.hadamard(g.A(Z))), "BP4 at layer 1",
                        "g(Z) stands where g′(Z) is due"),
                Arguments.of("ReLU's rule", RIGHT.withBp4((dA, g, Z) -> dA.hadamard(Z.map(z -> z > 0 ? 1 : 0))),
                        "BP4 at layer 1", "the rule of ReLU, whatever g is"),
                Arguments.of("1/4 in Java", RIGHT.withBp1((dZ, A) -> dZ.times(A.transpose()).times(1 / 4)),
                        "BP1 at layer 2", "In Java 1/4 is 0"),
                Arguments.of("summed over the units", RIGHT.withBp2(dZ -> dZ.transpose()
                        .times(Matrix.ones(dZ.rows(), 1)).times(0.2)), "BP2 at layer 2",
                        "summed over the units, not over the examples"),
                Arguments.of("A ∘ dZ", RIGHT.withBp1((dZ, A) -> A.hadamard(dZ)), "BP1 at layer 2",
                        "an elementwise product stands where the matrix product dZ A_prevᵀ is due"),
                Arguments.of("dZ ∘ A", RIGHT.withBp1((dZ, A) -> dZ.hadamard(A)), "BP1 at layer 2",
                        "an elementwise product stands where the matrix product dZ A_prevᵀ is due"),
                Arguments.of("W ∘ A", RIGHT.withZ((W, A, b) -> W.hadamard(A).plus(b.times(Matrix.ones(1, 5)))),
                        "(2) at layer 1", "an elementwise product stands where the matrix product W A_prev is due"),
                Arguments.of("W updated first", RIGHT.with(Formula.BP3, at -> at.W()
                        .minus(at.get(Kind.DW.at(at.l())).times(0.7)).transpose().times(at.dZ())), "BP3 at layer 2",
                        "W was updated before dZ was propagated through it"),
                Arguments.of("labels exchanged", RIGHT.withOutputDelta((A, y) -> A.minus(y.map(label -> 1 - label))),
                        "output delta at layer 2", "the labels 0 and 1 are exchanged"),
                Arguments.of("Z for A", RIGHT.with(Formula.BP1, at -> at.l() == 1 ? RIGHT.apply(Formula.BP1, at)
                        : at.dZ().times(at.ZPrev().transpose()).times(0.2)), "BP1 at layer 2",
                        "Z_prev stands where A_prev = g(Z_prev) is due"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slips")
    void itsPlaceAndItsCauseAreNamed(String name, Rules rules, String place, String cause) {
        var report = check(rules);
        assertFalse(report.passed());
        assertTrue(report.firstFault().orElseThrow().toString().endsWith("first fault in " + place), report::toString);
        assertTrue(report.toString().contains(cause), report::toString);
        assertTrue(report.toString().lines().count() <= 24, report::toString);
    }

    @Test
    void leakyReluWithTheRuleOfReluIsNamed() {
        var net = Network.inputs(2).layer(4, LEAKY_RELU).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).random(1);
        var report = GradientCheck.of(net, X, Y)
                .rules(RIGHT.withBp4((dA, g, Z) -> dA.hadamard(Z.map(z -> z > 0 ? 1 : 0)))).run();
        assertTrue(report.toString().contains("BP4/relu-rule"), report::toString);
    }

    @Test
    void aBlockThatDidNotRunShowsNoErrorAndBothShapes() {
        var report = check(RIGHT.withBp1((dZ, A) -> A.hadamard(dZ)));
        assertTrue(report.toString().contains("NOT RUN\n") || report.toString().contains("NOT RUN "), report::toString);
        assertTrue(report.toString().contains("4×5 and 1×5"), report::toString);
        assertTrue(report.toString().lines().noneMatch(line -> line.contains("NOT RUN 0")), report::toString);
    }

    /** The square without its ½ beside the derivative with it, m = 2: a sum for a mean, or the 2 of the square. */
    @Test
    void withTwoExamplesASumAndAFactorOfTwoAreBothNamedWithAProbeThatTells() {
        var net = Network.inputs(2).layer(3, TANH).layer(1, IDENTITY).random(1);
        var report = GradientCheck.of(net, X.columnAt(0).times(Matrix.row(1, 2)), Matrix.row(1, -1))
                .rules(RIGHT.with(Formula.COST, at -> RIGHT.apply(Formula.COST, at).times(2))).run();
        var text = report.toString();
        assertTrue(text.contains("J-SE/sum-not-mean") && text.contains("J-SE/factor-2"), text);
        assertTrue(text.contains("these are the same numbers here; 6-5-4 with m = 7 tells them apart"), text);
    }

    static Stream<Arguments> penalties() {
        return Stream.of(
                Arguments.of("J-penalty/not-squared", RIGHT.with(Formula.COST, at -> Matrix.row(at.losses().sum() / 5
                        + 0.3 * (at.net().W(1).sum() + at.net().W(2).sum())))),
                Arguments.of("J-penalty/missing", RIGHT.with(Formula.COST, at -> Matrix.row(at.losses().sum() / 5))),
                Arguments.of("BP2-penalty/decayed", RIGHT.with(Formula.BP2,
                        at -> Backprop.bp2(at.dZ()).plus(at.b().times(0.3)))),
                Arguments.of("BP1-penalty/half", RIGHT.with(Formula.BP1,
                        at -> Backprop.bp1(at.dZ(), at.APrev()).plus(at.W().times(0.15)))),
                Arguments.of("BP1-penalty/times-m", RIGHT.with(Formula.BP1,
                        at -> Backprop.bp1(at.dZ(), at.APrev()).plus(at.W().times(1.5)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("penalties")
    void aWrongPenaltyIsNamed(String id, Rules rules) {
        var net = Network.inputs(2).layer(4, TANH).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).penalty(Penalty.l2(0.3))
                .random(1);
        var report = GradientCheck.of(net, X, Y).rules(rules).run();
        assertTrue(report.toString().contains(id), report::toString);
    }

    @Test
    void twoFaultsAreToldAndWhatFollowsIsOneLine() {
        var report = check(RIGHT.withBp2(dZ -> Backprop.bp2(dZ).times(-1))
                .withBp4((dA, g, Z) -> dA.hadamard(gPrime(g, g.A(Z)))));
        assertEquals(2, report.faults().size(), report::toString);
        assertTrue(report.toString().contains("BP2/sign") && report.toString().contains("BP4/gprime-at-A"));
        assertTrue(report.toString().contains("\n  dW[1], dX follow from it"), report::toString);
    }

    @Test
    void whatWasNotGivenIsNotCalledRight() {
        var backward = ForwardPass.of(NET, X).backward(Y, RIGHT.withBp4((dA, g, Z) -> dA));
        var report = GradientCheck.of(NET, X, Y).gradients(Map.of(Kind.DW.at(1), backward.dW(1), Kind.DB.at(1),
                backward.db(1))).run();
        assertTrue(report.toString().contains("as if dZ = dA: g′(Z) is left out"), report::toString);
        assertTrue(report.firstFault().orElseThrow().suspects().size() > 1, report::toString);
        assertEquals(2, report.blocks().size());
        assertFalse(report.toString().contains("first fault in BP1 at layer 1\n"), report::toString);
    }

    /** A derivative of 7e-14 is no 0 where the bar is 1e-10. */
    @Test
    void zeroInThePlaceOfAVanishingDerivativeIsTooSmallToTell() {
        var net = Network.inputs(1).layer(1, SIGMOID).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY)
                .weights(Matrix.row(30), Matrix.column(0), Matrix.row(1), Matrix.column(0));
        var zero = GradientCheck.of(net, Matrix.row(1), Matrix.row(0)).rules(RIGHT.withBp4((dA, g, Z) -> dA.times(0)))
                .run();
        var block = zero.blocks().stream().filter(b -> b.quantity().equals(Kind.DZ.at(1))).findFirst().orElseThrow();
        assertTrue(block.verdict() != Verdict.OK, zero::toString);
    }

    @Test
    void aRuleThatNoStepAsksForIsSaidToBeUnused() {
        var net = Network.inputs(2).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).random(1);
        var report = GradientCheck.of(net, X, Y).rules(RIGHT.withBp4((dA, g, Z) -> dA)).run();
        assertTrue(report.toString().contains("your BP4 was not used: the last layer takes the output delta"),
                report::toString);
        assertThrows(NullPointerException.class, () -> RIGHT.with(Formula.BP1, null));
    }

    @ParameterizedTest(name = "m = {0}")
    @ValueSource(ints = {1, 5})
    void aSlipThatThisProbeHidesIsSaidWithOneThatShowsIt(int m) {
        var x = X.times(Matrix.generate(5, m, (i, j) -> i == j ? 1 : 0));
        var y = Y.times(Matrix.generate(5, m, (i, j) -> i == j ? 1 : 0));
        var report = GradientCheck.of(NET, x, y).rules(RIGHT.withBp1((dZ, A) -> dZ.times(A.transpose()))).run();
        assertEquals(m == 1, report.passed());
        assertEquals(m == 1, report.toString().contains("this probe cannot show"), report::toString);
    }

    @Test
    void aSymmetricWeightHidesAMissingTransposeAndTheReportSaysSo() {
        var W = Matrix.of(3, 3, 1, 0.5, -0.3, 0.5, 0.2, 0.7, -0.3, 0.7, -1);
        var net = Network.inputs(2).layer(3, TANH).layer(3, IDENTITY).weights(RandomCase.matrix(
                RandomCase.generator(3), 3, 2, 1), Matrix.column(0.1, 0.2, 0.3), W, Matrix.column(0.3, 0.1, -0.2));
        var y = RandomCase.matrix(RandomCase.generator(4), 3, 5, 1);
        var report = GradientCheck.of(net, X, y).rules(RIGHT.with(Formula.BP3, at ->
                at.l() == 1 ? RIGHT.apply(Formula.BP3, at) : at.W().times(at.dZ()))).run().orThrow();
        assertTrue(report.toString().contains("this probe cannot show"), report::toString);
    }

    /** The output layer's rule reaches for dA, which a pass computes for it as the check does. */
    @Test
    void aRuleThatPassesTheCheckRunsInAPass() {
        var rules = RIGHT.with(Formula.OUTPUT_DELTA, at -> at.dA().hadamard(gPrime(at.g(), at.Z())));
        check(rules).orThrow();
        var pass = ForwardPass.of(NET, X).backward(Y, rules);
        assertTrue(pass.dZ(2).minus(ForwardPass.of(NET, X).backward(Y).dZ(2)).maxAbs() < 1e-12);
    }

    /** XOR on its plateau, weights of 0, dead units: the gradient is right, and the report says why nothing moves. */
    @Test
    void trainingThatStandsStillIsExplainedBesideARightGradient() {
        var xor = Matrix.of(2, 4, 0, 0, 1, 1, 0, 1, 0, 1);
        var net = Network.inputs(2).layer(2, TANH).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).weights(
                Matrix.of(2, 2, 0, 0, 0, 0), Matrix.column(0, 0), Matrix.row(0, 0), Matrix.column(0));
        var report = GradientCheck.of(net, xor, Matrix.row(0, 1, 1, 0)).run().orThrow();
        assertTrue(report.toString().contains("identical") && report.toString().contains("W[1] = 0"), report::toString);
    }

    @Test
    void classesInSoftmaxAndExamplesOfTheSameCountAreToldApart() {
        var net = Network.inputs(2).layer(3, SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY).random(1);
        var report = GradientCheck.of(net, X.times(Matrix.generate(5, 3, (i, j) -> i == j ? 1 : 0)),
                Matrix.generate(3, 3, (k, i) -> k == i ? 1 : 0))
                .rules(RIGHT.withOutputDelta((A, labels) -> A.minus(labels).times(1 / 3.0))).run();
        assertTrue(report.toString().contains("divided by m") && report.toString().contains("count of outputs n_L too"),
                report::toString);
        assertTrue(report.toString().contains("tells them apart"), report::toString);
    }

    @Test
    void aReportNeverThrowsForFiniteInputsOfANetworkThatRuns() {
        var softplus = Network.inputs(1).layer(1, Activation.SOFTPLUS).layer(1, IDENTITY)
                .weights(Matrix.row(1), Matrix.column(-722), Matrix.row(1e300), Matrix.column(0));
        GradientCheck.of(softplus, Matrix.row(1), Matrix.row(0)).run();
        GradientCheck.of(NET, X.times(1e-320), Y).run();
        GradientCheck.of(NET, X.times(1e-320), Y).directional(1);
    }
}
