package backstep.exchange.array;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where an array comes from: a file or a part of it, which every refusal names, and what the file may still take of the
 * memory.
 */
public final class Source {

    /** A row of numbers takes 8 bytes each, once as they are read and once or twice as matrices. */
    private static final long BYTES_OF_A_NUMBER = 32;

    private final String name;
    private final AtomicLong left;

    private Source(String name, AtomicLong left) {
        this.name = name;
        this.left = left;
    }

    /**
     * A file.
     *
     * @param file as the caller wrote it
     * @return the source
     */
    public static Source of(Path file) {
        return new Source(shown(Objects.requireNonNull(file, "file is null").toString()),
                new AtomicLong(Runtime.getRuntime().maxMemory() / BYTES_OF_A_NUMBER));
    }

    /**
     * A part of this source.
     *
     * @param part for example the name of an array
     * @return the part, which takes from the same memory
     */
    public Source at(String part) {
        return new Source(name + ", " + shown(Objects.requireNonNull(part, "part is null")), left);
    }

    /**
     * A refusal of this source.
     *
     * @param what what is wrong and what is needed, as a format
     * @param values of the format
     * @return to be thrown
     */
    public UnreadableFile unreadable(String what, Object... values) {
        return new UnreadableFile(name + ": " + String.format(Locale.ROOT, Objects.requireNonNull(what, "what is null"),
                Objects.requireNonNull(values, "values is null")));
    }

    /** Refuses numbers that the memory has no room for; asked before any is read. */
    int take(long numbers) throws UnreadableFile {
        if (numbers > Integer.MAX_VALUE - 8 || left.addAndGet(-numbers) < 0) {
            throw unreadable("holds %,d numbers or more, too many for the memory of this Java (%,d MB; java -Xmx gives "
                    + "it more); a check needs a few examples only", numbers, Runtime.getRuntime().maxMemory() >> 20);
        }
        return (int) numbers;
    }

    /**
     * What a file says, fit to stand in a sentence.
     *
     * @param text from a file, of any length and with any character
     * @return its beginning, without control characters and line ends
     */
    public static String shown(String text) {
        var plain = Objects.requireNonNull(text, "text is null")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 77) + "…";
    }

    @Override
    public String toString() {
        return name;
    }
}
