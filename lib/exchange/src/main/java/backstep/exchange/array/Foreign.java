package backstep.exchange.array;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files of other programs, known by how they begin, with what their owner can do instead. */
final class Foreign {

    private record Kind(String beginning, String what) {}

    private static final String SAVE = "write numpy.savez(file, W1=W1, …)";

    private static final List<Kind> KINDS = List.of(
            new Kind("\u0080", "a pickle, which holds Python objects that only running it could make again: " + SAVE),
            new Kind("\u0089HDF", "an HDF5 file (Keras, MATLAB 7.3): " + SAVE),
            new Kind("MATLAB", "a file of MATLAB: writematrix(W1, 'W1.csv') can be read"),
            new Kind("\u001f\u008b", "packed with gzip: unpack it first"),
            new Kind("BZh", "packed with bzip2: unpack it first"),
            new Kind("\u00fd7zXZ", "packed with xz: unpack it first"),
            new Kind("7z\u00bc\u00af", "a 7-Zip archive: unpack it first"),
            new Kind("Rar!", "a RAR archive: unpack it first"),
            new Kind("PAR1", "a Parquet file: " + SAVE),
            new Kind("ARROW1", "an Arrow file: " + SAVE),
            new Kind("GGUF", "a GGUF model: " + SAVE),
            new Kind("SQLite format 3", "an SQLite database: " + SAVE),
            new Kind("\u0089PNG", "a picture"),
            new Kind("\u00ff\u00d8\u00ff", "a picture"),
            new Kind("%PDF", "a PDF"),
            new Kind("\u007fELF", "a program"),
            new Kind("MZ", "a program"),
            new Kind("<", "a page in HTML or XML (an error page of a download?)"),
            new Kind("version https://git-lfs", "a pointer of Git LFS, not the file itself: git lfs pull brings it"));

    private Foreign() {}

    static void refuse(Source source, byte[] start) throws UnreadableFile {
        var text = new String(start, StandardCharsets.ISO_8859_1);
        for (var kind : KINDS) {
            if (text.startsWith(kind.beginning())) {
                throw source.unreadable("is %s; arrays are read from .npz, .npy, .safetensors, .csv and .json",
                        kind.what());
            }
        }
    }
}
