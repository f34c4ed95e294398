package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.ForwardPass;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A million examples, a thousand layers: the cost of a few passes, and nothing wrong is missed that is looked at. */
@Timeout(60)
class ManyExamplesTest {

    private static final int M = 30_001;
    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1);

    private static GradientCheck check(int m) {
        return GradientCheck.of(NET, X(m), Y(m));
    }

    private static Matrix X(int m) {
        return RandomCase.matrix(RandomCase.generator(1), 2, m, 1);
    }

    private static Matrix Y(int m) {
        return Matrix.generate(1, m, (k, i) -> i % 2);
    }

    private static Map<Quantity, Integer> sizes(Report report) {
        return report.blocks().stream().collect(Collectors.toMap(Block::quantity, block -> block.entries().size()));
    }

    @ParameterizedTest(name = "m = {0}")
    @ValueSource(ints = {M, 300_000})
    void aSampleKeepsSoManyNumbersHoweverManyExamplesThereAre(int m) {
        var report = check(m).sample(2, 7);
        assertTrue(report.passed(), report::toString);
        assertTrue(report.blocks().stream().allMatch(block -> block.verdict() == Verdict.OK), report::toString);
        assertEquals(Map.ofEntries(Map.entry(Kind.Z.at(1), 10_000), Map.entry(Kind.A.at(1), 10_000),
                Map.entry(Kind.Z.at(2), 10_000), Map.entry(Kind.A.at(2), 10_000), Map.entry(Kind.LOSSES.at(2), 10_000),
                Map.entry(Kind.J.at(2), 1), Map.entry(Kind.DA.at(2), 2), Map.entry(Kind.DZ.at(2), 2),
                Map.entry(Kind.DW.at(2), 2), Map.entry(Kind.DB.at(2), 1), Map.entry(Kind.DA.at(1), 2),
                Map.entry(Kind.DZ.at(1), 2), Map.entry(Kind.DW.at(1), 2), Map.entry(Kind.DB.at(1), 2),
                Map.entry(Kind.DA.at(0), 2)), sizes(report));
        var note = "forward values: 50,001 of %,d compared one by one".formatted(9L * m + 1);
        assertTrue(report.notes().stream().anyMatch(line -> line.startsWith(note)), report.notes()::toString);
        var along = check(m).directional(7);
        assertTrue(along.passed() && along.blocks().stream().allMatch(block -> block.verdict() == Verdict.OK));
        assertEquals(4, along.blocks().size());
    }

    @Test
    void aBlockOf10000ValuesIsComparedAsAWhole() {
        var report = check(3333).sample(2, 7);
        assertEquals(9999, sizes(report).get(Kind.A.at(1)));
        assertTrue(report.notes().stream().noneMatch(line -> line.startsWith("forward values")));
    }

    /** Estimated as one of very many, an entry is what it is as one of few; so is the mean. */
    @Test
    void theEstimatesAreThoseOfFewExamples() {
        var many = NumericalGradient.of(NET, X(M), Y(M));
        int[] columns = {17, 4711, 30_000};
        var few = NumericalGradient.of(NET, Matrix.generate(2, 3, (k, i) -> X(M).get(k, columns[i])),
                Matrix.generate(1, 3, (k, i) -> Y(M).get(k, columns[i])));
        for (var quantity : new Quantity[] {Kind.Z.at(1), Kind.A.at(1), Kind.Z.at(2), Kind.A.at(2), Kind.A.at(0)}) {
            assertEquals(few.slopes(quantity, 0, 0, 1, 2), many.slopes(quantity, 0, columns));
        }
        assertTrue(many.dW(1).minus(ForwardPass.of(NET, X(M)).backward(Y(M)).dW(1)).maxAbs() < 1e-11);
    }

    /** Even if one in 30,001 is as large as all others together. */
    @ParameterizedTest(name = "outlier {0}")
    @ValueSource(doubles = {1, 3e4, 1e9})
    void aMeanOverSomeIsThatOverAll(double outlier) {
        var X = X(M).with(0, 12_345, outlier);
        var sizes = Matrix.ones(1, 2).times(X.map(Math::abs));
        var some = NumericalGradient.of(NET, X, Y(M)).examples().orElseThrow();
        double mean = some.mean(which -> Matrix.row(Arrays.stream(which).mapToDouble(i -> sizes.get(0, i)).average()
                .orElseThrow())).get(0, 0);
        assertEquals(1, mean / (sizes.sum() / M), 0.1);
        assertTrue(GradientCheck.of(NET, X, Y(M)).sample(2, 1).passed());
        assertTrue(GradientCheck.of(NET, X, Y(M)).directional(1).passed());
    }

    @ParameterizedTest(name = "{0} off by {1} in one of 12,001 examples")
    @CsvSource({"ACTIVATION, 1e-3", "LINEAR, NaN"})
    void oneWrongForwardValueAmongAllIsFound(Formula formula, double by) {
        var right = Rules.standard();
        var mine = right.with(formula, at -> {
            var value = right.apply(formula, at);
            return at.l() == 1 ? value.with(1, 9_876, value.get(1, 9_876) + by) : value;
        });
        var report = check(12_001).rules(mine).sample(1, 3);
        assertFalse(report.passed());
        assertEquals(formula, report.firstFault().orElseThrow().formula());
        var worst = report.blocks().stream().filter(Block::isFault).findFirst().orElseThrow().worst();
        assertEquals("(1, 9876)", "(%d, %d)".formatted(worst.row(), worst.column()));
    }

    @Test
    void wrongDerivativesAreLocatedAndNamed() {
        for (var mine : new Rules[] {Rules.standard().withBp1((dZ, A) -> dZ.times(A.transpose())),
            Rules.standard().withBp3((W, dZ) -> W.transpose().times(dZ).times(1.01)),
            Rules.standard().withBp2(dZ -> Backprop.bp2(dZ).times(1.0001)),
            Rules.standard().withBp4((dA, g, Z) -> dA)}) {
            var formula = mine.replaced().keySet().iterator().next();
            var report = check(12_001).rules(mine).sample(2, 3);
            assertEquals(formula, report.firstFault().orElseThrow().formula(), report::toString);
            assertFalse(check(12_001).rules(mine).directional(3).passed());
        }
        var sum = Rules.standard().withBp1((dZ, A) -> dZ.times(A.transpose()));
        assertTrue(check(12_001).rules(sum).sample(2, 3).toString().contains("the 1/m is missing"));
    }

    /** What mixes examples, or has a number for each of them, is estimated on all. */
    @Test
    void aBatchIsNotTakenApartWhereAnExampleAloneGivesSomethingElse() {
        var centred = Activation.acrossExamples("centred", Z -> Z.minus(means(Z)), (dA, Z) -> dA.minus(means(dA)));
        var net = Network.inputs(2).layer(2, centred).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1);
        assertTrue(NumericalGradient.of(net, X(M), Y(M)).examples().isEmpty());
        var mask = Matrix.generate(3, M, (k, i) -> (k + i) % 3 == 0 ? 0 : 1.5);
        var dropped = Network.inputs(2).layer(3, TANH.masked(mask)).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1);
        assertTrue(NumericalGradient.of(dropped, X(M), Y(M)).examples().isEmpty());
        assertTrue(GradientCheck.of(dropped, X(M), Y(M)).sample(1, 1).passed());
    }

    private static Matrix means(Matrix of) {
        return of.times(Matrix.ones(of.columns(), 1)).times(1.0 / of.columns()).times(Matrix.ones(1, of.columns()));
    }

    @Test
    void aCheckOfEveryEntrySaysWhatItNeedsWhereThatIsNotThere() {
        int m = (int) (Runtime.getRuntime().maxMemory() / 500 / 605) + 1; // 605 numbers of each example, and more
        var net = Network.inputs(1).layer(150, TANH).layer(1, SIGMOID).random(1);
        var check = GradientCheck.of(net, Matrix.generate(1, m, (k, i) -> i % 7), Y(m));
        var message = assertThrows(IllegalArgumentException.class, check::run).getMessage();
        assertTrue(message.contains("sample(entries, seed)") && message.contains("numbers beside their estimates"),
                message);
    }

    /** Of small rotations: nothing vanishes on the way. */
    private static Network deep(int L) {
        var net = IntStream.range(1, L).boxed().reduce(Network.inputs(2), (plan, l) -> plan.layer(2, TANH), (x, y) -> y)
                .layer(1, SIGMOID).random(1);
        for (int l = 1; l < L; l++) {
            net = net.with(l, Matrix.of(2, 2, Math.cos(0.01), Math.sin(0.01), -Math.sin(0.01), Math.cos(0.01)),
                    Matrix.column(0.001, 0));
        }
        return net;
    }

    @ParameterizedTest(name = "{0} layers, none vanishes: {1}")
    @CsvSource({"1000, false", "150, true"})
    void aDeepNetworkIsCheckedAlongDirections(int L, boolean rotations) {
        var net = rotations ? deep(L) : IntStream.range(1, L).boxed()
                .reduce(Network.inputs(2), (plan, l) -> plan.layer(2, TANH), (x, y) -> y).layer(1, SIGMOID).random(1);
        var check = GradientCheck.of(net, X(5), Y(5));
        var report = check.directional(1);
        assertTrue(report.passed(), report::toString);
        assertEquals(2 * L, report.blocks().size());
        if (rotations) {
            assertTrue(report.blocks().stream().allMatch(block -> block.verdict() == Verdict.OK), report::toString);
            var wrong = check.rules(Rules.standard().with(Formula.BP1, at -> Backprop.bp1(at.dZ(), at.APrev())
                    .times(at.l() == L / 2 ? 1.01 : 1))).directional(1);
            assertEquals(L / 2, wrong.firstFault().orElseThrow().layers().get(0));
        }
    }
}
