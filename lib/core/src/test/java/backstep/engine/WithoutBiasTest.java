package backstep.engine;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.GradientCheck;
import backstep.check.SideBySide;
import backstep.check.UpdateCheck;
import backstep.estimate.ErrorMetric;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.mode.ForwardAccumulation;
import backstep.mode.ReverseAccumulation;
import backstep.network.Layer;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import backstep.train.TrainingLoop;
import backstep.typeset.Typeset;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer without bias: Z = W A, there is no b to learn and no db. */
class WithoutBiasTest {

    private static final Network NET = Network.inputs(3).layerWithoutBias(4, TANH).layer(3, TANH)
            .layerWithoutBias(2, SIGMOID).loss(CROSS_ENTROPY).random(7);
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(3), 3, 5, 1.5);
    private static final Matrix Y = Matrix.generate(2, 5, (k, i) -> (k + i) % 2);

    @Test
    void itComputesWhatOneWithBias0Does() {
        var layers = NET.layers().stream().map(layer -> new Layer(layer.W(), layer.b(), layer.g())).toList();
        var with0 = new Network(3, layers, CROSS_ENTROPY);
        var one = ForwardPass.of(NET, X);
        var other = ForwardPass.of(with0, X);
        assertEquals(other.cost(Y), one.cost(Y));
        for (int l = 1; l <= 3; l++) {
            assertEquals(other.Z(l), one.Z(l));
            assertEquals(other.backward(Y).dW(l), one.backward(Y).dW(l));
            assertEquals(l == 2, NET.hasBias(l));
        }
        assertEquals(other.backward(Y).db(2), one.backward(Y).db(2));
        assertNotEquals(with0, NET);
        assertNotEquals(with0.layer(1), NET.layer(1));
    }

    @Test
    void thereIsNoDbInAnyOpinion() {
        var opinions = List.of(ForwardPass.of(NET, X).backward(Y), NumericalGradient.of(NET, X, Y),
                ForwardAccumulation.of(NET, X, Y), ReverseAccumulation.of(NET, X, Y));
        for (var opinion : opinions) {
            assertEquals(Matrix.column(0, 0, 0, 0), opinion.db(1));
            assertEquals(Matrix.column(0, 0), opinion.db(3));
            for (int l = 1; l <= 3; l++) {
                assertTrue(ErrorMetric.of(opinions.get(0).dW(l), opinion.dW(l)) < 1e-8);
            }
            assertTrue(opinion.db(2).maxAbs() > 1e-4 && ErrorMetric.of(opinions.get(0).db(2), opinion.db(2)) < 1e-8);
        }
        assertTrue(ReverseAccumulation.of(NET, X, Y).cost().graph().nodes().stream()
                .noneMatch(node -> node.name().startsWith("b[1]") || node.name().startsWith("b[3]")));
        assertEquals(List.of("W[1]", "W[2]", "W[3]", "b[2]"),
                NET.parameters().keySet().stream().map(Object::toString).sorted().toList());
    }

    @Test
    void neitherAStepNorAFormulaHasIt() {
        var forward = ForwardPass.of(NET, X);
        var steps = StreamSupport.stream(forward.spliterator(), false).toList();
        assertFalse(steps.get(0).operands().containsKey(Kind.B.at(1)));
        assertTrue(steps.get(2).operands().containsKey(Kind.B.at(2)));
        assertEquals("Z^{[1]} = W^{[1]} X", Typeset.latex(steps.get(0)));
        assertEquals("Z^{[3]} = W^{[3]} A^{[2]}", Typeset.latex(steps.get(4)));
        assertTrue(Typeset.latex(steps.get(2)).contains("b^{[2]}"));
        steps.forEach(step -> assertFalse(Typeset.forms(step).isEmpty()));
        assertEquals(List.of(2), StreamSupport.stream(forward.backward(Y).spliterator(), false)
                .filter(step -> step.formula() == Formula.BP2).map(Step::l).toList());
    }

    @ParameterizedTest(name = "own rule: {0}")
    @ValueSource(booleans = {false, true})
    void trainingLeavesItAt0(boolean own) {
        var rules = own ? Rules.standard().withBp2(dZ -> dZ.times(Matrix.ones(dZ.columns(), 1))) : Rules.standard();
        var loop = TrainingLoop.of(NET, 0.3, rules);
        for (int step = 0; step < 3; step++) {
            loop.step(X, Y);
        }
        for (var net : List.of(loop.network(), ForwardPass.of(NET, X, rules).backward(Y).step(0.3))) {
            assertEquals(0, net.b(1).maxAbs());
            assertEquals(0, net.b(3).maxAbs());
            assertFalse(net.hasBias(1) || net.hasBias(3));
            assertNotEquals(NET.b(2), net.b(2));
            assertNotEquals(NET.W(1), net.W(1));
        }
        var byStep = ForwardPass.of(NET, X).backward(Y);
        assertTrue(UpdateCheck.of(byStep, 0.3).after(byStep.step(0.3)).run().passed());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theCheckLeavesDbOut(long seed) {
        var plan = Network.inputs(3).layerWithoutBias(4, TANH).layer(2, SIGMOID);
        var net = (seed % 2 == 0 ? plan.loss(CROSS_ENTROPY) : plan.penalty(Penalty.l2(0.1))).random(seed);
        var report = GradientCheck.of(net, X, Y).run();
        assertTrue(report.passed(), report::toString);
        assertFalse(report.blocks().stream().anyMatch(block -> block.quantity().equals(Kind.DB.at(1))));
        assertTrue(report.blocks().stream().anyMatch(block -> block.quantity().equals(Kind.DB.at(2))));
        assertEquals(3, GradientCheck.of(net, X, Y).directional(seed).blocks().size(), "dW[2] db[2] dW[1]");
        var careful = Rules.standard().with(Formula.BP2, at -> {
            if (!at.net().hasBias(at.l())) {
                throw new AssertionError("there is no bias in layer " + at.l());
            }
            return Backprop.bp2(at.dZ());
        }).withZ((W, A, b) -> W.times(A).plus(b.times(Matrix.ones(1, A.columns()))));
        var theirs = GradientCheck.of(net, X, Y).rules(careful).run();
        assertTrue(theirs.passed() && theirs.notes().stream().noneMatch(note -> note.contains("threw")),
                theirs::toString);
        var wrong = GradientCheck.of(net, X, Y).rules(careful.withBp1((dZ, A) -> dZ.times(A.transpose()))).run();
        assertEquals(Formula.BP1, wrong.firstFault().orElseThrow().formula());
        var wrongBias = GradientCheck.of(net, X, Y).rules(careful.withBp2(dZ -> Backprop.bp2(dZ).times(2))).run();
        assertEquals(List.of(2), wrongBias.firstFault().orElseThrow().layers());
    }

    @Test
    void aBiasIsRefusedWhereThereIsNone() {
        assertRefused(() -> new Layer(Matrix.row(1), Matrix.row(2), IDENTITY, false), "without bias has b = 0", "2.0");
        assertRefused(() -> NET.with(Kind.B.at(1), Matrix.column(0, 0, 0, 1)), "without bias has b = 0");
        assertRefused(() -> ForwardPass.of(NET, X).with(Kind.B.at(1), Matrix.column(0, 0, 0, 1)), "without bias");
        assertRefused(() -> NumericalGradient.of(NET, X, Y).estimate(Kind.B.at(1)), "layer 1 of", "has no bias");
        assertRefused(() -> SideBySide.of(NET, X, Y, Kind.DB.at(3)), "has no bias");
        assertRefused(() -> GradientCheck.of(NET, X, Y).gradients(Map.of(Kind.DB.at(1), Matrix.column(0, 0, 0, 0)))
                .run(), "db[1] is no result of a pass of this network");
        assertRefused(() -> Network.inputs(1).layerWithoutBias(1, IDENTITY).weights(Matrix.row(1), Matrix.row(0)),
                "1 layers need 1 matrices", "but no b[1]; given: 2");
        assertRefused(() -> new Network.Plan(List.of(1, 1), List.of(TANH), Loss.SQUARED_ERROR, Penalty.NONE,
                List.of(2)), "[2]", "out of 1…1");
    }

    @Test
    void oneIsWrittenInALine() {
        assertEquals(Network.inputs(2).layerWithoutBias(1, TANH).weights(Matrix.row(0.5, 2)),
                new Network(2, List.of(Layer.withoutBias(Matrix.row(0.5, 2), TANH)), Loss.SQUARED_ERROR));
    }

    private static void assertRefused(Executable action, String... expected) {
        var message = assertThrows(IllegalArgumentException.class, action).getMessage();
        for (var part : expected) {
            assertTrue(message.contains(part), message);
        }
    }
}
