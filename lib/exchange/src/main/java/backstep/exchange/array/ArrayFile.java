package backstep.exchange.array;

import backstep.matrix.NonNull;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Arrays by name from a file: NumPy's .npz and .npy, safetensors, CSV and JSON. What it is shows in its first bytes,
 * not in its name; nothing in it is ever run, and no memory is taken for what it only announces.
 *
 * @param file where they are from
 * @param arrays by name, in the order of the file; a .npy and a CSV hold one, of the file's own name
 */
public record ArrayFile(Path file, Map<String, Array> arrays) {

    private static final long LONGEST_TEXT = 64 << 20;

    /** Copies the map. */
    public ArrayFile {
        Objects.requireNonNull(file, "file is null");
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(NonNull.map("arrays", arrays)));
    }

    /**
     * Reads a file.
     *
     * @param file a .npz, .npy, .safetensors, .csv or .json
     * @return its arrays
     * @throws UnreadableFile if it is missing, damaged, or of another kind: in one sentence
     * @throws IOException if the disk fails
     */
    public static ArrayFile read(Path file) throws IOException {
        Objects.requireNonNull(file, "file is null");
        var source = Source.of(file);
        return new ArrayFile(file, arrays(source, file, start(source, file)));
    }

    /**
     * The whole of a text file.
     *
     * @param source the file, for refusals
     * @param file of at most 64 MB
     * @return its bytes
     * @throws IOException if it is longer, missing, or the disk fails
     */
    public static byte[] text(Source source, Path file) throws IOException {
        Objects.requireNonNull(source, "source is null");
        start(source, Objects.requireNonNull(file, "file is null"));
        if (Files.size(file) > LONGEST_TEXT) {
            throw source.unreadable("is %,d bytes of text: up to %,d are read, .npz and .safetensors take less",
                    Files.size(file), LONGEST_TEXT);
        }
        return Files.readAllBytes(file);
    }

    private static byte[] start(Source source, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw source.unreadable(Files.isDirectory(file) ? "is a folder: a file is needed"
                    : Files.exists(file) ? "is no regular file" : "there is no such file");
        }
        if (!Files.isReadable(file)) {
            throw source.unreadable("may not be read: its permissions forbid it");
        }
        try (var in = Files.newInputStream(file)) {
            var start = in.readNBytes(32);
            if (start.length == 0) {
                throw source.unreadable("is empty");
            }
            return start;
        }
    }

    private static Map<String, Array> arrays(Source source, Path file, byte[] start) throws IOException {
        var text = new String(start, StandardCharsets.ISO_8859_1);
        var name = file.getFileName().toString();
        var stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        if (text.startsWith(NpyFormat.MAGIC)) {
            try (var in = new BufferedInputStream(Files.newInputStream(file))) {
                return Map.of(stem, NpyFormat.read(source, in, Files.size(file)));
            }
        }
        if (text.startsWith("PK")) {
            return NpzFormat.read(source, file);
        }
        if (SafetensorsFormat.begins(start, Files.size(file))) {
            return SafetensorsFormat.read(source, file);
        }
        Foreign.refuse(source, start);
        return switch (ending(file)) {
            case "csv", "tsv", "txt" -> Map.of(stem, CsvFormat.read(source, text(source, file)));
            case "json" -> JsonArrays.read(source, text(source, file));
            case "npz", "npy", "safetensors" -> throw source.unreadable("does not begin as a .%s does: it is damaged, "
                    + "cut off, or something else under this name", ending(file));
            default -> throw source.unreadable("is of no kind that is known here: .npz, .npy, .safetensors, .csv or "
                    + ".json is needed");
        };
    }

    /**
     * The ending of a file's name.
     *
     * @param file of any name
     * @return in small letters, without the point; empty if there is none
     */
    public static String ending(Path file) {
        var name = Objects.requireNonNull(file, "file is null").getFileName().toString().toLowerCase(Locale.ROOT);
        return name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
    }

    /**
     * Writes arrays: a reader finds the old file or the new one, never half of it.
     *
     * @param file its ending says the format: .npz, .safetensors or .json
     * @param arrays by name; numbers are written as doubles
     * @throws IllegalArgumentException if its ending is another
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Map<String, Array> arrays) throws IOException {
        NonNull.map("arrays", arrays);
        switch (ending(file)) {
            case "npz" -> Replacement.of(file, out -> NpzFormat.write(out, arrays));
            case "safetensors" -> Replacement.of(file, out -> SafetensorsFormat.write(out, arrays));
            case "json" -> Replacement.of(file, out -> out.write(new ObjectMapper().writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(JsonArrays.tree(arrays))));
            default -> throw new IllegalArgumentException(file + ": .npz, .safetensors or .json is needed at its end, "
                    + "which says what is written");
        }
    }
}
