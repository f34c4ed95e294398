package backstep.notebook;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import backstep.data.DataSet;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A figure of a large network or of many examples stops being made when its thread is interrupted. */
class InterruptTest {

    private static final int HEAD_START = 50; // milliseconds
    /** Two tenths of a second, on a machine that does ten other things. */
    private static final int BOUND = 2000;

    static Stream<Arguments> longWork() {
        var net = Network.inputs(2).layer(200, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1);
        var X = Matrix.generate(2, 5000, (i, j) -> Math.sin(i + 2 * j));
        var Y = Matrix.generate(1, 5000, (i, j) -> j % 2);
        var data = new DataSet("many", List.of("x1", "x2"), X, "odd", Y, "made up");
        var graph = Examples.derivatives(); // here, since a class whose making is stopped is lost
        var pass = ForwardPass.of(Examples.NET, Examples.X);
        var path = Collections.nCopies(20, net);
        return Stream.of(
                work("tangents", () -> Figures.tangents(net, X, Y)),
                work("a fan of steps", () -> Figures.stepSizeFan(net, X, Y)),
                work("Taylor remainders", () -> Figures.taylorRemainder(net, X, Y)),
                work("errors by step", () -> Figures.errorByStep(net, X, Y, Kind.W.at(1), 0, 0)),
                work("step by step", () -> Figures.stepSize(net, X, Y, Kind.W.at(1), 0, 0)),
                work("a surface", () -> Figures.costSurface(path, X, Y)),
                work("training", () -> Figures.training(path, data)),
                work("a decision", () -> Figures.decision(net, data)),
                work("a graph", () -> Figures.computationGraph(graph)),
                work("a network", () -> Figures.network(pass)));
    }

    private static Arguments work(String name, Runnable work) {
        return Arguments.of(name, work);
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
                repeat(work);
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
}
