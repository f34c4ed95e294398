package backstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.mode.ForwardAccumulation;
import backstep.mode.ReverseAccumulation;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value may be used by several threads at once: each is told what one alone would be told. */
class SharedTest {

    private static final int THREADS = 32;
    private static final int ROUNDS = 10;

    /** Of one's own, so that nothing of it is known beforehand. */
    private static final Activation OWN = Activation.of("softsign", z -> z / (1 + Math.abs(z)),
            z -> 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z))));
    private static final Network NET = Network.inputs(2).layer(2, OWN).layer(2, OWN).layer(2, OWN).layer(2, OWN)
            .layer(1, Activation.TANH).loss(Loss.SQUARED_ERROR).random(1);
    private static final Matrix X = Matrix.of(2, 2, 0.3, -0.4, 1.2, 0.7);
    private static final Matrix Y = Matrix.row(0.5, -0.25);

    static Stream<Arguments> values() {
        return Stream.of(
                shared("a numerical gradient", () -> NumericalGradient.of(NET, X, Y)),
                shared("a backward pass", () -> ForwardPass.of(NET, X).backward(Y)),
                shared("a forward accumulation", () -> ForwardAccumulation.of(NET, X, Y)),
                shared("a reverse accumulation", () -> ReverseAccumulation.of(NET, X, Y)));
    }

    private static Arguments shared(String name, Supplier<Gradients> value) {
        return Arguments.of(name, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void eachThreadIsToldTheSame(String name, Supplier<Gradients> value) throws Exception {
        var alone = all(value.get(), 0);
        var pool = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                var one = value.get();
                var together = new CyclicBarrier(THREADS);
                var asked = IntStream.range(0, THREADS).<Callable<List<Matrix>>>mapToObj(thread -> () -> {
                    together.await();
                    return all(one, thread);
                }).toList();
                for (var told : pool.invokeAll(asked)) {
                    assertEquals(alone, told.get());
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Everything there is to ask, each thread beginning somewhere else. */
    private static List<Matrix> all(Gradients of, int first) {
        int L = NET.L();
        var told = new Matrix[4 * L];
        for (int k = 0; k < told.length; k++) {
            int which = (first + k) % told.length;
            int l = 1 + which / 4;
            told[which] = switch (which % 4) {
                case 0 -> of.dW(l);
                case 1 -> of.db(l);
                case 2 -> of.dZ(l);
                default -> of.dA(l - 1);
            };
        }
        return List.of(told);
    }
}
