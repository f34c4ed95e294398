package backstep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.ErrorMetric;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.DualNetwork;
import backstep.sample.RandomCase;
import backstep.sample.ScalarLoops;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The passes against two computations that share no equation with them. */
class OtherOpinionsTest {

    private static final double ROUND_OFF = 1e-13;

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
            assertSame("Z", l, Matrix.of(scalars.z[l]), fwd.Z(l));
            assertSame("A", l, Matrix.of(scalars.a[l]), fwd.A(l));
            assertSame("dZ", l, Matrix.of(scalars.dZ[l]), bwd.dZ(l));
            assertSame("dW", l, Matrix.of(scalars.dW[l]), bwd.dW(l));
            assertSame("db", l, Matrix.column(scalars.db[l]), bwd.db(l));
            assertSame("dA", l - 1, Matrix.of(scalars.dA[l - 1]), bwd.dA(l - 1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void dualNumbersGiveTheSame(RandomCase c) {
        var bwd = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        assertSame("dX", 0, slopes(c, Kind.A.at(0), bwd.dX()), bwd.dX());
        for (int l = 1; l <= c.net().L(); l++) {
            assertSame("dZ", l, slopes(c, Kind.Z.at(l), bwd.dZ(l)), bwd.dZ(l));
            assertSame("dW", l, slopes(c, Kind.W.at(l), bwd.dW(l)), bwd.dW(l));
            assertSame("db", l, slopes(c, Kind.B.at(l), bwd.db(l)), bwd.db(l));
        }
    }

    private static Matrix slopes(RandomCase c, Quantity by, Matrix shape) {
        boolean perExample = by.kind() == Kind.Z || by.kind() == Kind.A;
        return Matrix.generate(shape.rows(), shape.columns(), (i, j) -> perExample
                ? new DualNetwork(c, by, i, j).slope(j) : new DualNetwork(c, by, i, j).slopeOfCost());
    }

    private static void assertSame(String name, int l, Matrix expected, Matrix actual) {
        double error = ErrorMetric.of(actual, expected);
        assertTrue(error <= 1e-12, () -> "%s[%d]: error %s%n%s%n%s".formatted(name, l, error, actual, expected));
    }
}
