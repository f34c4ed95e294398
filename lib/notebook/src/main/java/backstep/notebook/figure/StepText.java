package backstep.notebook.figure;

import backstep.engine.Formula.Between;
import backstep.engine.Formula.Ones;
import backstep.engine.Formula.Part;
import backstep.engine.Formula.Value;
import backstep.engine.Step;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One equation of a pass for a picture, where no LaTeX is typeset: with its symbols, with its shapes, with its numbers,
 * all from the same pieces.
 */
final class StepText {

    private static final int ROWS = 5; // of a matrix, in a panel
    private static final int WIDTH = 74; // letters of a line of numbers, in the narrowest cell that is looked after
    private static final String MEAN = "(1/m) ";

    private final Step step;
    private final List<Part> parts;
    private final int m;

    StepText(Step step) {
        this.step = step;
        this.parts = step.formula().parts(step.l());
        this.m = step.examples();
    }

    /** For example W<sup>[1]</sup> X, italics and all. */
    String symbols() {
        return markup(step.name().latex()) + " = "
                + parts.stream().map(part -> markup(part.latex())).collect(Collectors.joining());
    }

    /** The same with shapes in place of the quantities. */
    String shapes() {
        var right = parts.stream()
                .map(part -> part instanceof Value value ? shape(of(value.quantity()), value.transposed())
                        : part instanceof Ones ones ? shape(Matrix.ones(m, 1), ones.transposed())
                        : markup(part.latex()))
                .collect(Collectors.joining());
        return shape(step.output(), false) + " = " + right.replace(MEAN, "").replace("((", "(").replace("))", ")");
    }

    /**
     * The numbers for the first example, for the means of BP1, BP2 and (3) those of all; aligned, a line for each row,
     * elided where long.
     */
    String numbers() {
        for (int columns = 6; columns > 3; columns--) {
            var lines = numbers(columns, 3);
            if (lines.get(0).length() <= WIDTH) {
                return String.join("<br>", lines);
            }
        }
        return String.join("<br>", numbers(3, 2));
    }

    private List<String> numbers(int columns, int digits) {
        Function<Matrix, List<String>> block = matrix -> matrix.lines(ROWS, columns, digits);
        var line = block.apply(shown(step.name(), step.output()));
        line = beside(line, List.of(" = "));
        for (var part : parts) {
            line = beside(line, part instanceof Value value
                    ? block.apply(transposed(shown(value.quantity(), of(value.quantity())), value.transposed()))
                    : part instanceof Ones ones
                    ? block.apply(transposed(Matrix.ones(isMean() ? m : 1, 1), ones.transposed()))
                    : List.of(plain(((Between) part).latex())));
        }
        return line;
    }

    /** Whether even the shortest form of the numbers needs smaller letters. */
    boolean isWide() {
        return numbers().split("<br>")[0].length() > WIDTH;
    }

    /** For example {@code example 1 of 3}, empty where there is one only or all are in the numbers. */
    String whose() {
        return m == 1 ? "" : isMean() ? "all %d examples".formatted(m) : "example 1 of %d".formatted(m);
    }

    private boolean isMean() {
        return step.name().kind() == Kind.DW || step.name().kind() == Kind.DB || step.name().kind() == Kind.J;
    }

    private static boolean hasExamples(Quantity quantity) {
        return switch (quantity.kind()) {
            case A, Z, Y, DA, DZ, LOSSES -> true;
            case W, B, DW, DB, J -> false;
        };
    }

    private Matrix of(Quantity quantity) {
        return step.operands().get(quantity);
    }

    private Matrix shown(Quantity quantity, Matrix value) {
        return isMean() || !hasExamples(quantity) ? value : value.columnAt(0);
    }

    private static Matrix transposed(Matrix value, boolean transposed) {
        return transposed ? value.transpose() : value;
    }

    private static String shape(Matrix value, boolean transposed) {
        return "(%s)".formatted(transposed(value, transposed).shape());
    }

    private String plain(String latex) {
        return markup(latex).replace(MEAN, "1/%d ".formatted(m)).replaceAll("<[^>]*>", "");
    }

    /** LaTeX as the markup that Plotly reads. */
    static String markup(String latex) {
        return latex.replace("\\frac1m\\, ", MEAN).replace("\\frac1m ", MEAN).replaceAll("\\\\mathbf 1", "<b>1</b>")
                .replaceAll("\\^\\{([^}]*)}", "<sup>$1</sup>").replaceAll("\\^\\\\top", "<sup>⊤</sup>")
                .replace("\\top", "⊤").replaceAll("_i", "<sub>i</sub>")
                .replaceAll("\\\\frac\\{([^}]*)}\\{([^}]*)}", "$1/$2").replaceAll("\\\\partial ", "∂")
                .replace("\\ell", "ℓ").replace("\\sum", "Σ").replace("\\circ", "∘").replace("'", "′");
    }

    /** Two blocks of lines side by side, the lower one in the middle of the other. */
    private static List<String> beside(List<String> left, List<String> right) {
        int height = Math.max(left.size(), right.size());
        var lines = new ArrayList<String>();
        var one = centred(left, height);
        var other = centred(right, height);
        for (int k = 0; k < height; k++) {
            lines.add(one.get(k) + other.get(k));
        }
        return lines;
    }

    private static List<String> centred(List<String> block, int height) {
        var blank = " ".repeat(block.get(0).length());
        var lines = new ArrayList<String>(Collections.nCopies((height - block.size()) / 2, blank));
        lines.addAll(block);
        lines.addAll(Collections.nCopies(height - lines.size(), blank));
        return lines;
    }
}
