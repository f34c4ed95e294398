package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Rules;
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
        var c = RightNetwork.trained(seed, distance);
        return GradientCheck.of(c.net(), c.X(), c.Y()).rules(rules).run();
    }
}
