package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.sample.RandomCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The library says nothing that it was not asked for: no word on either stream, no log record. */
class SilenceTest {

    @TempDir
    Path folder;

    @Test
    void aCheckWritesToNeitherStreamAndLogsNothing() {
        var records = new ArrayList<LogRecord>();
        var written = new ByteArrayOutputStream();
        var out = System.out;
        var err = System.err;
        var root = Logger.getLogger("");
        var level = root.getLevel();
        var handler = recorder(records);
        try (var stream = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            System.setOut(stream);
            System.setErr(stream);
            root.addHandler(handler);
            root.setLevel(Level.ALL);
            var c = RandomCase.of(5);
            GradientCheck.of(c.net(), c.X(), c.Y()).run().orThrow().forms();
        } finally {
            System.setOut(out);
            System.setErr(err);
            root.removeHandler(handler);
            root.setLevel(level);
        }
        assertEquals("", written.toString(StandardCharsets.UTF_8));
        assertEquals(List.of(), records.stream().map(LogRecord::getMessage).toList());
    }

    private static Handler recorder(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** A JVM of its own: nothing is loaded yet, and the matrix products choose their BLAS. */
    @ParameterizedTest(name = "java {0}: {1}")
    @CsvSource({"'', Java11BLAS, ''", "-Dbackstep.blas=java, Java11BLAS, ''",
            "--add-modules=jdk.incubator.vector, VectorBLAS, 'WARNING: Using incubator modules: jdk.incubator.vector'"})
    void aFreshJvmSaysNoMoreThanTheJvmItselfDoes(String option, String blas, String stderr) throws Exception {
        assertEquals(0, freshJvm(option));
        assertEquals(stderr, text(folder.resolve("err")));
        assertEquals(blas, text(folder.resolve("out")));
    }

    @Test
    void aBlasThatNobodyProvidesIsRefusedWithWhatIsMissing() throws Exception {
        assertEquals(1, freshJvm("-Dbackstep.blas=mkl"));
        var err = text(folder.resolve("err"));
        assertTrue(err.contains("-Dbackstep.blas=mkl: nobody on the class path provides that BLAS")
                && err.contains("io.github.backstep:backstep-openblas"), err);
    }

    private int freshJvm(String option) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (!option.isEmpty()) {
            command.add(option);
        }
        command.addAll(List.of("-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "backstep.matrix.FreshJvm"));
        var builder = new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet()
                .removeIf(name -> name.contains("JAVA_OPTIONS") || name.contains("JAVA_TOOL_OPTIONS"));
        var process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
