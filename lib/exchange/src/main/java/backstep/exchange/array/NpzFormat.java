package backstep.exchange.array;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Arrays by name as NumPy saves them: a zip file with a .npy for each. */
final class NpzFormat {

    private static final String ENDING = ".npy";

    /** Deflate makes no more of a byte than this, and a few bytes at the ends. */
    private static final long DEFLATE = 1032;

    /** The oldest that a zip file can name: the same arrays give the same file. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzFormat() {}

    static Map<String, Array> read(Source source, Path file) throws IOException {
        var arrays = new LinkedHashMap<String, Array>();
        try (var zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            for (var entry : zip.stream().toList()) {
                var name = name(source, entry);
                if (arrays.putIfAbsent(name, array(source.at(name), zip, entry, Files.size(file))) != null) {
                    throw source.unreadable("holds %s twice: which one counts?", Source.shown(name));
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw source.unreadable("is a damaged zip file, not as numpy.savez leaves it (%s)",
                    Source.shown(String.valueOf(e.getMessage())));
        }
        if (arrays.isEmpty()) {
            throw source.unreadable("is a zip file without a file in it: numpy.savez(file, W1=W1, …) gives one for "
                    + "each array");
        }
        return arrays;
    }

    private static String name(Source source, ZipEntry entry) throws UnreadableFile {
        var name = entry.getName();
        if (name.endsWith("data.pkl")) {
            throw source.unreadable("is a file of torch.save, which holds Python objects that only running it could "
                    + "make again: write safetensors.torch.save_file(tensors, file), or numpy.savez");
        }
        if (name.endsWith(".h5")) {
            throw source.unreadable("is a model of Keras: write numpy.savez(file, W1=…, b1=…, …) of its weights");
        }
        if (!name.endsWith(ENDING) || name.equals(ENDING)) {
            throw source.unreadable("holds %s, which is no array: a .npz has a .npy for each array and nothing else",
                    Source.shown(name));
        }
        if (name.startsWith("/") || name.matches("(?s).*(\\\\|\\p{Cntrl}|:).*|(.*/)?\\.\\.?/.*")) {
            throw source.unreadable("holds an array under the path %s: a name is needed, for example W1",
                    Source.shown(name));
        }
        return name.substring(0, name.length() - ENDING.length());
    }

    private static Array array(Source source, ZipFile zip, ZipEntry entry, long fileBytes) throws IOException {
        long packed = entry.getCompressedSize();
        boolean possible = packed <= fileBytes && (entry.getMethod() == ZipEntry.STORED ? entry.getSize() == packed
                : entry.getSize() <= DEFLATE * packed + 64);
        if (!possible || packed < 0 || entry.getSize() < 0) {
            throw source.unreadable("says that it is %d bytes, packed into %d in a file of %d: the zip file is damaged",
                    entry.getSize(), packed, fileBytes);
        }
        try (var in = new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32())) {
            var array = NpyFormat.read(source, in, entry.getSize());
            if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
                throw source.unreadable("does not have the checksum that the zip file says: it is damaged");
            }
            return array;
        }
    }

    static void write(OutputStream out, Map<String, Array> arrays) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (var array : arrays.entrySet()) {
            var entry = new ZipEntry(array.getKey() + ENDING);
            entry.setTimeLocal(TIME);
            zip.putNextEntry(entry);
            NpyFormat.write(zip, array.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }
}
