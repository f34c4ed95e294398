package backstep.derivation.efavdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.Erratum;
import backstep.derivation.PrintedForm;
import backstep.derivation.Verification;
import backstep.derivation.catalogue.Derivations;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EfavdbTest {

    private static final Network TWO_ONE = Network.inputs(2).layer(3, Activation.TANH)
            .layer(1, Activation.SIGMOID).random(1);
    private static final Matrix X = Matrix.of(2, 2, 1, 2, 3, 4);
    private static final Matrix Y = Matrix.row(0, 1);

    private static EfavdbView view() {
        return Derivations.EFAVDB.on(TWO_ONE, X, Y);
    }

    private static Network.Plan neuron() {
        return Network.inputs(2).layer(1, Activation.SIGMOID);
    }

    @Test
    void everyEquationMeetsItsEstimateAndEveryErratumIsDecided() {
        var verification = Derivations.EFAVDB.verify().orThrow();
        assertEquals(40, verification.lines().stream().filter(line -> line.what().equals("equation")).count(),
                verification::toString);
        assertEquals(10, verification.lines().stream().filter(line -> line.what().equals("erratum")).count(),
                verification::toString);
    }

    @Test
    void theErrataAreNineAndTenPrintedFormsAreTried() {
        var errata = Derivations.EFAVDB.errata();
        assertEquals(List.of("E000-1", "E000-2", "E000-3", "E000-4", "E000-5", "E000-6", "E000-7", "E000-8", "E000-9"),
                errata.stream().map(Erratum::id).toList());
        assertEquals(List.of("E000-1", "E000-2", "E000-2i", "E000-3", "E000-4", "E000-4u", "E000-5", "E000-6",
                "E000-6s", "E000-8"),
                errata.stream().flatMap(erratum -> erratum.tried().stream()).map(PrintedForm::id).toList());
    }

    /** E000-2: BP1 with ∂J/∂Z for dZ divides by m twice, so its error is 1 − 1/m: seven eighths with eight examples. */
    @Test
    void withTheDerivativeOfTheCostForDzTheErrorIsOneMinusOneOverM() {
        var lines = Derivations.EFAVDB.verify().lines().stream()
                .filter(line -> line.id().equals("E000-2") || line.id().equals("E000-2i")).toList();
        assertEquals(2, lines.size());
        lines.forEach(line -> {
            assertEquals(1 - 1 / 2.0, line.printed().errors().get(0), 1e-6);
            assertEquals(1 - 1 / 8.0, line.printed().errors().get(line.printed().errors().size() - 1), 1e-6);
        });
    }

    @Test
    void theCanonicalPassesAreTheLettersOfTheView() {
        for (var problem : Derivations.EFAVDB.networks().get()) {
            var v = new EfavdbView(new EfavdbView(problem).canonical());
            assertEquals(problem.backward().dA(0), v.dA(0));
            v.layers().forEach(l -> {
                assertEquals(problem.forward().Z(l), Efavdb.ofZ(v, l, (r, i) -> v.Z(l, r, i)));
                assertEquals(problem.forward().A(l), Efavdb.ofZ(v, l, (r, i) -> v.A(l, r, i)));
                assertEquals(problem.backward().dZ(l), Efavdb.ofZ(v, l, (r, i) -> v.dZ(l, r, i)));
                assertEquals(problem.backward().dA(l), Efavdb.ofZ(v, l, (r, i) -> v.dA(l, r, i)));
                assertEquals(problem.backward().dW(l), Efavdb.ofW(v, l, (r, s) -> v.dW(l, r, s)));
                assertEquals(problem.backward().db(l), Efavdb.ofB(v, l, r -> v.db(l, r)));
            });
        }
    }

    @Test
    void anIndexOutsideItsRangeIsNamed() {
        var v = view();
        assertEquals("W has no l = 0: l = 1…2", outside(() -> v.W(0)));
        assertEquals("W has no l = 3: l = 1…2", outside(() -> v.W(3, 1, 1)));
        assertEquals("W has no r = 4: r = 1…3", outside(() -> v.W(1, 4, 1)));
        assertEquals("W has no s = 0: s = 1…2", outside(() -> v.W(1, 1, 0)));
        assertEquals("w has no r = 2: r = 1…1", outside(() -> v.w(2, 2)));
        assertEquals("b has no r = 0: r = 1…3", outside(() -> v.b(1, 0)));
        assertEquals("A has no l = -1: l = 0…2", outside(() -> v.A(-1)));
        assertEquals("A has no i = 3: i = 1…2", outside(() -> v.A(0, 3)));
        assertEquals("Z has no r = 4: r = 1…3", outside(() -> v.Z(1, 4, 1)));
        assertEquals("dZ has no l = 0: l = 1…2", outside(() -> v.dZ(0)));
        assertEquals("dA has no i = 0: i = 1…2", outside(() -> v.dA(0, 1, 0)));
        assertEquals("y has no i = 3: i = 1…2", outside(() -> v.y(1, 3)));
        assertEquals("n has no l = 3: l = 0…2", outside(() -> v.n(3)));
        assertEquals("the batch has no i = 3: i = 1…2", outside(() -> v.example(3)));
    }

    private static String outside(Executable letter) {
        return assertThrows(IndexOutOfBoundsException.class, letter).getMessage();
    }

    @Test
    void anEquationOfOneLossIsRefusedUnderAnotherAndPassedOverInAVerification() {
        var loss = Derivations.EFAVDB.equation("efavdb-loss");
        var text = "efavdb-loss: \"the typical choice for 𝓛 is the cross-entropy\" (l.72); given: "
                + "2-3-1 (tanh, sigmoid; squared error), m = 2";
        assertEquals(text, assertThrows(IllegalArgumentException.class, () -> loss.on(TWO_ONE, X, Y)).getMessage());
        assertEquals(text, assertThrows(IllegalArgumentException.class, () -> loss.value(view(), 0)).getMessage());
        assertEquals(0, Verification.line(loss, List.of(view().problem())).comparisons());
    }

    @Test
    void withoutItsLossTheRecursionHasNoStart() {
        var net = neuron().loss(Loss.of("fourth power", (a, y) -> Math.pow(a - y, 4),
                (a, y) -> 4 * Math.pow(a - y, 3))).random(1);
        for (var id : List.of("dAL", "backward")) {
            var refusal = assertThrows(IllegalArgumentException.class,
                    () -> Derivations.EFAVDB.equation("efavdb-" + id).on(net, X, Y));
            assertEquals("efavdb-" + id + ": dA[L] is written for squared error and for cross-entropy; given: "
                    + "2-1 (sigmoid; fourth power), m = 2",
                    refusal.getMessage());
        }
        Derivations.EFAVDB.equation("efavdb-BP4").on(net, X, Y)
                .forEach(evaluation -> assertTrue(evaluation.error() < 1e-6, evaluation::toString));
    }

    /** A single neuron on three examples, to the digits of a computation by hand. */
    @Test
    void theSingleNeuronHasItsKnownGradientAndStep() {
        var net = neuron().loss(Loss.CROSS_ENTROPY).weights(Matrix.row(0.4, -0.7), Matrix.row(0.2));
        var v = Derivations.EFAVDB.on(net, Matrix.of(2, 3, 1.5, -1, 0.25, 0.5, 2, -0.75), Matrix.row(1, 0, 1));
        assertMatches(value(v, "1", 1), 0.6106392339, 0.1679816149, 0.6952966693);
        assertMatches(value(v, "3", 0), 0.3468554497);
        assertMatches(value(v, "dAL", 0), -1.637628152, 1.201896518, -1.438234992);
        assertMatches(value(v, "BP4-elem", 1), -0.3893607661, 0.1679816149, -0.3047033307);
        assertMatches(value(v, "BP1-sum", 1), -0.2760661989, 0.1232701149);
        assertMatches(value(v, "BP2", 1), -0.1753608273);
        assertMatches(value(v, "backward", 1), -0.2760661989, 0.1232701149, -0.1753608273);
        assertMatches(Introduction.newW(v, 1, 0.5), 0.5380330994, -0.7616350574);
        assertMatches(Introduction.newB(v, 1, 0.5), 0.2876804136);
    }

    private static Matrix value(EfavdbView v, String id, int l) {
        return Derivations.EFAVDB.equation("efavdb-" + id).value(v, l);
    }

    private static void assertMatches(Matrix row, double... expected) {
        assertEquals(1, row.rows());
        assertEquals(expected.length, row.columns());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], row.get(0, i), 1e-9);
        }
    }
}
