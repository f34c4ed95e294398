package backstep.notebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kernel that a notebook runs in, seen through the few things that Backstep asks of it. */
interface Kernel {

    /** What every cell may name without an import. */
    List<String> IMPORTS = List.of(
            "backstep.matrix.*", "backstep.network.*", "backstep.engine.*", "backstep.estimate.*", "backstep.check.*", "backstep.mode.*",
            "backstep.train.*", "backstep.data.*", "backstep.derivation.*", "backstep.derivation.catalogue.*", "backstep.notebook.*",
            "static backstep.network.Activation.IDENTITY", "static backstep.network.Activation.SIGMOID", "static backstep.network.Activation.TANH",
            "static backstep.network.Activation.RELU", "static backstep.network.Activation.SOFTMAX", "static backstep.network.Loss.SQUARED_ERROR",
            "static backstep.network.Loss.CROSS_ENTROPY", "static backstep.network.Loss.SOFTMAX_CROSS_ENTROPY",
            "static backstep.engine.Backprop.*", "static backstep.notebook.Notebook.show", "static backstep.notebook.Notebook.provenance",
            "static backstep.estimate.NumericalGradient.slope", "backstep.network.Quantity.Kind", "java.util.stream.*", "tech.tablesaw.api.Table");

    /** The family's name. */
    String family();

    /** Teaches the kernel to show a type by its {@link Bundle}. */
    void register(Class<?> type);

    /** Sends a bundle to the cell that runs. */
    void display(Map<String, Object> bundle);

    /** Evaluates code as a cell would. */
    void evaluate(String code);

    /** Registers every type of {@link Bundle#TYPES} and imports {@link #IMPORTS}. */
    default void welcome() {
        Bundle.TYPES.forEach(this::register);
        IMPORTS.forEach(name -> evaluate("import " + name + ";"));
    }

    /** The kernel around this code, if there is one. */
    static Optional<Kernel> running() {
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
