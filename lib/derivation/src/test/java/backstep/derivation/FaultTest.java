package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.ErrorMetric;
import backstep.derivation.catalogue.Derivations;
import java.util.EnumSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No check of an equation is one that cannot fail. */
class FaultTest {

    /** An equation with its derivation, whatever the view. */
    private record Checked<V extends View>(Derivation<V> derivation, Equation<V> equation) {

        Stream<Evaluated> evaluations() {
            return derivation.networks().get().stream().flatMap(equation::on);
        }

        /** At every point of its domain. */
        <R> Stream<R> everywhere(BiFunction<V, Integer, R> found) {
            return derivation.networks().get().stream().flatMap(problem ->
                    equation.domain().visit(problem, (v, point) -> found.apply(v, point.layer())));
        }

        /**
         * Whether what is compared is the value itself: of an update it is a slope, of a one-sided quotient its order.
         */
        boolean comparesItsValue() {
            return everywhere((v, l) -> equation.comparison().sides().at(v, l).given().equals(equation.value(v, l)))
                    .allMatch(same -> same);
        }

        double fromEquivalent() {
            return everywhere((v, l) ->
                    ErrorMetric.of(equation.value(v, l), equation.comparison().equivalent().at(v, l)))
                    .mapToDouble(error -> error).max().orElseThrow();
        }

        @Override
        public String toString() {
            return equation.id();
        }
    }

    static Stream<Checked<?>> equations() {
        return Derivations.all().stream().flatMap(FaultTest::equationsOf);
    }

    private static <V extends View> Stream<Checked<V>> equationsOf(Derivation<V> derivation) {
        return derivation.equations().stream().map(equation -> new Checked<>(derivation, equation));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equations")
    void aThousandthTooMuchIsFound(Checked<?> checked) {
        double factor = checked.equation().evidence() == Evidence.ORDER ? 1.05 : 1.001;
        double limit = checked.equation().evidence().limit();
        assertTrue(checked.evaluations().anyMatch(right -> error(right, factor) > limit));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equations")
    void theOtherSignIsFoundWhereverTheValueIsNotNextToZero(Checked<?> checked) {
        assertTrue(checked.evaluations().filter(right -> right.expected().maxAbs() > ErrorMetric.FLOOR)
                .allMatch(right -> error(right, -1) > 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equations")
    void whatIsComparedIsTheValueItselfAndTheCanonicalEquivalentIsTheSame(Checked<?> checked) {
        var evidence = checked.equation().evidence();
        assertEquals(!EnumSet.of(Evidence.SLOPE, Evidence.ORDER).contains(evidence), checked.comparesItsValue());
        // a one-sided quotient is off by its step
        double allowed = evidence == Evidence.ORDER ? 1e-2 : ErrorMetric.LIMIT;
        assertTrue(checked.fromEquivalent() <= allowed, () -> "" + checked.fromEquivalent());
    }

    private static double error(Evaluated right, double factor) {
        return ErrorMetric.of(right.value().times(factor), right.expected());
    }
}
