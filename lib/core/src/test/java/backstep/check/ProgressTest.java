package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.engine.ForwardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who watches a check learns how far it is; who interrupts its thread stops it. */
class ProgressTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(4, SIGMOID).random(1);
    private static final Matrix X = Matrix.generate(2, 5, (i, j) -> 0.3 * i - 0.2 * j);
    private static final Matrix Y = Matrix.generate(4, 5, (i, j) -> (i + j) % 2);
    private static final GradientCheck CHECK = GradientCheck.of(NET, X, Y);

    /** The ways to run a check. */
    private enum Way {
        FULL(GradientCheck::run), SAMPLED(check -> check.sample(2, 1)), DIRECTIONAL(check -> check.directional(1));

        private final Function<GradientCheck, Report> run;

        Way(Function<GradientCheck, Report> run) {
            this.run = run;
        }

        /** What a watcher is told, in order. */
        List<Told> told() {
            var told = new ArrayList<Told>();
            run.apply(CHECK.watch((quantity, done) -> told.add(new Told(quantity, done))));
            return told;
        }
    }

    private record Told(Quantity quantity, double done) {}

    @AfterEach
    void nothingStaysInterrupted() {
        Thread.interrupted();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Way.class)
    void eachDerivativeIsAnnouncedInTheOrderOfTheReportUntilItIsDone(Way way) {
        var told = way.told();
        var derivatives = way.run.apply(CHECK).derivatives().stream().map(Block::quantity).toList();
        assertEquals(derivatives, told.stream().map(Told::quantity).distinct().toList());
        assertEquals(derivatives, told.stream().filter(one -> one.done() == 1).map(Told::quantity).toList(),
                "1 is said once");
    }

    @Test
    void aFullCheckTellsRowByRow() {
        var rows = IntStream.rangeClosed(1, 4).mapToObj(row -> row / 4.0).toList();
        assertEquals(rows, Way.FULL.told().stream().filter(one -> one.quantity().toString()
                .equals("dW[2]")).map(Told::done).toList());
    }

    /**
     * At the latest when the next block begins: a row of outputs, or one without a drawn entry, runs no equation that
     * could notice.
     */
    @ParameterizedTest(name = "{0}")
    @EnumSource(Way.class)
    void anInterruptStopsItAndIsSpent(Way way) {
        var told = way.told();
        var last = told.get(told.size() - 1).quantity();
        for (int count = 1; !told.get(count - 1).quantity().equals(last); count++) {
            var heard = new ArrayList<Told>();
            int at = count;
            var check = CHECK.watch((quantity, done) -> {
                heard.add(new Told(quantity, done));
                if (heard.size() == at) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThrows(CancellationException.class, () -> way.run.apply(check));
            assertFalse(Thread.currentThread().isInterrupted(), "the exception stands for it");
            assertTrue(heard.subList(at - 1, heard.size()).stream().map(Told::quantity).distinct().count() <= 2,
                    heard::toString);
        }
    }

    @Test
    void anInterruptBeforeItBeginsStopsIt() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, CHECK::run);
    }

    @Test
    void anInterruptInsideARuleIsNotThatRulesFault() {
        var check = CHECK.rules(Rules.standard().withBp2(dZ -> {
            Thread.currentThread().interrupt();
            return Backprop.bp2(dZ);
        }));
        assertThrows(CancellationException.class, check::run);
    }

    @Test
    void anInterruptNoticedByAPassThatARuleRunsIsNotThatRulesFaultEither() {
        var check = CHECK.rules(Rules.standard().withBp2(dZ -> {
            Thread.currentThread().interrupt();
            return ForwardPass.of(NET, X).backward(Y).db(2);
        }));
        assertThrows(CancellationException.class, check::run);
    }
}
