package backstep.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The step that is timed is the step that the peers take, and it is gradient descent. */
class StepTest {

    private static final double SAME = 1e-9;

    /** The sums are NumPy's: {@code lib/bench/peers/sums.py} writes them. */
    @ParameterizedTest(name = "{0}, {1} steps, {2}")
    @CsvFileSource(resources = "sums.csv", numLinesToSkip = 1)
    void itLeadsWhereTheNumPyPeerIsLed(String workload, int steps, String parameter, double sum) {
        for (var name : List.of("style", "training")) {
            var net = after(steps, Task.of(name, Workload.of(workload)));
            int l = Character.digit(parameter.charAt(2), 10);
            assertEquals(sum, weighted(parameter.startsWith("W") ? net.W(l) : net.b(l)), SAME, name);
        }
    }

    private static Network after(int steps, Task task) {
        for (int k = 0; k < steps; k++) {
            task.run();
        }
        return task.net();
    }

    /** Σ θ_k cos k, k counted row by row. */
    private static double weighted(Matrix theta) {
        double sum = 0;
        for (int k = 0; k < theta.rows() * theta.columns(); k++) {
            sum += theta.get(k / theta.columns(), k % theta.columns()) * Math.cos(k);
        }
        return sum;
    }

    /** 2-2-1 written out: nine parameters, the derivative of each from its own formula, example by example. */
    @ParameterizedTest
    @ValueSource(strings = {"style", "training"})
    void itIsGradientDescentOnTwoTwoOne(String name) {
        var on = Workload.of("xor221");
        var net = on.net();
        var dW1 = new double[2][2];
        var db1 = new double[2];
        var dW2 = new double[2];
        double db2 = 0;
        for (int i = 0; i < 4; i++) {
            double[] x = {on.X().get(0, i), on.X().get(1, i)};
            double[] a = new double[2];
            for (int j = 0; j < 2; j++) {
                a[j] = sigmoid(net.W(1).get(j, 0) * x[0] + net.W(1).get(j, 1) * x[1] + net.b(1).get(j, 0));
            }
            double z = net.W(2).get(0, 0) * a[0] + net.W(2).get(0, 1) * a[1] + net.b(2).get(0, 0);
            double delta = sigmoid(z) - on.Y().get(0, i);
            db2 += delta / 4;
            for (int j = 0; j < 2; j++) {
                double below = net.W(2).get(0, j) * delta * a[j] * (1 - a[j]);
                dW2[j] += delta * a[j] / 4;
                db1[j] += below / 4;
                dW1[j][0] += below * x[0] / 4;
                dW1[j][1] += below * x[1] / 4;
            }
        }
        var after = after(1, Task.of(name, on));
        same(net.W(1), dW1, on.alpha(), after.W(1));
        same(net.b(1), new double[][] {{db1[0]}, {db1[1]}}, on.alpha(), after.b(1));
        same(net.W(2), new double[][] {dW2}, on.alpha(), after.W(2));
        same(net.b(2), new double[][] {{db2}}, on.alpha(), after.b(2));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static void same(Matrix theta, double[][] dTheta, double alpha, Matrix after) {
        for (int j = 0; j < theta.rows(); j++) {
            for (int k = 0; k < theta.columns(); k++) {
                assertEquals(theta.get(j, k) - alpha * dTheta[j][k], after.get(j, k), SAME);
            }
        }
    }

    @Test
    void aWorkloadOrTaskThatDoesNotExistIsRefused() {
        assertThrows(NumberFormatException.class, () -> Workload.of("mnist"));
        var on = Workload.of("xor221");
        assertThrows(IllegalArgumentException.class, () -> Task.of("stile", on));
    }

    @Test
    void theShapesAreThoseOfTheName() {
        var deep = Workload.of("deep").net();
        assertEquals("784-512-256-10 (ReLU, ReLU, softmax; softmax cross-entropy)", deep.toString());
        assertEquals("16-16-16 (sigmoid, sigmoid; cross-entropy)", Workload.of("width16").net().toString());
        assertEquals("784×10", Workload.of("mnist30").X().shape());
        assertEquals("10×128", Workload.of("deep").Y().shape());
    }

    @Test
    void theCheckIsSetBesideTwoPassesForEachParameter() {
        assertEquals(2 * 23_860, new Task.Passes(Workload.of("mnist30")).count());
        var small = Workload.of("xor221");
        Task.of("passes", small).run();
        Task.of("check", small).run();
    }

    @Test
    void theCheckRefusesALibraryWhoseGradientsAreWrong() {
        var on = Workload.of("xor221");
        var wrong = new Workload(broken(on.net()), on.X(), on.Y(), on.alpha());
        assertThrows(IllegalStateException.class, () -> Task.of("check", wrong).run());
    }

    /** With a g′ that is twice what it should be. */
    private static Network broken(Network net) {
        var g = Activation.of("wrong", StepTest::sigmoid, z -> 2 * sigmoid(z) * (1 - sigmoid(z)));
        return Network.inputs(2).layer(2, g).layer(1, net.g(2)).loss(net.loss())
                .weights(net.W(1), net.b(1), net.W(2), net.b(2));
    }
}
