package backstep.derivation;

import backstep.Showable;
import backstep.derivation.Verification.Line;
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
     * @param kind of what kind
     * @param printed the place and the words as printed
     * @param right what is right
     * @param numbers the printed form beside the corrected one; empty if there was nothing to compute
     */
    public record Exhibit(String id, Erratum.Kind kind, String printed, String right, List<Line> numbers) {}

    /** Copies the list. */
    public Gallery {
        exhibits = List.copyOf(exhibits);
    }

    static <V extends View> Gallery of(Derivation<V> derivation) {
        return new Gallery(derivation.name(), derivation.errata().stream().map(erratum -> new Exhibit(erratum.id(), erratum.kind(), erratum.printed(), erratum.right(),
                erratum.trials().stream().map(trial -> Printed.line(trial, derivation.networks())).toList())).toList());
    }

    private static String numbers(Exhibit exhibit, String each) {
        return exhibit.numbers().stream().map(line -> each.formatted(line.id(), line.found())).collect(Collectors.joining());
    }

    /** An entry for each, in plain text. */
    @Override
    public String toString() {
        return exhibits.stream().map(exhibit -> "%s (%s)\n  printed: %s\n  right: %s%s".formatted(exhibit.id(), exhibit.kind(), exhibit.printed(), exhibit.right(),
                numbers(exhibit, "\n  %s: %s"))).collect(Collectors.joining("\n", name + "\n", ""));
    }

    @Override
    public Map<String, String> forms() {
        var sections = exhibits.stream().map(exhibit -> "**%s** (%s)  \n*Printed:* %s  \n*Right:* %s%s".formatted(exhibit.id(), exhibit.kind().toString().toLowerCase(Locale.ROOT),
                exhibit.printed(), exhibit.right(), numbers(exhibit, "  \n`%s` %s"))).collect(Collectors.joining("\n\n"));
        return Map.of(TEXT, toString(), MARKDOWN, sections + "\n");
    }
}
