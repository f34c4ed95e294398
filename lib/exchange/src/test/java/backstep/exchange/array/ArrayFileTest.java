package backstep.exchange.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy, PyTorch and JAX wrote (src/test/python/write_files.py), and our own, read back. */
class ArrayFileTest {

    private static final double[] FLOATS = {-1, -0.5, 0, 0.5, 1, 1.5};
    private static final double[] INTEGERS = {0, 1, 2, 3, 4, 5};
    private static final double[] TRUTHS = {0, 1, 0, 1, 0, 1};

    @TempDir
    private Path folder;

    static Path written(String name) {
        return Path.of("src/test/resources/backstep/exchange/files", name);
    }

    private static Map<String, Array> read(String name) throws IOException {
        return ArrayFile.read(written(name)).arrays();
    }

    private static NumericArray numbers(Map<String, Array> arrays, String name) {
        return (NumericArray) arrays.get(name);
    }

    @ParameterizedTest
    @CsvSource({"numpy-types.npz, 12", "numpy-types-compressed.npz, 12", "numpy-big-endian.npz, 12",
            "numpy-fortran.npz, 12", "numpy.safetensors, 14", "torch.safetensors, 6", "jax.npz, 4"})
    void eachTypeIsReadWithItsValuesItsShapeAndItsName(String file, int count) throws IOException {
        var arrays = read(file);
        assertEquals(count, arrays.size());
        for (var name : arrays.keySet()) {
            if (arrays.get(name) instanceof NumericArray array) {
                assertEquals(name + " (2, 3)", array.describe());
                assertArrayEquals(name.contains("float") ? FLOATS : name.equals("bool") ? TRUTHS : INTEGERS,
                        array.values(), name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSingleArrayHasTheNameOfItsFileInEachVersionOfTheFormat(int version) throws IOException {
        var arrays = read("numpy-version-" + version + ".npy");
        assertEquals(Set.of("numpy-version-" + version), arrays.keySet());
        assertArrayEquals(FLOATS, numbers(arrays, "numpy-version-" + version).values());
    }

    @Test
    void eachShapeComesRowByRowWhateverItsOrderInTheFile() throws IOException {
        var arrays = read("numpy-shapes.npz");
        assertEquals(List.of(), numbers(arrays, "number").shape());
        assertEquals(Matrix.row(0.1), numbers(arrays, "number").matrix());
        assertEquals(Matrix.column(-1, -0.5, 0), numbers(arrays, "list").matrix());
        assertEquals(Matrix.row(-1, -0.5, 0), numbers(arrays, "row").matrix());
        assertEquals(Matrix.column(-1, 0.5), numbers(arrays, "column").matrix());
        assertEquals(Matrix.of(2, 3, FLOATS).transpose(), numbers(arrays, "transposed").matrix());
        assertEquals(Matrix.of(2, 2, -1, 0, 0.5, 1.5), numbers(arrays, "strided").matrix());
        assertArrayEquals(numbers(arrays, "cube").values(), numbers(arrays, "cube_fortran").values());
        assertEquals(23, numbers(arrays, "cube").values()[23]);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> numbers(arrays, "cube").matrix()).getMessage()
                .startsWith("float64 (2, 3, 4) is no matrix"));
        assertThrows(IllegalArgumentException.class, () -> numbers(arrays, "empty").matrix());
    }

    @Test
    void whatIsNotFiniteIsAValueToo() throws IOException {
        var arrays = read("numpy-shapes.npz");
        assertArrayEquals(new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0,
                Double.MIN_VALUE}, numbers(arrays, "special").values());
        assertArrayEquals(new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0x1p-24,
                65504}, numbers(arrays, "special16").values());
    }

    @Test
    void textsAreReadFromNumPyAndFromTheMetadataOfSafetensors() throws IOException {
        var texts = read("numpy-texts.npz");
        assertEquals(new TextArray(List.of("tanh", "sigmoid")), texts.get("activations"));
        assertEquals(new TextArray(List.of("cross-entropy")), texts.get("loss"));
        assertEquals(new TextArray(List.of("tanh")), texts.get("bytes"));
        assertEquals(new TextArray(List.of("ReLU")), texts.get("big"));
        assertEquals(new TextArray(List.of("ℓ₁", "∂")), texts.get("letter"));
        assertEquals(texts.get("activations"), read("numpy.safetensors").get("activations"));
    }

    @Test
    void whatNumPyWritesAsTextIsReadWithItsPrecision() throws IOException {
        for (var name : List.of("numpy-savetxt", "numpy-savetxt-comma")) {
            var array = numbers(read(name + ".csv"), name);
            assertEquals("decimal (2, 3)", array.describe());
            assertArrayEquals(FLOATS, array.values());
            assertEquals(0x1p-53, array.roundOff());
        }
        assertEquals(5e-6, numbers(read("numpy-savetxt-6-digits.csv"), "numpy-savetxt-6-digits").roundOff(), 1e-20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2\n3,4", "1,2\r\n3,4\r\n", "x1,x2\n1,2\n3,4\n", "\"x, 1\",x2\n\"1\",2\n3,4\n",
            "1;2\n3;4\n", "a\tb\n1\t2\n3\t4\n", "1 2\n3 4\n", "# by hand\n\n1, 2\n3, 4\n", "\uFEFF1,2\n3,4\n",
            "1e0,+2.\n.3e1,400E-2\n"})
    void aMatrixIsTextWithOrWithoutNamesOfItsColumns(String text) throws IOException {
        var file = folder.resolve("M.csv");
        Files.writeString(file, text);
        assertEquals(Matrix.of(2, 2, 1, 2, 3, 4), numbers(ArrayFile.read(file).arrays(), "M").matrix());
    }

    @Test
    void jsonHoldsNumbersListsAndTextsByName() throws IOException {
        var file = folder.resolve("some.json");
        Files.writeString(file, "{\"W1\": [[1, 2.5], [NaN, -Infinity]], \"b1\": [0.1, 2], \"J\": 3, \"loss\": "
                + "\"hinge\", \"activations\": [\"tanh\", \"tanh\"]}");
        var arrays = ArrayFile.read(file).arrays();
        assertEquals(List.of("W1", "b1", "J", "loss", "activations"), List.copyOf(arrays.keySet()));
        assertEquals(Matrix.of(2, 2, 1, 2.5, Double.NaN, Double.NEGATIVE_INFINITY), numbers(arrays, "W1").matrix());
        assertEquals("decimal (2,)", arrays.get("b1").describe());
        assertEquals("decimal ()", arrays.get("J").describe());
        assertEquals("text [tanh, tanh]", arrays.get("activations").describe());
    }

    @ParameterizedTest
    @ValueSource(strings = {"own.npz", "own.safetensors", "own.json"})
    void whatIsWrittenIsReadBackToTheLastBit(String name) throws IOException {
        var arrays = new LinkedHashMap<String, Array>();
        arrays.put("W1", NumericArray.of(Matrix.of(2, 3, 0.1, -1 / 3.0, 5e-324, Double.MAX_VALUE, -0.0, Math.PI)));
        arrays.put("b1", NumericArray.of(Matrix.column(1, 2)));
        arrays.put("activations", new TextArray(List.of("tanh", "leaky ReLU")));
        var file = folder.resolve(name);
        ArrayFile.write(file, arrays);
        var back = ArrayFile.read(file).arrays();
        assertEquals(arrays.keySet(), back.keySet());
        assertEquals(arrays.get("activations"), back.get("activations"));
        for (var matrix : List.of("W1", "b1")) {
            assertEquals(numbers(arrays, matrix).shape(), numbers(back, matrix).shape());
            assertArrayEquals(numbers(arrays, matrix).values(), numbers(back, matrix).values());
        }
        var first = Files.readAllBytes(file);
        ArrayFile.write(file, arrays);
        assertArrayEquals(first, Files.readAllBytes(file), "the same arrays give the same file");
    }

    @Test
    void aFileStaysAsItWasWhereWritingFails() throws IOException {
        var file = folder.resolve("own.npz");
        Files.writeString(file, "as it was");
        assertThrows(IOException.class, () -> Replacement.of(file, out -> {
            out.write(1);
            throw new IOException("the disk is full");
        }));
        assertEquals("as it was", Files.readString(file));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
        var nowhere = folder.resolve("no/own.npz");
        assertTrue(assertThrows(UnreadableFile.class, () -> ArrayFile.write(nowhere, Map.of())).getMessage()
                .contains("cannot be written: there is no folder"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ArrayFile.write(Path.of("a.csv"), Map.of()))
                .getMessage().contains(".npz, .safetensors or .json is needed at its end"));
    }

    @ParameterizedTest
    @CsvSource({"numpy-objects.npz, history: holds Python objects", "torch-save.pt, is a file of torch.save",
            "jax-bfloat16.npz, 'bfloat16: holds raw bytes or fields (bfloat16, of JAX, is stored so)'"})
    void whatIsPickledIsRefused(String name, String told) {
        var message = assertThrows(UnreadableFile.class, () -> read(name)).getMessage();
        assertTrue(message.contains(told), message);
    }
}
