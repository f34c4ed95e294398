package backstep.typeset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A matrix as text, as a table and in a formula. */
class MatrixFormsTest {

    private static final Matrix A = Matrix.of(2, 3, 1, 2, 3, 4, 5, 6);

    @Test
    void theFormsAreTextAndATable() {
        var forms = Typeset.forms(A);
        assertEquals(A.toString(), forms.get(Showable.TEXT));
        var html = forms.get(Showable.HTML);
        assertTrue(html.contains(
                "2×3") && html.contains(">6</td>") && !html.contains("<script") && !html.contains("class="), html);
    }

    @Test
    void inAFormulaAMatrixHasThreeDigitsAndAtMostFourRowsAndColumns() {
        assertEquals("\\begin{bmatrix} 0.333 & -2 \\\\ 1.5 \\cdot 10^{-7} & \\infty \\end{bmatrix}",
                Typeset.latex(Matrix.of(2, 2, 1.0 / 3, -2, 1.5e-7, Double.POSITIVE_INFINITY)));
        assertEquals("\\begin{bmatrix} 3 \\cdot 10^{12} & -\\infty & \\text{NaN} \\end{bmatrix}",
                Typeset.latex(Matrix.row(3e12, Double.NEGATIVE_INFINITY, Double.NaN)));
        assertEquals("\\begin{bmatrix} 1 & 2 & 3 & 4 \\end{bmatrix}", Typeset.latex(Matrix.row(1, 2, 3, 4)));
        assertEquals("\\begin{bmatrix} 1 & 2 & \\cdots & 5 \\end{bmatrix}", Typeset.latex(Matrix.row(1, 2, 3, 4, 5)));
        assertEquals("\\begin{bmatrix} 1 \\\\ 2 \\\\ \\vdots \\\\ 6 \\end{bmatrix}", Typeset.latex(Matrix.column(1, 2,
                3, 4, 5, 6)));
    }

    @Test
    void whatHasNoFormsOfItsOwnIsItsText() {
        assertEquals(Map.of(Showable.TEXT, "null"), Typeset.forms(null));
        assertEquals(Map.of(Showable.TEXT, "[1, 2]"), Typeset.forms(java.util.List.of(1, 2)));
    }
}
