package backstep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.ErrorMetric;
import backstep.matrix.Matrix;
import backstep.network.Quantity.Kind;
import backstep.sample.Differentiated;
import backstep.sample.RandomCase;
import backstep.sample.ScalarLoops;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The passes against two computations that share no equation with them. */
class OtherOpinionsTest {

    private static final double ROUND_OFF = 1e-13;
    private static final double OF_BLOCKS = 1e-12;

    static Stream<RandomCase> cases() {
        return RandomCase.first(120);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void sumsWrittenOutNumberByNumberGiveTheSame(RandomCase c) {
        var scalars = new ScalarLoops(c.net(), c.X(), c.Y());
        var fwd = ForwardPass.of(c.net(), c.X());
        var bwd = fwd.backward(c.Y());
        assertEquals(scalars.cost, fwd.cost(c.Y()), ROUND_OFF * Math.max(1, scalars.cost));
        for (int l = 1; l <= c.net().L(); l++) {
            assertNear("Z", l, Matrix.of(scalars.z[l]), fwd.Z(l));
            assertNear("A", l, Matrix.of(scalars.a[l]), fwd.A(l));
            assertNear("dZ", l, Matrix.of(scalars.dZ[l]), bwd.dZ(l));
            assertNear("dW", l, Matrix.of(scalars.dW[l]), bwd.dW(l));
            assertNear("db", l, Matrix.column(scalars.db[l]), bwd.db(l));
            assertNear("dA", l - 1, Matrix.of(scalars.dA[l - 1]), bwd.dA(l - 1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void anotherLibraryGivesTheSame(RandomCase c) {
        var bwd = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        assertNear("dX", 0, Differentiated.of(c, Kind.A.at(0), bwd.dX()), bwd.dX());
        for (int l = 1; l <= c.net().L(); l++) {
            assertNear("dZ", l, Differentiated.of(c, Kind.Z.at(l), bwd.dZ(l)), bwd.dZ(l));
            assertNear("dW", l, Differentiated.of(c, Kind.W.at(l), bwd.dW(l)), bwd.dW(l));
            assertNear("db", l, Differentiated.of(c, Kind.B.at(l), bwd.db(l)), bwd.db(l));
        }
    }

    private static void assertNear(String name, int l, Matrix expected, Matrix actual) {
        double error = ErrorMetric.of(actual, expected);
        assertTrue(error <= OF_BLOCKS, () -> "%s[%d]: error %s%n%s%n%s".formatted(name, l, error, actual, expected));
    }
}
