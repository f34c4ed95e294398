package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.estimate.ErrorMetric;
import backstep.matrix.Matrix;
import backstep.typeset.Grid;
import backstep.typeset.Showable;
import backstep.typeset.Text;
import backstep.typeset.Typeset;
import java.util.List;
import java.util.Map;

/**
 * An equation at one point of its domain: what it gives, and what it must give.
 *
 * @param equation the id
 * @param latex the equation
 * @param where for example {@code l = 2, example 1}; empty if there is one point only
 * @param value its right-hand side, computed in its own notation
 * @param expected the estimate, in the same notation
 */
public record Evaluated(String equation, String latex, String where, Matrix value, Matrix expected)
        implements Showable {

    /** Refuses what is not there. */
    public Evaluated {
        requireNonNull(equation, "equation is null");
        requireNonNull(latex, "latex is null");
        requireNonNull(where, "where is null");
        requireNonNull(value, "value is null");
        requireNonNull(expected, "expected is null");
    }

    /**
     * How far apart they are.
     *
     * @return the normwise error; ∞ if the shapes differ or an entry is not finite
     */
    public double error() {
        return new Comparison.Pair(value, expected).error();
    }

    @Override
    public String toString() {
        return "%s%s: %s, estimate %s, error %s".formatted(
                equation, at(), value, expected, ErrorMetric.text(error()));
    }

    @Override
    public Map<String, String> forms() {
        return Map.of(TEXT, toString(), MARKDOWN, "$$%s$$\n\n`%s`%s, error %s\n\n%s".formatted(
                latex, equation, at(), ErrorMetric.text(error()), table(List.of(this))));
    }

    private String at() {
        return where.isEmpty() ? "" : " at " + where;
    }

    /** Where, value and estimate of each, in Markdown; the errors, which differ between machines, are left out. */
    static String table(List<Evaluated> evaluations) {
        return new Grid("---", List.of("where", "value", "estimate"), evaluations.stream().map(one -> List.of(
                Text.of(one.where()), Text.formula(Typeset.latex(one.value())),
                Text.formula(Typeset.latex(one.expected())))).toList()).markdown();
    }
}
