package backstep.derivation;

import org.junit.jupiter.api.Test;

class UfldlTest {

    @Test
    void everythingIsVerified() {
        System.out.println(Ufldl.derivation().verify());
    }
}
