package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.QuarterNetwork;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Very many tiny networks of short numbers, in which sums cancel to the last bit and labels are met exactly. */
class QuarterNetworksTest {

    private static final int NETWORKS = Integer.getInteger("backstep.networks", 2000) * 10;

    @Test
    void noRightNetworkIsCalledWrong() {
        assertEquals(List.of(), LongStream.range(0, NETWORKS).parallel().filter(seed -> {
            var c = QuarterNetwork.of(seed);
            var check = GradientCheck.of(c.net(), c.X(), c.Y());
            return !check.run().passed() || !check.directional(seed).passed();
        }).boxed().toList());
    }

    /**
     * Every label is met: the loss is 0, all derivatives are, and the two sides of a quotient are rounded differently.
     */
    @Test
    void theRoundingOfASumThatCancelsIsCovered() {
        for (double w = -2; w <= 2; w += 0.25) {
            for (double v = -2; v <= 2; v += 0.25) {
                for (double x = -2; x <= 2; x += 0.25) {
                    var net = Network.inputs(1).layer(1, Activation.IDENTITY).layer(1, Activation.IDENTITY).weights(
                            Matrix.row(w), Matrix.row(-w * x), Matrix.row(v), Matrix.row(0));
                    GradientCheck.of(net, Matrix.row(x), Matrix.row(0)).run().orThrow();
                }
            }
        }
    }

    @Test
    void aFactorOfTwoIsSeenWhereverSomethingIsLeftToSee() {
        var twice = Rules.standard().withBp1((dZ, A) -> dZ.times(A.transpose()).times(2.0 / dZ.columns()));
        assertEquals(List.of(), LongStream.range(0, NETWORKS / 10).parallel().filter(seed -> {
            var c = QuarterNetwork.of(seed);
            var right = GradientCheck.of(c.net(), c.X(), c.Y());
            boolean shows = right.run().derivatives().stream().filter(b -> b.quantity().kind() == Kind.DW)
                    .anyMatch(block -> block.verdict() == Verdict.OK
                            && block.entries().stream().anyMatch(entry -> entry.given() != 0));
            return shows && right.rules(twice).run().passed();
        }).boxed().toList());
    }
}
