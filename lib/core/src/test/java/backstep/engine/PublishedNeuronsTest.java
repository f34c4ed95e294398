package backstep.engine;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.sample.Printed.assertPrints;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import org.junit.jupiter.api.Test;

/** Neurons whose output itself is differentiated: the "loss" is the output, ∂loss/∂a = 1. */
class PublishedNeuronsTest {

    private static final Loss OUTPUT = Loss.of("output itself", (a, y) -> a, (a, y) -> 1);

    private static ForwardPass neuron(Activation g, Matrix w, double b, Matrix x) {
        return ForwardPass.of(Network.inputs(2).layer(1, g).loss(OUTPUT).weights(w, Matrix.column(b)), x);
    }

    @Test
    void theSigmoidNeuronOfCs231n() {
        var fwd = neuron(SIGMOID, Matrix.row(2, -3), -3, Matrix.column(-1, -2));
        var bwd = fwd.backward(Matrix.column(0));
        assertPrints(fwd.Z(1), "1");
        assertPrints(fwd.A(1), "0.731058578630005");
        assertPrints(bwd.dZ(1), "0.196611933241482");
        assertPrints(bwd.dX(), "0.393223866482964", "-0.589835799724446");
        assertPrints(bwd.dW(1), "-0.196611933241482", "-0.393223866482964");
        assertPrints(bwd.db(1), "0.196611933241482");
    }

    @Test
    void theTanhNeuronOfMicrograd() {
        var fwd = neuron(TANH, Matrix.row(-3, 1), 6.8813735870195432, Matrix.column(2, 0));
        var bwd = fwd.backward(Matrix.column(0));
        assertPrints(fwd.A(1), "0.70710678118655");
        assertPrints(bwd.dZ(1), "0.50000000000000");
        assertPrints(bwd.dX(), "-1.5000000000000", "0.50000000000000");
        assertPrints(bwd.dW(1), "1.0000000000000", "0");
    }
}
