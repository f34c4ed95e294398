package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.engine.ForwardPass;
import backstep.sample.RandomCase;
import backstep.sample.RightNetwork;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A trained network meets its labels to a few digits or to the last bit: its loss all but vanishes, and its right
 * gradient with it.
 */
class PerfectFitTest {

    private static final int NETWORKS = Integer.getInteger("backstep.networks", 2_000) / 20;

    @ParameterizedTest(name = "labels met to {0}")
    @ValueSource(doubles = {1e-3, 1e-6, 1e-9, 1e-12, 1e-15, 0})
    void aRightNetworkPassesHoweverWellItFits(double distance) {
        assertEquals(List.of(), LongStream.rangeClosed(1,
                NETWORKS).filter(seed -> !report(seed, distance, Rules.standard()).passed()).boxed().toList());
    }

    /** The bars are no wider than they need to be. */
    @ParameterizedTest(name = "labels met to {0}")
    @ValueSource(doubles = {1e-3, 1e-6, 1e-9})
    void aFactorOfTwoIsStillSeenInMostOfThem(double distance) {
        var twice = Rules.standard().withBp1((dZ, A) -> Backprop.bp1(dZ, A).times(2));
        long seen = LongStream.rangeClosed(1, NETWORKS).filter(seed -> !report(seed, distance, twice).passed()).count();
        assertTrue(seen >= 0.9 * NETWORKS, seen + " of " + NETWORKS);
    }

    private static Report report(long seed, double distance, Rules rules) {
        var c = RightNetwork.of(seed);
        var a = ForwardPass.of(c.net(), c.X()).A(c.net().L());
        var off = RandomCase.matrix(RandomCase.generator(seed), a.rows(), a.columns(),
                distance == 0 ? Double.MIN_VALUE : distance);
        var Y = a.combine("labels", off, (x, e) -> distance == 0 ? x : x + e * Math.max(1, Math.abs(x)));
        return GradientCheck.of(c.net(), c.X(), allowed(c.net().loss(), Y)).rules(rules).run();
    }

    private static Matrix allowed(Loss loss, Matrix Y) {
        if (loss != Loss.CROSS_ENTROPY && loss != Loss.SOFTMAX_CROSS_ENTROPY) {
            return Y;
        }
        var within = Y.map(y -> Math.min(1, Math.max(0, y)));
        var sums = Matrix.ones(Y.rows(), Y.rows()).times(within);
        return loss == Loss.CROSS_ENTROPY ? within : within.combine("share", sums, (y, sum) -> y / sum);
    }
}
