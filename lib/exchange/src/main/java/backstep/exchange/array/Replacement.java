package backstep.exchange.array;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** A file written beside the one that it takes the place of, then moved there: nobody ever sees half of it. */
public final class Replacement {

    private Replacement() {}

    /** Writes the new content. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param out the file beside
         * @throws IOException if that fails; then the old file stays as it is
         */
        void to(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param file the place, in a folder that is there
     * @param content what to write
     * @throws IOException if the folder is missing or writing fails; then nothing has changed
     */
    public static void of(Path file, Content content) throws IOException {
        Objects.requireNonNull(content, "content is null");
        var folder = Objects.requireNonNull(file, "file is null").toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw Source.of(file).unreadable("cannot be written: there is no folder %s", folder);
        }
        if (Files.isDirectory(file)) {
            throw Source.of(file).unreadable("cannot be written: it is a folder");
        }
        var beside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW))) {
                content.to(out);
            }
            move(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void move(Path beside, Path file) throws IOException {
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
