package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs for seconds stops when its thread is interrupted, as a notebook's Interrupt does. */
class InterruptTest {

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
