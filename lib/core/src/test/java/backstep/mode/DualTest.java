package backstep.mode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.estimate.NumericalGradient;
import backstep.sample.RandomCase;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation on dual numbers carries its own rule of differentiation. */
class DualTest {

    private static final double ROUND_OFF = 1e-15;

    /** A function, its derivative, and where it is tried. */
    private record Function(String name, UnaryOperator<Dual> dual, DoubleUnaryOperator f, DoubleUnaryOperator fPrime,
            double... points) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A function of two numbers with both partial derivatives. */
    private record Operation(String name, BinaryOperator<Dual> dual, DoubleBinaryOperator f, DoubleBinaryOperator byX,
            DoubleBinaryOperator byY) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Function> functions() {
        return Stream.of(
                new Function("exp", Dual::exp, Math::exp, Math::exp, -30, -2, -0.1, 0, 0.7, 3, 30),
                new Function("log", Dual::log, Math::log, x -> 1 / x, 1e-8, 0.1, 0.9, 1, 2, 1e6),
                new Function("log1p", Dual::log1p, Math::log1p, x -> 1 / (1 + x), -0.9, -1e-12, 0, 1e-20, 0.5, 40),
                new Function("abs", Dual::abs, Math::abs, Math::signum, -3, -1e-3, 1e-3, 3),
                new Function("positive part", Dual::positivePart, x -> Math.max(x, 0), x -> x > 0 ? 1 : 0, -3, -1e-3,
                        1e-3, 3),
                new Function("times a number", x -> x.times(-2.5), x -> -2.5 * x, x -> -2.5, -3, 0, 0.4),
                new Function("plus a number", x -> x.plus(-2.5), x -> x - 2.5, x -> 1, -3, 0, 0.4),
                new Function("square by itself", x -> x.times(x), x -> x * x, x -> 2 * x, -3, 0, 0.4),
                new Function("one over", x -> Dual.constant(1).over(x), x -> 1 / x, x -> -1 / (x * x), -3, 0.01, 4),
                new Function("ln(1 + e^(x²)) − x", x -> x.times(x).exp().plus(1).log().minus(x),
                        x -> Math.log(1 + Math.exp(x * x)) - x,
                        x -> 2 * x / (1 + Math.exp(-x * x)) - 1, -2, -0.3, 0, 1, 3));
    }

    static Stream<Operation> operations() {
        return Stream.of(
                new Operation("plus", Dual::plus, Double::sum, (x, y) -> 1, (x, y) -> 1),
                new Operation("minus", Dual::minus, (x, y) -> x - y, (x, y) -> 1, (x, y) -> -1),
                new Operation("times", Dual::times, (x, y) -> x * y, (x, y) -> y, (x, y) -> x),
                new Operation("over", Dual::over, (x, y) -> x / y, (x, y) -> 1 / y, (x, y) -> -x / (y * y)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void aFunctionCarriesItsClosedFormDerivative(Function function) {
        for (double x : function.points()) {
            for (double tangent : new double[] {1, 0, -2.5}) {
                var y = function.dual().apply(new Dual(x, tangent));
                assertNear(function.f().applyAsDouble(x), y.value(), ROUND_OFF);
                assertNear(function.fPrime().applyAsDouble(x) * tangent, y.tangent(), 4 * ROUND_OFF);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void aFunctionCarriesTheSlopeOfItsOwnValues(Function function) {
        for (double x : function.points()) {
            double h = 1e-5 * Math.min(1, Math.abs(x) > 1e-10 ? Math.abs(x) : 1);
            double slope = NumericalGradient.centralDifference(
                    at -> function.dual().apply(Dual.constant(at)).value(), x, h);
            double tangent = function.dual().apply(new Dual(x, 1)).tangent();
            assertEquals(slope, tangent, 1e-6 * Math.max(1, Math.abs(slope)), () -> function + " at " + x);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void anOperationCarriesBothPartialDerivatives(Operation operation) {
        LongStream.rangeClosed(1, 50).mapToObj(RandomCase::generator).forEach(random -> {
            double x = random.nextDouble(-3, 3);
            double y = random.nextDouble(0.1, 3) * (random.nextBoolean() ? 1 : -1);
            var byX = operation.dual().apply(new Dual(x, 1), Dual.constant(y));
            var byY = operation.dual().apply(Dual.constant(x), new Dual(y, 1));
            var byBoth = operation.dual().apply(new Dual(x, 2), new Dual(y, -3));
            assertEquals(operation.f().applyAsDouble(x, y), byX.value());
            assertNear(operation.byX().applyAsDouble(x, y), byX.tangent(), 4 * ROUND_OFF);
            assertNear(operation.byY().applyAsDouble(x, y), byY.tangent(), 4 * ROUND_OFF);
            assertEquals(2 * byX.tangent() - 3 * byY.tangent(), byBoth.tangent(),
                    1e-13 * (Math.abs(byX.tangent()) + Math.abs(byY.tangent())));
        });
    }

    @Test
    void epsilonSquaredIsZero() {
        var epsilon = new Dual(0, 1);
        assertEquals(Dual.constant(0), epsilon.times(epsilon));
        assertEquals(new Dual(1, 1), epsilon.exp());
    }

    @Test
    void whatUndoesAnOperationGivesTheNumberBack() {
        DoubleStream.of(0.2, 1, 1.7, 5).mapToObj(x -> new Dual(x, 0.3)).forEach(x -> {
            var y = new Dual(-1.3, 2);
            for (var same : new Dual[] {x.plus(y).minus(y), x.times(y).over(y), x.exp().log(), x.log().exp(),
                    x.exp().plus(-1).log1p(), x.times(-1).abs()}) {
                assertNear(x.value(), same.value(), 4 * ROUND_OFF);
                assertNear(x.tangent(), same.tangent(), 8 * ROUND_OFF);
            }
        });
    }

    @Test
    void atTheCornerTheSlopeIsTheOneThatItsActivationHas() {
        assertEquals(new Dual(0, 0), new Dual(0, 1).positivePart(), "g′(0) = 0 for ReLU");
        assertEquals(new Dual(0, 1), new Dual(0, 1).abs(), "the branch that every form takes for z ≥ 0");
    }

    private static void assertNear(double expected, double actual, double relative) {
        assertEquals(expected, actual, relative * Math.max(1, Math.abs(expected)));
    }
}
