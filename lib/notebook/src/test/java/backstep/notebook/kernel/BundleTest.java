package backstep.notebook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.notebook.Examples;
import backstep.notebook.Tables;
import backstep.notebook.figure.Figure;
import backstep.typeset.Showable;
import backstep.typeset.Typeset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BundleTest {

    private static final Pattern NEEDS_TRUST = Pattern.compile(
            "<(script|style|svg|iframe|link|math|input)\\b|javascript:|https?:", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Object> VALUES = Examples.values();

    static Stream<Arguments> values() {
        return VALUES.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void everyValueHasATextFormAndNothingThatNeedsTrust(String name, Object value) {
        var bundle = Bundle.of(value);
        assertFalse(((String) bundle.get(Showable.TEXT)).isBlank());
        assertTrue(Bundle.MIME_TYPES.containsAll(bundle.keySet()), () -> "" + bundle.keySet());
        bundle.forEach((type, content) ->
                assertFalse(NEEDS_TRUST.matcher(content.toString()).find(), type + ": " + content));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void noValueShowsAnObjectId(String name, Object value) {
        assertFalse(Pattern.compile("@[0-9a-f]{5,}|\\$\\$Lambda")
                .matcher(Bundle.of(value).get(Showable.TEXT).toString()).find());
    }

    @Test
    void aNumberShowsTenDigitsOnEveryJdk() {
        assertEquals(Map.of(Showable.TEXT, "0.3333333333"), Bundle.of(1.0 / 3));
    }

    @Test
    void aWrongEntryStandsOutInTheTable() {
        var html = (String) Bundle.of(VALUES.get("table")).get(Showable.HTML);
        assertTrue(html.contains("<b>WRONG</b>") && html.contains("<td style=\"text-align:left\">OK</td>"), html);
    }

    @Test
    void aTableHasTheColumnsOfTheComparison() {
        var report = backstep.check.GradientCheck.of(Examples.NET, Examples.X, Examples.Y)
                .rules(Examples.SUM_INSTEAD_OF_MEAN).run();
        var table = Tables.comparison(report);
        assertEquals(List.of("parameter", "row", "column", "analytic", "numerical", "bar", "error", "verdict"),
                table.columnNames());
        var wrong = table.where(table.stringColumn("verdict").isEqualTo("WRONG")).stringColumn("parameter").unique()
                .asList();
        assertEquals(List.of("db[1]", "db[2]"), wrong.stream().sorted().toList());
        assertEquals(report.derivatives().stream().mapToInt(b -> b.entries().size()).sum(), table.rowCount());
    }

    @Test
    void aStepIsTypesetWithItsOperandsAndTheirShapes() {
        var markdown = (String) Bundle.of(VALUES.get("step")).get(Showable.MARKDOWN);
        assertTrue(markdown.startsWith("$$dZ^{[2]} = "), markdown);
        assertTrue(markdown.contains("| $Z^{[2]}$ | 1×3 |"), markdown);
    }

    private static String form(String name, String type) {
        return (String) Bundle.of(VALUES.get(name)).get(type);
    }

    @Test
    void aNetworkIsDrawnAndALargeOneIsATable() {
        var drawn = Bundle.of(Examples.NET);
        assertEquals(List.of(Figure.MIME_TYPE, Showable.TEXT), List.copyOf(drawn.keySet()));
        assertTrue(drawn.get(Figure.MIME_TYPE).toString().contains("<b>a<sub>3</sub></b>"));
        assertEquals("""
                2-3-1 (tanh, sigmoid; cross-entropy)
                layer  units  activation    W    b  parameters
                    1      3        tanh  3×2  3×1           9
                    2      1     sigmoid  1×3  1×1           4""", drawn.get(Showable.TEXT));
        assertEquals(List.of(Showable.HTML, Showable.TEXT),
                List.copyOf(Bundle.of(VALUES.get("large network")).keySet()));
        assertTrue(form("large network", Showable.HTML).contains("<td style=\"text-align:left\">30×784</td>"));
    }

    @Test
    void aListShowsItsMembersOneBelowTheOther() {
        var pair = Bundle.of(List.of(Examples.X, Examples.Y));
        assertEquals(Typeset.forms(Examples.X).get(Showable.HTML) + Typeset.forms(Examples.Y).get(Showable.HTML),
                pair.get(Showable.HTML));
        assertEquals(Examples.X + "\n" + Examples.Y, pair.get(Showable.TEXT));
        var mixed = form("steps", Showable.MARKDOWN);
        assertTrue(mixed.startsWith("$$Z^{[1]} = ") && mixed.endsWith(Typeset.forms(Examples.X).get(Showable.HTML)));
        assertEquals(Map.of(Showable.TEXT, "[1, 2.5, x]"), Bundle.of(List.of(1, 2.5, "x")));
        assertEquals(Map.of(Showable.TEXT, "[]"), Bundle.of(List.of()));
    }

    @Test
    void ofALongListTheRestIsCounted() {
        var text = (String) Bundle.of(Collections.nCopies(53, Examples.Y)).get(Showable.TEXT);
        assertTrue(text.endsWith("\n\n… and 3 more"), text);
        assertEquals(50 * 2 + 2, text.lines().count());
    }

    @Test
    void rowsThatAreNoMatrixAreTheirNumbers() {
        assertEquals(Map.of(Showable.TEXT, "[[1.0, 2.0], [3.0]]"), Bundle.of(new double[][] {{1, 2}, {3}}));
        assertEquals(Map.of(Showable.TEXT, "[[1.0], null]"), Bundle.of(new double[][] {{1}, null}));
        assertEquals(Map.of(Showable.TEXT, "[]"), Bundle.of(new double[0]));
    }

    @Test
    void noRowOfAMarkdownTableIsBrokenByAMatrix() {
        for (var name : List.of("evaluation", "verified equation", "step", "backward pass")) {
            var lines = form(name, Showable.MARKDOWN).lines().filter(line -> line.startsWith("|")).toList();
            assertFalse(lines.isEmpty());
            lines.forEach(line ->
                    assertTrue(line.endsWith("|") && line.chars().filter(c -> c == '|').count() == 4, line));
        }
    }
}
