package backstep.matrix;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CancellationException;

/** Where long work stops when its thread is interrupted, as a notebook's Interrupt does. */
public final class Interrupts {

    private static final int OFTEN = (1 << 16) - 1;

    private Interrupts() {}

    /**
     * The same within a loop of many small steps, of which it looks at every 65,536th.
     *
     * @param work what is under way, for the message
     * @param step the number of the step
     * @throws CancellationException if the thread has been interrupted; its interrupt flag is cleared
     */
    public static void poll(String work, int step) {
        requireNonNull(work, "work is null");
        if ((step & OFTEN) == OFTEN) {
            poll(work);
        }
    }

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
