package backstep.notebook.kernel;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Network;
import backstep.notebook.Examples;
import backstep.notebook.Figures;
import backstep.notebook.figure.Figure;
import backstep.notebook.figure.NetworkFigure;
import backstep.typeset.Showable;
import backstep.typeset.Text;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a user gives are text, in tables and in figures. */
class NamesTest {

    private static Elementwise named(String name) {
        return Activation.of(name, Math::sin, Math::cos);
    }

    private static Network network(String name) {
        return Network.inputs(2).layer(3, named(name)).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(7);
    }

    /** Every text of a figure. */
    private static List<String> texts(Figure figure) throws Exception {
        var texts = new ArrayList<String>();
        collect(new ObjectMapper().readTree(figure.json()), texts);
        return texts;
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(child -> collect(child, texts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>bold</b>", "a & b", "a | b", "$x$ $y$", "`code`"})
    void aTableShowsThemAsTheyAre(String name) {
        var net = Network.inputs(2).layer(30, named(name)).layer(1, SIGMOID).random(7);
        var bundle = Bundle.of(net);
        var html = (String) bundle.get(Showable.HTML);
        assertTrue(html.contains("<td style=\"text-align:left\">" + Text.of(name).html() + "</td>"), html);
        assertTrue(html.contains("<caption>" + Text.of(net).html() + "</caption>"), html);
        assertTrue(((String) bundle.get(Showable.TEXT)).contains("  " + name + "  "), bundle::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>bold</b>", "a & b", "a | b", "$x$ $y$", "`code`"})
    void aFigureShowsThemAsTheyAre(String name) throws Exception {
        var shown = Text.inPicture(name);
        for (var figure : List.of(Figures.stepThrough(network(name), Examples.X, Examples.Y),
                NetworkFigure.of(network(name)), Figures.activation(named(name)))) {
            var texts = texts(figure);
            assertTrue(texts.stream().anyMatch(text -> text.contains(shown)), figure::json);
            assertTrue(shown.equals(name) || texts.stream().noneMatch(text -> text.contains(name)), figure::json);
        }
    }
}
