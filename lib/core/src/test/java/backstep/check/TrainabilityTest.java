package backstep.check;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.SOFTPLUS;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SOFTMAX_CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.sample.RandomCase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps a network from learning is seen, and an ordinary network is left in peace. */
class TrainabilityTest {

    private static final Matrix XOR = Matrix.of(2, 4, 0, 0, 1, 1, 0, 1, 0, 1);
    private static final Matrix LABELS = Matrix.row(0, 1, 1, 0);
    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY)
            .random(42);

    private static Network deep(int layers) {
        var plan = Network.inputs(2).loss(CROSS_ENTROPY);
        for (int l = 1; l < layers; l++) {
            plan = plan.layer(3, SIGMOID);
        }
        return plan.layer(1, SIGMOID).random(5);
    }

    private static Network scaled(Network net, double factor) {
        for (int l = 1; l < net.L(); l++) {
            net = net.with(l, net.W(l).times(factor), net.b(l).times(factor));
        }
        return net;
    }

    static Stream<Arguments> cases() {
        var twins = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).weights(
                Matrix.of(3, 2, 0.5, -0.3, 0.2, 0.7, 0.5, -0.3), Matrix.column(0.1, 0.2, 0.1),
                Matrix.row(0.4, -0.6, 0.4), Matrix.column(0.1));
        var halves = Network.inputs(2).layer(2, RELU).layer(1, SIGMOID).loss(CROSS_ENTROPY);
        var dead = halves.weights(Matrix.of(2, 2, -1, -1, 0.7, 0.4), Matrix.column(-0.5, 0.1), Matrix.row(0.4, 0.9),
                Matrix.column(0.1));
        var saturated = Network.inputs(2).layer(3, TANH).layer(1, TANH).loss(SQUARED_ERROR).random(42);
        var plateau = Network.inputs(2).layer(2, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).weights(
                Matrix.of(2, 2, 1e-3, 2e-3, -1e-3, 1.5e-3), Matrix.column(0, 0), Matrix.row(0.5, 0.7),
                Matrix.column(0));
        return Stream.of(
                Arguments.of("2 of 3 units of layer 1 are identical", twins, XOR, LABELS),
                Arguments.of("W[1] = 0, W[2] = 0: nothing comes through", scaled(NET, 0).with(2, NET.W(2).times(0),
                        NET.b(2)), XOR, LABELS),
                Arguments.of("3 of 3 units of layer 1 are identical", NET.with(1, NET.W(1).times(0), NET.b(1).times(0))
                        .with(2, Matrix.row(0.3, 0.3, 0.3), NET.b(2)), XOR, LABELS),
                Arguments.of("1 of 2 units of layer 1 are dead", dead, XOR, LABELS),
                Arguments.of("100 % of layer 1 is saturated", NET.with(1, NET.W(1), Matrix.column(9, -9, 9)), XOR,
                        LABELS),
                Arguments.of("100 % of layer 2 is saturated", saturated.with(2, saturated.W(2), Matrix.column(20)), XOR,
                        LABELS),
                Arguments.of("it vanishes on the way down", deep(12), XOR, LABELS),
                Arguments.of("it explodes on the way down", exploding(), XOR, LABELS),
                Arguments.of("1 of 2 inputs are the same in every example (the first of them: input 2)", NET,
                        Matrix.of(2, 4, 0, 0.5, 1, 2, 1, 1, 1, 1), LABELS),
                Arguments.of("all 4 examples are the same", NET, Matrix.ones(2, 4), LABELS),
                Arguments.of("J = 0.6931 is what the best constant output costs (0.6931)", plateau, XOR, LABELS));
    }

    /** Each layer multiplies what comes down by about 100, and by next to nothing what goes up. */
    private static Network exploding() {
        var plan = Network.inputs(2).loss(SQUARED_ERROR);
        for (int l = 1; l <= 5; l++) {
            plan = plan.layer(2, IDENTITY);
        }
        var net = plan.layer(1, IDENTITY).random(3);
        for (int l = 1; l <= 5; l++) {
            net = net.with(l, net.W(l).times(l == 1 ? 1e-9 : 100), net.b(l).times(l == 1 ? 1e-9 : 0));
        }
        return net.with(6, net.W(6).times(100), net.b(6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatStandsOutIsSaidInALine(String says, Network net, Matrix X, Matrix Y) {
        var seen = Trainability.of(net, X, Y);
        assertTrue(seen.findings().stream().anyMatch(line -> line.contains(says)), seen::toString);
        assertTrue(seen.findings().stream().noneMatch(line -> line.contains("\n")), seen::toString);
        assertTrue(GradientCheck.of(net, X, Y).run().passed(), "and every gradient is right");
    }

    /**
     * 8 to 16 units, 1 to 3 layers, 20 to 60 examples, small inputs, as drawn by the library. A ReLU stands behind the
     * inputs: behind units that hardly vary, half of them are off in every example, and that is said.
     */
    @Test
    void ordinaryRandomNetworksAreLeftInPeace() {
        var seen = new ArrayList<String>();
        for (long seed = 1; seed <= 500; seed++) {
            var random = RandomCase.generator(seed);
            int L = random.nextInt(1, 4);
            int n0 = random.nextInt(2, 9);
            int m = random.nextInt(20, 61);
            var plan = Network.inputs(n0).loss(SQUARED_ERROR);
            for (int l = 1; l < L; l++) {
                plan = plan.layer(random.nextInt(8, 17),
                        List.of(TANH, SIGMOID, SOFTPLUS, RELU).get(random.nextInt(l == 1 ? 4 : 3)));
            }
            int n = random.nextInt(1, 4);
            var X = RandomCase.matrix(random, n0, m, 1.5);
            var any = RandomCase.matrix(random, n, m, 1);
            var classes = Matrix.generate(3, m, (i, j) -> (j * 7 + j / 3) % 3 == i ? 1 : 0);
            var last = random.nextInt(3);
            var net = (last == 0 ? plan.layer(n, IDENTITY) : last == 1 ? plan.layer(n, SIGMOID).loss(CROSS_ENTROPY)
                    : plan.layer(3, SOFTMAX).loss(SOFTMAX_CROSS_ENTROPY)).random(seed);
            var Y = last == 0 ? any : last == 1 ? any.map(y -> y > 0 ? 1 : 0) : classes;
            Trainability.of(net, X, Y).findings().forEach(line -> seen.add(net + ": " + line));
        }
        assertEquals(List.of(), seen);
    }

    @Test
    void exclusiveOrOnItsPlateauIsSeenWhileItTrains() {
        var net = Network.inputs(2).layer(2, SIGMOID).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(4);
        for (int step = 0; step < 300; step++) {
            net = ForwardPass.of(net, XOR).backward(LABELS).step(0.5);
        }
        var seen = Trainability.of(net, XOR, LABELS);
        assertEquals(1, seen.findings().size(), seen::toString);
        assertTrue(seen.toString().endsWith("cancel each other: a plateau"), seen::toString);
    }

    /** A trained network is saturated where it is right, and has no gradient left. */
    @Test
    void aNetworkThatHasLearnedIsLeftInPeace() {
        var or = Network.inputs(2).layer(1, SIGMOID).loss(CROSS_ENTROPY).weights(Matrix.row(40, 40),
                Matrix.column(-20));
        assertEquals(List.of(), Trainability.of(or, XOR, Matrix.row(0, 1, 1, 1)).findings());
        var line = Network.inputs(1).layer(1, IDENTITY).loss(SQUARED_ERROR).weights(Matrix.row(2), Matrix.column(1));
        assertEquals(List.of(), Trainability.of(line, Matrix.row(0, 1, 2), Matrix.row(1, 3, 5)).findings());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Trainability.of(NET, XOR.transpose(), LABELS));
        assertThrows(IllegalArgumentException.class, () -> Trainability.of(NET, XOR, LABELS.transpose()));
    }
}
