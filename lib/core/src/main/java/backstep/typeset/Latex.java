package backstep.typeset;

import backstep.matrix.Matrix;
import backstep.typeset.Term.Leaf;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Equations and matrices in LaTeX without delimiters. */
final class Latex {

    private static final int SHOWN = 4; // rows and columns of a matrix in a formula
    private static final int DIGITS = 3;

    /** For example {@code dW^{[2]} = \frac1m\, dZ^{[2]} A^{[1]\top}}. */
    static final Medium SYMBOLS = new Medium(sign -> sign.in(Sign.LATEX).formatted("m"), Latex::symbol);

    private Latex() {}

    private static String symbol(Leaf leaf, boolean transposed) {
        var symbol = leaf instanceof Term.Value value ? value.quantity().latex() : Sign.ONES.in(Sign.LATEX);
        return !transposed ? symbol
                : symbol.endsWith("}") ? symbol.substring(0, symbol.length() - 1) + "\\top}" : symbol + "^\\top";
    }

    /** Below each matrix its shape. */
    static Medium withShapes(Operands operands) {
        return new Medium(sign -> sign.in(Sign.LATEX).formatted("m"), (leaf, transposed) ->
                over(operands.of(leaf, transposed), symbol(leaf, transposed))) {
            @Override
            Stream<String> evaluated(Term.Evaluated value) {
                return Stream.of(over(operands.of(value), SYMBOLS.of(value)));
            }
        };
    }

    private static String over(Matrix value, String symbol) {
        return "\\underset{\\;%d \\times %d\\;}{%s}".formatted(value.rows(), value.columns(), symbol);
    }

    /** In place of each matrix its entries; of a function its value, or the name that it has. */
    static Medium withNumbers(Operands operands) {
        return new Medium(sign -> sign.in(Sign.LATEX).formatted("{" + operands.m() + "}"), (leaf, transposed) ->
                leaf instanceof Term.Ones ? symbol(leaf, transposed)
                        : matrix(operands.of(leaf, false)) + (transposed ? "^\\top" : "")) {
            @Override
            Stream<String> evaluated(Term.Evaluated value) {
                return Stream.of(value.name() == null ? matrix(operands.of(value))
                        : text(value.name()) + matrix(operands.of(value.of(), false)).replace("bmatrix", "pmatrix"));
            }
        };
    }

    /** Of what a user has named the letters and digits; the rest might mean something to LaTeX. */
    private static String text(String name) {
        return "\\text{%s}".formatted(name.replaceAll("[^\\p{L}\\p{N}]+", " "));
    }

    static String matrix(Matrix matrix) {
        var downwards = Collections.nCopies(Math.min(matrix.columns(), SHOWN), "…");
        return matrix.cells(SHOWN, SHOWN, DIGITS).stream()
                .map(row -> row.stream().map(entry -> row.equals(downwards) ? "\\vdots" : number(entry)).toList())
                .map(row -> String.join(" & ", row))
                .collect(Collectors.joining(" \\\\ ", "\\begin{bmatrix} ", " \\end{bmatrix}"));
    }

    private static String number(String entry) {
        return entry.replaceAll("e([+-])0*(\\d+)", " \\\\cdot 10^{$1$2}").replace("{+", "{")
                .replace("…", "\\cdots").replace("∞", "\\infty").replace("NaN", "\\text{NaN}");
    }
}
