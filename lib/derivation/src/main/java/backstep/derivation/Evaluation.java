package backstep.derivation;

import backstep.Showable;
import backstep.estimate.ErrorMetric;
import backstep.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An equation at one place: what it gives, and what it must give.
 *
 * @param equation the id
 * @param latex the equation
 * @param where for example {@code l = 2, example 1}; empty if there is one place only
 * @param value its right-hand side, computed in its own notation
 * @param expected the estimate, in the same notation
 */
public record Evaluation(String equation, String latex, String where, Matrix value, Matrix expected) implements Showable {

    /**
     * How far apart they are.
     *
     * @return the normwise error; ∞ if the shapes differ or an entry is not finite
     */
    public double error() {
        return value.sameShape(expected) ? ErrorMetric.of(value, expected) : Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
        return "%s%s: %s, estimate %s, error %s".formatted(equation, where.isEmpty() ? "" : " at " + where, value, expected, ErrorMetric.text(error()));
    }

    @Override
    public Map<String, String> forms() {
        return Map.of(TEXT, toString(), MARKDOWN, "$$%s$$\n\n`%s`%s, error %s\n\n%s".formatted(
                latex, equation, where.isEmpty() ? "" : " at " + where, ErrorMetric.text(error()), table(List.of(this))));
    }

    /** Where, value and estimate of each, in Markdown; the errors, which differ from machine to machine, are left out. */
    static String table(List<Evaluation> places) {
        return places.stream().map(place -> "| %s | $%s$ | $%s$ |\n".formatted(place.where(), place.value().latex(), place.expected().latex()))
                .collect(Collectors.joining("", "| where | value | estimate |\n|---|---|---|\n", ""));
    }
}
