package backstep.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.exchange.array.ArrayFile;
import backstep.exchange.array.NumericArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command behind {@code lab.py check}. */
class MainTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Path right;
    private Path wrong;

    @BeforeEach
    void files() throws IOException {
        right = folder.resolve("right.npz");
        wrong = folder.resolve("wrong <b>.npz");
        var arrays = CheckFileTest.arrays(CheckFileTest.NET, false, true);
        ArrayFile.write(right, arrays);
        arrays.computeIfPresent("dW1", (name, array) -> NumericArray.of(((NumericArray) array).matrix().times(-1)));
        ArrayFile.write(wrong, arrays);
    }

    private int run(String... arguments) {
        return Main.run(arguments, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String told() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void rightGradientsEndWithNoughtAndTheReport() {
        assertEquals(0, run(right.toString()), this::told);
        assertTrue(told().contains("right.npz: J, dW[1], db[1], dZ[1], dW[2], db[2], dZ[2] of 2-3-1 (tanh, sigmoid; "
                + "cross-entropy), 4 examples\n— read with examples in rows, weights to–from (n_out×n_in), stored as "
                + "float64; turned to columns and to–from\n"), told());
        assertTrue(told().contains(" blocks right"), told());
    }

    @Test
    void aWrongGradientEndsWithOneAndIsInEachForm() throws IOException {
        var json = folder.resolve("report.json");
        var html = folder.resolve("report.html");
        assertEquals(1, run(wrong.toString(), "--json", json.toString(), "--html", html.toString()), this::told);
        assertTrue(told().contains("dW[1]"), told());
        var tree = new ObjectMapper().readTree(json.toFile());
        assertFalse(tree.get("passed").asBoolean());
        assertEquals(wrong.toString(), tree.get("file").asText());
        assertEquals(4, tree.get("m").asInt());
        assertTrue(tree.get("firstFault").asText().contains("BP1 at layer 1"), tree.toPrettyString());
        var page = Files.readString(html);
        assertTrue(page.startsWith("<!DOCTYPE html>") && page.contains("<table") && page.contains("WRONG"), page);
        assertTrue(page.contains("<h1>Gradients of wrong &lt;b&gt;.npz</h1>"), page);
        assertFalse(page.contains("<script") || page.contains("<b>.npz"), page);
    }

    @Test
    void whatTheFileLeavesUnsaidIsSaidByOptions() throws IOException {
        var arrays = CheckFileTest.arrays(CheckFileTest.NET, true, true);
        arrays.remove("activations");
        arrays.remove("loss");
        ArrayFile.write(right, arrays);
        assertEquals(2, run(right.toString()));
        assertEquals(right + ": does not say its activations: activations: [\"tanh\", \"sigmoid\"] is needed in the "
                + "file, or --activations tanh,sigmoid\n", told());
        assertEquals(0, run(right.toString(), "--activations", "tanh, sigmoid", "--loss", "cross-entropy",
                "--weights", "from-to", "--examples", "rows"), this::told);
        assertEquals(2, run(right.toString(), "--activations", "tanh,sigmoid", "--loss", "cross-entropy",
                "--weights", "to-from"));
        assertTrue(told().contains("the shapes do not fit together: b[1] is float64 (1, 3), 2 numbers are needed"),
                told());
    }

    @Test
    void whatCannotBeReadEndsWithTwoAndOneSentence() throws IOException {
        assertEquals(2, run(folder.resolve("none.npz").toString()));
        assertEquals(folder.resolve("none.npz") + ": there is no such file\n", told());
        printed.reset();
        Files.write(right, new byte[] {(byte) 0x80, 4});
        assertEquals(2, run(right.toString()));
        assertTrue(told().startsWith(right + ": is a pickle, which holds Python objects"), told());
        assertEquals(1, told().lines().count());
    }

    @Test
    void aResultThatCannotBeWrittenEndsWithTwo() {
        assertEquals(2, run(right.toString(), "--json", folder.resolve("no/report.json").toString()));
        assertTrue(told().contains("cannot be written: there is no folder"), told());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.npz b.npz", "a.npz --json", "--json", "a.npz --colour red", "a.npz --html"})
    void otherWordsAreAnsweredWithTheUsage(String words) {
        assertEquals(2, run(words.isEmpty() ? new String[0] : words.split(" ")));
        assertEquals("FILE [--activations …] [--cost …] [--examples …] [--html …] [--json …] [--l1 …] [--l2 …] "
                + "[--loss …] [--weights …]\n", told());
    }
}
