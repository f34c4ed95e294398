package backstep.typeset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user wrote is shown as it was written, whatever it means to a medium. */
public class TextTest {

    private static final Pattern ENTITY = Pattern.compile("&(#(\\d+)|amp|lt|gt);");

    /** Names that mean something to HTML, to a table of Markdown, to LaTeX. */
    public static Stream<String> written() {
        return Stream.of("plain", "<b>bold</b>", "a & b &amp; c", "a | b", "$x$ and $y$", "`code`",
                "\\(x\\) \\begin{x} C:\\d",
                "*so* _so_ ~~so~~ [a](b)", "List<Matrix> & <svg onload=alert(2)> `|` $1 \\top");
    }

    /** As a browser reads it, if there are entities, line breaks and empty spans only. */
    private static String read(String html) {
        var text = html.replaceAll("<br>", "\n").replaceAll("</?span>", "");
        return ENTITY.matcher(text).replaceAll(entity -> Matcher.quoteReplacement(
                entity.group(2) != null ? Character.toString(Integer.parseInt(entity.group(2)))
                        : entity.group(1).equals("amp") ? "&" : entity.group(1).equals("lt") ? "<" : ">"));
    }

    /** Fails if a letter stands there itself that ought to be an entity. */
    private static void assertNone(String letters, String form) {
        var left = ENTITY.matcher(form.replaceAll("<br>|</?span>", "")).replaceAll("");
        assertTrue(left.chars().noneMatch(letter -> letters.indexOf(letter) >= 0), form);
    }

    @ParameterizedTest
    @MethodSource("written")
    void eachMediumShowsItAsItIs(String written) {
        var text = Text.of(written);
        assertEquals(written, text.plain());
        assertEquals(written, read(text.html()));
        assertEquals(written, read(text.markdown()));
        assertEquals(written, read(Text.inPicture(written)));
    }

    @ParameterizedTest
    @MethodSource("written")
    void nothingOfItIsMarkup(String written) {
        var text = Text.of(written);
        assertNone("<>&$\\", text.html());
        assertNone("<>&$\\`*_~|[]\n", text.markdown());
        assertNone("<>&$", Text.inPicture(written));
    }

    @Test
    void aDollarSignIsAloneInItsElementSoThatNoFormulaBegins() {
        assertEquals("<span>&#36;</span>x<span>&#36;</span> and <span>&#92;</span>(", Text.of("$x$ and \\(").html());
    }

    @Test
    void anAuthorsFormulasAreTypesetAndTheRestIsText() {
        var text = Text.prose("of $m < n$ & <b>");
        assertEquals("of $m &lt; n$ &amp; &lt;b&gt;", text.html());
        assertEquals("of $m < n$ & <b>", text.markdown());
    }

    @Test
    void itsLinesAreKept() {
        var text = Text.of("one <\ntwo\r\nthree");
        assertEquals("one &lt;<br>two<br>three", text.html());
        assertEquals("one &lt;<br>two<br>three", text.markdown());
    }

    @Test
    void whatIsSaidOfItIsNotEscapedTwice() {
        var text = Text.of("a < b").bold().then(Text.of(": & c"));
        assertEquals("a < b: & c", text.plain());
        assertEquals("<b>a &lt; b</b>: &amp; c", text.html());
        assertEquals("**a &lt; b**: &amp; c", text.markdown());
        assertEquals("<div><b>a &lt; b</b>: &amp; c</div>", text.block());
        assertEquals("<details><summary><b>a &lt; b</b>: &amp; c</summary><p></p></details>", text.folded("<p></p>"));
        assertEquals("$a < b$", Text.formula("a < b").markdown());
    }
}
