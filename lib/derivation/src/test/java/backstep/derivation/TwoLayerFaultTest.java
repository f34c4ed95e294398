package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.ErrorMetric;
import backstep.derivation.Equation.Pair;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check of TWO_LAYER can fail. */
class TwoLayerFaultTest {

    private static final Derivation<TwoLayerView> TWO_LAYER = TwoLayer.derivation();

    static List<Equation<TwoLayerView>> equations() {
        return TWO_LAYER.equations();
    }

    @ParameterizedTest
    @MethodSource("equations")
    void aThousandthTooMuchIsFound(Equation<TwoLayerView> equation) {
        assertEquals(0, wrong(equation, pair -> pair), equation.id());
        assertEquals(20, wrong(equation, pair -> new Pair(pair.given().times(1.001), pair.expected())), equation.id());
    }

    /** On how many networks the two sides differ. */
    private static long wrong(Equation<TwoLayerView> equation, UnaryOperator<Pair> fault) {
        return TWO_LAYER.networks().stream().map(setting -> fault.apply(equation.sides().at(new TwoLayerView(setting), 0)))
                .filter(pair -> ErrorMetric.of(pair.given(), pair.expected()) > ErrorMetric.LIMIT).count();
    }

    /** Those whose value and whose expectation are computed by two routes: their last bits differ somewhere, or a difference quotient is not exact. */
    @ParameterizedTest
    @MethodSource("equations")
    void nothingIsComparedWithItself(Equation<TwoLayerView> equation) {
        assertTrue(TWO_LAYER.networks().stream().map(setting -> equation.sides().at(new TwoLayerView(setting), 0))
                .anyMatch(pair -> !pair.given().equals(pair.expected())), equation.id());
    }

    @ParameterizedTest
    @MethodSource("equations")
    void whatIsComparedIsTheValueAndTheCanonicalEquivalentIsTheSame(Equation<TwoLayerView> equation) {
        for (var setting : TWO_LAYER.networks()) {
            var view = new TwoLayerView(setting);
            var value = equation.value(view, 0);
            assertTrue(ErrorMetric.of(value, equation.equivalent().at(view, 0)) <= ErrorMetric.LIMIT, equation.id());
            if (equation.evidence() != Evidence.SLOPE) { // a slope is compared in the place of the updated parameter
                assertEquals(value, equation.sides().at(view, 0).given(), equation.id());
            }
        }
    }
}
