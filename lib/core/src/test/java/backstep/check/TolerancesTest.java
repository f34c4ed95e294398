package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import backstep.sample.RightNetwork;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tolerance is for: each of these fails if it is much tighter, or much wider. */
class TolerancesTest {

    private static final Rules RIGHT = Rules.standard();
    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(2, SIGMOID).random(1);
    private static final Matrix SMALL = Matrix.generate(2, 5, (i, j) -> 1e-6 * (0.3 * (i + 1) - 0.2 * (j + 1)));
    private static final Matrix Y = Matrix.generate(2, 5, (i, j) -> (i + j) % 2);

    private static GradientCheck withoutBiases(Rules rules) {
        return GradientCheck.of(NET.with(1, NET.W(1), Matrix.ones(3, 1).times(0)), SMALL, Y).rules(rules);
    }

    /** (e^2z − 1)/(e^2z + 1) for a z of 1e-6 keeps ten of its sixteen digits. */
    @Test
    void aForwardFormThatLosesDigitsInRoundingIsRight() {
        var byExponentials = RIGHT.with(Formula.ACTIVATION, at -> at.g() != TANH ? RIGHT.apply(Formula.ACTIVATION, at)
                : at.Z().map(z -> (Math.exp(2 * z) - 1) / (Math.exp(2 * z) + 1)));
        var report = withoutBiases(byExponentials).run();
        assertEquals(Verdict.OK, block(report, 1).verdict());
        double off = block(report, 1).entries().stream().mapToDouble(e -> Math.abs(e.given() - e.expected())).max()
                .orElseThrow();
        assertTrue(off > 1e-11 * 1e-6, "it does lose them: " + off);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {1e-8, -1e-8, 1e-7})
    void aForwardValueThatIsOffInItsEighthDigitIsWrong(double off) {
        var mine = RIGHT.with(Formula.ACTIVATION, at -> RIGHT.apply(Formula.ACTIVATION, at).times(1 + off));
        assertEquals(Formula.ACTIVATION, withoutBiases(mine).run().firstFault().orElseThrow().formula());
    }

    private static Block block(Report report, int l) {
        return report.blocks().stream().filter(block -> block.quantity().equals(Kind.A.at(l))).findFirst()
                .orElseThrow();
    }

    /** 5e-3 ± 1e-4 is too blurred to have a ratio; that of the others is 2. */
    @Test
    void anEntryWhoseBarBlursItsRatioDoesNotSpoilAConstantOne() {
        var entries = List.of(wrong(2, 1, 1e-9), wrong(4, 2, 1e-9), wrong(0.0102, 0.005, 1e-4));
        assertEquals(OptionalDouble.of(2), new Block(Kind.DW.at(1), "1×3", entries, List.of()).constantRatio());
        var sharp = List.of(wrong(2, 1, 1e-9), wrong(4, 2, 1e-9), wrong(0.0102, 0.005, 1e-9));
        assertEquals(OptionalDouble.empty(), new Block(Kind.DW.at(1), "1×3", sharp, List.of()).constantRatio());
    }

    private static Entry wrong(double given, double expected, double bar) {
        return new Entry(0, 0, given, expected, bar, 0, 0, 0, null, Verdict.WRONG);
    }

    /** What a loss of one's own loses by subtraction is seen in its values, however large the numbers inside. */
    @ParameterizedTest(name = "{0} inside")
    @ValueSource(doubles = {1, 1e3, 1e6, 1e9})
    void aLossThatSubtractsLargeNumbersIsNotCalledWrong(double inside) {
        var loss = Loss.of("difference of large numbers", (a, y) -> inside + (a - y) * (a - y) - inside,
                (a, y) -> 2 * (a - y));
        RandomCase.first(40).forEach(c -> {
            var net = new Network(c.net().inputs(), c.net().layers(), loss);
            var report = GradientCheck.of(net, c.X(), c.Y()).run();
            assertTrue(report.passed(), () -> c + "\n" + report);
        });
    }

    /** Where a column of Z is nearly constant, its normalisation bends within a thousandth. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2573, 4582, 5209, 8885, 13739})
    void aNormalisationThatBendsSharplyIsEstimatedWithShorterSteps(long seed) {
        var c = RightNetwork.ofAnyActivation(seed);
        var report = GradientCheck.of(c.net(), c.X(), c.Y()).run();
        assertTrue(report.blocks().stream().allMatch(block -> block.verdict() == Verdict.OK), report::toString);
    }

    /** Next to 0 and 1 a step leaves the normal numbers before an output has moved: to be said, not to be judged. */
    @Test
    void anOutputIsNudgedUpToWhereTheShortestStepIsNoNormalNumber() {
        DoubleStream.of(500, 600, 680, 686, 690, 695, 700, 705, 708).forEach(z -> {
            var net = Network.inputs(1).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY)
                    .weights(Matrix.row(1), Matrix.column(0));
            var report = GradientCheck.of(net, Matrix.row(-z), Matrix.row(1)).run();
            assertTrue(report.passed(), report::toString);
            boolean judged = report.blocks().stream().filter(block -> block.quantity().equals(Kind.DA.at(1)))
                    .allMatch(block -> block.verdict() == Verdict.OK);
            assertEquals(z < 688, judged, () -> "z = −" + z + "\n" + report);
            assertEquals(judged, report.notes().isEmpty());
        });
    }
}
