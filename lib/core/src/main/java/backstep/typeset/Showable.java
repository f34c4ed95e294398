package backstep.typeset;

import java.util.Map;

/** A value that shows itself: in a notebook by its richest form, everywhere else as text. */
public interface Showable {

    /** The MIME types of the forms. */
    String TEXT = "text/plain", MARKDOWN = "text/markdown", HTML = "text/html";

    /**
     * The forms of this value.
     *
     * @return MIME type → content; {@code text/plain} is always among them
     */
    Map<String, String> forms();
}
