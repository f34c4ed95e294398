package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.engine.BackwardPass;
import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.typeset.Showable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cross-entropy where the sigmoid is 0 or 1 to the last bit: the loss and dZ stay right, dA may end. */
class SaturationTest {

    /** One neuron whose Z is what it is given. */
    private static final Network NEURON = Network.inputs(1).layer(1, SIGMOID).loss(CROSS_ENTROPY)
            .weights(Matrix.of(1, 1, 1), Matrix.of(1, 1, 0));

    private static double loss(double z, double y) {
        return ForwardPass.of(NEURON, Matrix.row(z)).cost(Matrix.row(y));
    }

    private static BackwardPass backward(double z, double y) {
        return ForwardPass.of(NEURON, Matrix.row(z)).backward(Matrix.row(y));
    }

    @ParameterizedTest(name = "z = {0}, y = {1}")
    @CsvSource({"40, 0, 40, 1", "-40, 1, 40, -1", "40, 1, 4.248354255291589e-18, 0",
            "-40, 0, 4.248354255291589e-18, 4.248354255291589e-18",
        "800, 0, 800, 1", "-800, 1, 800, -1", "800, 1, 0, 0", "-800, 0, 0, 0"})
    void lossAndDeltaAreFiniteAndRight(double z, double y, double loss, double dZ) {
        assertEquals(loss, loss(z, y), 1e-15 * Math.max(loss, 1e-17));
        assertEquals(dZ, backward(z, y).dZ(1).get(0, 0), 1e-15 * Math.max(Math.abs(dZ), 1e-17));
        assertEquals(dZ * z, backward(z, y).dW(1).get(0, 0), 1e-15 * Math.max(Math.abs(dZ * z), 1e-17));
    }

    @Test
    void dAEndsOnTheWrongSideOnly() {
        assertEquals(Double.POSITIVE_INFINITY, backward(40, 0).dA(1).get(0, 0));
        assertEquals(Double.NEGATIVE_INFINITY, backward(-800, 1).dA(1).get(0, 0));
        assertEquals(-1, backward(40, 1).dA(1).get(0, 0));
        assertEquals(1, backward(-800, 0).dA(1).get(0, 0));
        assertEquals(1, backward(-40, 0).dA(1).get(0, 0), 1e-15);
        assertEquals(-1, backward(-40, 1).dA(1).get(0, 0) / Math.exp(40), 1e-15, "at −40 a is small, not 0");
    }

    @Test
    void theLossFromAIsTheSameWhereItDoesNotEnd() {
        var a = Matrix.row(0, 1, 0.25, 0, 1);
        var y = Matrix.row(0, 1, 1, 1, 0);
        assertEquals(Matrix.row(0, 0, Math.log(4), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
                CROSS_ENTROPY.fromA(a, y).map(Math::abs));
    }

    @Test
    void theCheckSaysWhatItCannotCompareAndPasses() {
        var report = GradientCheck.of(NEURON, Matrix.row(40, 40, -40, -40), Matrix.row(0, 1, 0, 1)).run();
        assertTrue(report.passed(), report::toString);
        assertEquals(1, report.notes().size());
        var note = report.notes().get(0);
        assertTrue(note.startsWith("dA[1] cannot be told in 2 of 4 entries")
                && note.contains("dZ[1] stays finite"), note);
        assertTrue(report.toString().contains(note));
        assertTrue(report.forms().get(Showable.HTML).endsWith("<div>" + note + "</div>"));
        assertEquals(Verdict.TOO_SMALL_TO_TELL, report.blocks().stream()
                .filter(block -> block.quantity().toString().equals("dA[1]")).findFirst().orElseThrow().verdict());
        assertTrue(report.toString().contains("undecided"), "what is left out counts");
    }

    @Test
    void whatCanBeComparedBesideASaturatedOutputIsCompared() {
        var twice = Rules.standard().withOutputDA((A, Y) -> CROSS_ENTROPY.dA(A, Y).times(2));
        var report = GradientCheck.of(NEURON, Matrix.row(40, 1, -1, 0.5), Matrix.row(0, 1, 0, 1)).rules(twice).run();
        assertEquals(Formula.OUTPUT_DA, report.firstFault().orElseThrow().formula());
        assertTrue(report.toString().contains("a factor 2 too many"), report::toString);
    }

    @ParameterizedTest(name = "|z| = {0}")
    @ValueSource(doubles = {1, 5, 10, 15, 20, 22, 24, 25, 26, 27, 28, 30, 33, 36, 36.5, 36.7, 37, 40, 100, 800})
    void theRightEquationsPassHoweverSaturatedTheOutputIs(double z) {
        var report = GradientCheck.of(NEURON, Matrix.row(z, z, -z, -z), Matrix.row(0, 1, 0, 1)).run();
        assertTrue(report.passed(), report::toString);
        assertEquals(9, report.blocks().size(), "Z A loss J dA dZ dW db dX");
    }
}
