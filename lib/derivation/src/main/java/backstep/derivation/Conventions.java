package backstep.derivation;

import backstep.Showable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a reference writes what the canonical notation calls W[l], b[l], A[l], dZ[l] and J; in Markdown with LaTeX.
 *
 * @param layers how it counts them
 * @param weights its name of W[l], and the order of the indices
 * @param bias its name of b[l]
 * @param activation its name of A[l], for one example
 * @param delta its name of dZ[l], for one example
 * @param cost what it minimises
 * @param gradient its name of dW[l], in terms of ours
 */
public record Conventions(String layers, String weights, String bias, String activation, String delta, String cost, String gradient) {

    /** A line of the table of all references. */
    private record Line(String name, Function<Conventions, String> entry) {}

    private static final List<Line> LINES = List.of(new Line("layers", Conventions::layers), new Line("our $W^{[l]}$", Conventions::weights),
            new Line("our $b^{[l]}$", Conventions::bias), new Line("our $A^{[l]}$", Conventions::activation), new Line("our $dZ^{[l]}$", Conventions::delta),
            new Line("cost", Conventions::cost), new Line("our $dW^{[l]}$", Conventions::gradient));

    /**
     * The conversion table.
     *
     * @param derivations a column for each
     * @return a line for each thing that has a name
     */
    public static Showable table(List<Derivation<?>> derivations) {
        var head = row(derivations.stream().map(Derivation::name), "");
        var rule = row(derivations.stream().map(derivation -> "---"), "---");
        var lines = LINES.stream().map(line -> row(derivations.stream().map(derivation -> line.entry().apply(derivation.conventions())), line.name()));
        var text = Stream.concat(Stream.of(head, rule), lines).collect(Collectors.joining("\n", "", "\n"));
        return new Table(text);
    }

    private static String row(Stream<String> cells, String first) {
        return cells.collect(Collectors.joining(" | ", "| " + first + " | ", " |"));
    }

    private record Table(String text) implements Showable {
        @Override
        public Map<String, String> forms() {
            return Map.of(TEXT, text, MARKDOWN, text);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
