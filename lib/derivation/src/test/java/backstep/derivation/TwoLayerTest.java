package backstep.derivation;

import org.junit.jupiter.api.Test;

class TwoLayerTest {

    @Test
    void everyEquationMeetsItsEstimate() {
        System.out.println(TwoLayer.derivation().verify());
    }
}
