package backstep.derivation;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What a reference writes: an equation as it is read, without its evaluation.
 *
 * @param id the identifier, for example {@code efavdb-BP1}
 * @param place where it stands in the reference
 * @param form how it is written
 * @param latex the equation (corrected where it is wrong as printed)
 * @param shapes of its inputs and its output
 * @param canonical what it is in the canonical notation, in LaTeX; empty where that has no word for it
 */
public record Statement(String id, String place, Form form, String latex, String shapes, String canonical) {

    /** Refuses what is not there. */
    public Statement {
        requireNonNull(id, "id is null");
        requireNonNull(place, "place is null");
        requireNonNull(form, "form is null");
        requireNonNull(latex, "latex is null");
        requireNonNull(shapes, "shapes is null");
        requireNonNull(canonical, "canonical (its equivalent) is null");
    }

    /** The statement with its canonical form. */
    Statement canonical(String equivalent) {
        return new Statement(id, place, form, latex, shapes, equivalent);
    }

    private String head() {
        return "%s, %s".formatted(place, form.toString().toLowerCase(Locale.ROOT));
    }

    /** Four lines of Markdown: the equation, its place, its shapes, and what it is in the canonical notation. */
    String markdown() {
        var inOurs = canonical.isEmpty() ? "" : "  \nIn the canonical notation: $%s$".formatted(canonical);
        return "$$%s$$\n\n`%s`, %s  \n%s%s\n".formatted(latex, id, head(), shapes, inOurs);
    }

    /** The same as plain text. */
    @Override
    public String toString() {
        var inOurs = canonical.isEmpty() ? "" : "\n  in the canonical notation: " + canonical;
        return "%s, %s: %s\n  %s%s".formatted(id, head(), latex, shapes, inOurs);
    }
}
