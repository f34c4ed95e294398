package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.ErrorMetric;
import backstep.derivation.Equation.Pair;
import backstep.derivation.Equation.Term;
import backstep.matrix.Matrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check of GIST can fail. */
class GistFaultTest {

    private static final Derivation<GistView> GIST = Gist.derivation();

    static Stream<Equation<GistView>> comparedWithinTheLimit() {
        return GIST.equations().stream().filter(equation -> equation.evidence() != Evidence.ORDER);
    }

    @ParameterizedTest
    @MethodSource("comparedWithinTheLimit")
    void aThousandthTooMuchFails(Equation<GistView> equation) {
        var wrong = new Equation<GistView>(equation.id(), equation.place(), equation.latex(), equation.shapes(), equation.form(), equation.canonical(),
                equation.places(), equation.value(), equation.equivalent(), (v, l) -> tooMuch(equation.sides().at(v, l)), equation.evidence());
        assertTrue(Verification.line(equation, GIST.networks().subList(0, 6)).passed());
        var line = Verification.line(wrong, GIST.networks().subList(0, 6));
        assertFalse(line.passed(), line::toString);
        assertTrue(line.error() > ErrorMetric.LIMIT);
    }

    private static Pair tooMuch(Pair pair) {
        return new Pair(pair.given().times(1.001), pair.expected());
    }

    @Test
    void aCentralDifferenceIsNotOfFirstOrder() {
        Term<GistView> gradient = (v, l) -> GistWeights.of(v).gradient();
        var line = Verification.line(Gist.row("fd", "", Form.ELEMENTWISE, "", "").firstOrder(v -> 1e-2,
                (v, epsilon) -> GistWeights.of(v).centralDifferences(epsilon), gradient), List.of(GIST.networks().get(3)));
        assertFalse(line.passed());
        assertEquals(0.5, line.error(), 0.02, "slope 2, compared with 1");
        assertTrue(line.found().startsWith("slope against ε is not 1 but off by 0."), line::found);
    }

    @Test
    void aDifferenceQuotientOfAnotherFunctionIsNotOfFirstOrder() {
        var line = Verification.line(Gist.row("fd", "", Form.ELEMENTWISE, "", "").firstOrder(GistView::epsilon,
                (v, epsilon) -> GistWeights.of(v).forwardDifferences(epsilon), (v, l) -> GistWeights.of(v).gradient().times(1.001)), GIST.networks());
        assertFalse(line.passed(), line::toString);
    }

    @Test
    void aStepAlongAnotherDirectionFails() {
        var right = GIST.equation("gist-update-w");
        var line = Verification.line(Gist.row("update-w", "", Form.VECTORIZED, "", "").layers(GistView::layers).is(right.value())
                .slope((v, l, eta) -> v.setting().net().with(l - 1, v.w(l).minus(reversed(v.setting().backward().dW(l - 1)).times(eta)), v.b(l)),
                        right.equivalent()),
                GIST.networks());
        assertFalse(line.passed(), line::toString);
    }

    private static Matrix reversed(Matrix matrix) {
        return Index.matrix(matrix.rows(), matrix.columns(), (i, j) -> matrix.get(matrix.rows() - i, matrix.columns() - j));
    }
}
