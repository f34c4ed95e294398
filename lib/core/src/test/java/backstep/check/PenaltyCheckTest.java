package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.ForwardPass;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.estimate.Kink;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.mode.ForwardAccumulation;
import backstep.mode.ReverseAccumulation;
import backstep.mode.SecondOpinion;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the weights add to J is part of J, of BP1 and of every estimate of dW. */
class PenaltyCheckTest {

    private static final double ROUND_OFF = 1e-12;

    /** A smooth one of one's own: Σ ln(1 + w²). */
    private static final Penalty LOGARITHMIC = Penalty.of("logarithmic", W -> 0.3 * W.map(w -> Math.log1p(w * w)).sum(),
            W -> W.map(w -> 0.6 * w / (1 + w * w)));

    /** The same with half of its derivative. */
    private static final Penalty HALF = Penalty.of("half", LOGARITHMIC::of, W -> LOGARITHMIC.dW(W).times(0.5));

    private static Stream<Penalty> penalties() {
        return Stream.of(Penalty.l2(0.01), Penalty.l2(10), Penalty.l1(0.02), Penalty.l1(5), LOGARITHMIC);
    }

    static Stream<Arguments> cases() {
        return penalties().flatMap(penalty -> RandomCase.first(25)
                .map(c -> Arguments.of(penalty, penalised(c, penalty))));
    }

    private static RandomCase penalised(RandomCase c, Penalty penalty) {
        return new RandomCase(c.seed(), new Network(c.net().inputs(), c.net().layers(), c.net().loss(), penalty),
                c.X(), c.Y());
    }

    private static GradientCheck check(RandomCase c) {
        return GradientCheck.of(c.net(), c.X(), c.Y());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void theCheckPasses(Penalty penalty, RandomCase c) {
        var report = check(c).run();
        assertTrue(report.passed() && report.firstFault().isEmpty(), report::toString);
        assertTrue(report.blocks().stream().filter(block -> block.quantity().kind() == Kind.DW)
                .allMatch(block -> block.verdict() == Verdict.OK),
                report::toString);
        assertTrue(check(c).directional(c.seed()).passed());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void estimatesAndSecondOpinionsHaveIt(Penalty penalty, RandomCase c) {
        var backward = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        var forward = ForwardAccumulation.of(c.net(), c.X(), c.Y());
        var reverse = ReverseAccumulation.of(c.net(), c.X(), c.Y());
        for (int l = 1; l <= c.net().L(); l++) {
            assertNear(backward.dW(l), NumericalGradient.of(c.net(), c.X(), c.Y()).dW(l), 1e-8);
            assertNear(backward.dW(l), forward.dW(l), ROUND_OFF);
            assertNear(backward.dW(l), reverse.dW(l), ROUND_OFF);
            assertNear(backward.db(l), reverse.db(l), ROUND_OFF);
        }
        double cost = ForwardPass.of(c.net(), c.X()).cost(c.Y());
        assertEquals(cost, reverse.cost().value(), ROUND_OFF * Math.max(1, cost));
        for (SecondOpinion opinion : List.of(forward, reverse)) {
            var said = opinion.trusted();
            assertEquals("%s the given derivative of the penalty %s".formatted(opinion.source(), penalty.name()),
                    said.get(said.size() - 1));
        }
    }

    private static void assertNear(Matrix expected, Matrix actual, double relative) {
        double error = actual.minus(expected).maxAbs();
        assertTrue(error <= relative * Math.max(1, expected.maxAbs()), () -> actual + "\n" + expected);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void aBp1ThatForgetsItIsTheFirstFault(Penalty penalty, RandomCase c) {
        var report = check(c).rules(Rules.standard().withBp1(Backprop::bp1)).run();
        assertLocatedInBp1(report, c.net().L());
    }

    @Test
    void aWrongDerivativeOfOnesOwnIsTheFaultOfBp1() {
        RandomCase.first(25).map(c -> penalised(c, HALF)).forEach(c -> assertLocatedInBp1(check(c).run(), c.net().L()));
    }

    private static void assertLocatedInBp1(Report report, int L) {
        var fault = report.firstFault().orElseThrow();
        assertEquals(Formula.BP1, fault.formula(), report::toString);
        assertEquals(L, fault.l());
        assertEquals(IntStream.rangeClosed(1, L).mapToObj(l -> Kind.DW.at(L + 1 - l)).toList(),
                report.blocks().stream().filter(Block::isFault).map(Block::quantity).toList());
    }

    /** A 2-3-1 network with one weight of layer 1 at a given value. */
    private static GradientCheck withWeight(double weight, Penalty penalty) {
        var net = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).penalty(penalty).random(3);
        var one = net.with(1, net.W(1).with(2, 1, weight), net.b(1));
        return GradientCheck.of(one, Matrix.of(2, 3, 0.5, -0.4, 1, 0.3, -0.7, 0.6), Matrix.row(0, 1, 0.3));
    }

    private static List<Entry> kinks(Report report) {
        assertTrue(report.passed(), report::toString);
        return report.blocks().stream().flatMap(block -> block.entries().stream())
                .filter(entry -> entry.verdict() == Verdict.KINK).toList();
    }

    @ParameterizedTest(name = "weight {0}")
    @ValueSource(doubles = {0, 1e-12, -1e-12, 1e-9})
    void aWeightAtTheKinkOfL1HasNoDerivative(double weight) {
        var report = withWeight(weight, Penalty.l1(0.1)).run();
        var entry = kinks(report).get(0);
        assertEquals(1, kinks(report).size());
        assertEquals(List.of(2, 1), List.of(entry.row(), entry.column()));
        assertEquals(new Kink(Kind.W.at(1), 2, 1, 0), entry.kink());
        assertTrue(report.toString().contains("at its kink: weight (3, 2) of layer 1\n"), report::toString);
    }

    @ParameterizedTest(name = "weight {0}")
    @ValueSource(doubles = {1e-6, -1e-5, 1e-3})
    void aWeightFartherOffIsDecided(double weight) {
        var report = withWeight(weight, Penalty.l1(0.1)).run();
        assertTrue(report.blocks().stream().allMatch(block -> block.verdict() == Verdict.OK), report::toString);
    }

    @Test
    void aKinkThatAPenaltyKeepsToItselfIsSeenByItsTwoSlopes() {
        var undeclared = Penalty.of("undeclared", Penalty.l1(0.1)::of, W -> W.map(w -> w < 0 ? -0.1 : 0.1));
        assertEquals(1, kinks(withWeight(0, undeclared).run()).size());
        assertEquals(0, kinks(withWeight(0, Penalty.l2(0.1)).run()).size());
    }
}
