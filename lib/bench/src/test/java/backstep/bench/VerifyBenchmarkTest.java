package backstep.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.derivation.Derivation;
import backstep.derivation.catalogue.Derivations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

class VerifyBenchmarkTest {

    @Test
    void everyDerivationIsTimed() throws NoSuchFieldException {
        var timed = VerifyBenchmark.class.getField("derivation").getAnnotation(Param.class).value();
        assertEquals(Derivations.all().stream().map(Derivation::name).toList(), List.of(timed));
    }
}
