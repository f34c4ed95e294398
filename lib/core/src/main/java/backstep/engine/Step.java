package backstep.engine;

import backstep.Showable;
import backstep.engine.Formula.Use;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Quantity;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * One equation as a pass ran it.
 *
 * @param formula which equation
 * @param l at which layer
 * @param g the activation of that layer
 * @param operands what went in, in the order of the formula
 * @param output what came out
 */
public record Step(Formula formula, int l, Activation g, Map<Quantity, Matrix> operands, Matrix output) implements Showable {

    private static final int ABREAST = 8; // so many columns of numbers

    /**
     * The name of what came out.
     *
     * @return for example dZ[2]
     */
    public Quantity name() {
        return formula.output(l);
    }

    /**
     * The value of a quantity of this step.
     *
     * @param quantity one of the operands, or {@link #name()}
     * @return the operand or the output
     * @throws IllegalArgumentException if the step has no such quantity
     */
    public Matrix value(Quantity quantity) {
        var value = quantity.equals(name()) ? output : operands.get(quantity);
        if (value == null) {
            throw new IllegalArgumentException("%s at layer %d takes %s and gives %s, not %s".formatted(formula.id(), l, operands.keySet(), name(), quantity));
        }
        return value;
    }

    /**
     * The equation in symbols.
     *
     * @return LaTeX without delimiters
     */
    public String latex() {
        return formula.latex(l);
    }

    /**
     * The equation in symbols, the shape below each.
     *
     * @return LaTeX without delimiters
     */
    public String latexWithShapes() {
        return formula.written(l, (quantity, use) -> shaped(used(quantity, use).shape(), Formula.symbol(quantity, use)))
                .replace("\\mathbf 1^\\top", shaped("1×" + examples(), "\\mathbf 1^\\top"))
                .replaceAll("\\\\mathbf 1$", Matcher.quoteReplacement(shaped(examples() + "×1", "\\mathbf 1")));
    }

    /**
     * The equation with the numbers put in, g′(Z) as its values.
     *
     * @return LaTeX without delimiters; long matrices are elided
     */
    public String latexWithNumbers() {
        return formula.written(l, (quantity, use) -> switch (use) {
            case G -> "\\text{%s}%s".formatted(g.name().replaceAll("[^\\p{L}\\p{N}]+", " "), used(quantity, use).latex().replace("bmatrix", "pmatrix"));
            case TRANSPOSED -> value(quantity).latex() + "^\\top";
            default -> used(quantity, use).latex();
        }).replace("\\frac1m", "\\frac1{%d}".formatted(examples()));
    }

    private static String shaped(String shape, String symbol) {
        return "\\underset{\\;%s\\;}{%s}".formatted(shape.replace("×", " \\times "), symbol);
    }

    /** What the formula makes of an operand, but for g, which {@link #output} shows. */
    private Matrix used(Quantity quantity, Use use) {
        var value = value(quantity);
        return use == Use.TRANSPOSED ? value.transpose() : use == Use.G_PRIME ? g.gPrime(value) : value;
    }

    /**
     * How many examples the step is about: what is no weight and comes first has a column for each.
     *
     * @return m
     */
    public int examples() {
        return operands.entrySet().stream().filter(operand -> operand.getKey().kind() != Quantity.Kind.W).findFirst().orElseThrow().getValue().columns();
    }

    /** The equation's name, then each operand and the output with its shape. */
    @Override
    public String toString() {
        return "%s  %s %s from %s".formatted(formula.id(), name(), output.shape(),
                operands.entrySet().stream().map(e -> e.getKey() + " " + e.getValue().shape()).collect(Collectors.joining(", ")));
    }

    @Override
    public Map<String, String> forms() {
        var values = operands.entrySet().stream().map(e -> e.getKey() + " " + e.getValue() + "\n").collect(Collectors.joining());
        return Map.of(TEXT, "%s  %s\n%s%s %s".formatted(formula.id(), formula.plain(l), values, name(), output), MARKDOWN, markdown());
    }

    private String markdown() {
        var rows = operands.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).collect(Collectors.joining());
        return "$$%s \\tag{%s}$$\n\n$$%s$$\n\n$$%s$$\n\n".formatted(latex(), formula.id().replaceAll("[()]", ""), latexWithShapes(), inTwoLines(latexWithNumbers()))
                + "<details><summary>each value</summary>\n\n| symbol | shape | value |\n|---|---|---|\n%s%s\n</details>\n".formatted(rows, row(name(), output));
    }

    /** The output above the operands, if all of them beside each other are too wide for a page. */
    private String inTwoLines(String numbers) {
        int columns = output.columns() + operands.values().stream().mapToInt(Matrix::columns).map(count -> Math.min(count, ABREAST / 2)).sum();
        return columns <= ABREAST ? numbers : "\\begin{aligned} & %s \\end{aligned}".formatted(numbers.replaceFirst(" = ", " \\\\\\\\ & = "));
    }

    /** The step as a line of its pass, to unfold. */
    String folded() {
        return "<details><summary>%s: $%s$, %s</summary>\n\n%s\n</details>".formatted(formula.id(), latex(), output.shape(), markdown());
    }

    private static String row(Quantity name, Matrix value) {
        var entries = value.toString();
        return "| $%s$ | %s | <pre style=\"margin:0;background:none\">%s</pre> |\n".formatted(name.latex(), value.shape(),
                entries.substring(entries.indexOf('\n') + 1).replace("\n", "<br>"));
    }
}
