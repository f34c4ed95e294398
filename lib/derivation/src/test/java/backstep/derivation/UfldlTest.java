package backstep.derivation;

import org.junit.jupiter.api.Test;

class UfldlTest {

    @Test
    void everythingIsVerified() {
        long start = System.nanoTime();
        System.out.println(Ufldl.derivation().verify());
        System.out.println((System.nanoTime() - start) / 1e9);
    }
}
