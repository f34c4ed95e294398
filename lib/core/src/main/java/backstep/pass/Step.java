package backstep.pass;

import backstep.Showable;
import backstep.equations.Formula;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One equation as a pass ran it.
 *
 * @param formula which equation
 * @param l at which layer
 * @param operands what went in, in the order of the formula
 * @param output what came out
 */
public record Step(Formula formula, int l, Map<Quantity, Matrix> operands, Matrix output) implements Showable {

    /**
     * The name of what came out.
     *
     * @return for example dZ[2]
     */
    public Quantity name() {
        return formula.output(l);
    }

    /** The equation's name, then each operand and the output with its shape. */
    @Override
    public String toString() {
        return "%s  %s %s from %s".formatted(formula.id(), name(), output.shape(),
                operands.entrySet().stream().map(e -> e.getKey() + " " + e.getValue().shape()).collect(Collectors.joining(", ")));
    }

    @Override
    public Map<String, String> forms() {
        var rows = operands.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).collect(Collectors.joining());
        return Map.of(TEXT, toString(), MARKDOWN, "$$%s \\tag{%s}$$\n\n| symbol | shape | value |\n|---|---|---|\n%s%s".formatted(
                formula.latex(l), formula.id().replaceAll("[()]", ""), rows, row(name(), output)));
    }

    private static String row(Quantity name, Matrix value) {
        var entries = value.toString();
        return "| $%s$ | %s | <pre style=\"margin:0;background:none\">%s</pre> |\n".formatted(name.latex(), value.shape(),
                entries.substring(entries.indexOf('\n') + 1).replace("\n", "<br>"));
    }
}
