package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity.Kind;
import backstep.typeset.Showable;
import backstep.typeset.Text;
import backstep.typeset.Typeset;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations, losses and penalties that a user names, and what a rule throws, in each form of what shows them. */
class NamesTest {

    private static final Matrix X = Matrix.of(2, 3, 0.1, 0.2, 0.3, -0.1, 0.4, 0.7);
    private static final Matrix Y = Matrix.row(0.5, -0.5, 0.25);

    private static Network named(String name) {
        return Network.inputs(2).layer(2, Activation.of("g " + name, Math::sin, Math::cos)).layer(1, Activation.TANH)
                .loss(Loss.of("l " + name, (a, y) -> (a - y) * (a - y), (a, y) -> 2 * (a - y)))
                .penalty(Penalty.of("p " + name, W -> 0.1 * W.sum(), W -> W.map(w -> 0.1))).random(1);
    }

    @ParameterizedTest
    @MethodSource("backstep.typeset.TextTest#written")
    void theReportShowsThemAsTheyAre(String name) {
        var net = named(name);
        var report = GradientCheck.of(net, X, Y).rules(Rules.standard().with(Formula.BP1, at -> {
            throw new IllegalStateException(name);
        })).run();
        var html = report.forms().get(Showable.HTML);
        assertTrue(html.startsWith("<div><b>" + Text.of(net).html() + "</b>, m = 3: "), html);
        var thrown = "BP1 at layer 2 threw IllegalStateException: ";
        assertTrue(html.contains(thrown + Text.of(name).html() + "</div>"), html);
        var text = report.forms().get(Showable.TEXT);
        assertTrue(text.contains(thrown + name + "\n"), text);
        assertTrue(text.startsWith("2-2-1 (g %1$s, tanh; l %1$s, p %1$s), m = 3: ".formatted(name)), text);
    }

    @ParameterizedTest
    @MethodSource("backstep.typeset.TextTest#written")
    void theOpinionsShowThemAsTheyAre(String name) {
        var opinions = SideBySide.of(named(name), X, Y, Kind.DW.at(1));
        var note = "the dual numbers use the given g′ of g %s in layer 1";
        var html = opinions.forms().get(Showable.HTML);
        assertTrue(html.contains("<div>" + note.formatted(Text.of(name).html()) + "</div>"), html);
        assertTrue(opinions.toString().contains("\n— " + note.formatted(name)), opinions::toString);
    }

    @ParameterizedTest
    @MethodSource("backstep.typeset.TextTest#written")
    void aPassShowsThemAsTheyAre(String name) {
        var pass = ForwardPass.of(named(name), X);
        var title = "forward pass of " + named(name);
        var forms = Typeset.forms(pass);
        var markdown = forms.get(Showable.MARKDOWN);
        assertTrue(markdown.startsWith("**" + Text.of(title).markdown() + "**\n\n"), markdown);
        assertTrue(forms.get(Showable.TEXT).startsWith(title + "\n"), forms::toString);
    }

    /** LaTeX has no way to show every sign in a text; what it might read is left out. */
    @ParameterizedTest
    @MethodSource("backstep.typeset.TextTest#written")
    void aFormulaShowsTheirLettersAndDigits(String name) {
        var activation = StreamSupport.stream(ForwardPass.of(named(name), X).spliterator(), false)
                .filter(step -> step.formula() == Formula.ACTIVATION && step.l() == 1).findFirst().orElseThrow();
        var latex = Typeset.latexWithNumbers(activation);
        var shown = latex.substring(latex.indexOf("\\text{") + 6);
        shown = shown.substring(0, shown.indexOf('}'));
        assertTrue(shown.matches("g [\\p{L}\\p{N} ]*"), latex);
        assertEquals("g" + name.replaceAll("[^\\p{L}\\p{N}]", ""), shown.replace(" ", ""));
    }
}
