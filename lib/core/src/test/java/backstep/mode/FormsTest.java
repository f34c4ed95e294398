package backstep.mode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's activations and losses, written twice: the dual form's tangent is the given derivative. */
class FormsTest {

    private static final double RELATIVE = 1e-12;

    static Stream<Activation> activations() {
        return Forms.ACTIVATIONS.keySet().stream().sorted(Comparator.comparing(Activation::name));
    }

    static Stream<Loss> losses() {
        return Forms.FROM_A.keySet().stream().sorted(Comparator.comparing(Loss::name));
    }

    /** −30 to 30 in quarters, 0 with both signs, and far out. */
    private static DoubleStream grid() {
        return DoubleStream.concat(IntStream.rangeClosed(-120, 120).mapToDouble(k -> k / 4.0),
                DoubleStream.of(-0.0, -1e-9, 1e-9, -1e300, -1000, -700, -37, 37, 700, 1000, 1e300));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activations")
    void theTangentOfAnActivationIsItsDerivative(Elementwise g) {
        grid().forEach(z -> {
            var a = Forms.ACTIVATIONS.get(g).apply(new Dual(z, -3));
            assertEquals(g.g(z), a.value(), RELATIVE * Math.abs(g.g(z)) + Math.ulp(1.0), () -> g + " at " + z);
            assertEquals(-3 * g.gPrime(z), a.tangent(), RELATIVE * Math.abs(g.gPrime(z)) + Double.MIN_NORMAL,
                    () -> g + "′ at " + z);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void theTangentOfALossIsItsDerivative(Loss loss) {
        for (double a = 0.01; a < 1; a += 0.01) {
            for (double y : new double[] {0, 0.3, 1}) {
                var dual = Forms.FROM_A.get(loss).apply(new Dual(a, 1), Dual.constant(y));
                double value = loss.fromA(Matrix.row(a), Matrix.row(y)).get(0, 0);
                double derivative = loss.dA(Matrix.row(a), Matrix.row(y)).get(0, 0);
                assertEquals(value, dual.value(), RELATIVE * Math.max(1, value));
                assertEquals(derivative, dual.tangent(), RELATIVE * Math.max(1, Math.abs(derivative)));
            }
        }
    }

    @ParameterizedTest(name = "y = {0}")
    @ValueSource(doubles = {0, 0.3, 1})
    void theTangentOfCrossEntropyFromZIsTheOutputDelta(double y) {
        grid().filter(z -> Math.abs(z) < 1e299).forEach(z -> {
            var dual = Forms.crossEntropyFromZ(new Dual(z, 1), Dual.constant(y));
            double value = Loss.CROSS_ENTROPY.fromZ(Activation.SIGMOID, Matrix.row(z), Matrix.row(y)).get(0, 0);
            assertEquals(value, dual.value(), RELATIVE * Math.max(1, Math.abs(z)));
            assertEquals(Loss.CROSS_ENTROPY.dZ(Activation.SIGMOID, Matrix.row(z), Matrix.row(y)).get(0, 0),
                    dual.tangent(), RELATIVE, () -> "z = " + z);
        });
    }

    /** A built-in one without a dual form would be taken on trust. */
    @Test
    void noneOfTheLibrarysOwnIsLeftOut() throws IllegalAccessException {
        var elementwise = constants(Activation.class);
        assertTrue(elementwise.remove(Activation.SOFTMAX), "its form takes a column");
        assertEquals(Set.of(Activation.SOFTMAX), Forms.OF_COLUMNS.keySet());
        assertEquals(elementwise, Forms.ACTIVATIONS.keySet());
        assertEquals(constants(Loss.class), Forms.FROM_A.keySet());
        assertTrue(activations().count() >= 6 && losses().count() >= 2);
    }

    private static <T> Set<T> constants(Class<T> type) throws IllegalAccessException {
        var constants = Stream.<T>builder();
        for (Field field : type.getFields()) {
            constants.add(type.cast(field.get(null)));
        }
        return constants.build().collect(Collectors.toSet());
    }
}
