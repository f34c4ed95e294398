package backstep.notebook.kernel;

import backstep.derivation.Derivation;
import backstep.typeset.Showable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Where JShell finds this library's Javadoc, so that Shift-Tab shows it: in the sources that stand in the jars. */
final class JShellSources {

    private static final String FOLDER = "META-INF/sources";

    private JShellSources() {}

    /**
     * Tells a kernel's JShell of the sources. JShell has no public way to be told: where it is not as expected,
     * Shift-Tab shows the signature only, as it does for any other library.
     *
     * @param kernel one with a method {@code getJShell()}
     * @return whether JShell has taken them
     */
    static boolean addTo(Object kernel) {
        try {
            var shell = kernel.getClass().getMethod("getJShell").invoke(kernel);
            var analysis = shell.getClass().getMethod("sourceCodeAnalysis").invoke(shell);
            var find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            var found = analysis.getClass().getDeclaredField("availableSources");
            found.setAccessible(true);
            var sources = new ArrayList<Object>((Collection<?>) find.invoke(analysis));
            sources.addAll(roots());
            found.set(analysis, sources);
            return true;
        } catch (ReflectiveOperationException | RuntimeException | IOException | URISyntaxException e) {
            return false;
        }
    }

    /** The folders of core's, derivation's and our own sources; the jars stay open as long as the kernel runs. */
    static List<Path> roots() throws IOException, URISyntaxException {
        var roots = new ArrayList<Path>();
        for (var type : List.of(Showable.class, Derivation.class, JShellSources.class)) {
            var place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            roots.add(Files.isDirectory(place)
                    ? place.resolve(FOLDER) : FileSystems.newFileSystem(place).getPath(FOLDER));
        }
        return roots;
    }
}
