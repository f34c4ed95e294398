package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gradient of any function by the call that checks a network's. */
class AnyFunctionTest {

    @Test
    void aFunctionOfNumbersIsCheckedInOneCall() {
        var at = new double[] {0.7, -1.2};
        var right = new double[] {2 * at[0] * at[1], at[0] * at[0]};
        GradientCheck.of(x -> x[0] * x[0] * x[1], at, right).run().orThrow();
        var wrong = GradientCheck.of(x -> x[0] * x[0] * x[1], at, new double[] {2 * right[0], 2 * right[1]}).run();
        assertEquals(2, wrong.block("x").constantRatio().orElseThrow(), 1e-9);
        assertTrue(assertThrows(IllegalStateException.class, wrong::orThrow).getMessage()
                .contains("claimed is 2.000 × estimated: a factor 2 too many?"));
    }

    @Test
    void aFunctionOfNamedBlocksIsCheckedInOneCall() {
        var at = Map.of("W", Matrix.of(1, 2, 0.5, -2), "b", Matrix.row(3));
        var claimed = Map.of("W", Matrix.of(1, 2, 1, -4), "b", Matrix.row(-6));
        var report = GradientCheck.of(x -> x.get("W").hadamard(x.get("W")).sum() + x.get("b").get(0, 0)
                * x.get("b").get(0, 0), at, claimed).run();
        assertEquals(Verdict.OK, report.block("W").verdict());
        assertEquals(-1, report.block("b").constantRatio().orElseThrow(), 1e-9);
    }
}
