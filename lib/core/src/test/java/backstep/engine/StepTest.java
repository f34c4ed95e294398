package backstep.engine;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A pass can be read step by step, in the order in which it was computed. */
class StepTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(4, TANH).layer(1, SIGMOID)
            .loss(CROSS_ENTROPY).random(4);
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
        assertEquals(List.of("output delta dZ[3]", "BP1 dW[3]", "BP2 db[3]", "BP3 dA[2]", "BP4 dZ[2]", "BP1 dW[2]",
                "BP2 db[2]", "BP3 dA[1]", "BP4 dZ[1]", "BP1 dW[1]", "BP2 db[1]"), names(BWD));
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
        assertEquals("BP3  dA[1] 3×5 from W[2] 4×3, dZ[2] 4×5", step(Formula.BP3, 2).toString());
    }

    private static Step step(Formula formula, int l) {
        return Stream.concat(steps(FWD), steps(BWD)).filter(step -> step.formula() == formula && step.l() == l)
                .findFirst().orElseThrow();
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
        assertTrue(BWD.toString().startsWith("backward pass of 2-3-4-1 (tanh, tanh, sigmoid; cross-entropy)\n"),
                BWD::toString);
    }

    @Test
    void theNamesOfTheQuantities() {
        var at2 = Stream.of(Quantity.Kind.values()).map(kind -> kind.at(2).toString()).toList();
        assertEquals(
                List.of("W[2]", "b[2]", "Z[2]", "A[2]", "Y", "loss", "J", "dA[2]", "dZ[2]", "dW[2]", "db[2]"), at2);
        assertEquals("X", Quantity.Kind.A.at(0).toString());
        assertEquals("dX", Quantity.Kind.DA.at(0).latex());
        assertEquals("dA^{[2]}", Quantity.Kind.DA.at(2).latex());
    }
}
