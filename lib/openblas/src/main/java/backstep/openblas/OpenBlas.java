package backstep.openblas;

import backstep.matrix.BlasProvider;
import dev.ludovic.netlib.blas.BLAS;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS for the products of large networks, when the JVM is started with {@code -Dbackstep.blas=openblas}.
 * The library is bytedeco's build, unpacked on first use into {@code ~/.javacpp/cache}.
 */
public final class OpenBlas implements BlasProvider {

    /** System property: how many threads a large product may take. */
    public static final String THREADS = "backstep.blas.threads";

    private static final String LIBRARY_PATH = "dev.ludovic.netlib.blas.nativeLibPath";

    @Override
    public String name() {
        return "openblas";
    }

    /**
     * OpenBLAS behind netlib's interface, which hands it the arrays themselves, not copies.
     * A large product takes {@value #THREADS} threads; without that property, as many as the environment's
     * {@code OPENBLAS_NUM_THREADS} says, else as many as the JVM has processors. Small products stay on the caller's.
     *
     * @throws IllegalStateException where the library for this platform is not on the class path, or does not load
     * @throws IllegalArgumentException where {@value #THREADS} is not a whole number from 1 on
     */
    @Override
    public BLAS open() {
        var library = load();
        limitThreads();
        return over(library);
    }

    /** The file of OpenBLAS, unpacked and loaded. */
    private static Path load() {
        try {
            Loader.load(openblas_nolapack.class);
        } catch (LinkageError e) {
            throw new IllegalStateException(("OpenBLAS for %1$s did not load: needed on the class path are "
                    + "org.bytedeco:openblas and org.bytedeco:javacpp, both also with the classifier %1$s")
                            .formatted(Loader.getPlatform()), e);
        }
        return Loader.getLoadedLibraries().values().stream().map(Path::of)
                .filter(file -> file.getFileName().toString().startsWith("libopenblas_nolapack")).findFirst()
                .filter(file -> Loader.addressof("openblas_set_num_threads") != null)
                .orElseThrow(() -> new IllegalStateException("what was loaded is not OpenBLAS: "
                        + Loader.getLoadedLibraries().values() + "; is org.bytedeco.openblas.load set?"));
    }

    private static void limitThreads() {
        var asked = System.getProperty(THREADS);
        if (asked != null && !asked.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(
                    "%s is \"%s\": a whole number from 1 to 9999 is needed".formatted(THREADS, asked));
        }
        if (asked != null) {
            openblas_nolapack.blas_set_num_threads(Integer.parseInt(asked));
        } else if (System.getenv("OPENBLAS_NUM_THREADS") == null) {
            // OpenBLAS would count the machine's processors; a container may have been given fewer.
            openblas_nolapack.blas_set_num_threads(Runtime.getRuntime().availableProcessors());
        }
    }

    /* netlib reads the path once, while its class is being loaded; the library's own getInstance() would log. */
    private static BLAS over(Path library) {
        var before = System.getProperty(LIBRARY_PATH);
        System.setProperty(LIBRARY_PATH, library.toString());
        try {
            var method = Class.forName("dev.ludovic.netlib.blas.JNIBLAS").getMethod("getInstance");
            method.setAccessible(true);
            return (BLAS) method.invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("netlib's JNIBLAS did not open " + library
                    + "; another folder may help: -Dorg.bytedeco.javacpp.cachedir=…", e);
        } finally {
            if (before == null) {
                System.clearProperty(LIBRARY_PATH);
            } else {
                System.setProperty(LIBRARY_PATH, before);
            }
        }
    }
}
