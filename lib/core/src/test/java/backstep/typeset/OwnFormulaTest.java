package backstep.typeset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A formula that the library has not: two columns of ones, another fraction, sums within products; in each medium. */
class OwnFormulaTest {

    private static final Term.Value DZ = new Term.Value(Kind.DZ.at(2));
    private static final Term.Value W = new Term.Value(Kind.W.at(2));
    private static final Term.Ones ONES = new Term.Ones();
    private static final Term.Transposed A = new Term.Transposed(new Term.Value(Kind.A.at(1)));

    private static final Term.Equal FORMULA = new Term.Equal(new Term.Value(Kind.DW.at(2)), new Term.Sum(List.of(
            new Term.Mean(new Term.Product(List.of(DZ, A))),
            new Term.Fraction(new Term.Product(List.of(DZ, ONES, new Term.Transposed(ONES), A)),
                    new Term.Value(Kind.J.at(2))),
            new Term.Hadamard(List.of(W, new Term.Sum(List.of(W, W)))),
            new Term.Total(new Term.Product(List.of(DZ, A))))));

    private static final Map<Quantity, Matrix> VALUES = Map.of(
            Kind.DW.at(2), Matrix.row(1, 2), Kind.DZ.at(2), Matrix.row(3, 4, 5), Kind.W.at(2), Matrix.row(7, 8),
            Kind.A.at(1), Matrix.of(2, 3, 1, 2, 3, 4, 5, 6), Kind.J.at(2), Matrix.row(9));
    private static final Operands OPERANDS = new Operands(VALUES::get, 3);

    @Test
    void inATerminal() {
        assertEquals("dW[2] = (1/m) dZ[2] A[1]ᵀ + (dZ[2] 1 1ᵀ A[1]ᵀ)/J + W[2] ∘ (W[2] + W[2]) + Σ (dZ[2] A[1]ᵀ)_i",
                Typeset.TERMINAL.of(FORMULA));
    }

    @Test
    void inLatex() {
        assertEquals("dW^{[2]} = \\frac1m\\, dZ^{[2]} A^{[1]\\top}"
                + " + \\frac{dZ^{[2]} \\mathbf 1 \\mathbf 1^\\top A^{[1]\\top}}{J}"
                + " + W^{[2]} \\circ (W^{[2]} + W^{[2]}) + \\sum_i (dZ^{[2]} A^{[1]\\top})_i",
                Latex.SYMBOLS.of(FORMULA));
    }

    private static String under(String shape, String symbol) {
        return "\\underset{\\;%s\\;}{%s}".formatted(shape, symbol);
    }

    @Test
    void inLatexWithShapes() {
        var dZ = under("1 \\times 3", "dZ^{[2]}");
        var A = under("3 \\times 2", "A^{[1]\\top}");
        var W = under("1 \\times 2", "W^{[2]}");
        var ones = under("3 \\times 1", "\\mathbf 1");
        var row = under("1 \\times 3", "\\mathbf 1^\\top");
        assertEquals("%s = \\frac1m\\, %s %s".formatted(under("1 \\times 2", "dW^{[2]}"), dZ, A)
                + " + \\frac{%s %s %s %s}{%s}".formatted(dZ, ones, row, A, under("1 \\times 1", "J"))
                + " + %s \\circ (%s + %s) + \\sum_i (%s %s)_i".formatted(W, W, W, dZ, A),
                Latex.withShapes(OPERANDS).of(FORMULA));
    }

    @Test
    void inLatexWithNumbers() {
        var dZ = "\\begin{bmatrix} 3 & 4 & 5 \\end{bmatrix}";
        var A = "\\begin{bmatrix} 1 & 2 & 3 \\\\ 4 & 5 & 6 \\end{bmatrix}^\\top";
        var W = "\\begin{bmatrix} 7 & 8 \\end{bmatrix}";
        assertEquals("%s = \\frac1{3}\\, %s %s".formatted("\\begin{bmatrix} 1 & 2 \\end{bmatrix}", dZ, A)
                + " + \\frac{%s \\mathbf 1 \\mathbf 1^\\top %s}{\\begin{bmatrix} 9 \\end{bmatrix}}".formatted(dZ, A)
                + " + %s \\circ (%s + %s) + \\sum_i (%s %s)_i".formatted(W, W, W, dZ, A),
                Latex.withNumbers(OPERANDS).of(FORMULA));
    }

    @Test
    void inAPicture() {
        var dZ = "dZ<sup>[2]</sup>";
        var A = "A<sup>[1]⊤</sup>";
        var W = "W<sup>[2]</sup>";
        assertEquals("dW<sup>[2]</sup> = (1/m) %s %s + (%s <b>1</b> <b>1</b><sup>⊤</sup> %s)/J".formatted(dZ, A, dZ, A)
                + " + %s ∘ (%s + %s) + Σ<sub>i</sub> (%s %s)<sub>i</sub>".formatted(W, W, W, dZ, A),
                Picture.SYMBOLS.of(FORMULA));
        assertEquals("(1×2) = (1×3) (3×2) + ((1×3) (3×1) (1×3) (3×2))/(1×1)"
                + " + (1×2) ∘ ((1×2) + (1×2)) + Σ<sub>i</sub> ((1×3) (3×2))<sub>i</sub>",
                Picture.withShapes(OPERANDS).of(FORMULA));
    }

    @Test
    void inAPictureWithNumbers() {
        var scaled = new Term.Mean(new Term.Fraction(
                new Term.Product(List.of(DZ, ONES, new Term.Transposed(ONES), A)), new Term.Value(Kind.J.at(2))));
        assertEquals(List.of(
                "                 [ 1 ]             [ 1  4 ]       ",
                "1/3 ([ 3  4  5 ] [ 1 ] [ 1  1  1 ] [ 2  5 ])/[ 9 ]",
                "                 [ 1 ]             [ 3  6 ]       "), Picture.withNumbers(OPERANDS, scaled, 6, 3));
    }
}
