package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.ErrorMetric;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check can fail: a value that is off by a thousandth, or of the other sign, is not taken for right. */
class EfavdbFaultTest {

    static Stream<Equation<EfavdbView>> equations() {
        return Derivation.EFAVDB.equations().stream();
    }

    private static double worst(Equation<EfavdbView> equation, ToDoubleFunction<Evaluation> error) {
        return Derivation.EFAVDB.networks().stream().flatMap(equation::on).mapToDouble(error).max().orElse(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equations")
    void aValueOffByAThousandthIsFound(Equation<EfavdbView> equation) {
        assertTrue(worst(equation, e -> ErrorMetric.of(e.value().times(1.001), e.expected())) > ErrorMetric.LIMIT, equation::id);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equations")
    void aValueOfTheOtherSignIsFoundOnEveryNetworkWhereItIsNotZero(Equation<EfavdbView> equation) {
        assertTrue(Derivation.EFAVDB.networks().stream().flatMap(equation::on).filter(e -> e.expected().maxAbs() > ErrorMetric.FLOOR)
                .allMatch(e -> ErrorMetric.of(e.value().times(-1), e.expected()) > 1), equation::id);
    }
}
