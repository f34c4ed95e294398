package backstep.check.mutant;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.GradientCheck;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.mistake.Mistake;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.engine.ForwardPass;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is right passes, however it is written. */
class EquivalentTest {

    private static final Rules RIGHT = Rules.standard();

    /** Other forms of the right equations, each on the probes whose activation it is written for. */
    static Stream<Mutant> otherForms() {
        var everywhere = EnumSet.complementOf(EnumSet.of(Probe.SATURATED));
        var sigmoid = EnumSet.of(Probe.P1, Probe.P2, Probe.ONE_EXAMPLE, Probe.NO_BIAS, Probe.SYMMETRIC_W,
                Probe.ONE_UNIT, Probe.CHAIN);
        var tanh = EnumSet.of(Probe.P3);
        var relu = EnumSet.of(Probe.RELU_BOTH_SIGNS);
        var unsaturated = EnumSet.of(Probe.P1, Probe.P2, Probe.ONE_EXAMPLE, Probe.ONE_UNIT, Probe.CHAIN);
        return Stream.of(
                form("BP1/transposed-twice", Formula.BP1, everywhere,
                        at -> at.APrev().times(at.dZ().transpose()).times(1 / Terms.m(at)).transpose()),
                form("BP1/sum-over-examples", Formula.BP1, everywhere, at -> IntStream.range(0, at.X().columns())
                        .mapToObj(i -> at.dZ().columnAt(i).times(at.APrev().columnAt(i).transpose()))
                        .reduce(Matrix::plus).orElseThrow().times(1 / Terms.m(at))),
                form("BP1/mean-in-A", Formula.BP1, everywhere,
                        at -> at.dZ().times(at.APrev().times(1 / Terms.m(at)).transpose())),
                form("BP2/row-means", Formula.BP2, everywhere, at -> Matrix.generate(at.dZ().rows(), 1,
                        (r, j) -> at.dZ().rowAt(r).sum() / Terms.m(at))),
                form("BP2/mean-in-ones", Formula.BP2, everywhere,
                        at -> at.dZ().times(Terms.one(at).times(1 / Terms.m(at)))),
                form("BP3/transposed-twice", Formula.BP3, everywhere,
                        at -> at.dZ().transpose().times(at.W()).transpose()),
                form("BP4/A-one-minus-A", Formula.BP4, sigmoid, at -> at.dA().hadamard(at.A().map(a -> a * (1 - a)))),
                form("BP4/exp-over-square", Formula.BP4, sigmoid, at -> at.dA().hadamard(at.Z().map(z -> Math.exp(-z)
                        / Math.pow(1 + Math.exp(-z), 2)))),
                form("BP4/sech-square", Formula.BP4, sigmoid,
                        at -> at.dA().hadamard(at.Z().map(z -> 0.25 / Math.pow(Math.cosh(z / 2), 2)))),
                form("BP4/one-minus-A-square", Formula.BP4, tanh, at -> at.dA().hadamard(at.A().map(a -> 1 - a * a))),
                form("BP4/Z-at-least-0", Formula.BP4, relu, at -> at.dA().hadamard(at.Z().map(z -> z >= 0 ? 1 : 0))),
                form("BP4/A-above-0", Formula.BP4, relu, at -> at.dA().hadamard(at.A().map(a -> a > 0 ? 1 : 0))),
                // right until the sigmoid is 1 to the last bit, then NaN: a numerical mistake
                form("OUT-CE/through-dA", Formula.OUTPUT_DELTA, unsaturated, at -> Terms.entries(at,
                        (a, y) -> (-y / a + (1 - y) / (1 - a)) * a * (1 - a))),
                form("J-CE/a-log-a", Formula.COST, unsaturated,
                        at -> Matrix.row(Terms.entries(at, (a, y) -> -(y * Math.log(a)
                                + (1 - y) * Math.log(1 - a))).sum() / Terms.m(at))));
    }

    private static Mutant form(String id, Formula formula, Set<Probe> rightOn, Function<Site, Matrix> rule) {
        return new Mutant(Mistake.of(id, formula, "", "", rule), rightOn);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherForms")
    void anotherFormOfTheRightEquationPasses(Mutant form) {
        assertAll(form.passesOn().stream()
                .map(probe -> () -> assertTrue(form.check(probe).passed(), () -> form + " on " + probe + "\n"
                        + form.check(probe))));
    }

    static Stream<Mutant> formsThatEnd() {
        return otherForms().filter(form -> form.equation().endsWith("CE") || form.equation().equals("BP4"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formsThatEnd")
    void aFormIsWrongWhereItsActivationOrItsRangeEnds(Mutant form) {
        assertFalse(form.check(form.equation().equals("BP4") ? Probe.LINEAR : Probe.SATURATED).passed());
    }

    /** The networks that the mutants of the output and those of the hidden layers are tried on. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(Probe.class)
    void theRightEquationsPassOnEveryProbe(Probe probe) {
        var cases = Stream.of(Loss.SQUARED_ERROR, Loss.CROSS_ENTROPY).filter(loss -> probe.hasOutput(loss))
                .map(probe::output);
        var all = Stream.concat(cases, probe == Probe.SATURATED ? Stream.of() : Stream.of(probe.hidden())).toList();
        assertTrue(!all.isEmpty());
        all.forEach(c -> GradientCheck.of(c.net(), c.X(), c.Y()).rules(RIGHT).run().orThrow());
    }

    @Test
    void theProbesAreWhatTheyPromise() {
        assertTrue(Stream.of(Probe.values())
                .flatMap(probe -> Stream.of(probe.hidden(), probe.output(Loss.SQUARED_ERROR))).allMatch(c ->
                c.X().isFinite() && c.Y().isFinite()));
        var relu = Probe.RELU_BOTH_SIGNS.hidden();
        for (int l : new int[] {1, 2}) {
            assertEquals(Activation.RELU, relu.net().g(l));
            var z = ForwardPass.of(relu.net(), relu.X()).Z(l);
            assertEquals(1, z.map(x -> Math.abs(x) < 1e-3 ? 0 : 1).sum() / z.rows() / z.columns(),
                    "none within 1e-3 of 0");
            double positive = z.map(x -> x > 0 ? 1 : 0).sum();
            assertTrue(positive > 3 && positive < z.rows() * z.columns() - 3, "both signs");
        }
        var P1 = Probe.P1.hidden();
        var delta = ForwardPass.of(P1.net(), P1.X()).backward(P1.Y()).dZ(3);
        assertEquals(0, delta.map(x -> 100 * x - Math.rint(100 * x)).maxAbs(), 1e-12, "dZ[3] has two decimals");
        assertEquals(0.7, delta.maxAbs(), 0.02);
        var labels = Probe.P1.output(Loss.CROSS_ENTROPY).Y();
        for (int i = 0; i < labels.rows(); i++) {
            assertTrue(labels.rowAt(i).sum() > 0 && labels.rowAt(i).sum() < labels.columns(),
                    "both labels in every row");
        }
    }
}
