package backstep.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.Showable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BundleTest {

    private static final Pattern NEEDS_TRUST = Pattern.compile("<(script|style|svg|iframe|link|math|input)\\b|javascript:|https?:", Pattern.CASE_INSENSITIVE);

    static Stream<Arguments> values() {
        return Examples.values().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void everyValueHasATextFormAndNothingThatNeedsTrust(String name, Object value) {
        var bundle = Bundle.of(value);
        assertFalse(((String) bundle.get(Showable.TEXT)).isBlank());
        assertTrue(Bundle.MIME_TYPES.containsAll(bundle.keySet()), () -> "" + bundle.keySet());
        bundle.forEach((type, content) -> assertFalse(NEEDS_TRUST.matcher(content.toString()).find(), type + ": " + content));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void noValueShowsAnObjectId(String name, Object value) {
        assertFalse(Pattern.compile("@[0-9a-f]{5,}|\\$\\$Lambda").matcher(Bundle.of(value).get(Showable.TEXT).toString()).find());
    }

    @Test
    void aNumberShowsTenDigitsOnEveryJdk() {
        assertEquals(Map.of(Showable.TEXT, "0.3333333333"), Bundle.of(1.0 / 3));
    }

    @Test
    void aWrongEntryStandsOutInTheTable() {
        var html = (String) Bundle.of(Examples.values().get("table")).get(Showable.HTML);
        assertTrue(html.contains("<b>WRONG</b>") && html.contains("<td style=\"text-align:left\">OK</td>"), html);
    }

    @Test
    void aTableHasTheColumnsOfTheComparison() {
        var report = backstep.check.GradientCheck.of(Examples.NET, Examples.X, Examples.Y).rules(Examples.SUM_INSTEAD_OF_MEAN).run();
        var table = Tables.comparison(report);
        assertEquals(List.of("parameter", "row", "column", "analytic", "numerical", "bar", "error", "verdict"), table.columnNames());
        var wrong = table.where(table.stringColumn("verdict").isEqualTo("WRONG")).stringColumn("parameter").unique().asList();
        assertEquals(List.of("db[1]", "db[2]"), wrong.stream().sorted().toList());
        assertEquals(report.derivatives().stream().mapToInt(b -> b.entries().size()).sum(), table.rowCount());
    }

    @Test
    void aStepIsTypesetWithItsOperandsAndTheirShapes() {
        var markdown = (String) Bundle.of(Examples.values().get("step")).get(Showable.MARKDOWN);
        assertTrue(markdown.startsWith("$$dZ^{[2]} = "), markdown);
        assertTrue(markdown.contains("| $Z^{[2]}$ | 1×3 |"), markdown);
    }
}
