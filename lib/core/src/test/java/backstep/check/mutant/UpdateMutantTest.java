package backstep.check.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.estimate.ErrorMetric;
import backstep.engine.Backprop;
import backstep.matrix.Matrix;
import backstep.engine.ForwardPass;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Typical mistakes in the step W − α dW. */
class UpdateMutantTest {

    /** What a step can reach for. */
    private record Step(Matrix W, double alpha, Matrix dW, Matrix db, Matrix dZ, double m) {
        static Step on(Probe probe, double alpha) {
            var on = probe.hidden();
            var bwd = ForwardPass.of(on.net(), on.X()).backward(on.Y());
            int l = Probe.LAYER;
            return new Step(on.net().W(l), alpha, bwd.dW(l), bwd.db(l), bwd.dZ(l), on.X().columns());
        }

        /** Entry by entry. */
        Matrix right() {
            return Matrix.generate(W.rows(), W.columns(), (i, j) -> W.get(i, j) - alpha * dW.get(i, j));
        }
    }

    private record Wrong(String id, Function<Step, Matrix> rule, Set<Probe> passesOn) {
        @Override
        public String toString() {
            return id;
        }

        boolean flagged(Step step) {
            try {
                return ErrorMetric.of(rule.apply(step), step.right()) > ErrorMetric.LIMIT;
            } catch (IllegalArgumentException refusal) {
                return true;
            }
        }
    }

    private static Wrong wrong(String id, Function<Step, Matrix> rule, Probe... passesOn) {
        var set = EnumSet.noneOf(Probe.class);
        set.addAll(Set.of(passesOn));
        return new Wrong(id, rule, set);
    }

    static Stream<Wrong> mutants() {
        return Stream.of(
                wrong("GD-W/no-alpha", at -> at.W().minus(at.dW())),
                wrong("GD-W/alpha-over-m", at -> at.W().minus(at.dW().times(at.alpha() / at.m())), Probe.ONE_EXAMPLE,
                        Probe.CHAIN),
                wrong("GD-W/divided-by-alpha", at -> at.W().minus(at.dW().times(1 / at.alpha()))),
                wrong("GD-W/decay", at -> at.W().times(1 - at.alpha()).minus(at.dW().times(at.alpha()))),
                wrong("GD-W/multiplied", at -> at.W().hadamard(at.dW().times(at.alpha()))),
                wrong("GD-W/transposed", at -> at.W().minus(at.dW().transpose().times(at.alpha())), Probe.CHAIN),
                wrong("GD-W/db-not-dW",
                        at -> at.W().minus(at.db().times(Matrix.ones(1, at.W().columns())).times(at.alpha()))),
                wrong("GD-W/db-strict", at -> Backprop.update(at.W(), at.alpha(), at.db())),
                wrong("GD-W/dZ-not-dW", at -> Backprop.update(at.W(), at.alpha(), at.dZ())),
                wrong("GD-W/sign-only", at -> at.W().minus(at.dW().map(Math::signum).times(at.alpha()))),
                wrong("GD-W/unchanged", Step::W));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isFlaggedEverywhereButWhereItEqualsTheRightStep(Wrong mutant) {
        for (var probe : EnumSet.complementOf(EnumSet.of(Probe.SATURATED))) {
            assertEquals(!mutant.passesOn().contains(probe), mutant.flagged(Step.on(probe, Probe.ALPHA)),
                    () -> mutant + " on " + probe);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Probe.class)
    void theRightStepIsTheReference(Probe probe) {
        var step = Step.on(probe, Probe.ALPHA);
        assertEquals(step.right(), Backprop.update(step.W(), step.alpha(), step.dW()));
    }

    @Test
    void aRateOfOneHidesThatItIsMissingOrDividedBy() {
        var hidden = mutants().filter(mutant -> !mutant.flagged(Step.on(Probe.P1, 1))).map(Wrong::id).toList();
        assertEquals(List.of("GD-W/no-alpha", "GD-W/divided-by-alpha"), hidden);
    }

    @Test
    void noneIsLost() {
        assertEquals(11, mutants().map(Wrong::id).distinct().count());
    }
}
