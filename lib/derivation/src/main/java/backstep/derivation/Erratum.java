package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.matrix.NonNull;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is wrong, unclear or missing in a reference as printed.
 *
 * @param <V> the reference's view
 * @param id the identifier, for example {@code E002-9}
 * @param category of what kind
 * @param printed the place, and the words or the formula as printed, in Markdown with LaTeX
 * @param right what is right, in Markdown with LaTeX
 * @param tried the printed forms that are put beside the corrected ones; empty if there is nothing to compute
 */
public record Erratum<V extends View>(String id, Category category, String printed, String right,
        List<PrintedForm<V>> tried) {

    /** What kind of mistake it is. */
    public enum Category {
        /** False as printed. */
        WRONG,
        /** The intention is clear, the literal reading is false. */
        SLIP,
        /** Right in one reading, false in another that the text allows. */
        AMBIGUOUS,
        /** It cannot be carried out from the text alone. */
        INCOMPLETE,
        /** Prose that needs a qualification. */
        CLAIM,
        /** True only within limits that are not stated. */
        LIMIT,
        /** Damage of the copy. */
        COPY,
        /** No mistake: another convention than that of the other references. */
        CONVENTION
    }

    /** Copies the list. */
    public Erratum {
        requireNonNull(id, "id is null");
        requireNonNull(category, "category is null");
        requireNonNull(printed, "printed is null");
        requireNonNull(right, "right is null");
        tried = NonNull.list("tried", tried);
    }

    /**
     * An erratum with nothing to compute, as yet.
     *
     * @param <V> the reference's view
     * @param id the identifier
     * @param category of what kind
     * @param printed the place and the words as printed
     * @param right what is right
     * @return the erratum
     */
    public static <V extends View> Erratum<V> of(String id, Category category, String printed, String right) {
        return new Erratum<>(id, category, printed, right, List.of());
    }

    /**
     * The same erratum, with a printed form put beside the corrected one.
     *
     * @param form the printed form
     * @return the erratum
     */
    public Erratum<V> tried(PrintedForm<V> form) {
        requireNonNull(form, "form is null");
        return new Erratum<>(id, category, printed, right, Stream.concat(tried.stream(), Stream.of(form)).toList());
    }
}
