package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.OwnActivation;
import backstep.sample.OwnFunctionNetwork;
import backstep.estimate.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Very many right networks of functions that a user wrote, whose kinks are declared in every second one: the check
 * never complains, and sees a wrong pullback of the same functions wherever its bars are short enough.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnFunctionNetworksTest {

    private static final int NETWORKS = Integer.getInteger("backstep.networks", 2000) * 3 / 20;
    private static final double PLANTED = 1.01;

    /** What became of a wrong pullback in one layer. */
    private enum Wrong { SEEN, MISSED, BELOW_THE_BAR }

    private record Finding(long seed, boolean alarm, boolean alarmAlongADirection, long entries, long decided,
            Wrong wrong) {

        static Finding of(long seed) {
            var c = OwnFunctionNetwork.of(seed);
            var check = GradientCheck.of(c.net(), c.X(), c.Y());
            var report = check.run();
            var entries = report.derivatives().stream().flatMap(block -> block.entries().stream()).toList();
            return new Finding(seed, !report.passed(), !check.directional(seed).passed(), entries.size(),
                    entries.stream().filter(entry -> entry.verdict() == Verdict.OK).count(), plant(seed, c, report));
        }

        /**
         * The pullback of one layer is wrong; it shows where dZ of that layer was decided and is off by more than told.
         */
        private static Wrong plant(long seed, OwnFunctionNetwork c, Report right) {
            int l = 1 + (int) (seed % c.net().L());
            var wrong = wrong(c.net(), l);
            var dZ = ForwardPass.of(wrong, c.X()).backward(c.Y()).dZ(l);
            var block = right.derivatives().stream().filter(one -> one.quantity().equals(Kind.DZ.at(l))).findFirst()
                    .orElseThrow();
            double size = Block.size(block.entries().stream().mapToDouble(Entry::given));
            boolean shows = block.entries().stream().anyMatch(entry -> entry.verdict() == Verdict.OK
                    && Math.abs(dZ.get(entry.row(), entry.column()) - entry.given())
                            > 2 * Math.max(entry.bar(), Tolerances.LIMIT * size));
            return !shows ? Wrong.BELOW_THE_BAR
                    : GradientCheck.of(wrong, c.X(), c.Y()).run().passed() ? Wrong.MISSED : Wrong.SEEN;
        }

        private static Network wrong(Network net, int l) {
            var layers = new ArrayList<>(net.layers());
            layers.set(l - 1, new Layer(net.W(l), net.b(l), wrong(net.g(l))));
            return new Network(net.inputs(), layers, net.loss());
        }

        private static Activation wrong(Activation g) {
            return g instanceof Elementwise one
                    ? Activation.of("wrong " + g.name(), one::g, z -> PLANTED * one.gPrime(z), one.kinks())
                    : new OwnActivation("wrong " + g.name(), g::A, (dA, Z) -> g.pullback(dA, Z).times(PLANTED),
                            g.mixesExamples());
        }
    }

    private final List<Finding> findings = LongStream.range(0, NETWORKS).parallel().mapToObj(Finding::of).toList();

    private static String seeds(Stream<Finding> findings) {
        return findings.map(finding -> "" + finding.seed()).collect(Collectors.joining(", "));
    }

    @Test
    void noRightNetworkIsCalledWrong() {
        assertEquals("", seeds(findings.stream().filter(Finding::alarm)), "seeds with a false alarm");
        assertEquals("", seeds(findings.stream().filter(Finding::alarmAlongADirection)),
                "seeds with a false alarm along a direction");
    }

    @Test
    void ninetyNineOfAHundredWrongPullbacksThatShowAreSeen() {
        var missed = seeds(findings.stream().filter(finding -> finding.wrong() == Wrong.MISSED));
        long seen = findings.stream().filter(finding -> finding.wrong() == Wrong.SEEN).count();
        long all = findings.stream().filter(finding -> finding.wrong() != Wrong.BELOW_THE_BAR).count();
        assertTrue(seen >= 0.99 * all, "missed: " + missed);
        assertTrue(all >= 0.5 * NETWORKS, all + " of " + NETWORKS + " show; in the others all is zero or at a kink");
    }

    @Test
    void fourOfFiveEntriesAreDecided() {
        long entries = findings.stream().mapToLong(Finding::entries).sum();
        long decided = findings.stream().mapToLong(Finding::decided).sum();
        assertTrue(decided >= 0.8 * entries, decided + " of " + entries);
    }

    /** Batch normalisation whose author did not say that it mixes examples: that is seen. */
    @Test
    void anActivationOfTheBatchThatDoesNotSaySoIsEstimatedAsWhatItIs() {
        for (var g : List.of(OwnActivation.CENTRED_BATCH, OwnActivation.NORMAL_BATCH)) {
            var silent = new OwnActivation(g.name(), g.ofZ(), g.back(), false);
            for (long seed = 1; seed <= 10; seed++) {
                var net = Network.inputs(2).layer(3, silent).layer(2, Activation.TANH).random(seed);
                var X = Matrix.generate(2, 5, (i, j) -> Math.sin(3 * i + 5 * j + 1));
                var Y = Matrix.generate(2, 5, (i, j) -> (i + j) % 2);
                var check = GradientCheck.of(net, X, Y);
                assertTrue(check.run().passed() && check.directional(seed).passed(), check.run()::toString);
                var forgetful = net.layers().get(0);
                var wrong = new Network(2, List.of(new Layer(forgetful.W(), forgetful.b(), silent.forgetful()),
                        net.layers().get(1)), net.loss());
                assertEquals("BP4", GradientCheck.of(wrong, X, Y).run().firstFault().orElseThrow().formula().id());
            }
        }
    }
}
