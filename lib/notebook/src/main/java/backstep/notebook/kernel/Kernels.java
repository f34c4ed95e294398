package backstep.notebook.kernel;

import java.util.Optional;

/** The kernels that Backstep knows. */
public final class Kernels {

    private Kernels() {}

    /** The kernel around this code, if there is one. */
    public static Optional<Kernel> running() {
        // Kernel classes are named only inside JJavaKernel and IJavaKernel, which load only where those kernels are.
        if (present("org.dflib.jjava.jupyter.kernel.BaseKernel")) {
            var kernel = JJavaKernel.running();
            if (kernel.isPresent()) {
                return kernel;
            }
        }
        return present("io.github.spencerpark.ijava.IJava") ? IJavaKernel.running() : Optional.empty();
    }

    private static boolean present(String className) {
        try {
            Class.forName(className);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
