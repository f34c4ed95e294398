package backstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backstep.check.GradientCheck;
import backstep.check.SideBySide;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.matrix.Program;
import backstep.mode.ForwardAccumulation;
import backstep.mode.Graph;
import backstep.mode.Jacobian;
import backstep.mode.ReverseAccumulation;
import backstep.mode.Scalar;
import backstep.network.Activation;
import backstep.network.Layer;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.train.TrainingLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs for seconds or longer stops when its thread is interrupted, as a notebook's Interrupt does. */
class InterruptTest {

    private static final int HEAD_START = 50; // milliseconds
    /** Two tenths of a second, on a machine that does ten other things. */
    private static final int BOUND = 2000;

    private static final Network WIDE = Network.inputs(300).layer(300, Activation.TANH).layer(2, Activation.SOFTMAX)
            .loss(Loss.SOFTMAX_CROSS_ENTROPY).random(1);
    private static final Matrix X = m(300, 20);
    private static final Matrix Y = Matrix.generate(2, 20, (i, j) -> (i + j) % 2);
    private static final Layer LAYER = new Layer(m(150, 150), m(150, 1), Activation.TANH);
    private static final Network DEEP = new Network(150, Collections.nCopies(5000, LAYER), Loss.SQUARED_ERROR);
    private static final Network MANY = Network.inputs(2).layer(3, Activation.TANH).layer(1, Activation.SIGMOID)
            .loss(Loss.CROSS_ENTROPY).random(1);
    private static final Matrix SQUARE = m(150, 150);

    private static Matrix m(int rows, int columns) {
        return Matrix.generate(rows, columns, (i, j) -> Math.sin(i + 3 * j) / 100);
    }

    private static Arguments work(String name, Runnable work) {
        return Arguments.of(name, work);
    }

    static Stream<Arguments> longWork() {
        var nodes = chain(200_000);
        var inputs = Collections.nCopies(20_000, nodes.get(0));
        var outputs = Collections.nCopies(20_000, nodes.get(nodes.size() - 1));
        var shallow = ForwardPass.of(WIDE, X);
        var large = ForwardAccumulation.of(WIDE, m(300, 5000), Matrix.generate(2, 5000, (i, j) -> (i + j) % 2));
        var wrong = Rules.standard().withBp3((W, dZ) -> W.transpose().times(dZ.times(0.3)));
        var manyX = m(2, 1_000_000);
        var manyY = Matrix.generate(1, 1_000_000, (i, j) -> j % 2);
        var loop = TrainingLoop.of(WIDE, 0.1);
        return Stream.of(
                work("a forward pass of 5000 layers", () -> ForwardPass.of(DEEP, SQUARE)),
                work("backward passes", () -> repeat(() -> shallow.backward(Y))),
                work("a chain of products", () -> repeat(() -> m(400, 400).times(m(400, 400)))),
                work("forward accumulation", () -> ForwardAccumulation.of(WIDE, X, Y).dW(1)),
                work("passes of dual numbers over a large batch", () -> large.dZ(1)),
                work("reverse accumulation", () -> repeat(() -> ReverseAccumulation.of(WIDE, X, Y))),
                work("a graph", () -> repeat(() -> chain(100_000))),
                work("a Jacobian by forward accumulation", () -> Jacobian.forward(inputs, outputs)),
                work("a Jacobian by reverse accumulation", () -> Jacobian.reverse(inputs, outputs)),
                work("training", () -> repeat(() -> loop.step(X, Y))),
                work("an estimate", () -> NumericalGradient.of(WIDE, X, Y).estimate(Kind.W.at(1))),
                work("all opinions on a block", () -> SideBySide.of(WIDE, X, Y, Kind.DW.at(1))),
                work("a check", () -> GradientCheck.of(WIDE, X, Y).run()),
                work("a check of samples", () -> GradientCheck.of(WIDE, X, Y).sample(10_000, 1)),
                work("a sample of very many examples", () -> GradientCheck.of(MANY, manyX, manyY).sample(2, 1)),
                work("a check of very many examples along directions",
                        () -> repeat(() -> GradientCheck.of(MANY, manyX, manyY).directional(1))),
                work("bounds and causes of very many examples",
                        () -> repeat(() -> GradientCheck.of(MANY, manyX, manyY).rules(wrong).sample(1, 1))),
                work("one loop over many millions", () -> repeat(() -> manyX.map(x -> StrictMath.tanh(x) + x))),
                work("the search for a cause",
                        () -> repeat(() -> GradientCheck.of(WIDE, X, Y).rules(wrong).directional(1))),
                work("a check along directions", () -> GradientCheck.of(DEEP, SQUARE, SQUARE).directional(1)));
    }

    private static List<Scalar> chain(int nodes) {
        var chain = new ArrayList<>(List.of(new Graph().input("x", 1)));
        for (int k = 1; k < nodes; k++) {
            chain.add(chain.get(k - 1).plus(1));
        }
        return chain;
    }

    private static void repeat(Runnable work) {
        for (int k = 0; k < 1_000_000; k++) {
            work.run();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longWork")
    void itStopsAndClearsTheFlag(String name, Runnable work) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var thrown = new AtomicReference<Throwable>();
        var flag = new AtomicBoolean();
        var worker = new Thread(() -> {
            begun.countDown();
            try {
                work.run();
            } catch (Throwable end) {
                thrown.set(end);
            }
            flag.set(Thread.currentThread().isInterrupted());
        });
        worker.setDaemon(true);
        worker.start();
        begun.await();
        TimeUnit.MILLISECONDS.sleep(HEAD_START);
        worker.interrupt();
        worker.join(BOUND);
        assertFalse(worker.isAlive(), "goes on");
        assertInstanceOf(CancellationException.class, thrown.get());
        assertFalse(flag.get(), "the exception stands for it");
    }

    @AfterEach
    void theNextTestIsNotInterrupted() {
        Thread.interrupted();
    }

    @Test
    void aRecordedRunThatIsStoppedLeavesItsVariables() {
        var program = new Program();
        var x = program.variable(SQUARE);
        program.record(() -> program.update(x, x.times(x).plus(x)));
        var run = program.compiled();
        var before = program.value(x);
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, run::run);
        assertEquals(before, program.value(x));
        run.run();
        assertEquals(before.times(before).plus(before), program.value(x));
    }
}
