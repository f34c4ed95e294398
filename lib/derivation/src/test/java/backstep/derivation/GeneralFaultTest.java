package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.ErrorMetric;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneralFaultTest {

    private static final Derivation<GeneralView> GENERAL = General.derivation();

    static Stream<Named<Equation<GeneralView>>> equations() {
        return GENERAL.equations().stream().map(equation -> Named.of(equation.id(), equation));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equations")
    void aThousandthTooMuchIsFound(Equation<GeneralView> equation) {
        assertTrue(GENERAL.networks().stream().flatMap(equation::on)
                .anyMatch(right -> errorOf(right, 1.001) > ErrorMetric.LIMIT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equations")
    void aReversedSignIsFoundOnEveryNetwork(Equation<GeneralView> equation) {
        assertTrue(GENERAL.networks().stream().allMatch(setting -> {
            var evaluations = equation.on(setting).toList();
            return evaluations.isEmpty() || evaluations.stream().anyMatch(right -> errorOf(right, -1) > ErrorMetric.LIMIT);
        }));
    }

    private static double errorOf(Evaluation right, double factor) {
        return new Evaluation(right.equation(), right.latex(), right.where(), right.value().times(factor), right.expected()).error();
    }
}
