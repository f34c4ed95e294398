package backstep.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A recorded computation gives the same again on other numbers, by fewer operations. */
class ProgramTest {

    private static final Matrix.Loop SQUARES = (result, of) -> {
        for (int k = 0; k < result.length; k++) {
            result[k] = of[0][k] * of[0][k];
        }
    };

    private final Program program = new Program();
    private final Matrix A = program.variable(Matrix.of(2, 3, 1, 2, 3, 4, 5, 6));
    private final Matrix W = program.variable(Matrix.of(2, 2, 1, -1, 2, 0.5));
    private final Matrix b = program.variable(Matrix.column(10, 20));

    private List<String> operations() {
        return program.steps().stream().map(step -> step.getClass().getSimpleName()).toList();
    }

    @Test
    void theUpdateGoesIntoItsProduct() {
        assertTrue(program.record(() -> program.update(W, W.minus(A.times(A.transpose()).times(0.5).times(0.1)))));
        assertEquals(List.of("Product"), operations());
        var run = program.compiled();
        assertEquals(Matrix.of(2, 2, 0.3, -2.6, 0.4, -3.35), rounded(program.value(W)));
        program.set(A, Matrix.of(2, 3, 1, 0, 0, 0, 1, 0));
        run.run();
        assertEquals(Matrix.of(2, 2, 0.25, -2.6, 0.4, -3.4), rounded(program.value(W)));
    }

    private static Matrix rounded(Matrix of) {
        return of.map(x -> Math.round(x * 1e9) / 1e9);
    }

    @Test
    void aSumOfTwoProductsIsOneOnTopOfTheOther() {
        program.record(() -> program.update(b,
                W.times(A).plus(b.times(Matrix.ones(1, 3))).map(Math::tanh).times(Matrix.ones(3, 1))));
        assertEquals(List.of("Product", "Product", "Each", "Product", "Copy", "Copy"), operations());
    }

    @Test
    void aProductIsNeverFormedOnTopOfItsOwnOperand() {
        program.record(() -> program.update(A, W.times(A).plus(b.times(Matrix.ones(1, 3)))));
        assertEquals(List.of("Product", "Product", "Sum"), operations(), "what is read cannot be written to");
        program.compiled().run();
        assertEquals(once(once(Matrix.of(2, 3, 1, 2, 3, 4, 5, 6))), rounded(program.value(A)));
    }

    private static Matrix once(Matrix A) {
        return Matrix.of(2, 2, 1, -1, 2, 0.5).times(A).plus(Matrix.column(10, 20).times(Matrix.ones(1, 3)));
    }

    @Test
    void whatHasBeenComputedIsNotComputedAgainAndWhatNobodyNeedsIsDropped() {
        program.record(() -> {
            var square = W.each("square", SQUARES);
            W.times(A);
            program.update(W, square.hadamard(W.each("square", SQUARES)));
        });
        assertEquals(List.of("Each", "Each", "Copy", "Copy"), operations());
    }

    @Test
    void anUpdateWaitsForThoseWhoReadTheOldValue() {
        program.record(() -> {
            var next = W.minus(W.times(2));
            program.update(W, next);
            program.update(b, b.minus(W.times(b)));
        });
        var run = program.compiled();
        assertEquals(Matrix.of(2, 2, -1, 1, -2, -0.5), program.value(W));
        assertEquals(Matrix.column(20, -10), program.value(b));
        run.run();
        assertEquals(Matrix.of(2, 2, 1, -1, 2, 0.5), program.value(W));
        assertEquals(Matrix.column(50, 25), program.value(b), "b − W b with the W of before: (20 + 30, −10 + 35)");
    }

    @Test
    void variablesMayChangePlaces() {
        var other = program.variable(Matrix.of(2, 2, 5, 6, 7, 8));
        program.record(() -> {
            program.update(W, other);
            program.update(other, W);
        });
        var run = program.compiled();
        assertEquals(Matrix.of(2, 2, 5, 6, 7, 8), program.value(W));
        run.run();
        assertEquals(Matrix.of(2, 2, 1, -1, 2, 0.5), program.value(W));
        assertEquals(Matrix.of(2, 2, 5, 6, 7, 8), program.value(other));
    }

    @Test
    void whoeverLooksAtAnEntryIsFoundOut() {
        List<Runnable> looks = List.of(() -> A.get(0, 0), A::toArray, A::sum, A::maxAbs, A::isFinite, A::hashCode,
                A::toString,
                () -> A.equals(A.transpose().transpose()), () -> A.rowAt(0), () -> A.columnAt(0), () -> A.with(0, 0, 1),
                () -> A.transpose().times(2).get(0, 0),
                () -> W.times(A).map(Math::sin).get(0, 0));
        looks.forEach(look -> assertFalse(program.record(look)));
        assertTrue(program.record(() -> W.times(A).map(Math::sin).transpose().times(2).plus(A.transpose())));
    }
}
