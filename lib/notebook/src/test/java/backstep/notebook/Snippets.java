package backstep.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/** Code as a reader runs it, snippet by snippet. */
final class Snippets {

    private Snippets() {}

    /** Runs all of it, every snippet of which is valid and throws nothing; returns the last one's value. */
    static String value(JShell shell, String code) {
        String value = null;
        for (var rest = code; !rest.isBlank(); ) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (var event : shell.eval(next.source())) {
                if (event.status() != Snippet.Status.OVERWRITTEN) { // what was declared before under this name
                    assertEquals(Snippet.Status.VALID, event.status(), () -> next.source()
                            + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
                    assertEquals(null, event.exception(), next.source());
                    value = event.value();
                }
            }
            rest = next.remaining();
        }
        return value;
    }
}
