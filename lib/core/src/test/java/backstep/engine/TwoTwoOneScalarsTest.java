package backstep.engine;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.sample.RandomCase;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The nine derivatives of a 2-2-1 network of sigmoids, written out in scalars, against the matrix form. */
class TwoTwoOneScalarsTest {

    static Stream<Arguments> seeds() {
        return Stream.of(SQUARED_ERROR, CROSS_ENTROPY)
                .flatMap(loss -> LongStream.rangeClosed(1, 25).mapToObj(seed -> Arguments.of(loss, seed)));
    }

    private static double sigma(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("seeds")
    void scalarsAgreeWithTheMatrixForm(Loss loss, long seed) {
        var random = RandomCase.generator(seed);
        int m = random.nextInt(1, 6);
        var W = RandomCase.matrix(random, 2, 2, 2);
        var b = RandomCase.matrix(random, 2, 1, 2);
        var V = RandomCase.matrix(random, 1, 2, 2);
        var C = RandomCase.matrix(random, 1, 1, 2);
        var X = RandomCase.matrix(random, 2, m, 2);
        var Y = RandomCase.matrix(random, 1, m, 1).map(y -> y > 0 ? 1 : 0);
        double w11 = W.get(0, 0);
        double w12 = W.get(0, 1);
        double w21 = W.get(1, 0);
        double w22 = W.get(1, 1);
        double v1 = V.get(0, 0);
        double v2 = V.get(0, 1);
        var mean = new double[9];
        for (int i = 0; i < m; i++) {
            double x1 = X.get(0, i);
            double x2 = X.get(1, i);
            double y = Y.get(0, i);
            double a1 = sigma(w11 * x1 + w12 * x2 + b.get(0, 0));
            double a2 = sigma(w21 * x1 + w22 * x2 + b.get(1, 0));
            double a = sigma(v1 * a1 + v2 * a2 + C.get(0, 0));
            double delta = loss == CROSS_ENTROPY ? a - y : (a - y) * a * (1 - a);
            double[] nine = {
                delta * v1 * a1 * (1 - a1) * x1, delta * v1 * a1 * (1 - a1) * x2, // w11 w12
                delta * v2 * a2 * (1 - a2) * x1, delta * v2 * a2 * (1 - a2) * x2, // w21 w22
                delta * v1 * a1 * (1 - a1), delta * v2 * a2 * (1 - a2), // b1 b2
                delta * a1, delta * a2, delta}; // v1 v2 c
            for (int k = 0; k < nine.length; k++) {
                mean[k] += nine[k] / m;
            }
        }
        var net = Network.inputs(2).layer(2, SIGMOID).layer(1, SIGMOID).loss(loss).weights(W, b, V, C);
        var bwd = ForwardPass.of(net, X).backward(Y);
        assertClose(Matrix.of(2, 2, mean[0], mean[1], mean[2], mean[3]), bwd.dW(1));
        assertClose(Matrix.column(mean[4], mean[5]), bwd.db(1));
        assertClose(Matrix.row(mean[6], mean[7]), bwd.dW(2));
        assertClose(Matrix.column(mean[8]), bwd.db(2));
    }

    private static void assertClose(Matrix expected, Matrix actual) {
        assertEquals(0, actual.minus(expected).maxAbs(), 1e-14);
    }
}
