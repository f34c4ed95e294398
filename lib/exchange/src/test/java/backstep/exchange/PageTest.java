package backstep.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.exchange.array.Array;
import backstep.exchange.array.ArrayFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java in docs/exchange.md. */
class PageTest {

    private static final Path PAGE = Path.of("../../docs/exchange.md");

    @TempDir
    private Path folder;

    @Test
    void theLinesOfThePageRun() throws IOException {
        var arrays = CheckFileTest.arrays(CheckFileTest.NET, false, false);
        ArrayFile.write(folder.resolve("check.npz"), arrays);
        var network = new LinkedHashMap<String, Array>(arrays);
        network.keySet().retainAll(java.util.Set.of("W1", "b1", "W2", "b2"));
        ArrayFile.write(folder.resolve("net.safetensors"), network);
        var gradients = new LinkedHashMap<String, Array>(arrays);
        gradients.keySet().removeIf(name -> !name.startsWith("d"));
        ArrayFile.write(folder.resolve("gradients.npz"), gradients);

        var block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertTrue(block.find());
        var lines = block.group(1).replace("Path.of(\"", "Path.of(\"" + folder + "/");
        try (var shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            Stream.concat(Stream.of("java.nio.file.Path", "java.util.Map", "backstep.exchange.*", "backstep.matrix.*",
                            "backstep.network.*").map("import %s;"::formatted),
                    lines.lines().filter(line -> !line.isBlank())).forEach(line -> shell.eval(line).forEach(event -> {
                        assertEquals(Snippet.Status.VALID, event.status(), line);
                        assertEquals(null, event.exception(), line);
                    }));
        }
        assertEquals(CheckFileTest.NET.parameters(),
                NetworkFile.read(folder.resolve("net.npz")).parameters(), "written by the page's lines");
    }
}
