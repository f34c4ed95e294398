package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs for seconds stops when its thread is interrupted, as a notebook's Interrupt does. */
class InterruptTest {

    static Stream<Arguments> work() {
        return Derivation.all().stream().flatMap(derivation -> Stream.concat(Stream.concat(
                Stream.of(Arguments.of(derivation.name(), (Runnable) derivation::verify), Arguments.of(derivation.name() + " gallery", (Runnable) derivation::gallery)),
                derivation.equations().stream().map(equation -> Arguments.of(equation.id(), (Runnable) () -> Verification.line(equation, derivation.networks())))),
                derivation.claims().stream().filter(claim -> claim.evidence() == Evidence.EXPERIMENT).map(claim -> Arguments.of(claim.id(), (Runnable) claim.decide()::get))));
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
}
