package backstep.typeset;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Step;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.sample.RandomCase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each equation as it is written, with an elementwise activation and another, without a penalty and with one. */
class EquationsTest {

    private static final Matrix X = RandomCase.matrix(RandomCase.generator(4), 2, 5, 1);
    private static final Matrix Y = Matrix.row(1, 0, 0, 1, 1);
    private static final Network.Plan PLAN = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY);
    private static final Network PENALISED = PLAN.penalty(Penalty.l2(0.5)).random(4);
    private static final Network WITH_SOFTMAX = Network.inputs(2).layer(3, SOFTMAX).layer(1, SIGMOID)
            .loss(CROSS_ENTROPY).random(4);

    private static Term.Equal equation(Formula formula, int l) {
        return Equations.of(formula, l, TANH, Penalty.NONE);
    }

    private static String latex(Formula formula, int l) {
        return Latex.SYMBOLS.of(equation(formula, l));
    }

    private static Step step(Network net, Formula formula, int l) {
        var forward = ForwardPass.of(net, X);
        var steps = new ArrayList<>(forward.costSteps(Y));
        forward.forEach(steps::add);
        forward.backward(Y).forEach(steps::add);
        return steps.stream().filter(step -> step.formula() == formula && step.l() == l).findFirst().orElseThrow();
    }

    private static String plain(Step step) {
        return Typeset.TERMINAL.of(Equations.of(step));
    }

    @Test
    void theFormulasInPlainLetters() {
        var plain = Stream.of(Formula.values()).map(formula -> Typeset.TERMINAL.of(equation(formula, 2))).toList();
        assertEquals(List.of("Z[2] = W[2] A[1] + b[2] 1ᵀ", "A[2] = g(Z[2])", "loss = ℓ(Z[2], Y)", "J = (1/m) Σ loss_i",
                "dA[2] = ∂ℓ/∂A(A[2], Y)", "dZ[2] = ∂ℓ/∂Z(Z[2], Y)", "dW[2] = (1/m) dZ[2] A[1]ᵀ",
                "db[2] = (1/m) dZ[2] 1",
                "dA[1] = W[2]ᵀ dZ[2]", "dZ[2] = dA[2] ∘ g′(Z[2])"), plain);
    }

    @Test
    void theFormulasInLatex() {
        assertEquals("Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]} \\mathbf 1^\\top", latex(Formula.LINEAR, 2));
        assertEquals("Z^{[1]} = W^{[1]} X + b^{[1]} \\mathbf 1^\\top", latex(Formula.LINEAR, 1));
        assertEquals("A^{[2]} = g(Z^{[2]})", latex(Formula.ACTIVATION, 2));
        assertEquals("J = \\frac1m \\sum_i \\ell_i", latex(Formula.COST, 2));
        assertEquals("\\ell = \\ell(Z^{[2]}, Y)", latex(Formula.LOSS, 2));
        assertEquals("dA^{[2]} = \\frac{\\partial \\ell}{\\partial A}(A^{[2]}, Y)", latex(Formula.OUTPUT_DA, 2));
        assertEquals("dW^{[2]} = \\frac1m\\, dZ^{[2]} A^{[1]\\top}", latex(Formula.BP1, 2));
        assertEquals("dW^{[1]} = \\frac1m\\, dZ^{[1]} X^\\top", latex(Formula.BP1, 1));
        assertEquals("db^{[2]} = \\frac1m\\, dZ^{[2]} \\mathbf 1", latex(Formula.BP2, 2));
        assertEquals("dX = W^{[1]\\top} dZ^{[1]}", latex(Formula.BP3, 1));
        assertEquals("dZ^{[12]} = dA^{[12]} \\circ g'(Z^{[12]})", latex(Formula.BP4, 12));
    }

    @Test
    void theFormulasInThePicturesMarkup() {
        var markup = Stream.of(Formula.values()).map(formula -> Picture.SYMBOLS.of(equation(formula, 1))).toList();
        assertEquals(List.of("Z<sup>[1]</sup> = W<sup>[1]</sup> X + b<sup>[1]</sup> <b>1</b><sup>⊤</sup>",
                "A<sup>[1]</sup> = g(Z<sup>[1]</sup>)",
                "ℓ = ℓ(Z<sup>[1]</sup>, Y)", "J = (1/m) Σ<sub>i</sub> ℓ<sub>i</sub>",
                "dA<sup>[1]</sup> = ∂ℓ/∂A(A<sup>[1]</sup>, Y)",
                "dZ<sup>[1]</sup> = ∂ℓ/∂Z(Z<sup>[1]</sup>, Y)",
                "dW<sup>[1]</sup> = (1/m) dZ<sup>[1]</sup> X<sup>⊤</sup>",
                "db<sup>[1]</sup> = (1/m) dZ<sup>[1]</sup> <b>1</b>", "dX = W<sup>[1]⊤</sup> dZ<sup>[1]</sup>",
                "dZ<sup>[1]</sup> = dA<sup>[1]</sup> ∘ g′(Z<sup>[1]</sup>)"), markup);
    }

    /** The quantities of an equation's right side, in its order. */
    private static List<String> values(Formula formula, int l) {
        var names = new ArrayList<String>();
        new Medium(sign -> "", (leaf, transposed) -> {
            if (leaf instanceof Term.Value value) {
                names.add(value.quantity() + (transposed ? "⊤" : ""));
            }
            return "";
        }).of(equation(formula, l).right());
        return names;
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
        assertEquals(formula.operands(2).stream().map(Quantity::toString).toList(),
                values(formula, 2).stream().map(name -> name.replace("⊤", "")).toList());
    }

    @ParameterizedTest
    @EnumSource(Formula.class)
    void noFormulaKeepsLatexInAPicture(Formula formula) {
        var equation = equation(formula, 2);
        var operands = new Operands(quantity -> Matrix.ones(1, 1), 1);
        for (var form : List.of(Picture.SYMBOLS.of(equation), Picture.withShapes(operands).of(equation),
                String.join("<br>", Picture.withNumbers(operands, equation, 6, 3)))) {
            assertTrue(form.contains(" = ") && form.chars().noneMatch(letter -> "\\{}^_$".indexOf(letter) >= 0), form);
        }
    }

    @Test
    void whatIsNotElementwiseComesBackThroughItsPullback() {
        var bp4 = step(WITH_SOFTMAX, Formula.BP4, 1);
        var pass = ForwardPass.of(WITH_SOFTMAX, X);
        assertEquals("dZ[1] = g*(dA[1], Z[1])", plain(bp4));
        assertEquals("dZ^{[1]} = g^*(dA^{[1]}, Z^{[1]})", Typeset.latex(bp4));
        assertEquals("dZ<sup>[1]</sup> = g<sup>*</sup>(dA<sup>[1]</sup>, Z<sup>[1]</sup>)", Typeset.markup(bp4));
        assertEquals("(3×5) = g<sup>*</sup>(3×5), (3×5)", Typeset.markupWithShapes(bp4));
        assertEquals("%s = g^*(%s, %s)".formatted(Typeset.latex(pass.backward(Y).dZ(1)),
                Typeset.latex(pass.backward(Y).dA(1)),
                Typeset.latex(pass.Z(1))), Typeset.latexWithNumbers(bp4));
        assertTrue(Typeset.forms(bp4).get(Showable.MARKDOWN).contains("g^*"));
        assertEquals("dZ[2] = dA[2] ∘ g′(Z[2])", Typeset.TERMINAL.of(equation(Formula.BP4, 2)));
    }

    @Test
    void aPenaltyIsATermOfTheCost() {
        var cost = step(PENALISED, Formula.COST, 2);
        assertEquals("J = (1/m) Σ loss_i + penalty(W[1]) + penalty(W[2])", plain(cost));
        assertEquals("J = \\frac1m \\sum_i \\ell_i + \\text{penalty}(W^{[1]}) + \\text{penalty}(W^{[2]})",
                Typeset.latex(cost));
        assertEquals("(1×1) = Σ<sub>i</sub> (1×5)<sub>i</sub> + penalty(3×2) + penalty(1×3)",
                Typeset.markupWithShapes(cost));
        assertTrue(Typeset.latexWithShapes(cost).endsWith(" + \\underset{\\;1 \\times 1\\;}{\\text{penalty}(W^{[1]})}"
                + " + \\underset{\\;1 \\times 1\\;}{\\text{penalty}(W^{[2]})}"), Typeset.latexWithShapes(cost));
        double first = PENALISED.penalty().of(PENALISED.W(1));
        double second = PENALISED.penalty().of(PENALISED.W(2));
        assertTrue(Typeset.latexWithNumbers(cost).endsWith("_i + %s + %s".formatted(
                Typeset.latex(Matrix.row(first)), Typeset.latex(Matrix.row(second)))), Typeset.latexWithNumbers(cost));
        assertEquals("(3)  J 1×1 from loss 1×5, W[1] 3×2, W[2] 1×3", cost.toString());
        assertTrue(Typeset.forms(cost).get(Showable.MARKDOWN).contains("| $W^{[1]}$ | 3×2 |"));
    }

    @Test
    void itsDerivativeIsATermOfBp1() {
        var bp1 = step(PENALISED, Formula.BP1, 1);
        assertEquals("dW[1] = (1/m) dZ[1] Xᵀ + ∂penalty/∂W(W[1])", plain(bp1));
        assertEquals("dW^{[1]} = \\frac1m\\, dZ^{[1]} X^\\top"
                + " + \\frac{\\partial \\text{penalty}}{\\partial W}(W^{[1]})", Typeset.latex(bp1));
        assertEquals("dW<sup>[1]</sup> = (1/m) dZ<sup>[1]</sup> X<sup>⊤</sup> + ∂penalty/∂W(W<sup>[1]</sup>)",
                Typeset.markup(bp1));
        assertEquals("(3×2) = (3×5) (5×2) + ∂penalty/∂W(3×2)", Typeset.markupWithShapes(bp1));
        assertTrue(Typeset.latexWithNumbers(bp1).endsWith("^\\top + " + Typeset.latex(PENALISED.W(1).times(0.5))));
        assertEquals("BP1  dW[1] 3×2 from dZ[1] 3×5, X 2×5, W[1] 3×2", bp1.toString());
    }

    @ParameterizedTest
    @EnumSource(value = Formula.class, names = "OUTPUT_DA", mode = EnumSource.Mode.EXCLUDE)
    void withoutAPenaltyNothingTellsOfIt(Formula formula) {
        var step = step(PLAN.random(4), formula, formula == Formula.BP4 ? 1 : 2);
        assertEquals(formula.operands(step.l()), List.copyOf(step.operands().keySet()));
        assertFalse(Typeset.forms(step).toString().contains("penalty"));
    }
}
