package backstep.typeset;

import static backstep.typeset.Showable.HTML;
import static backstep.typeset.Showable.MARKDOWN;
import static backstep.typeset.Showable.TEXT;
import static java.util.Objects.requireNonNull;

import backstep.engine.Pass;
import backstep.engine.Step;
import backstep.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Equations, steps, passes and matrices in each medium. */
public final class Typeset {

    /** The types that have more to show than their {@code toString()}. */
    public static final List<Class<?>> TYPES = List.of(Showable.class, Matrix.class, Step.class, Pass.class);

    /** For example {@code dW[2] = (1/m) dZ[2] A[1]ᵀ}. */
    static final Medium TERMINAL = new Medium(sign -> sign.in(Sign.PLAIN).formatted("m"), (leaf, transposed) ->
            (leaf instanceof Term.Value value ? value.quantity() : Sign.ONES.in(Sign.PLAIN)) + (transposed ? "ᵀ" : ""));

    private static final int SHOWN = 8; // rows and columns of a matrix
    private static final int DIGITS = 6;
    private static final int ABREAST = 8; // so many columns of numbers in a line of LaTeX

    private Typeset() {}

    /**
     * The forms of a value.
     *
     * @param value one of {@link #TYPES}, or anything else, which is its text
     * @return MIME type → content; {@code text/plain} is always among them
     */
    public static Map<String, String> forms(Object value) {
        return value instanceof Showable showable ? showable.forms()
                : value instanceof Matrix matrix ? Map.of(TEXT, matrix.toString(), HTML, html(matrix))
                : value instanceof Step step ? Map.of(TEXT, text(step), MARKDOWN, markdown(step))
                : value instanceof Pass pass ? Map.of(TEXT, pass.toString(), MARKDOWN, markdown(pass))
                : Map.of(TEXT, String.valueOf(value));
    }

    /**
     * A step's equation in LaTeX.
     *
     * @param step of a pass
     * @return without delimiters
     */
    public static String latex(Step step) {
        return Latex.SYMBOLS.of(Equations.of(step));
    }

    /**
     * A step's equation in LaTeX, its shape below each symbol.
     *
     * @param step of a pass
     * @return without delimiters
     */
    public static String latexWithShapes(Step step) {
        requireNonNull(step, "step is null");
        return Latex.withShapes(Operands.of(step)).of(Equations.of(step));
    }

    /**
     * A step's equation in LaTeX with the numbers put in, g′(Z) as its values.
     *
     * @param step of a pass
     * @return without delimiters; long matrices are elided
     */
    public static String latexWithNumbers(Step step) {
        requireNonNull(step, "step is null");
        return Latex.withNumbers(Operands.of(step)).of(Equations.of(step));
    }

    /**
     * A matrix in LaTeX: 3 significant digits, at most 4 rows and columns, the middle of more elided.
     *
     * @param matrix any
     * @return without delimiters
     */
    public static String latex(Matrix matrix) {
        return Latex.matrix(matrix);
    }

    /**
     * A step's equation for a picture.
     *
     * @param step of a pass
     * @return the markup that Plotly reads, for example {@code W<sup>[1]</sup> X}
     */
    public static String markup(Step step) {
        return Picture.SYMBOLS.of(Equations.of(step));
    }

    /**
     * A step's equation for a picture, shapes in place of the symbols.
     *
     * @param step of a pass
     * @return the markup that Plotly reads, for example {@code (3×5) = (3×4) (4×5)}
     */
    public static String markupWithShapes(Step step) {
        requireNonNull(step, "step is null");
        return Picture.withShapes(Operands.of(step)).of(Equations.of(step));
    }

    /**
     * A step's equation for a picture, numbers in place of the symbols: those of the first example, or of all.
     *
     * @param step of a pass
     * @param columns at most so many of each matrix, at least 3
     * @param digits significant ones
     * @return aligned, a line for each row
     */
    public static List<String> linesWithNumbers(Step step, int columns, int digits) {
        requireNonNull(step, "step is null");
        var operands = Operands.of(step);
        return Picture.withNumbers(isOfAll(step) ? operands : operands.first(), Equations.of(step), columns, digits);
    }

    /**
     * Whether a step gives J or a derivative of J, to which every example contributes.
     *
     * @param step of a pass
     * @return false where it gives a column for each example
     */
    public static boolean isOfAll(Step step) {
        return !Operands.hasExamples(step.name());
    }

    private static String html(Matrix matrix) {
        var cells = matrix.cells(SHOWN, SHOWN, DIGITS).stream()
                .map(row -> row.stream().map(Text::of).toList()).toList();
        return "<div>%s</div><table style=\"border-left:1px solid;border-right:1px solid\"><tbody>%s</tbody></table>"
                .formatted(matrix.shape(), new Grid("r".repeat(cells.get(0).size()), List.of(), cells).body());
    }

    private static String text(Step step) {
        var operands = step.operands().entrySet().stream().map(e -> e.getKey() + " " + e.getValue() + "\n");
        return "%s  %s\n%s%s %s".formatted(step.formula().id(), TERMINAL.of(Equations.of(step)),
                operands.collect(Collectors.joining()), step.name(), step.output());
    }

    private static String markdown(Step step) {
        var rows = Stream.concat(step.operands().keySet().stream(), Stream.of(step.name())).map(name -> {
            var numbers = "<pre style=\"margin:0;background:none\">%s</pre>".formatted(
                    String.join("<br>", step.value(name).lines(SHOWN, SHOWN, DIGITS)));
            return List.of(
                    Text.formula(name.latex()), Text.of(step.value(name).shape()), new Text("", numbers, numbers));
        }).toList();
        return "$$%s \\tag{%s}$$\n\n$$%s$$\n\n$$%s$$\n\n".formatted(
                latex(step), step.formula().id().replaceAll("[()]", ""), latexWithShapes(step), inTwoLines(step))
                + "<details><summary>each value</summary>\n\n%s\n</details>\n".formatted(
                        new Grid("---", List.of("symbol", "shape", "value"), rows).markdown());
    }

    /** The output above the operands, if all of them beside each other are too wide for a page. */
    private static String inTwoLines(Step step) {
        var operands = step.operands().values().stream().mapToInt(value -> Math.min(value.columns(), ABREAST / 2));
        if (step.output().columns() + operands.sum() <= ABREAST) {
            return latexWithNumbers(step);
        }
        var equation = Equations.of(step);
        var numbers = Latex.withNumbers(Operands.of(step));
        return "\\begin{aligned} & %s \\\\ & = %s \\end{aligned}"
                .formatted(numbers.of(equation.left()), numbers.of(equation.right()));
    }

    private static String markdown(Pass pass) {
        return StreamSupport.stream(pass.spliterator(), false)
                .map(step -> "<details><summary>%s: $%s$, %s</summary>\n\n%s\n</details>".formatted(
                        step.formula().id(), latex(step), step.output().shape(), markdown(step)))
                .collect(Collectors.joining("\n\n", Text.of(pass.title()).bold().markdown() + "\n\n", "\n"));
    }
}
