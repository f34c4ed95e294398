package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.ErrorMetric;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No row is one that cannot fail: each notices a thousandth. */
class UfldlFaultTest {

    private static final List<Setting> NETWORKS = Ufldl.networks();

    static Stream<Equation<UfldlView>> equations() {
        return Ufldl.equations().stream();
    }

    @ParameterizedTest
    @MethodSource("equations")
    void aThousandthTooMuchIsNoticed(Equation<UfldlView> equation) {
        double error = NETWORKS.stream().flatMap(equation::on).mapToDouble(at -> ErrorMetric.of(at.value().times(1.001), at.expected())).max().orElseThrow();
        assertTrue(error > 100 * ErrorMetric.LIMIT, () -> "%s: %s".formatted(equation.id(), error));
    }
}
