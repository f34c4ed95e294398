package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.Planted;
import backstep.sample.RandomCase;
import backstep.typeset.Showable;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The report as HTML: plain tags and style attributes, which an untrusted notebook shows in any theme. */
class ReportHtmlTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([^\\s>/]+)([^>]*)>");
    private static final Set<String> PLAIN = Set.of("div", "b", "table", "thead", "tbody", "tr", "th", "td", "br");

    static Stream<RandomCase> cases() {
        return RandomCase.first(40);
    }

    private static String html(Report report) {
        return report.forms().get(Showable.HTML);
    }

    /**
     * Nothing but plain tags, closed in order, with a style or without; no colour, so that the theme's own stay
     * readable.
     */
    private static void assertPlain(String html) {
        var open = new ArrayDeque<String>();
        var tags = TAG.matcher(html);
        while (tags.find()) {
            assertTrue(PLAIN.contains(tags.group(2)), tags::group);
            assertTrue(tags.group(3).matches("( style=\"[^\"]*\")?"), tags::group);
            assertTrue(!tags.group(3).contains("color") && !tags.group(3).contains("background"), tags::group);
            if (!tags.group(1).isEmpty()) {
                assertEquals(open.pop(), tags.group(2), html);
            } else if (!tags.group(2).equals("br")) {
                open.push(tags.group(2));
            }
        }
        assertTrue(open.isEmpty(), open::toString);
        assertTrue(TAG.matcher(html).replaceAll("").chars().noneMatch(c -> c == '<' || c == '>'),
                "nothing that only looks like a tag");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void itHoldsPlainTagsAndStylesOnly(RandomCase c) {
        assertPlain(html(Planted.report(c)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void eachLayerHasARowAndWhatIsWrongIsBold(RandomCase c) {
        var report = Planted.report(c);
        var html = html(report);
        assertEquals(report.net().L() + 2, count(html, "<tr>"), "with the head and the inputs");
        for (var verdict : Verdict.values()) {
            long blocks = report.blocks().stream().filter(block -> block.verdict() == verdict)
                    .filter(block -> block.quantity().kind() != Kind.J && block.quantity().kind() != Kind.LOSSES)
                    .count();
            assertEquals(blocks, count(html, verdict.isFault() ? "><b>" + verdict : ">" + verdict + "</td>"),
                    verdict::toString);
        }
        report.firstFault().ifPresent(fault -> assertTrue(html.contains("<div><b>" + fault + "</b></div>"), html));
    }

    private static int count(String html, String part) {
        return html.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void whatAUserNamedOrThrewIsTextAndNoMarkup() {
        var evil = Activation.of("<script>alert(1)</script>", Math::sin, Math::cos);
        var net = Network.inputs(2).layer(2, evil).random(1);
        var thrown = Rules.standard().with(Formula.BP1, at -> {
            throw new IllegalStateException("a List<Matrix> & <svg onload=alert(2)>");
        });
        var X = Matrix.of(2, 1, 0.1, 0.2);
        var html = html(GradientCheck.of(net, X, X).rules(thrown).run());
        assertPlain(html);
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), html);
        assertTrue(html.contains("a List&lt;Matrix&gt; &amp; &lt;svg onload=alert(2)&gt;"), html);
        assertPlain(SideBySide.of(net, X, X, Kind.DW.at(1)).forms().get(Showable.HTML));
    }
}
