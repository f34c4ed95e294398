package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.derivation.Verification.Line;
import backstep.matrix.NonNull;
import backstep.typeset.Showable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The errata of a derivation: what is printed, what is right, and the numbers that decide.
 *
 * @param name whose
 * @param exhibits one for each erratum
 */
public record Gallery(String name, List<Exhibit> exhibits) implements Showable {

    /**
     * One erratum.
     *
     * @param id the identifier
     * @param category of what kind
     * @param printed the place and the words as printed
     * @param right what is right
     * @param numbers the printed form beside the corrected one; empty if there was nothing to compute
     */
    public record Exhibit(String id, Erratum.Category category, String printed, String right, List<Line> numbers) {

        /** Copies the list. */
        public Exhibit {
            requireNonNull(id, "id is null");
            requireNonNull(category, "category is null");
            requireNonNull(printed, "printed is null");
            requireNonNull(right, "right is null");
            numbers = NonNull.list("numbers", numbers);
        }

        private static Exhibit of(Erratum<?> erratum, List<Problem> networks) {
            return new Exhibit(erratum.id(), erratum.category(), erratum.printed(), erratum.right(),
                    erratum.tried().stream().map(form -> Verification.line(form, networks)).toList());
        }

        private String written(String as, Object ofCategory, String eachNumber) {
            var found = numbers.stream().map(line -> eachNumber.formatted(line.id(), line.found()));
            return as.formatted(id, ofCategory, printed, right) + found.collect(Collectors.joining());
        }
    }

    /** Copies the list. */
    public Gallery {
        requireNonNull(name, "name is null");
        exhibits = NonNull.list("exhibits", exhibits);
    }

    static Gallery of(Derivation<?> derivation) {
        var networks = derivation.networks().get();
        return new Gallery(derivation.name(),
                derivation.errata().stream().map(erratum -> Exhibit.of(erratum, networks)).toList());
    }

    /** An entry for each, in plain text. */
    @Override
    public String toString() {
        return exhibits.stream()
                .map(exhibit -> exhibit.written("%s (%s)\n  printed: %s\n  right: %s", exhibit.category(),
                        "\n  %s: %s"))
                .collect(Collectors.joining("\n", name + "\n", ""));
    }

    @Override
    public Map<String, String> forms() {
        var sections = exhibits.stream().map(exhibit -> exhibit.written("**%s** (%s)  \n*Printed:* %s  \n*Right:* %s",
                exhibit.category().toString().toLowerCase(Locale.ROOT), "  \n`%s` %s"));
        return Map.of(TEXT, toString(), MARKDOWN, sections.collect(Collectors.joining("\n\n", "", "\n")));
    }
}
