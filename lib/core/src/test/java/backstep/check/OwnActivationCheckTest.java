package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.sample.OwnActivation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An activation of one's own: A beside its pullback, in one call. */
class OwnActivationCheckTest {

    private static final Matrix Z = Matrix.of(3, 2, 0.4, -0.7, 1.2, 0.9, -0.3, 0.25);

    private static Activation withPullback(Activation g, boolean mixes, double factor) {
        return new Activation() {
            @Override
            public String name() {
                return "own " + g.name();
            }

            @Override
            public Matrix A(Matrix at) {
                return g.A(at);
            }

            @Override
            public Matrix pullback(Matrix dA, Matrix at) {
                return g.pullback(dA, at).times(factor);
            }

            @Override
            public boolean mixesExamples() {
                return mixes;
            }
        };
    }

    static Stream<Activation> activations() {
        return Stream.concat(Stream.of(Activation.IDENTITY, Activation.SIGMOID, Activation.TANH, Activation.RELU,
                Activation.LEAKY_RELU, Activation.SOFTPLUS, Activation.SOFTMAX), OwnActivation.ALL.stream());
    }

    @ParameterizedTest
    @MethodSource("activations")
    void aRightPullbackIsRightAndAnotherIsWrong(Activation g) {
        var report = JacobianCheck.of(g, Z).run();
        assertTrue(report.passed(), report::toString);
        assertEquals(6, report.blocks().size());
        assertEquals("3×2", report.block("A(3, 1)").shape());
        var wrong = JacobianCheck.of(withPullback(g, g.mixesExamples(), 1.01), Z).run();
        assertFalse(wrong.passed(), wrong::toString);
        assertTrue(wrong.toString().startsWith("pullback of own " + g.name() + " at Z, 3×2: "), wrong::toString);
        assertFalse(JacobianCheck.of(withPullback(g, g.mixesExamples(), 1.01), Z).directional(1).passed());
    }

    @Test
    void onesThatForgetThatAnOutputDependsOnMoreAreWrong() {
        for (var g : OwnActivation.ALL) {
            assertFalse(JacobianCheck.of(g.forgetful(), Z).run().passed(), g::name);
            var along = JacobianCheck.of(g.forgetful(), Z).directional(1);
            assertEquals(Verdict.WRONG, along.worst().verdict(), g::name);
            assertEquals(List.of(), along.faults(), "of a sum of outputs nobody knows the example");
        }
    }

    @Test
    void onesThatMixExamplesHaveToSaySo() {
        var mixing = OwnActivation.ALL.stream().filter(Activation::mixesExamples).findFirst().orElseThrow();
        assertTrue(JacobianCheck.of(withPullback(mixing, true, 1), Z).run().passed());
        var report = JacobianCheck.of(withPullback(mixing, false, 1), Z).run();
        assertFalse(report.passed());
        assertTrue(report.faults().get(0).contains("own %s mixes examples: A(1, 1) depends on Z(1, 2), but its "
                .formatted(mixing.name()) + "mixesExamples() says false"), report::toString);
        assertEquals(1, report.faults().size(), "told once");
    }

    @Test
    void aKinkThatIsNotDeclaredIsNamed() {
        var at = Matrix.row(0.5, 0, -1);
        var report = JacobianCheck.of(withPullback(Activation.RELU, false, 1), at).run();
        assertTrue(report.passed(), report::toString);
        assertTrue(report.toString().contains("— own ReLU bends at Z(1, 2) = 0, which its kinks() do not name"),
                report::toString);
        assertFalse(JacobianCheck.of(Activation.RELU, at).run().toString().contains("do not name"));
        assertEquals(Verdict.KINK, JacobianCheck.of(Activation.RELU, at).run().block("A(1, 2)").verdict());
    }

    @Test
    void oneThatThrowsIsNamed() {
        var g = withPullback(Activation.TANH, false, 1);
        var report = JacobianCheck.of(new Activation() {
            @Override
            public String name() {
                return "unfinished";
            }

            @Override
            public Matrix A(Matrix at) {
                return g.A(at);
            }

            @Override
            public Matrix pullback(Matrix dA, Matrix at) {
                throw new UnsupportedOperationException("later");
            }
        }, Z).run();
        assertFalse(report.passed());
        assertTrue(report.toString().contains("pullback throws UnsupportedOperationException at the point: later"),
                report::toString);
    }
}
