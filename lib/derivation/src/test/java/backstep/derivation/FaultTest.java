package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.ErrorMetric;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No check of an equation is one that cannot fail. */
class FaultTest {

    /** An equation with its derivation, whatever the view. */
    private record Row<V extends View>(Derivation<V> derivation, Equation<V> equation) {

        Stream<Evaluation> evaluations() {
            return derivation.networks().stream().flatMap(equation::on);
        }

        /** Whether what is compared is the value itself: of an update it is a slope, of a one-sided quotient its order. */
        boolean comparesItsValue() {
            var places = equation.places();
            return derivation.networks().stream().allMatch(setting -> places.visit(setting, (v, spot) ->
                    equation.sides().at(v, spot.layer()).given().equals(equation.value(v, spot.layer()))).allMatch(same -> same));
        }

        double fromEquivalent() {
            var places = equation.places();
            return derivation.networks().stream().flatMap(setting -> places.visit(setting, (v, spot) ->
                    ErrorMetric.of(equation.value(v, spot.layer()), equation.equivalent().at(v, spot.layer())))).mapToDouble(error -> error).max().orElseThrow();
        }

        @Override
        public String toString() {
            return equation.id();
        }
    }

    static Stream<Row<?>> rows() {
        return Derivation.all().stream().flatMap(FaultTest::rowsOf);
    }

    private static <V extends View> Stream<Row<V>> rowsOf(Derivation<V> derivation) {
        return derivation.equations().stream().map(equation -> new Row<>(derivation, equation));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aThousandthTooMuchIsFound(Row<?> row) {
        double factor = row.equation().evidence() == Evidence.ORDER ? 1.05 : 1.001;
        assertTrue(row.evaluations().anyMatch(right -> error(right, factor) > row.equation().evidence().limit()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theOtherSignIsFoundWhereverTheValueIsNotNextToZero(Row<?> row) {
        assertTrue(row.evaluations().filter(right -> right.expected().maxAbs() > ErrorMetric.FLOOR).allMatch(right -> error(right, -1) > 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void whatIsComparedIsTheValueItselfAndTheCanonicalEquivalentIsTheSame(Row<?> row) {
        assertEquals(!EnumSet.of(Evidence.SLOPE, Evidence.ORDER).contains(row.equation().evidence()), row.comparesItsValue());
        double allowed = row.equation().evidence() == Evidence.ORDER ? 1e-2 : ErrorMetric.LIMIT; // a one-sided quotient is off by its step
        assertTrue(row.fromEquivalent() <= allowed, () -> "" + row.fromEquivalent());
    }

    private static double error(Evaluation right, double factor) {
        return ErrorMetric.of(right.value().times(factor), right.expected());
    }
}
