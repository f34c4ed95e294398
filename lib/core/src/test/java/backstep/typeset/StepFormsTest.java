package backstep.typeset;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.BackwardPass;
import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Step;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A step with its symbols, its shapes and its numbers; a pass, to unfold. */
class StepFormsTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(4, TANH).layer(1, SIGMOID)
                .loss(CROSS_ENTROPY).random(4);
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(4), 2, 5, 1);
    private static final Matrix Y = Matrix.row(1, 0, 0, 1, 1);
    private static final ForwardPass FWD = ForwardPass.of(NET, X);
    private static final BackwardPass BWD = FWD.backward(Y);

    private static Stream<Step> steps(Iterable<Step> pass) {
        return StreamSupport.stream(pass.spliterator(), false);
    }

    private static Step step(Formula formula, int l) {
        return Stream.concat(steps(FWD), steps(BWD)).filter(step -> step.formula() == formula && step.l() == l)
                .findFirst().orElseThrow();
    }

    private static String text(Object value) {
        return Typeset.forms(value).get(Showable.TEXT);
    }

    private static String markdown(Object value) {
        return Typeset.forms(value).get(Showable.MARKDOWN);
    }

    @Test
    void aStepSaysWhatWentInAndWhatCameOut() {
        var bp3 = step(Formula.BP3, 2);
        assertTrue(text(bp3).startsWith("BP3  dA[1] = W[2]ᵀ dZ[2]\nW[2] 4×3\n[ "), text(bp3));
        var markdown = markdown(bp3);
        assertTrue(markdown.startsWith("$$dA^{[1]} = W^{[2]\\top} dZ^{[2]} \\tag{BP3}$$\n\n$$"
                + Typeset.latexWithShapes(bp3) + "$$\n\n$$"), markdown);
        var inTwoLines = Typeset.latexWithNumbers(bp3).replace(" = ", " \\\\ & = ");
        assertTrue(markdown.contains("$$\\begin{aligned} & " + inTwoLines + " \\end{aligned}$$"), markdown);
        assertTrue(markdown(BWD).contains("\n\n$$" + Typeset.latexWithNumbers(step(Formula.BP2, 3)) + "$$\n\n"));
        for (var row : List.of("| $W^{[2]}$ | 4×3 | <pre style=\"margin:0;background:none\">[ ",
                "| $dZ^{[2]}$ | 4×5 |", "| $dA^{[1]}$ | 3×5 |")) {
            assertTrue(markdown.contains(row), markdown);
        }
    }

    @Test
    void eachSymbolStandsAboveItsShape() {
        assertEquals("\\underset{\\;3 \\times 5\\;}{dA^{[1]}} = \\underset{\\;3 \\times 4\\;}{W^{[2]\\top}} "
                + "\\underset{\\;4 \\times 5\\;}{dZ^{[2]}}",
                Typeset.latexWithShapes(step(Formula.BP3, 2)));
        assertEquals("\\underset{\\;4 \\times 1\\;}{db^{[2]}} = \\frac1m\\, \\underset{\\;4 \\times 5\\;}{dZ^{[2]}} "
                + "\\underset{\\;5 \\times 1\\;}{\\mathbf 1}",
                Typeset.latexWithShapes(step(Formula.BP2, 2)));
        assertTrue(Typeset.latexWithShapes(step(Formula.LINEAR, 1))
                .endsWith("\\underset{\\;3 \\times 1\\;}{b^{[1]}} \\underset{\\;1 \\times 5\\;}{\\mathbf 1^\\top}"));
        assertTrue(Typeset.latexWithShapes(step(Formula.BP1, 1)).endsWith("\\underset{\\;5 \\times 2\\;}{X^\\top}"));
        assertEquals("\\underset{\\;3 \\times 5\\;}{A^{[1]}} = \\underset{\\;3 \\times 5\\;}{g(Z^{[1]})}",
                Typeset.latexWithShapes(step(Formula.ACTIVATION, 1)));
        assertTrue(Typeset.latexWithShapes(step(Formula.BP4, 1))
                .endsWith(" \\circ \\underset{\\;3 \\times 5\\;}{g'(Z^{[1]})}"));
    }

    @Test
    void theShapesOfEveryProductFit() {
        for (var step : steps(BWD).filter(step -> step.formula() == Formula.BP1 || step.formula() == Formula.BP3)
                .toList()) {
            var shapes = Pattern.compile("(\\d+) \\\\times (\\d+)").matcher(Typeset.latexWithShapes(step)).results()
                    .map(shape -> List.of(shape.group(1), shape.group(2))).toList();
            assertEquals(shapes.get(0), List.of(shapes.get(1).get(0), shapes.get(2).get(1)));
            assertEquals(shapes.get(1).get(1), shapes.get(2).get(0));
        }
    }

    @Test
    void theNumbersArePutInWhereTheSymbolsStood() {
        var dW = Typeset.latex(BWD.dW(3));
        assertEquals("%s = \\frac15\\, %s %s^\\top".formatted(dW, Typeset.latex(BWD.dZ(3)), Typeset.latex(FWD.A(2))),
                Typeset.latexWithNumbers(step(Formula.BP1, 3)).replace("\\frac1{5}", "\\frac15"));
        var slopes = Typeset.latex(FWD.Z(1).map(TANH::gPrime));
        assertEquals("%s = %s \\circ %s".formatted(Typeset.latex(BWD.dZ(1)), Typeset.latex(BWD.dA(1)), slopes),
                Typeset.latexWithNumbers(step(Formula.BP4, 1)));
        var argument = Typeset.latex(FWD.Z(1)).replace("bmatrix", "pmatrix");
        assertEquals("%s = \\text{tanh}%s".formatted(Typeset.latex(FWD.A(1)), argument),
                Typeset.latexWithNumbers(step(Formula.ACTIVATION, 1)));
    }

    @Test
    void aPassUnfoldsStepByStep() {
        assertEquals(FWD.toString(), text(FWD));
        var markdown = markdown(BWD);
        assertEquals(steps(BWD).map(step -> "<details><summary>%s: $%s$, %s</summary>".formatted(
                step.formula().id(), Typeset.latex(step), step.output().shape())).toList(),
                markdown.lines().filter(line -> line.startsWith("<details>") && !line.contains("each value")).toList());
        assertEquals(2 * 11, markdown.lines().filter(line -> line.equals("</details>")).count());
        steps(BWD).forEach(step -> assertTrue(markdown.contains(markdown(step))));
    }

    @Test
    void aPictureHasTheFirstExamplesNumbersOrForAMeanThoseOfAll() {
        var bp3 = step(Formula.BP3, 3);
        var dA = BWD.dA(2).columnAt(0).lines(5, 6, 3);
        var W = NET.W(3).transpose().lines(5, 6, 3);
        var dZ = BWD.dZ(3).columnAt(0).lines(5, 6, 3).get(0);
        assertEquals(List.of(dA.get(0) + "   " + W.get(0) + " " + " ".repeat(dZ.length()),
                dA.get(1) + " = " + W.get(1) + " " + dZ), Typeset.linesWithNumbers(bp3, 6, 3).subList(0, 2));
        assertFalse(Typeset.isOfAll(bp3));
        var bp2 = step(Formula.BP2, 3);
        assertTrue(Typeset.isOfAll(bp2));
        var db = Typeset.linesWithNumbers(bp2, 6, 3);
        assertTrue(db.get(2).contains(" = 1/5 " + BWD.dZ(3).lines(5, 6, 3).get(0) + " [ 1 ]"), db::toString);
    }
}
