package backstep.engine;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.Showable;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pass can be read step by step, in the order in which it was computed. */
class StepTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(4, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(4);
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(4), 2, 5, 1);
    private static final Matrix Y = Matrix.row(1, 0, 0, 1, 1);
    private static final ForwardPass FWD = ForwardPass.of(NET, X);
    private static final BackwardPass BWD = FWD.backward(Y);

    private static List<String> names(Iterable<Step> pass) {
        return steps(pass).map(step -> step.formula().id() + " " + step.name()).toList();
    }

    private static Stream<Step> steps(Iterable<Step> pass) {
        return StreamSupport.stream(pass.spliterator(), false);
    }

    @Test
    void theForwardPassGoesUp() {
        assertEquals(List.of("(2) Z[1]", "(1) A[1]", "(2) Z[2]", "(1) A[2]", "(2) Z[3]", "(1) A[3]"), names(FWD));
    }

    @Test
    void theBackwardPassGoesDownFromTheOutputDelta() {
        assertEquals(List.of("output delta dZ[3]", "BP1 dW[3]", "BP2 db[3]", "BP3 dA[2]", "BP4 dZ[2]", "BP1 dW[2]", "BP2 db[2]", "BP3 dA[1]",
                "BP4 dZ[1]", "BP1 dW[1]", "BP2 db[1]"), names(BWD));
    }

    @Test
    void eachStepsOutputIsItsEquationOfItsOperands() {
        for (var step : Stream.concat(steps(FWD), steps(BWD)).toList()) {
            var in = step.operands().values().toArray(Matrix[]::new);
            var g = NET.g(step.l());
            assertEquals(step.formula().operands(step.l()), List.copyOf(step.operands().keySet()));
            assertEquals(step.output(), switch (step.formula()) {
                case LINEAR -> Backprop.Z(in[0], in[1], in[2]);
                case ACTIVATION -> Backprop.A(g, in[0]);
                case OUTPUT_DELTA -> Backprop.dZ(NET.loss(), g, in[0], in[1]);
                case BP1 -> Backprop.bp1(in[0], in[1]);
                case BP2 -> Backprop.bp2(in[0]);
                case BP3 -> Backprop.bp3(in[0], in[1]);
                case BP4 -> Backprop.bp4(in[0], g, in[1]);
                default -> throw new AssertionError(step);
            }, step::toString);
        }
    }

    @Test
    void aStepIsWhatTheAccessorGives() {
        for (var step : Stream.concat(steps(FWD), steps(BWD)).toList()) {
            var name = step.name();
            var same = switch (name.kind()) {
                case Z -> FWD.Z(name.l());
                case A -> FWD.A(name.l());
                case DZ -> BWD.dZ(name.l());
                case DA -> BWD.dA(name.l());
                case DW -> BWD.dW(name.l());
                case DB -> BWD.db(name.l());
                default -> throw new AssertionError(name);
            };
            assertEquals(same, step.output());
        }
    }

    @Test
    void aStepSaysWhatWentInAndWhatCameOut() {
        var bp3 = steps(BWD).filter(step -> step.formula() == Formula.BP3 && step.l() == 2).findFirst().orElseThrow();
        assertEquals("BP3  dA[1] 3×5 from W[2] 4×3, dZ[2] 4×5", bp3.toString());
        assertTrue(bp3.forms().get(Showable.TEXT).startsWith("BP3  dA[1] = W[2]ᵀ dZ[2]\nW[2] 4×3\n[ "), bp3.forms()::toString);
        var markdown = bp3.forms().get(Showable.MARKDOWN);
        assertTrue(markdown.startsWith("$$dA^{[1]} = W^{[2]\\top} dZ^{[2]} \\tag{BP3}$$\n\n$$" + bp3.latexWithShapes() + "$$\n\n$$"), markdown);
        assertTrue(markdown.contains("$$\\begin{aligned} & " + bp3.latexWithNumbers().replace(" = ", " \\\\ & = ") + " \\end{aligned}$$"), markdown);
        assertTrue(BWD.forms().get(Showable.MARKDOWN).contains("\n\n$$" + step(Formula.BP2, 3).latexWithNumbers() + "$$\n\n"));
        for (var row : List.of("| $W^{[2]}$ | 4×3 | <pre style=\"margin:0;background:none\">[ ", "| $dZ^{[2]}$ | 4×5 |", "| $dA^{[1]}$ | 3×5 |")) {
            assertTrue(markdown.contains(row), markdown);
        }
    }

    private static Step step(Formula formula, int l) {
        return Stream.concat(steps(FWD), steps(BWD)).filter(step -> step.formula() == formula && step.l() == l).findFirst().orElseThrow();
    }

    @Test
    void eachSymbolStandsAboveItsShape() {
        assertEquals("\\underset{\\;3 \\times 5\\;}{dA^{[1]}} = \\underset{\\;3 \\times 4\\;}{W^{[2]\\top}} \\underset{\\;4 \\times 5\\;}{dZ^{[2]}}",
                step(Formula.BP3, 2).latexWithShapes());
        assertEquals("\\underset{\\;4 \\times 1\\;}{db^{[2]}} = \\frac1m\\, \\underset{\\;4 \\times 5\\;}{dZ^{[2]}} \\underset{\\;5 \\times 1\\;}{\\mathbf 1}",
                step(Formula.BP2, 2).latexWithShapes());
        assertTrue(step(Formula.LINEAR, 1).latexWithShapes()
                .endsWith("\\underset{\\;3 \\times 1\\;}{b^{[1]}} \\underset{\\;1 \\times 5\\;}{\\mathbf 1^\\top}"));
        assertTrue(step(Formula.BP1, 1).latexWithShapes().endsWith("\\underset{\\;5 \\times 2\\;}{X^\\top}"));
    }

    @Test
    void theShapesOfEveryProductFit() {
        for (var step : steps(BWD).filter(step -> step.formula() == Formula.BP1 || step.formula() == Formula.BP3).toList()) {
            var shapes = Pattern.compile("(\\d+) \\\\times (\\d+)").matcher(step.latexWithShapes()).results()
                    .map(shape -> List.of(shape.group(1), shape.group(2))).toList();
            assertEquals(shapes.get(0), List.of(shapes.get(1).get(0), shapes.get(2).get(1)));
            assertEquals(shapes.get(1).get(1), shapes.get(2).get(0));
        }
    }

    @Test
    void theNumbersArePutInWhereTheSymbolsStood() {
        var bp1 = step(Formula.BP1, 3);
        assertEquals("%s = \\frac15\\, %s %s^\\top".formatted(BWD.dW(3).latex(), BWD.dZ(3).latex(), FWD.A(2).latex()),
                bp1.latexWithNumbers().replace("\\frac1{5}", "\\frac15"));
        var bp4 = step(Formula.BP4, 1);
        assertEquals("%s = %s \\circ %s".formatted(BWD.dZ(1).latex(), BWD.dA(1).latex(), FWD.Z(1).map(TANH::gPrime).latex()), bp4.latexWithNumbers());
        assertEquals("%s = \\text{tanh}%s".formatted(FWD.A(1).latex(), FWD.Z(1).latex().replace("bmatrix", "pmatrix")),
                step(Formula.ACTIVATION, 1).latexWithNumbers());
    }

    @Test
    void aStepKnowsItsQuantitiesOnly() {
        var bp1 = step(Formula.BP1, 2);
        assertEquals(BWD.dW(2), bp1.value(Kind.DW.at(2)));
        assertEquals(FWD.A(1), bp1.value(Kind.A.at(1)));
        var refused = assertThrows(IllegalArgumentException.class, () -> bp1.value(Kind.W.at(2)));
        assertEquals("BP1 at layer 2 takes [dZ[2], A[1]] and gives dW[2], not W[2]", refused.getMessage());
    }

    @Test
    void theOperandsOfAStepCannotBeChanged() {
        var operands = FWD.iterator().next().operands();
        assertThrows(UnsupportedOperationException.class, operands::clear);
    }

    @Test
    void aPassShowsEveryStepOnALine() {
        assertEquals(1 + 6, FWD.toString().lines().count());
        assertEquals(1 + 11, BWD.toString().lines().count());
        assertTrue(BWD.toString().startsWith("backward pass of 2-3-4-1 (tanh, tanh, sigmoid; cross-entropy)\n"), BWD::toString);
        assertEquals(FWD.toString(), FWD.forms().get(Showable.TEXT));
    }

    @Test
    void aPassUnfoldsStepByStep() {
        var markdown = BWD.forms().get(Showable.MARKDOWN);
        assertEquals(steps(BWD)
                .map(step -> "<details><summary>%s: $%s$, %s</summary>".formatted(step.formula().id(), step.latex(), step.output().shape())).toList(),
                markdown.lines().filter(line -> line.startsWith("<details>") && !line.contains("each value")).toList());
        assertEquals(2 * 11, markdown.lines().filter(line -> line.equals("</details>")).count());
        steps(BWD).forEach(step -> assertTrue(markdown.contains(step.forms().get(Showable.MARKDOWN))));
    }

    @Test
    void theFormulasInPlainLetters() {
        var plain = Stream.of(Formula.values()).map(formula -> formula.plain(2)).toList();
        assertEquals(List.of("Z[2] = W[2] A[1] + b[2] 1ᵀ", "A[2] = g(Z[2])", "loss = ℓ(Z[2], Y)", "J = (1/m) Σ loss_i", "dA[2] = ∂ℓ/∂A(A[2], Y)",
                "dZ[2] = ∂ℓ/∂Z(Z[2], Y)", "dW[2] = (1/m) dZ[2] A[1]ᵀ", "db[2] = (1/m) dZ[2] 1", "dA[1] = W[2]ᵀ dZ[2]", "dZ[2] = dA[2] ∘ g′(Z[2])"), plain);
    }

    @Test
    void theFormulasInLatex() {
        assertEquals("Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]} \\mathbf 1^\\top", Formula.LINEAR.latex(2));
        assertEquals("Z^{[1]} = W^{[1]} X + b^{[1]} \\mathbf 1^\\top", Formula.LINEAR.latex(1));
        assertEquals("A^{[2]} = g(Z^{[2]})", Formula.ACTIVATION.latex(2));
        assertEquals("J = \\frac1m \\sum_i \\ell_i", Formula.COST.latex(2));
        assertEquals("\\ell = \\ell(Z^{[2]}, Y)", Formula.LOSS.latex(2));
        assertEquals("dW^{[2]} = \\frac1m\\, dZ^{[2]} A^{[1]\\top}", Formula.BP1.latex(2));
        assertEquals("dW^{[1]} = \\frac1m\\, dZ^{[1]} X^\\top", Formula.BP1.latex(1));
        assertEquals("db^{[2]} = \\frac1m\\, dZ^{[2]} \\mathbf 1", Formula.BP2.latex(2));
        assertEquals("dX = W^{[1]\\top} dZ^{[1]}", Formula.BP3.latex(1));
        assertEquals("dZ^{[12]} = dA^{[12]} \\circ g'(Z^{[12]})", Formula.BP4.latex(12));
    }

    @Test
    void aFormulaNamesWhoseValueStandsWhere() {
        assertEquals(List.of("W[2]⊤", "dZ[2]"), values(Formula.BP3, 2));
        assertEquals(List.of("dZ[1]", "X⊤"), values(Formula.BP1, 1));
        assertEquals(List.of("W[3]", "A[2]", "b[3]"), values(Formula.LINEAR, 3));
        assertEquals(List.of("Z[3]", "Y"), values(Formula.LOSS, 3));
        assertEquals(List.of("loss"), values(Formula.COST, 3));
        assertEquals(List.of("Z[3]", "Y"), values(Formula.OUTPUT_DELTA, 3));
    }

    @ParameterizedTest
    @EnumSource(Formula.class)
    void theValuesInAFormulaAreItsOperands(Formula formula) {
        var inIt = formula.parts(2).stream().filter(Formula.Value.class::isInstance).map(part -> ((Formula.Value) part).quantity()).toList();
        assertEquals(formula.operands(2), inIt);
    }

    private static List<String> values(Formula formula, int l) {
        return formula.parts(l).stream().filter(Formula.Value.class::isInstance).map(Formula.Value.class::cast)
                .map(value -> value.quantity() + (value.transposed() ? "⊤" : "")).toList();
    }

    @Test
    void theNamesOfTheQuantities() {
        var at2 = Stream.of(Quantity.Kind.values()).map(kind -> kind.at(2).toString()).toList();
        assertEquals(List.of("W[2]", "b[2]", "Z[2]", "A[2]", "Y", "loss", "J", "dA[2]", "dZ[2]", "dW[2]", "db[2]"), at2);
        assertEquals("X", Quantity.Kind.A.at(0).toString());
        assertEquals("dX", Quantity.Kind.DA.at(0).latex());
        assertEquals("dA^{[2]}", Quantity.Kind.DA.at(2).latex());
    }
}
