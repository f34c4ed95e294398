package backstep.network;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.sample.RandomCase;
import backstep.sample.ScalarLoops;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** g and g′ of each activation, far out as well. */
class ActivationTest {

    static Stream<Arguments> points() {
        return Stream.of(IDENTITY, SIGMOID, TANH, RELU, RandomCase.SOFTPLUS, RandomCase.SINE).flatMap(g ->
                DoubleStream.of(-6, -2.5, -1, -0.3, -0.01, 0.01, 0.4, 1, 3, 6).mapToObj(z -> Arguments.of(g, z)));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("points")
    void anotherFormGivesTheSame(Elementwise g, double z) {
        assertEquals(ScalarLoops.g(g.name(), z), g.g(z), 1e-14 * Math.max(1, Math.abs(z)));
        assertEquals(ScalarLoops.gPrime(g.name(), z), g.gPrime(z), 1e-14);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("points")
    void theDerivativeIsTheSlope(Elementwise g, double z) {
        double h = 1e-5;
        assertEquals((g.g(z + h) - g.g(z - h)) / (2 * h), g.gPrime(z), 1e-9);
    }

    @ParameterizedTest(name = "z = {0}")
    @ValueSource(doubles = {-5, -1, -0.5, 0, 0.25, 2, 5})
    void theDerivativesInTermsOfA(double z) {
        double s = SIGMOID.g(z);
        double t = TANH.g(z);
        assertEquals(s * (1 - s), SIGMOID.gPrime(z), 1e-15);
        assertEquals(1 - t * t, TANH.gPrime(z), 1e-15);
        assertEquals(1 - s, SIGMOID.g(-z), 1e-15);
    }

    @ParameterizedTest(name = "z = {0}")
    @ValueSource(doubles = {20, 40, 300, 700})
    void inSaturationTheDerivativeKeepsItsDigits(double z) {
        assertEquals(1, SIGMOID.gPrime(z) / Math.exp(-z), 1e-8);
        assertEquals(1, SIGMOID.gPrime(-z) / Math.exp(-z), 1e-8);
        assertEquals(1, SIGMOID.g(-z) / Math.exp(-z), 1e-8);
        assertEquals(1, TANH.gPrime(z / 2) / (4 * Math.exp(-z)), 1e-8);
        assertEquals(SIGMOID.gPrime(z), SIGMOID.gPrime(-z));
        assertEquals(TANH.gPrime(z / 2), TANH.gPrime(-z / 2));
    }

    /** Else a committed output could not be compared to its last digit: Math.tanh has another one from JDK 24 on. */
    @Test
    void tanhHasTheSameBitsOnEveryJdk() {
        for (int k = -4000; k <= 4000; k++) {
            assertEquals(StrictMath.tanh(k * 1e-3), TANH.g(k * 1e-3));
        }
    }

    @Test
    void farOutNothingIsNaN() {
        for (var g : new Elementwise[] {IDENTITY, SIGMOID, TANH, RELU}) {
            for (double z : new double[] {-1e300, -1000, 1000, 1e300}) {
                assertTrue(Double.isFinite(g.g(z)) && Double.isFinite(g.gPrime(z)), g + " at " + z);
            }
        }
        assertEquals(0, SIGMOID.g(-1000));
        assertEquals(1, SIGMOID.g(1000));
    }

    @Test
    void atItsKinkReluHasValueAndSlopeZero() {
        assertEquals(0, RELU.g(0));
        assertEquals(0, RELU.gPrime(0));
        assertEquals(1, RELU.gPrime(Double.MIN_VALUE));
        assertEquals(0, RELU.gPrime(-Double.MIN_VALUE));
    }

    @Test
    void oneOfOnesOwnIsNamedAndComputed() {
        var cube = Activation.of("cube", z -> z * z * z, z -> 3 * z * z);
        assertEquals("cube", cube.name());
        assertEquals("cube", cube.toString());
        assertEquals(-8, cube.g(-2));
        assertEquals(12, cube.gPrime(-2));
    }
}
