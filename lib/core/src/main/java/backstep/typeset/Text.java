package backstep.typeset;

import static java.util.Objects.requireNonNull;

import java.util.stream.Collectors;

/**
 * A text, perhaps a user's own, in each medium: what means something to HTML, Markdown or LaTeX is escaped once.
 *
 * @param plain as a terminal shows it
 * @param html for a notebook, which reads LaTeX between dollar signs in HTML as well
 * @param markdown for a line of Markdown, or a cell of a table
 */
public record Text(String plain, String html, String markdown) {

    /** Refuses what is not there. */
    public Text {
        requireNonNull(plain, "plain is null");
        requireNonNull(html, "html is null");
        requireNonNull(markdown, "markdown is null");
    }

    /**
     * Any text.
     *
     * @param text names and messages of a user included; its lines are kept
     * @return that text, without markup
     */
    public static Text of(Object text) {
        var plain = String.valueOf(text);
        // In an element of its own a dollar sign or a backslash is no part of a formula.
        var html = escaped(plain, "&<>").replaceAll("\\R", "<br>")
                .replace("$", "<span>&#36;</span>").replace("\\", "<span>&#92;</span>");
        return new Text(plain, html, escaped(html, "`*_~|[]"));
    }

    /**
     * A text in a picture, whose markup Plotly reads.
     *
     * @param text names and messages of a user included
     * @return the text, escaped
     */
    public static String inPicture(String text) {
        return escaped(text, "&<>$");
    }

    private static String escaped(String text, String special) {
        return text.codePoints().mapToObj(Character::toString).map(letter -> !special.contains(letter) ? letter
                : switch (letter) {
                    case "&" -> "&amp;";
                    case "<" -> "&lt;";
                    case ">" -> "&gt;";
                    default -> "&#%d;".formatted(letter.codePointAt(0));
                }).collect(Collectors.joining());
    }

    /**
     * Prose of an author who writes formulas between dollar signs, as notebooks do.
     *
     * @param markdown what the author wrote
     * @return that text, its formulas typeset
     */
    public static Text prose(String markdown) {
        requireNonNull(markdown, "markdown is null");
        return new Text(markdown, escaped(markdown, "&<>"), markdown);
    }

    /**
     * A formula.
     *
     * @param latex without delimiters
     * @return between dollar signs where it is typeset
     */
    public static Text formula(String latex) {
        requireNonNull(latex, "latex is null");
        return new Text(latex, "$" + latex + "$", "$" + latex + "$");
    }

    /**
     * The same, standing out.
     *
     * @return in bold letters
     */
    public Text bold() {
        return new Text(plain, "<b>%s</b>".formatted(html), "**%s**".formatted(markdown));
    }

    /**
     * The same with another text behind it.
     *
     * @param other the other text
     * @return both on one line
     */
    public Text then(Text other) {
        return new Text(plain + other.plain, html + other.html, markdown + other.markdown);
    }

    /**
     * The same on a line of its own.
     *
     * @return HTML
     */
    public String block() {
        return "<div>%s</div>".formatted(html);
    }

    /**
     * The same as a line to unfold.
     *
     * @param below what is shown then, HTML
     * @return HTML
     */
    public String folded(String below) {
        requireNonNull(below, "below is null");
        return "<details><summary>%s</summary>%s</details>".formatted(html, below);
    }
}
