package backstep.derivation;

import org.junit.jupiter.api.Test;

class GeneralTest {
    @Test
    void verified() {
        long t = System.nanoTime();
        var d = General.derivation();
        System.out.println(d.verify());
        System.out.println((System.nanoTime() - t) / 1e9);
        d.verify().orThrow();
    }
}
