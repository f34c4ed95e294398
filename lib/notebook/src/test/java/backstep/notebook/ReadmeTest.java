package backstep.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.mistake.Mistakes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String PRINTS = "// prints ";

    @Test
    void theExamplesInTheReadmePrintWhatTheirCommentsSay() throws IOException {
        var blocks = JAVA_BLOCK.matcher(Files.readString(Path.of("../../README.md"))).results()
                .map(match -> match.group(1)).toList();
        assertEquals(4, blocks.size(), "the example, the imports it needs, training, and an equation of a derivation");
        var promised = (blocks.get(0) + blocks.get(2) + blocks.get(3)).lines().filter(line -> line.contains(PRINTS))
                .map(line -> line.substring(line.indexOf(PRINTS) + PRINTS.length())).toList();
        assertTrue(promised.size() >= 7, "the example prints " + promised);

        var printed = new ByteArrayOutputStream();
        try (var shell = JShell.builder().executionEngine("local")
                .out(new PrintStream(printed, true, StandardCharsets.UTF_8)).build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            var stdout = System.out;
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8)); // the local engine runs in this JVM
            try {
                Snippets.value(shell, blocks.get(1));
                Snippets.value(shell, blocks.get(0));
                Snippets.value(shell, blocks.get(2));
                Snippets.value(shell, blocks.get(3));
            } finally {
                System.setOut(stdout);
            }
        }
        assertEquals(promised, printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void theReadmeCountsTheMistakes() throws IOException {
        var counted = "of %d mistakes that it".formatted(Mistakes.all().size());
        assertTrue(Files.readString(Path.of("../../README.md")).contains(counted), counted);
    }
}
