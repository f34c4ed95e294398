package backstep.exchange.array;

import static backstep.exchange.array.Bytes.cut;
import static backstep.exchange.array.Bytes.doubles;
import static backstep.exchange.array.Bytes.hex;
import static backstep.exchange.array.Bytes.joined;
import static backstep.exchange.array.Bytes.npy;
import static backstep.exchange.array.Bytes.replaced;
import static backstep.exchange.array.Bytes.safetensors;
import static backstep.exchange.array.Bytes.text;
import static backstep.exchange.array.Bytes.zip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged, truncated, foreign and hostile files: one sentence each, and no memory for what is only announced. */
class UnreadableFilesTest {

    private static final byte[] TWO = doubles(1, 2);
    private static final byte[] RIGHT = npy("<f8", "(2,)", TWO);
    private static final String PLACE = "{\"W1\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}";
    private static final byte[] BOMB = npy("<f8", "(134217728,)", new byte[1 << 20]);

    @TempDir
    private Path folder;

    private static Arguments file(String name, byte[] bytes, String told) {
        return Arguments.of(name, told, bytes);
    }

    static Stream<Arguments> npyFiles() {
        var dict = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";
        return Stream.of(
                file("empty.npy", new byte[0], "is empty"),
                file("magic-only.npy", hex("93 4e 55 4d 50 59"), "is no array as NumPy saves it"),
                file("other-magic.npy", text("NUMPY and more text"), "does not begin as a .npy does"),
                file("version-0.npy", npy(0, dict, TWO), "version 0.0 of the format"),
                file("version-9.npy", npy(9, dict, TWO), "version 9.0 of the format: 1.0, 2.0 and 3.0 can be read"),
                file("no-length.npy", joined(hex("93"), text("NUMPY"), hex("01 00 46")),
                        "is cut off within its header"),
                file("half-a-header.npy", cut(RIGHT, 40), "is cut off within its header"),
                file("header-of-4-GB.npy", joined(hex("93"), text("NUMPY"), hex("02 00 ff ff ff ff"), text(dict)),
                        "is cut off within its header"),
                file("header-of-20-kB.npy", npy(2, dict + " ".repeat(20_000), TWO), "a header of 20,058 bytes"),
                file("cut-off.npy", cut(RIGHT, 1), "has the shape [2], 16 bytes with 8 for each entry, and holds 15"),
                file("too-long.npy", joined(RIGHT, new byte[8]), "and holds 24"),
                file("negative.npy", npy("<f8", "(-2,)", TWO), "has an axis of length -2"),
                file("two-negative.npy", npy("<f8", "(-1, -2)", TWO), "has an axis of length -1"),
                file("two-to-63.npy", npy("<f8", "(9223372036854775807,)", TWO), "far too many bytes"),
                file("beyond-64-bits.npy", npy("<f8", "(99999999999999999999,)", TWO),
                        "announces an axis of length 99999999999999999999"),
                file("overflow-to-16.npy", npy("<f8", "(4611686018427387904, 8, 2)", TWO), "far too many bytes"),
                file("overflow-to-0.npy", npy("<f8", "(4294967296, 4294967296)", new byte[0]), "far too many bytes"),
                file("zero-times-huge.npy", npy("<f8", "(0, 9223372036854775807)", new byte[0]), "far too many bytes"),
                file("many-axes.npy", npy("<f8", "(" + "1, ".repeat(40) + ")", doubles(1)), "far too many bytes"),
                file("objects.npy", npy("|O", "(2,)", hex("80 04 95")),
                        "holds Python objects, which only Python could"),
                file("complex.npy", npy("<c16", "(1,)", TWO), "holds complex numbers (dtype <c16)"),
                file("long-double.npy", npy("<f16", "(1,)", TWO), "holds extended precision"),
                file("dates.npy", npy("<M8[ns]", "(2,)", TWO), "holds dates (dtype <M8[ns])"),
                file("spans.npy", npy("<m8[s]", "(2,)", TWO), "holds spans of time"),
                file("void.npy", npy("|V2", "(8,)", TWO), "raw bytes or fields (bfloat16, of JAX, is stored so)"),
                file("fields.npy", npy(1, "{'descr': [('a', '<f8'), ('b', '<f8')], 'fortran_order': False, 'shape': "
                        + "(1,), }", TWO), "has a type of several fields"),
                file("odd-type.npy", npy("<f3", "(2,)", TWO), "(dtype <f3)"),
                file("no-type.npy", npy("", "(2,)", TWO), "what is no number (dtype )"),
                file("type-with-code.npy", npy("__import__", "(2,)", TWO), "what is no number (dtype __import__)"),
                file("no-order.npy", npy("=f8", "(2,)", TWO), "does not say the order of its bytes (dtype =f8)"),
                file("order-missing.npy", npy("|f8", "(2,)", TWO), "does not say the order of its bytes (dtype |f8)"),
                file("not-a-bool.npy", npy("|b1", "(2,)", hex("01 07")), "holds the byte 7 as a bool"),
                file("big-integer.npy", npy("<i8", "(1,)", hex("ff ff ff ff ff ff ff 7f")),
                        "holds the int64 9223372036854775807, which no double is equal to"),
                file("big-unsigned.npy", npy("<u8", "(1,)", hex("ff ff ff ff ff ff ff ff")), "18446744073709551615"),
                file("code.npy", npy(1, "__import__('os').system('touch pwned')", TWO),
                        "its header is no dict of descr"),
                file("json.npy", npy(1, "{\"descr\": \"<f8\", \"fortran_order\": false, \"shape\": [2]}", TWO),
                        "its header is no dict"),
                file("dict-with-code.npy", npy(1, "{'descr': '<f8', 'fortran_order': f(), 'shape': (2,), }", TWO),
                        "its header is no dict"),
                file("escapes.npy", npy(1, "{'descr': '\\x3cf8', 'fortran_order': False, 'shape': (2,), }", TWO),
                        "its header is no dict"),
                file("unended.npy", npy(1, "{'descr': '<f8", TWO), "its header is no dict"),
                file("sum.npy", npy("<f8", "(1+1,)", TWO), "its header is no dict"),
                file("float-shape.npy", npy("<f8", "(2.0,)", TWO), "its header is no dict"),
                file("integer-shape.npy", npy("<f8", "2", TWO), "its header is no dict"),
                file("no-shape.npy", npy(1, "{'descr': '<f8', 'fortran_order': False}", TWO),
                        "its header has the keys"),
                file("key-too-many.npy", npy(1, dict.replace("}", "'x': 'y'}"), TWO), "its header has the keys"),
                file("key-twice.npy", npy(1, dict.replace("}", "'shape': (1,)}"), TWO), "the key shape twice"),
                file("after-the-dict.npy", npy(1, dict + " and more", TWO), "its header is no dict"),
                file("order-no-truth.npy", npy(1, dict.replace("False", "'C'"), TWO), "fortran_order is True or False"),
                file("not-utf-8.npy", replaced(npy(3, dict.replace("<f8", "??"), TWO), text("??"), hex("c3 28")),
                        "a header that is not UTF-8"),
                file("texts-in-two-axes.npy", npy("<U1", "(1, 4)", TWO), "at most one axis of short texts"),
                file("long-texts.npy", npy("<U999999999", "(1,)", TWO), "at most one axis of short texts"),
                file("no-letter.npy", npy("<U1", "(1,)", hex("ff ff ff 7f")),
                        "holds the number 2147483647 as a letter"),
                file("newline.npy", npy("<f\n8", "(2,)", TWO), "(dtype <f?8)"));
    }

    static Stream<Arguments> npzFiles() {
        var npz = zip(false, "W1.npy", RIGHT);
        var stored = zip(true, "W1.npy", RIGHT);
        return Stream.of(
                file("no-entry.npz", zip(false), "is a zip file without a file in it"),
                file("not-a-zip.npz", text("W1 = 1, 2"), "does not begin as a .npz does"),
                file("cut-off.npz", cut(npz, 30), "is a damaged zip file"),
                file("begins-only.npz", text("PK\3\4"), "is a damaged zip file"),
                file("no-array.npz", zip(false, "run.sh", text("rm -rf /")), "holds run.sh, which is no array"),
                file("folder.npz", zip(false, "a/", new byte[0]), "holds a/, which is no array"),
                file("upwards.npz", zip(false, "../../etc/W1.npy", RIGHT), "under the path ../../etc/W1.npy"),
                file("inside-upwards.npz", zip(false, "a/../W1.npy", RIGHT), "under the path a/../W1.npy"),
                file("absolute.npz", zip(false, "/etc/W1.npy", RIGHT), "under the path /etc/W1.npy"),
                file("drive.npz", zip(false, "C:\\W1.npy", RIGHT), "under the path C:\\W1.npy"),
                file("newline-in-name.npz", zip(false, "W\n1.npy", RIGHT), "under the path W?1.npy"),
                file("twice.npz", replaced(zip(true, "W1.npy", RIGHT, "W2.npy", RIGHT), text("W2.npy"), text("W1.npy")),
                        "holds W1 twice: which one counts?"),
                file("objects.npz", zip(false, "W1.npy", RIGHT, "history.npy", npy("|O", "()", hex("80 04 4e 2e"))),
                        "history: holds Python objects"),
                file("torch-save.npz", zip(true, "archive/data.pkl", hex("80 02"), "archive/version", text("3")),
                        "is a file of torch.save"),
                file("keras.npz", zip(true, "model.weights.h5", hex("89")), "is a model of Keras"),
                file("text-inside.npz", zip(false, "W1.npy", text("1,2")), "W1: is no array as NumPy saves it"),
                file("empty-inside.npz", zip(false, "W1.npy", new byte[0]), "W1: is no array as NumPy saves it"),
                file("cut-inside.npz", zip(false, "W1.npy", cut(RIGHT, 3)), "W1: has the shape [2], 16 bytes"),
                file("one-bit.npz", replaced(stored, TWO, doubles(1, 3)), "W1: does not have the checksum"),
                file("bomb.npz", zip(false, "W1.npy", BOMB), "W1: has the shape [134217728], 1073741824 bytes"),
                file("bombs.npz", zip(false, "a.npy", BOMB, "b.npy", BOMB), "1073741824 bytes"),
                file("lies-of-its-size.npz", replaced(stored, sizes(RIGHT.length), sizes(1 << 30)), "damaged"));
    }

    /** The two sizes in an entry of the directory, both the same. */
    private static byte[] sizes(int size) {
        var four = java.nio.ByteBuffer.allocate(4).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(size).array();
        return joined(four, four);
    }

    static Stream<Arguments> safetensorsFiles() {
        return Stream.of(
                file("length-only.safetensors", hex("10 00 00 00 00 00 00 00"),
                        "does not begin as a .safetensors does"),
                file("two-to-63.safetensors", joined(hex("ff ff ff ff ff ff ff 7f"), text(PLACE)),
                        "announces a header of 9223372036854775807 bytes"),
                file("two-to-64.safetensors", joined(hex("ff ff ff ff ff ff ff ff"), text(PLACE)),
                        "announces a header of 18446744073709551615 bytes"),
                file("header-too-long.safetensors", joined(hex("ff 00 00 00 00 00 00 00"), text(PLACE)),
                        "announces a header of 255 bytes"),
                file("no-json.safetensors", safetensors("{\"W1\" oops", TWO), "header: is not JSON, from line 1"),
                file("two-values.safetensors", safetensors("{} {}", new byte[0]), "is not JSON"),
                file("twice.safetensors", safetensors("{\"a\":{},\"a\":{}}", TWO), "Duplicate field 'a'"),
                file("not-utf-8.safetensors", joined(hex("09 00 00 00 00 00 00 00"), text("{\""), hex("c3 28"),
                        text("\":{}}"), TWO), "is not UTF-8"),
                file("no-dtype.safetensors", safetensors(PLACE.replace("\"dtype\":\"F64\",", ""), TWO), "needs dtype"),
                file("odd-dtype.safetensors", safetensors(PLACE.replace("F64", "F8_E4M3"), TWO), "of dtype F8_E4M3"),
                file("list.safetensors", safetensors("{\"W1\":[0,16]}", TWO), "W1: needs dtype (a text), shape and"),
                file("half-shape.safetensors", safetensors(PLACE.replace("[2]", "[2.5]"), TWO), "needs dtype"),
                file("huge-shape.safetensors", safetensors(PLACE.replace("[2]", "[18446744073709551617]"), TWO),
                        "needs dtype"),
                file("overflow.safetensors", safetensors(PLACE.replace("[2]", "[4611686018427387904,4,2]"), TWO),
                        "far too many bytes"),
                file("negative.safetensors", safetensors(PLACE.replace("[2]", "[-1,-2]"), TWO), "an axis of length -1"),
                file("wrong-shape.safetensors", safetensors(PLACE.replace("[2]", "[3]"), TWO), "has the shape [3]"),
                file("beyond.safetensors", safetensors(PLACE, doubles(1)), "lies from byte 0 to 16 of the 8 behind"),
                file("backwards.safetensors", safetensors(PLACE.replace("[0,16]", "[16,0]"), TWO), "from byte 16 to 0"),
                file("before.safetensors", safetensors(PLACE.replace("[0,16]", "[-16,0]"), TWO), "from byte -16 to 0"),
                file("gap.safetensors", safetensors(PLACE.replace("[0,16]", "[8,24]"), doubles(0, 1, 2)),
                        "begins at byte 8 where the array before ends at 0"),
                file("overlap.safetensors", safetensors(PLACE.replace("}}", "},\"W2\":{\"dtype\":\"F64\",\"shape\":[2],"
                        + "\"data_offsets\":[8,24]}}"), doubles(1, 2, 3)),
                        "W2: begins at byte 8 where the array before"),
                file("left-over.safetensors", safetensors(PLACE, doubles(1, 2, 3)), "has 24 bytes behind its header"),
                file("metadata.safetensors", safetensors("{\"__metadata__\":[1]}", new byte[0]), "no JSON object of"),
                file("metadata-number.safetensors", safetensors("{\"__metadata__\":{\"loss\":1}}", new byte[0]),
                        "its __metadata__ has loss, which is no text"));
    }

    static Stream<Arguments> textFiles() {
        return Stream.of(
                file("blank.csv", text("\n\n"), "has no line with a number"),
                file("names-only.csv", text("x1,x2\n"), "has names of columns, and no line with numbers below"),
                file("ragged.csv", text("1,2\n3\n"), "line 2 has 1 columns, the first one has 2"),
                file("word.csv", text("1,2\n3,four\n"), "line 2, column 2 is “four”: a number is needed"),
                file("hole.csv", text("1,2\n3,\n"), "line 2, column 2 is “”"),
                file("pandas.csv", text(",0,1\n0,0.5,0.25\n"), "to_csv(file, index=False)"),
                file("decimal-comma.csv", text("0,5;1,5\n"), "line 1"),
                file("hexadecimal.csv", text("1,2\n0x10,1\n"), "is “0x10”"),
                file("java-number.csv", text("1,2\n1d,1f\n"), "is “1d”"),
                file("latin-1.csv", joined(text("a"), hex("e9"), text("\n1\n")), "is not UTF-8 text"),
                file("utf-16.csv", hex("ff fe 31 00 2c 00"), "is not UTF-8 text"),
                file("binary.csv", hex("01 00 02 00"), "is no text: it has bytes that are 0"),
                file("open-quote.csv", text("\"1,2\n3,4\n"), "line 1"),
                file("list.json", text("[1, 2]"), "is JSON, but no object"),
                file("open.json", text("{\"W1\": [1, 2"), "is not JSON, from line 1"),
                file("ragged.json", text("{\"W1\": [[1, 2], [3]]}"), "W1: has rows of different lengths: one of 1"),
                file("mixed.json", text("{\"W1\": [[1, 2], 3]}"), "W1: has rows of different lengths: 3 beside"),
                file("null.json", text("{\"W1\": [1, null]}"), "W1: has null where a number is needed"),
                file("object.json", text("{\"W1\": {\"a\": 1}}"), "W1: has {\"a\":1} where a number is needed"),
                file("text-among.json", text("{\"W1\": [1, \"2\"]}"), "W1: has \"2\" where a number is needed"),
                file("deep.json", text("{\"W1\": " + "[".repeat(100_000)), "is not JSON"),
                file("cube.json", text("{\"W1\": [[[1]]]}"), "a list of lists of lists"),
                file("twice.json", text("{\"W1\": 1, \"W1\": 2}"), "Duplicate field 'W1'"),
                file("long-number.json", text("{\"W1\": 1" + "0".repeat(5000) + "}"), "is not JSON"),
                file("python.json", text("{'W1': [1, 2]}"), "is not JSON, from line 1, column 2"),
                file("comment.json", text("// W1\n{}"), "is not JSON"));
    }

    static Stream<Arguments> foreignFiles() {
        return Stream.of(
                file("model.pkl", hex("80 04 95 10 00"), "is a pickle, which holds Python objects"),
                file("model.pt", hex("80 02 8a 0a"), "is a pickle"),
                file("model.h5", joined(hex("89"), text("HDF\r\n")), "is an HDF5 file (Keras, MATLAB 7.3)"),
                file("w.mat", text("MATLAB 5.0 MAT-file"), "is a file of MATLAB"),
                file("w.npy.gz", hex("1f 8b 08 00"), "is packed with gzip: unpack it first"),
                file("plot.png", joined(hex("89"), text("PNG\r\n")), "is a picture"),
                file("error.npz", text("<!DOCTYPE html><html>404"), "is a page in HTML or XML"),
                file("w.npz", text("version https://git-lfs.github.com/spec/v1"), "is a pointer of Git LFS"),
                file("w.parquet", text("PAR1"), "is a Parquet file"),
                file("notes.md", text("# W1"), "is of no kind that is known here"),
                file("none", text("1,2"), "is of no kind that is known here"));
    }

    @ParameterizedTest(name = "{0}: … {1} …")
    @MethodSource({"npyFiles", "npzFiles", "safetensorsFiles", "textFiles", "foreignFiles"})
    void aFileThatIsNotWhatItShouldBeGetsOneSentence(String name, String told, byte[] bytes) throws IOException {
        var file = folder.resolve(name);
        Files.write(file, bytes);
        var message = assertThrows(UnreadableFile.class, () -> ArrayFile.read(file)).getMessage();
        assertTrue(message.startsWith(Source.shown(file.toString())), message);
        assertTrue(message.contains(told), message);
        assertEquals(1, message.lines().count(), message);
        assertEquals(1, Files.list(folder).count(), "nothing is written beside the file");
    }

    @Test
    void whatIsNoFileIsRefused() {
        var missing = assertThrows(UnreadableFile.class, () -> ArrayFile.read(folder.resolve("no.npz"))).getMessage();
        assertTrue(missing.endsWith("no.npz: there is no such file"), missing);
        var directory = assertThrows(UnreadableFile.class, () -> ArrayFile.read(folder)).getMessage();
        assertTrue(directory.endsWith(": is a folder: a file is needed"), directory);
    }

    /** 8 GB of zeros take 8 MB as a zip file: nothing is made of them before the memory was asked. */
    @Test
    void moreThanTheMemoryHoldsIsRefusedBeforeItIsRead() {
        var source = Source.of(Path.of("big.npz"));
        long most = Runtime.getRuntime().maxMemory() / 32;
        assertTrue(assertThrows(UnreadableFile.class, () -> source.at("W1").take(most + 1)).getMessage()
                .contains("too many for the memory of this Java"));
    }

    @Test
    void theMemoryIsThatOfAllArraysOfTheFile() throws UnreadableFile {
        var source = Source.of(Path.of("big.npz"));
        int most = (int) Math.min(Integer.MAX_VALUE / 4, Runtime.getRuntime().maxMemory() / 32 / 3);
        source.at("W1").take(most);
        source.at("W2").take(most);
        source.at("W3").take(most);
        assertThrows(UnreadableFile.class, () -> source.at("W4").take(Integer.MAX_VALUE - 8));
    }

    /** The cases stand or fall with the files that they are made from. */
    @Test
    void theFilesFromWhichTheBrokenOnesAreMadeAreRight() throws IOException {
        for (var right : java.util.Map.of("w.npy", RIGHT, "w.npz", zip(false, "W1.npy", RIGHT), "s.npz",
                zip(true, "W1.npy", RIGHT), "w.safetensors", safetensors(PLACE, TWO)).entrySet()) {
            var file = folder.resolve(right.getKey());
            Files.write(file, right.getValue());
            var array = ArrayFile.read(file).arrays().values().iterator().next();
            assertEquals("float64 (2,)", array.describe());
        }
    }
}
