package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.pass.ForwardPass;
import backstep.sample.RandomCase;
import backstep.sample.RightNetwork;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trained network meets its labels to a few digits or to the last bit: its loss all but vanishes, and its right gradient with it. */
class PerfectFitTest {

    private static final int NETWORKS = Integer.getInteger("backstep.networks", 2_000) / 20;

    @ParameterizedTest(name = "labels met to {0}")
    @ValueSource(doubles = {1e-3, 1e-6, 1e-9, 1e-12, 1e-15, 0})
    void aRightNetworkPassesHoweverWellItFits(double distance) {
        assertEquals(List.of(), LongStream.rangeClosed(1, NETWORKS).filter(seed -> !passes(seed, distance)).boxed().toList());
    }

    private static boolean passes(long seed, double distance) {
        var c = RightNetwork.of(seed);
        var a = ForwardPass.of(c.net(), c.X()).a(c.net().L());
        var off = RandomCase.matrix(RandomCase.generator(seed), a.rows(), a.columns(), distance == 0 ? Double.MIN_VALUE : distance);
        var Y = a.combine("labels", off, (x, e) -> distance == 0 ? x : x + e * Math.max(1, Math.abs(x)));
        return GradientCheck.of(c.net(), c.X(), c.net().loss() == Loss.CROSS_ENTROPY ? Y.map(y -> Math.min(1, Math.max(0, y))) : Y).run().passed();
    }
}
