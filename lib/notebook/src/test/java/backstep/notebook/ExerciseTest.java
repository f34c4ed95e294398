package backstep.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.notebook.kernel.Kernel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The exercise of notebook 05, solved: by the solution that it has folded, by another one, and by a near miss. */
class ExerciseTest {

    private static final Path NOTEBOOK = Path.of("../../notebooks/05-can-you-trust-a-gradient.ipynb");

    private JShell shell;
    private List<String> code;
    private String solution;

    @BeforeEach
    void open() throws IOException {
        var cells = new ObjectMapper().readTree(NOTEBOOK.toFile()).get("cells");
        code = sources(cells, "code").map(source -> source.replace("\"data/", "\"../../notebooks/data/")).toList();
        var text = sources(cells, "markdown").filter(source -> source.contains("```java")).toList();
        assertEquals(1, text.size());
        solution = text.get(0).replaceAll("(?s).*```java\n(.*?)```.*", "$1");
        shell = JShell.builder().executionEngine("local").build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        Kernel.IMPORTS.forEach(name -> Snippets.value(shell, "import " + name + ";"));
        Snippets.value(shell, "import java.util.*;");
        printed(cell("CheckFile.read"));
    }

    @AfterEach
    void close() {
        shell.close();
    }

    private static Stream<String> sources(JsonNode cells, String type) {
        return StreamSupport.stream(cells.spliterator(), false)
                .filter(cell -> cell.get("cell_type").asText().equals(type))
                .map(cell -> String.join("", StreamSupport.stream(cell.get("source").spliterator(), false)
                        .map(JsonNode::asText).toList()));
    }

    private String cell(String with) {
        var found = code.stream().filter(source -> source.contains(with)).toList();
        assertEquals(1, found.size(), () -> "cells with " + with);
        return found.get(0);
    }

    private String answer(String method) {
        Snippets.value(shell, method);
        return Snippets.value(shell, cell("Mistake.of"));
    }

    @Test
    void theSolutionIsTheAnswerAndTheEmptyBodyIsNot() {
        assertTrue(answer(cell("Matrix theirBp1")).contains("not yet"));
        assertTrue(answer(solution).startsWith("\"yes"));
    }

    @Test
    void theSameInOtherWordsIsAnAnswerToo() {
        assertTrue(answer("""
                Matrix theirBp1(Matrix dZ, Matrix A) {
                    int m = dZ.columns();
                    var last = Matrix.generate(m, m, (i, j) -> i == m - 1 && j == i ? 1.0 / m : 0);
                    return dZ.times(last).times(A.transpose());
                }
                """).startsWith("\"yes"));
    }

    @Test
    void ofANearMissItsNameIsTold() {
        assertTrue(answer(solution.replace(".times(1.0 / dZ.columns())", "")).contains("not yet"));
        assertTrue(Snippets.value(shell, cell("theirBp1(dZ, A)") + ".toString()").contains("[BP1/last-example]"));
    }

    @Test
    void theReportsComeOnceSomethingIsSaid() {
        assertEquals("", printed(cell("var said")));
        var reports = printed(cell("var said").replace("\"\", \"\", \"\"", "\"right\", \"\", \"BP2 and BP4\""));
        assertEquals(List.of("all 7 blocks right", "4 of 7 blocks wrong"), reports.lines()
                .filter(line -> line.contains(", m = 5: ")).map(line -> line.replaceAll(".*m = 5: ", "")).toList());
    }

    private String printed(String cell) {
        var printed = new ByteArrayOutputStream();
        var stdout = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8)); // the local engine runs in this JVM
        try {
            Snippets.value(shell, cell);
        } finally {
            System.setOut(stdout);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
