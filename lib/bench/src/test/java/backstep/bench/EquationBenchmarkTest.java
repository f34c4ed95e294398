package backstep.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

/** Each equation is timed on what it meets in a step. */
class EquationBenchmarkTest {

    private final EquationBenchmark timed = new EquationBenchmark();

    @BeforeEach
    void operands() {
        timed.operands();
    }

    @Test
    void eachComputesWhatThePassComputes() {
        var on = Workload.of("mnist30");
        var forward = ForwardPass.of(on.net(), on.X());
        var backward = forward.backward(on.Y());
        assertEquals(forward.Z(1), timed.linear());
        assertEquals(forward.A(1), timed.activation());
        assertEquals(forward.losses(on.Y()), timed.losses());
        assertEquals(forward.cost(on.Y()), timed.cost());
        assertEquals(backward.dA(2), timed.outputDA());
        assertEquals(backward.dZ(2), timed.outputDelta());
        assertEquals(backward.dW(1), timed.bp1());
        assertEquals(backward.db(1), timed.bp2());
        assertEquals(backward.dA(1), timed.bp3());
        assertEquals(backward.dZ(1), timed.bp4());
        assertEquals(backward.step(on.alpha()).W(1), timed.update());
    }

    @Test
    void noEquationIsLeftOut() {
        var benchmarks = Stream.of(EquationBenchmark.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class)).toList();
        assertEquals(Formula.values().length + 1, benchmarks.size(), "each formula of the passes, and the update");
    }
}
