package backstep.matrix;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CancellationException;

/** Where long work stops when its thread is interrupted, as a notebook's Interrupt does. */
public final class Interrupts {

    private Interrupts() {}

    /**
     * Goes on, unless the thread has been interrupted.
     *
     * @param work what is under way, for the message
     * @throws CancellationException if it has; its interrupt flag is cleared
     */
    public static void poll(String work) {
        requireNonNull(work, "work is null");
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted during " + work);
        }
    }
}
