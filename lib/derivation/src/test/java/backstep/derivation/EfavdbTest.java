package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EfavdbTest {

    @Test
    void everyEquationMeetsItsEstimate() {
        var verification = Derivation.EFAVDB.verify();
        System.out.println(verification);
        assertTrue(verification.passed(), verification::toString);
    }
}
