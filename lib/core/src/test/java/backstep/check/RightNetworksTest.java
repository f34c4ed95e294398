package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Schedule;
import backstep.engine.Schedule.Scheduled;
import backstep.engine.Rules;
import backstep.sample.RightNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Very many right networks: the check never complains, nearly always decides, and sees a part in ten thousand wherever
 * it has decided.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightNetworksTest {

    private static final int NETWORKS = Integer.getInteger("backstep.networks", 2000);
    private static final double PLANTED = 1e-4;

    private final List<Finding> findings = findings(RightNetwork::of, NETWORKS);
    private final List<Finding> ofAnyActivation = findings(RightNetwork::ofAnyActivation, NETWORKS / 4);

    private final List<Finding> ofLargeWeights = findings(RightNetwork::ofLargeWeights, NETWORKS / 4);

    private static List<Finding> findings(LongFunction<RightNetwork> networks, int count) {
        return LongStream.range(0, count).parallel().mapToObj(seed -> Finding.of(seed, networks.apply(seed))).toList();
    }

    /** What became of a planted error. */
    private enum Planted { SEEN, MISSED, NOTHING_TO_SCALE }

    /**
     * What the check said of one right network, and of the same with an error in one block of those it had found right.
     */
    private record Finding(long seed, boolean alarm, boolean alarmAlongADirection, boolean kinkOfNothing, boolean clear,
            long blocks, long decided,
            Optional<Planted> planted) {

        static Finding of(long seed, RightNetwork c) {
            var report = GradientCheck.of(c.net(), c.X(), c.Y()).run();
            var decided = report.derivatives().stream()
                    .filter(block -> block.verdict() == Verdict.OK || block.verdict() == Verdict.WRONG).toList();
            var chosen = decided.stream().skip(Math.floorMod(31 * seed, Math.max(1, decided.size()))).findFirst();
            boolean alarm = !report.passed() || report.firstFault().isPresent();
            boolean along = !GradientCheck.of(c.net(), c.X(), c.Y()).directional(seed).passed();
            return new Finding(seed, alarm, along, seesKinkWithoutOne(c, report), !c.isSaturated() && !c.isAtKink(),
                    report.derivatives().size(),
                    decided.size(), chosen.map(block -> plant(c, block)));
        }

        private static boolean seesKinkWithoutOne(RightNetwork c, Report report) {
            return c.net().layers().stream().allMatch(layer -> layer.g().kinks().length == 0)
                    && c.net().penalty().kinks().length == 0
                    && report.derivatives().stream().flatMap(block -> block.entries().stream())
                    .anyMatch(entry -> entry.verdict() == Verdict.KINK);
        }

        private static Planted plant(RightNetwork c, Block block) {
            var largest = block.entries().stream().max(Comparator.comparingDouble(entry -> Math.abs(entry.given())))
                    .orElseThrow();
            if (largest.given() == 0) {
                return Planted.NOTHING_TO_SCALE;
            }
            var due = Schedule.of(then -> Backprop.all(c.net().L(), then)).stream()
                    .filter(one -> one.formula().output(one.l()).equals(block.quantity())).findFirst().orElseThrow();
            var report = GradientCheck.of(c.net(), c.X(), c.Y()).rules(scaled(due, largest)).run();
            boolean wrong = report.blocks().stream()
                    .anyMatch(other -> other.quantity().equals(block.quantity()) && other.verdict() == Verdict.WRONG);
            boolean located = report.firstFault()
                    .filter(fault -> fault.formula() == due.formula() && fault.l() == due.l()).isPresent();
            return wrong && located ? Planted.SEEN : Planted.MISSED;
        }

        private static Rules scaled(Scheduled due, Entry entry) {
            var right = Rules.standard();
            return right.with(due.formula(), at -> {
                var value = right.apply(due.formula(), at);
                return at.l() != due.l() ? value : value.with(entry.row(), entry.column(),
                        value.get(entry.row(), entry.column()) * (1 + PLANTED));
            });
        }
    }

    private static String seeds(Stream<Finding> findings) {
        return findings.map(finding -> "" + finding.seed()).collect(Collectors.joining(", "));
    }

    @Test
    void noRightNetworkIsCalledWrong() {
        assertEquals("", seeds(findings.stream().filter(Finding::alarm)), "seeds with a false alarm");
    }

    @Test
    void noRightNetworkIsCalledWrongAlongADirection() {
        assertEquals("", seeds(findings.stream().filter(Finding::alarmAlongADirection)), "seeds with a false alarm");
    }

    /** Of a column or the whole batch, softmax anywhere, with a penalty on the weights in every second network. */
    @Test
    void noRightNetworkWithAnActivationThatIsNotElementwiseIsCalledWrong() {
        assertEquals("", seeds(ofAnyActivation.stream().filter(Finding::alarm)), "seeds with a false alarm");
        assertEquals("", seeds(ofAnyActivation.stream().filter(Finding::alarmAlongADirection)),
                "seeds with a false alarm along a direction");
        assertEquals("", seeds(ofAnyActivation.stream().filter(Finding::kinkOfNothing)),
                "seeds with a kink of nothing");
        assertEquals("", seeds(planted(ofAnyActivation, Planted.MISSED)), "seeds with an error that was missed");
    }

    /** The steps follow the weights above. */
    @Test
    void noRightNetworkWithWeightsUpToAHundredIsCalledWrong() {
        assertEquals("", seeds(ofLargeWeights.stream().filter(Finding::alarm)), "seeds with a false alarm");
        assertEquals("", seeds(ofLargeWeights.stream().filter(Finding::alarmAlongADirection)),
                "seeds with a false alarm along a direction");
    }

    /** Where numbers end the check says what it cannot tell; it neither throws nor blames. */
    @Test
    void noRightNetworkOfNumbersOfAnySizeIsCalledWrong() {
        var runs = LongStream.range(0, NETWORKS / 4).filter(seed -> RightNetwork.ofAnySize(seed).isFinite()).toArray();
        assertTrue(runs.length > NETWORKS / 5, "" + runs.length);
        assertEquals(List.of(), LongStream.of(runs).parallel().filter(seed -> {
            var c = RightNetwork.ofAnySize(seed);
            var check = GradientCheck.of(c.net(), c.X(), c.Y());
            return !check.run().passed() || !check.directional(seed).passed();
        }).boxed().toList());
    }

    /** A bar that is too short for its rounding would look like a kink that nobody declared. */
    @Test
    void noNetworkOfSmoothActivationsHasAKink() {
        assertEquals("", seeds(findings.stream().filter(Finding::kinkOfNothing)), "seeds with a kink of nothing");
    }

    @Test
    void withoutSaturationAndKinksTheCheckDecidesNinetyNineBlocksOfAHundred() {
        var clear = findings.stream().filter(Finding::clear).toList();
        assertTrue(clear.size() > 0.7 * NETWORKS, () -> "there are only " + clear.size());
        double decided = clear.stream().mapToLong(Finding::decided).sum();
        double blocks = clear.stream().mapToLong(Finding::blocks).sum();
        assertTrue(decided >= 0.99 * blocks, () -> "%.0f of %.0f".formatted(decided, blocks));
    }

    /** Of any network, saturated or not. Only a block that is 0 all over has no largest entry to scale. */
    @Test
    void anErrorOfOnePartInTenThousandInADecidedBlockIsWrongAndFoundAtItsEquation() {
        assertEquals("", seeds(planted(findings, Planted.MISSED)), "seeds with an error that was missed");
        assertTrue(planted(findings, Planted.SEEN).count() > 0.9 * NETWORKS,
                () -> "" + planted(findings, Planted.SEEN).count());
    }

    private static Stream<Finding> planted(List<Finding> findings, Planted outcome) {
        return findings.stream().filter(finding -> finding.planted().filter(outcome::equals).isPresent());
    }
}
