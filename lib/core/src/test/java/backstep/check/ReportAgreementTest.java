package backstep.check;

import static backstep.network.Activation.RELU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.Planted;
import backstep.sample.RandomCase;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parts of a report never contradict each other, whatever is wrong. */
class ReportAgreementTest {

    static Stream<RandomCase> cases() {
        return RandomCase.first(60);
    }

    private static boolean anyFault(Report report) {
        return report.blocks().stream().anyMatch(Block::isFault);
    }

    private static Quantity blamed(Report report) {
        return report.firstFault().map(fault -> fault.formula().output(fault.l())).orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void passedMeansThatNoBlockIsFaultyAndThatThereIsNoFirstFault(RandomCase c) {
        var report = Planted.report(c);
        assertEquals(!anyFault(report), report.passed());
        assertEquals(report.firstFault().isEmpty(), report.passed());
        if (report.passed()) {
            assertSame(report, report.orThrow());
        } else {
            assertThrows(IllegalStateException.class, report::orThrow);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFirstFaultIsTheFirstFaultyBlock(RandomCase c) {
        var report = Planted.report(c);
        report.blocks().stream().filter(Block::isFault).findFirst().ifPresent(first -> {
            assertEquals(first.quantity(), blamed(report));
            assertTrue(first.isCause());
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theWorstBlockIsFaultyIfAnyIsAndNoFaultyOneIsWorse(RandomCase c) {
        var report = Planted.report(c);
        var worst = report.worst();
        assertTrue(report.blocks().contains(worst));
        assertEquals(anyFault(report), worst.isFault());
        assertTrue(report.blocks().stream().filter(block -> block.isFault() == worst.isFault())
                .allMatch(block -> block.error() <= worst.error()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theWorstEntryOfAFaultyBlockHasTheVerdictOfAFault(RandomCase c) {
        Planted.report(c).blocks().stream().filter(block -> !block.entries().isEmpty())
                .forEach(block -> assertEquals(block.isFault(), block.worst().verdict().isFault(),
                        block.quantity()::toString));
    }

    @Test
    void theCasesHoldRightOnesAndWrongOnes() {
        long passed = cases().map(Planted::report).filter(Report::passed).count();
        assertTrue(passed >= 5 && passed <= 40, passed + " of 60 passed");
    }

    /** No unit of the first layer is active: whatever leads to it is 0, and so is its estimate. */
    @Test
    void zeroBesideZeroIsRight() {
        var net = Network.inputs(2).layer(2, RELU).layer(1, RELU).weights(
                Matrix.of(2, 2, 1, 0, 0, 1), Matrix.column(0, 0), Matrix.row(1, 1), Matrix.column(2));
        var report = GradientCheck.of(net, Matrix.of(2, 2, -1, -2, -3, -0.5), Matrix.row(1, 0)).run().orThrow();
        for (var name : new Quantity[] {Kind.DZ.at(1), Kind.DW.at(1), Kind.DB.at(1), Kind.DA.at(0), Kind.DW.at(2)}) {
            var block = report.blocks().stream().filter(candidate -> candidate.quantity().equals(name)).findFirst()
                    .orElseThrow();
            assertEquals(Verdict.OK, block.verdict(), name::toString);
            assertEquals(0, block.error());
            assertTrue(block.entries().stream().allMatch(entry -> entry.given() == 0 && entry.expected() == 0));
        }
        var negative = Rules.standard()
                .with(Formula.BP2, at -> Rules.standard().apply(Formula.BP2, at).map(x -> x == 0 ? -0.0 : x));
        GradientCheck.of(net, Matrix.of(2, 2, -1, -2, -3, -0.5), Matrix.row(1, 0)).rules(negative).run().orThrow();
    }
}
