package backstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compact is a promise: lines of code without comments and blanks. */
class SizeTest {

    private static final Path SOURCES = Path.of("src/main/java/backstep");

    @Test
    void theEngineIsOnOnePage() {
        assertAtMost(150, List.of("engine/Backprop.java"));
    }

    @Test
    void theRoomThatACallGoesThroughIsReadInOneSitting() {
        // 25 lines refuse null by name, 30 show a rule its site with other values, in rows, or from–to
        assertAtMost(690, List.of("engine"));
    }

    /**
     * Of these are 160 lines the bounds for values in other roundings, in double and in float, and 350 what is found
     * out about functions that nobody said anything about: kinks, derivatives that jump, examples that mix, steps too
     * long; 35 lines read names as people write them, and 350 estimate any function of numbers; 90 are
     * the weights of classes, 50 layers without bias, 140 very many examples and very deep networks.
     */
    @Test
    void whatIsBelowTheCheckIsRead() {
        assertAtMost(4920, List.of("matrix", "network", "engine", "typeset", "estimate"));
    }

    private static void assertAtMost(int lines, List<String> rooms) {
        int counted = rooms.stream().flatMap(room -> sources(SOURCES.resolve(room)))
                .mapToInt(file -> codeLines(read(file))).sum();
        assertTrue(counted > 0 && counted <= lines,
                "%s: %d lines of code, promised: at most %d".formatted(rooms, counted, lines));
    }

    private static Stream<Path> sources(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int codeLines(String source) {
        var code = source.replaceAll("(?s)/\\*.*?\\*/", "");
        return (int) code.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("//")).count();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({"'a();', 1", "'\n\n', 0", "'// why\na(); // why', 1", "'/** What.\n * Why. */\na() {\n}', 2",
            "'/* one */ a();\n/* two */', 1"})
    void commentsAndBlankLinesAreNotCounted(String source, int lines) {
        assertEquals(lines, codeLines(source));
    }
}
