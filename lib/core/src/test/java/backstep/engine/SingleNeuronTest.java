package backstep.engine;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static backstep.sample.Printed.assertPrints;

import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A single sigmoid neuron with two inputs: w = (0.4, −0.7), b = 0.2, three examples, every quantity to 10 significant
 * digits.
 */
class SingleNeuronTest {

    private static final Matrix W = Matrix.row(0.4, -0.7);
    private static final Matrix B = Matrix.column(0.2);
    private static final Matrix X = Matrix.of(2, 3, 1.5, -1, 0.25, 0.5, 2, -0.75);
    private static final Matrix Y = Matrix.row(1, 0, 1);

    private static Network neuron(Loss loss) {
        return Network.inputs(2).layer(1, SIGMOID).loss(loss).weights(W, B);
    }

    @Test
    void forwardValues() {
        var fwd = ForwardPass.of(neuron(SQUARED_ERROR), X);
        assertPrints(fwd.Z(1), "0.4500000000", "-1.600000000", "0.8250000000");
        assertPrints(fwd.A(1), "0.6106392339", "0.1679816149", "0.6952966693");
        assertPrints(fwd.Z(1).map(SIGMOID::gPrime), "0.2377589599", "0.1397637919", "0.2118592109");
    }

    @Test
    void squaredErrorOfEachExampleAndItsDerivatives() {
        var fwd = ForwardPass.of(neuron(SQUARED_ERROR), X);
        var bwd = fwd.backward(Y);
        assertPrints(fwd.losses(Y), "0.07580090307", "0.01410891147", "0.04642205986");
        assertPrints(bwd.dA(1), "-0.3893607661", "0.1679816149", "-0.3047033307");
        assertPrints(bwd.dZ(1), "-0.09257401077", "0.02347774747", "-0.06455420720");
    }

    @Test
    void crossEntropyOfEachExampleAndItsDerivatives() {
        var fwd = ForwardPass.of(neuron(CROSS_ENTROPY), X);
        var bwd = fwd.backward(Y);
        assertPrints(fwd.losses(Y), "0.4932489460", "0.1839007409", "0.3634166621");
        assertPrints(CROSS_ENTROPY.fromA(fwd.A(1), Y), "0.4932489460", "0.1839007409", "0.3634166621");
        assertPrints(bwd.dA(1), "-1.637628152", "1.201896518", "-1.438234992");
        assertPrints(bwd.dZ(1), "-0.3893607661", "0.1679816149", "-0.3047033307");
    }

    @ParameterizedTest(name = "{0}, m = {1}")
    @CsvSource({
        "SE, 1, 0.07580090307, -0.1388610161,  -0.04628700538, -0.09257401077, 0.4694305081, -0.6768564973, "
                + "0.2462870054, 0.06181200985",
        "SE, 3, 0.04544395813, -0.05949243847,  0.01636138165, -0.04455015683, 0.4297462192, -0.7081806908, "
                + "0.2222750784, 0.04261692051",
        "CE, 1, 0.4932489460,  -0.5840411491,  -0.1946803830,  -0.3893607661,  0.6920205745, -0.6026598085, "
                + "0.3946803830, 0.2795899283",
        "CE, 3, 0.3468554497,  -0.2760661989,   0.1232701149,  -0.1753608273,  0.5380330994, -0.7616350574, "
                + "0.2876804136, 0.2901299737"})
    void costGradientAndOneStepOfHalf(String loss, int m, String cost, String dw1, String dw2, String db, String w1,
            String w2, String b,
            String newCost) {
        var net = neuron(loss.equals("SE") ? SQUARED_ERROR : CROSS_ENTROPY);
        var x = Matrix.generate(2, m, X::get);
        var y = Matrix.generate(1, m, Y::get);
        var fwd = ForwardPass.of(net, x);
        var bwd = fwd.backward(y);
        assertPrints(cost, fwd.cost(y));
        assertPrints(bwd.dW(1), dw1, dw2);
        assertPrints(bwd.db(1), db);
        var after = bwd.step(0.5);
        assertPrints(after.W(1), w1, w2);
        assertPrints(after.b(1), b);
        assertPrints(newCost, ForwardPass.of(after, x).cost(y));
    }

    @Test
    void theEquationsCalledOneByOneGiveTheSame() {
        var z = Backprop.Z(W, X, B);
        var a = Backprop.A(SIGMOID, z);
        var dA = Backprop.dA(SQUARED_ERROR, a, Y);
        var dZ = Backprop.bp4(dA, SIGMOID, z);
        assertPrints("0.04544395813", Backprop.cost(Backprop.losses(SQUARED_ERROR, SIGMOID, z, Y)));
        assertPrints(dZ, "-0.09257401077", "0.02347774747", "-0.06455420720");
        assertPrints(Backprop.dZ(CROSS_ENTROPY, SIGMOID, z, Y), "-0.3893607661", "0.1679816149", "-0.3047033307");
        assertPrints(Backprop.bp1(dZ, X), "-0.05949243847", "0.01636138165");
        assertPrints(Backprop.bp2(dZ), "-0.04455015683");
        assertPrints(Backprop.update(W, 0.5, Backprop.bp1(dZ, X)), "0.4297462192", "-0.7081806908");
        // BP3 dX = Wᵀ dZ = (0.4, −0.7)ᵀ dZ, by hand for example 1
        assertPrints(Backprop.bp3(W, dZ).columnAt(0), "-0.0370296043", "0.0648018075");
    }
}
