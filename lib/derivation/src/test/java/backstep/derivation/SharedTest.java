package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import backstep.derivation.catalogue.Derivations;
import backstep.matrix.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One problem, and what each derivation sees of it, may be used by several threads at once. */
class SharedTest {

    private static final int THREADS = 32;
    private static final int ROUNDS = 4;

    static List<Derivation<?>> derivations() {
        return Derivations.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("derivations")
    void eachThreadFindsTheSame(Derivation<?> derivation) throws Exception {
        var alone = found(derivation, fresh(derivation), 0);
        assertFalse(alone.isEmpty());
        var pool = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                var problem = fresh(derivation);
                var together = new CyclicBarrier(THREADS);
                var asked = IntStream.range(0, THREADS).<Callable<List<Matrix>>>mapToObj(thread -> () -> {
                    together.await();
                    return found(derivation, problem, thread);
                }).toList();
                for (var told : pool.invokeAll(asked)) {
                    assertEquals(alone, told.get());
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Problem fresh(Derivation<?> derivation) {
        var made = derivation.networks().get().get(0);
        return new Problem(made.net(), made.X(), made.Y());
    }

    /** What each equation gives and must give, in the order of the list; each thread begins somewhere else. */
    private static List<Matrix> found(Derivation<?> derivation, Problem problem, int first) {
        var equations = derivation.equations();
        var found = new ArrayList<List<Matrix>>(Collections.nCopies(equations.size(), List.of()));
        for (int k = 0; k < equations.size(); k++) {
            int which = (first + k) % equations.size();
            found.set(which, equations.get(which).on(problem)
                    .flatMap(one -> List.of(one.value(), one.expected()).stream()).toList());
        }
        return found.stream().flatMap(List::stream).toList();
    }
}
