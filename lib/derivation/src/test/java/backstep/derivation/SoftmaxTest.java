package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.catalogue.Derivations;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax takes a whole column of Z: what a reference writes of one number at a time does not cover it. */
class SoftmaxTest {

    private static final Network ONE_LAYER = Network.inputs(2).layer(3, Activation.SOFTMAX)
            .loss(Loss.SOFTMAX_CROSS_ENTROPY).random(1);
    private static final Network TWO_LAYERS = Network.inputs(2).layer(4, Activation.TANH).layer(3, Activation.SOFTMAX)
            .loss(Loss.SOFTMAX_CROSS_ENTROPY).random(2);
    private static final Matrix X = Matrix.of(2, 2, 0.5, -1, 2, 0.25);
    private static final Matrix Y = Matrix.of(3, 2, 1, 0, 0, 0, 0, 1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UFLDL   | UFLDL has an f of one number, f′(z_i^(l)) (l.105, l.116)
            GIST    | GIST has a σ that is applied to every element, σ(v)_j = σ(v_j) (l.29)
            GENERAL | GENERAL has an f of one number, a_{n_l} = f(z_{n_l}) (l.32)
            """)
    void whoHasOneActivationForAllLayersRefusesTheNetwork(String name, String condition) {
        var derivation = Derivations.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        var refusal = assertThrows(IllegalArgumentException.class, () -> derivation.on(ONE_LAYER, X, Y)).getMessage();
        assertEquals(condition + "; given: 2-3 (softmax; softmax cross-entropy)", refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BP1", "BP2", "BP3", "neuron-z", "2", "3", "def-dZ", "8", "gd-W"})
    void whatNeedsNoDerivativeOfGHoldsBehindSoftmax(String id) {
        var equation = Derivations.EFAVDB.equation("efavdb-" + id);
        assertTrue(equation.verify(TWO_LAYERS, X, Y).error() <= equation.evidence().limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"neuron-a", "1", "BP4", "BP4-chain", "BP4-elem", "gprime"})
    void whatAppliesGToOneNumberIsRefusedInItsOwnWords(String id) {
        var equation = Derivations.EFAVDB.equation("efavdb-" + id);
        var refusal = assertThrows(IllegalArgumentException.class, () -> equation.on(TWO_LAYERS, X, Y)).getMessage();
        assertEquals("EFAVDB has an elementwise g, so that only A_ri depends on Z_ri (l.135); "
                + "given: 2-4-3 (tanh, softmax; softmax cross-entropy)", refusal);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theViewOfEfavdbConvertsBackAllTheSame(int seed) {
        var net = Network.inputs(2).layer(4, Activation.TANH).layer(3, Activation.SOFTMAX)
                .loss(Loss.SOFTMAX_CROSS_ENTROPY).random(seed);
        assertEquals(net, Derivations.EFAVDB.on(net, X, Y).canonical().net());
    }
}
