package backstep.typeset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One table in three media. */
class GridTest {

    private static final Grid GRID = new Grid("lR-", List.of("a", "b<", "longer"),
            List.of(List.of(Text.of("x|y"), Text.of(12), Text.of("<z>").bold()), List.of(Text.of(""), Text.of("3"),
                    Text.formula("x"))));

    @Test
    void asTextTheColumnsAreAligned() {
        assertEquals("  a  b<  longer\nx|y  12     <z>\n      3       x", GRID.text());
    }

    @Test
    void asMarkdown() {
        assertEquals("| a | b&lt; | longer |\n|---|---|---|\n| x&#124;y | 12 | **&lt;z&gt;** |\n|  | 3 | $x$ |\n",
                GRID.markdown());
    }

    @Test
    void asHtml() {
        var rows = "<tr><td style=\"text-align:left\">x|y</td><td style=\"text-align:right\">12</td>"
                + "<td><b>&lt;z&gt;</b></td></tr>"
                + "<tr><td style=\"text-align:left\"></td><td style=\"text-align:right\">3</td><td>$x$</td></tr>";
        var inside = "<thead><tr><th>a</th><th style=\"text-align:right\">b&lt;</th><th>longer</th></tr></thead>"
                + "<tbody>" + rows + "</tbody>";
        assertEquals("<table>" + inside + "</table>", GRID.html());
        assertEquals("<table><caption>&amp;</caption>" + inside + "</table>", GRID.html(Text.of("&")));
        assertEquals("<table>" + rows + "</table>", new Grid("lr-", List.of(), GRID.rows()).html());
    }

    @ParameterizedTest
    @MethodSource("backstep.typeset.TextTest#written")
    void aCellStaysACell(String written) {
        var grid = new Grid("ll", List.of(written, "b"), List.of(List.of(Text.of(written), Text.of("b"))));
        assertEquals(List.of(3L, 3L, 3L), grid.markdown().lines().map(line -> line.chars().filter(c -> c == '|')
                .count()).toList());
        assertEquals(3, grid.markdown().lines().count());
        assertEquals(2, grid.html().split("<td", -1).length - 1);
    }
}
