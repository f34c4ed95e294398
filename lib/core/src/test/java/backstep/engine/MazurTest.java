package backstep.engine;

import static backstep.network.Activation.SIGMOID;
import static backstep.sample.Printed.assertPrints;
import static backstep.sample.Printed.assertPrintsCut;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import org.junit.jupiter.api.Test;

/**
 * Matt Mazur, "A Step by Step Backpropagation Example" (2015): 2-2-2, sigmoids, squared error, one example, biases stay
 * as they are.
 */
class MazurTest {

    private static final double ETA = 0.5;
    private static final Matrix X = Matrix.column(0.05, 0.10);
    private static final Matrix TARGET = Matrix.column(0.01, 0.99);
    private static final Network NET = Network.inputs(2).layer(2, SIGMOID).layer(2, SIGMOID).weights(
            Matrix.of(2, 2, 0.15, 0.20, 0.25, 0.30), Matrix.column(0.35, 0.35),
            Matrix.of(2, 2, 0.40, 0.45, 0.50, 0.55), Matrix.column(0.60, 0.60));

    private final ForwardPass fwd = ForwardPass.of(NET, X);
    private final BackwardPass bwd = fwd.backward(TARGET);

    @Test
    void theForwardPass() {
        assertPrints("0.3775", fwd.Z(1).get(0, 0));
        assertPrints(fwd.A(1), "0.593269992", "0.596884378");
        assertPrints("1.105905967", fwd.Z(2).get(0, 0));
        assertPrints(fwd.A(2), "0.75136507", "0.772928465");
    }

    @Test
    void theError() {
        var perOutput = fwd.A(2).minus(TARGET).map(d -> d * d / 2);
        assertPrints(perOutput, "0.274811083", "0.023560026");
        assertPrints("0.298371109", fwd.cost(TARGET));
    }

    @Test
    void theOutputLayer() {
        assertPrints("0.74136507", bwd.dA(2).get(0, 0));
        assertPrints("0.186815602", SIGMOID.gPrime(fwd.Z(2).get(0, 0)));
        assertPrints("0.138498562", bwd.dZ(2).get(0, 0));
        assertPrintsCut("-0.038098236", bwd.dZ(2).get(1, 0)); // …2365: he cuts here, and rounds everywhere else
        assertPrints("0.082167041", bwd.dW(2).get(0, 0));
    }

    @Test
    void theHiddenLayer() {
        // the two terms of BP3's sum for the first hidden unit
        assertPrints("0.055399425", NET.W(2).get(0, 0) * bwd.dZ(2).get(0, 0));
        assertPrints("-0.019049118", NET.W(2).get(1, 0) * bwd.dZ(2).get(1, 0));
        assertPrints("0.036350306", bwd.dA(1).get(0, 0));
        assertPrints("0.241300709", SIGMOID.gPrime(fwd.Z(1).get(0, 0)));
        assertPrints("0.000438568", bwd.dW(1).get(0, 0));
    }

    @Test
    void theUpdatedWeights() {
        var next = weightsStepped(bwd);
        assertPrints(next.W(2), "0.35891648", "0.408666186", "0.511301270", "0.561370121");
        assertPrints(next.W(1), "0.149780716", "0.19956143", "0.24975114", "0.29950229");
    }

    @Test
    void theErrorAfterwardsInTheRightOrder() {
        assertPrints("0.291027774", ForwardPass.of(weightsStepped(bwd), X).cost(TARGET));
    }

    @Test
    void hisPrintedErrorAfterwardsComesFromDeltasThroughTheUpdatedOutputWeights() {
        var updatedFirst = Rules.standard().withAlpha(ETA).with(Formula.BP3,
                at -> Backprop.bp3(Backprop.update(at.W(), at.alpha(), at.get(Kind.DW.at(at.l()))), at.dZ()));
        var wrong = fwd.backward(TARGET, updatedFirst);
        assertPrints("0.291027924", ForwardPass.of(weightsStepped(wrong), X).cost(TARGET));
    }

    private static Network weightsStepped(BackwardPass gradients) {
        var next = NET;
        for (int l = 1; l <= NET.L(); l++) {
            next = next.with(l, Backprop.update(NET.W(l), ETA, gradients.dW(l)), NET.b(l));
        }
        return next;
    }
}
