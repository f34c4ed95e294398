package backstep.derivation;

import static backstep.network.Activation.SIGMOID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.catalogue.Derivations;
import backstep.derivation.efavdb.EfavdbDerivation;
import backstep.derivation.general.GeneralDerivation;
import backstep.derivation.gist.GistDerivation;
import backstep.derivation.twolayer.TwoLayerDerivation;
import backstep.derivation.ufldl.UfldlDerivation;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs for seconds stops when its thread is interrupted, as a notebook's Interrupt does. */
class InterruptTest {

    private static final int HEAD_START = 100; // milliseconds
    /** Two tenths of a second, on a machine that does ten other things. */
    private static final int BOUND = 2000;

    static Stream<Arguments> work() {
        return Derivations.all().stream().flatMap(derivation -> Stream.of(
                Stream.of(named(derivation.name(), derivation::verify),
                        named(derivation.name() + " gallery", derivation::gallery)),
                derivation.equations().stream().map(equation -> named(equation.id(),
                        () -> Verification.line(equation, derivation.networks().get()))),
                derivation.claims().stream().filter(claim -> claim.evidence() == Evidence.EXPERIMENT)
                        .map(claim -> named(claim.id(), claim.decide()::get)))
                .flatMap(each -> each));
    }

    private static Arguments named(String name, Runnable work) {
        return Arguments.of(name, work);
    }

    @AfterEach
    void theNextTestIsNotInterrupted() {
        Thread.interrupted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    void itStopsAtOnceAndClearsTheFlag(String name, Runnable work) {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, work::run);
        assertFalse(Thread.currentThread().isInterrupted());
    }

    /** On networks so large that each takes seconds: the equations by sums and by difference quotients. */
    static Stream<Arguments> longWork() {
        var X = Matrix.generate(80, 40, (i, j) -> Math.sin(i + j));
        var net = Network.inputs(80).layer(80, SIGMOID).layer(80, SIGMOID).layer(5, SIGMOID).random(1);
        var problem = new Problem(net, X, Matrix.ones(5, 40));
        var binary = Network.inputs(80).layer(80, SIGMOID).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).random(1);
        var one = new Problem(binary, X.columnAt(0), Matrix.ones(1, 1));
        return Stream.concat(
                Stream.of(Derivations.EFAVDB.equation("efavdb-BP1-T"), Derivations.UFLDL.equation("ufldl-DF"),
                        Derivations.GIST.equation("gist-chain-setting"), Derivations.GENERAL.equation("general-x"))
                        .map(equation -> named(equation.id(), () -> repeat(() -> equation.on(problem).count()))),
                Stream.of(named("twolayer-local-z1b1", () -> repeat(
                        () -> Derivations.TWO_LAYER.equation("twolayer-local-z1b1").on(one).count())),
                        named("verify", () -> repeat(Derivations.GIST::verify))));
    }

    private static void repeat(Runnable work) {
        for (int k = 0; k < 1_000_000; k++) {
            work.run();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longWork")
    void itStopsInTheMiddleAndClearsTheFlag(String name, Runnable work) throws InterruptedException {
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

    /** In a class loader of its own, because classes are initialised once. */
    @Test
    void anInterruptWhileTheDerivationsAreMadeDoesNotSpoilThem() throws Exception {
        var places = new ArrayList<URL>();
        for (var place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            places.add(Path.of(place).toUri().toURL());
        }
        try (var loader = new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().interrupt();
            var fresh = Class.forName(Derivations.class.getName(), true, loader);
            assertNotSame(Derivations.class, fresh);
            assertTrue(Thread.interrupted(), "the interrupt is kept for the work that follows");
            assertEquals(Derivations.all().toString(), fresh.getMethod("all").invoke(null).toString());
        }
    }

    static List<Supplier<? extends Derivation<?>>> makers() {
        return List.of(EfavdbDerivation::make, UfldlDerivation::make, GistDerivation::make, TwoLayerDerivation::make,
                GeneralDerivation::make);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void anInterruptWhileTheNetworksAreMadeLeavesThemToBeMadeTheNextTimeAndThenKept(
            Supplier<Derivation<?>> maker) {
        Thread.currentThread().interrupt();
        var derivation = maker.get();
        assertThrows(CancellationException.class, () -> derivation.networks().get());
        assertTrue(derivation.networks().get().size() >= 20);
        assertSame(derivation.networks().get(), derivation.networks().get());
    }
}
