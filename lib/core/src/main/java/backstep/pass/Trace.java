package backstep.pass;

import static backstep.Showable.MARKDOWN;
import static backstep.Showable.TEXT;

import backstep.equations.Formula;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A pass as the list of its steps. */
final class Trace {

    private Trace() {}

    static Step step(Formula formula, int l, Map<Quantity, Matrix> known) {
        var operands = new LinkedHashMap<Quantity, Matrix>();
        formula.operands(l).forEach(operand -> operands.put(operand, known.get(operand)));
        return new Step(formula, l, Collections.unmodifiableMap(operands), known.get(formula.output(l)));
    }

    static String text(String title, Iterable<Step> steps) {
        return title + "\n" + StreamSupport.stream(steps.spliterator(), false).map(Step::toString).collect(Collectors.joining("\n"));
    }

    static Map<String, String> forms(String title, Iterable<Step> steps) {
        var rows = StreamSupport.stream(steps.spliterator(), false)
                .map(step -> "| %s | $%s$ | %s |\n".formatted(step.formula().id(), step.formula().latex(step.l()), step.output().shape()))
                .collect(Collectors.joining());
        return Map.of(TEXT, text(title, steps), MARKDOWN, "**%s**\n\n| | equation | shape |\n|---|---|---|\n%s".formatted(title, rows));
    }
}
