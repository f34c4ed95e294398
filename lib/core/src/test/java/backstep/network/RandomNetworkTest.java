package backstep.network;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A seed names a network. */
class RandomNetworkTest {

    private static final Network.Plan PLAN = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID);

    @Test
    void aSeedGivesTheSameNumbersOnEveryJdk() {
        var net = PLAN.random(42);
        assertEquals(Matrix.of(3, 2, 0.2777711590933817, 0.24183010654978387, 0.29348375588097353, 0.4459812759129447,
                0.045128495078228026, -0.5504921056814658), net.W(1));
        assertEquals(Matrix.column(0.05638196192596279, 0.5598346657935773, -0.4747333849769896), net.b(1));
        assertEquals(Matrix.row(0.5515749341090926, -0.3789241312384983, 0.43792601726335867), net.W(2));
        assertEquals(Matrix.column(-0.20510228199890218), net.b(2));
    }

    @Test
    void anotherSeedGivesAnotherNetwork() {
        assertEquals(PLAN.random(42), PLAN.random(42));
        assertNotEquals(PLAN.random(42).W(1), PLAN.random(43).W(1));
    }

    @Test
    void parametersFillPlusMinusOneOverTheRootOfTheUnitsBelow() {
        var net = Network.inputs(100).layer(100, TANH).layer(25, TANH).layer(400, TANH).random(5);
        IntStream.rangeClosed(1, 3).forEach(l -> {
            double bound = 1 / Math.sqrt(net.n(l - 1));
            for (var parameter : new Matrix[] {net.W(l), net.b(l)}) {
                assertTrue(parameter.maxAbs() <= bound && parameter.maxAbs() > 0.9 * bound, "layer " + l);
                double mean = parameter.sum() / parameter.rows() / parameter.columns();
                assertEquals(0, mean, 4 * bound / Math.sqrt(3.0 * parameter.rows() * parameter.columns()),
                        "layer " + l);
            }
        });
    }

    @Test
    void givenWeightsAreTheNetworksWeights() {
        var W1 = Matrix.of(3, 2, 1, 2, 3, 4, 5, 6);
        var b1 = Matrix.column(7, 8, 9);
        var W2 = Matrix.row(10, 11, 12);
        var b2 = Matrix.column(13);
        var net = PLAN.weights(W1, b1, W2, b2);
        assertEquals(W1, net.W(1));
        assertEquals(b1, net.b(1));
        assertEquals(W2, net.W(2));
        assertEquals(b2, net.b(2));
        assertEquals(TANH, net.g(1));
        assertEquals(SIGMOID, net.g(2));
        assertEquals(Loss.SQUARED_ERROR, net.loss());
        assertEquals(2, net.L());
        assertEquals(IntStream.of(2, 3, 1).boxed().toList(), IntStream.rangeClosed(0, 2).map(net::n).boxed().toList());
        assertEquals("2-3-1 (tanh, sigmoid; squared error)", net.toString());
        assertEquals("squared error", net.loss().toString());
        assertEquals("cross-entropy", Loss.CROSS_ENTROPY.toString());
    }

    @Test
    void otherParametersInOneLayerLeaveTheOldNetworkAsItWas() {
        var net = PLAN.random(1);
        var before = net.W(1);
        var other = net.with(1, before.times(2), net.b(1));
        assertEquals(before.times(2), other.W(1));
        assertEquals(before, net.W(1));
        assertEquals(net.layer(2), other.layer(2));
        assertEquals(net.loss(), other.loss());
    }
}
