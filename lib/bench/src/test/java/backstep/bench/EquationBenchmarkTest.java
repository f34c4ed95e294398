package backstep.bench;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.equations.Backprop;
import backstep.pass.ForwardPass;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
        assertEquals(forward.z(1), timed.linear());
        assertEquals(forward.a(1), timed.activation());
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
        var equations = Stream.of(Backprop.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())).map(Method::getName).collect(toSet());
        var benchmarks = Stream.of(EquationBenchmark.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class)).toList();
        assertEquals(equations.size(), benchmarks.size());
    }
}
