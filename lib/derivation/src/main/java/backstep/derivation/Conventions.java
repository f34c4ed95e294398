package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.matrix.NonNull;
import backstep.typeset.Showable;
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
public record Conventions(String layers, String weights, String bias, String activation, String delta, String cost,
        String gradient) {

    /** Refuses what is not there. */
    public Conventions {
        requireNonNull(layers, "layers is null");
        requireNonNull(weights, "weights is null");
        requireNonNull(bias, "bias is null");
        requireNonNull(activation, "activation is null");
        requireNonNull(delta, "delta is null");
        requireNonNull(cost, "cost is null");
        requireNonNull(gradient, "gradient is null");
    }

    /** What has a letter in every notation. */
    private record Letter(String of, Function<Conventions, String> written) {}

    private static final List<Letter> LETTERS = List.of(
            new Letter("layers", Conventions::layers), new Letter("our $W^{[l]}$", Conventions::weights),
            new Letter("our $b^{[l]}$", Conventions::bias), new Letter("our $A^{[l]}$", Conventions::activation),
            new Letter("our $dZ^{[l]}$", Conventions::delta), new Letter("cost", Conventions::cost),
            new Letter("our $dW^{[l]}$", Conventions::gradient));

    /**
     * The conversion table.
     *
     * @param derivations a column for each
     * @return a line for each thing that has a name
     */
    public static Showable table(List<Derivation<?>> derivations) {
        NonNull.list("derivations", derivations);
        var head = row(derivations.stream().map(Derivation::name), "");
        var rule = row(derivations.stream().map(derivation -> "---"), "---");
        var lines = LETTERS.stream().map(letter -> row(
                derivations.stream().map(derivation -> letter.written().apply(derivation.conventions())), letter.of()));
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
