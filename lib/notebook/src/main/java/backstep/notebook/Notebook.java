package backstep.notebook;

import backstep.notebook.kernel.Bundle;
import backstep.notebook.kernel.Kernel;
import backstep.notebook.kernel.Kernels;
import backstep.typeset.Showable;

/** What a cell calls to show something that is not its last expression, and, on IJava, to get ready. */
public final class Notebook {

    private Notebook() {}

    /**
     * Shows a value: in a notebook by its richest form, elsewhere as a line of text on standard output.
     *
     * @param value anything
     */
    public static void show(Object value) {
        var bundle = Bundle.of(value);
        Kernels.running().ifPresentOrElse(kernel -> kernel.display(bundle),
                () -> System.out.println(bundle.get(Showable.TEXT)));
    }

    /**
     * Makes an IJava notebook ready: imports, and values that show themselves. JJava calls the same by itself.
     *
     * @throws IllegalStateException if no Java kernel is running
     */
    public static void start() {
        Kernels.running().orElseThrow(() -> new IllegalStateException(
                "no JJava or IJava kernel is running here; show(x) prints text without one")).welcome();
    }

    /**
     * The line that a notebook ends with.
     *
     * @param seed of its random numbers
     * @return library version, kernel family, seed
     */
    public static String provenance(long seed) {
        var kernel = Kernels.running().map(Kernel::family).orElse("no kernel");
        var version = Notebook.class.getPackage().getImplementationVersion();
        return "Backstep %s · %s · seed %d (L64X128MixRandom)".formatted(version, kernel, seed);
    }
}
