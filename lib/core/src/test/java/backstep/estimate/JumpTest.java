package backstep.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.sample.RandomCase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotients of functions of which a derivative jumps, wherever within the step it does. */
class JumpTest {

    private static final double NOISE = 1e-15;

    /** A function of one number, of which nothing is known. */
    private record Along(DoubleUnaryOperator f) implements Line<Double> {

        @Override
        public int size() { return 1; }

        @Override
        public double step(int i) { return Tolerances.REACH; }

        @Override
        public Double at(double steps) { return f.applyAsDouble(steps * Tolerances.REACH); }

        @Override
        public double[] value(Double there) { return new double[] {there}; }

        @Override
        public Kink[] crossings(Double plus, Double minus) { return new Kink[1]; }
    }

    private static Slope slope(DoubleUnaryOperator f) {
        return DifferenceQuotients.extrapolated(new Along(f), new double[] {NOISE}).get(0);
    }

    /** sin x + κ (x − c)₊ⁿ/n!, whose slope at 0 is 1, with κ (−c)ⁿ⁻¹/(n − 1)! where c lies to the left. */
    @ParameterizedTest(name = "derivative {0}")
    @ValueSource(ints = {2, 3, 4})
    void theErrorLiesWithinTheBarWhereverADerivativeJumps(int n) {
        var random = RandomCase.generator(n);
        var outside = new ArrayList<String>();
        for (int k = 0; k < 20_000; k++) {
            double kappa = Math.pow(10, random.nextDouble(-6, 2)) * (random.nextBoolean() ? 1 : -1);
            double c = k % 10 == 0 ? 0 : Math.pow(10, random.nextDouble(-9, -1.8)) * (random.nextBoolean() ? 1 : -1);
            double factorial = n == 2 ? 1 : n == 3 ? 2 : 6;
            double exact = 1 + (c < 0 ? kappa * Math.pow(-c, n - 1) / factorial : 0);
            var slope = slope(x -> Math.sin(x) + (x > c ? kappa * Math.pow(x - c, n) / (factorial * n) : 0));
            if (!(Math.abs(slope.value() - exact) <= slope.bar())) {
                outside.add("κ = %s, c = %s: %s is off by %s".formatted(kappa, c, slope, slope.value() - exact));
            }
        }
        assertEquals(List.of(), outside);
    }

    @Test
    void theBarOfABendIsStillShortEnoughToTell() {
        for (double c : new double[] {0, 1e-9, 1e-6, 1e-4, -1e-3, 5e-3}) {
            var slope = slope(x -> Math.sin(x) + (x > c ? (x - c) * (x - c) : 0));
            assertTrue(slope.bar() <= Tolerances.TELLING, slope::toString);
            assertNull(slope.bend());
        }
    }

    /** A kink that the shortest step straddles is one; a farther one is avoided. */
    @ParameterizedTest(name = "at {0}")
    @ValueSource(doubles = {0, 1e-16, -1e-12, 1e-9, 1e-4, -1e-3, 1e-2})
    void aKinkIsSeenByItsTwoSlopesOrAvoided(double c) {
        var slope = slope(x -> 3 * x + Math.max(0, x - c));
        if (Math.abs(c) < 1e-8) {
            assertNotNull(slope.bend(), slope::toString);
            assertEquals(3, slope.bend().left(), 0.1);
            assertEquals(4, slope.bend().right(), 0.1);
            assertTrue(slope.bend().holds(3.5, 0) && slope.bend().holds(4, 0) && !slope.bend().holds(4.5, 0));
        } else {
            assertNull(slope.bend());
            assertEquals(c < 0 ? 4 : 3, slope.value(), slope.bar());
            assertTrue(slope.bar() < 1e-6, slope::toString);
        }
    }
}
