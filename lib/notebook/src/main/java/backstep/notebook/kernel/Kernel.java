package backstep.notebook.kernel;

import java.util.List;
import java.util.Map;

/**
 * The kernel that a notebook runs in, seen through the few things that Backstep asks of it.
 *
 * <p>Its two adapters read alike: JJava's base is IJava's under other package names, without a type in common. What
 * names no type of theirs is here.
 */
public interface Kernel {

    /** What every cell may name without an import. */
    List<String> IMPORTS = List.of(
            "backstep.matrix.*", "backstep.network.*", "backstep.engine.*", "backstep.estimate.*", "backstep.check.*",
            "backstep.mistake.Mistake", "backstep.mistake.Mistakes", "backstep.mode.*", "backstep.train.*",
            "backstep.data.*", "backstep.derivation.*", "backstep.derivation.catalogue.*", "backstep.exchange.*",
            "backstep.typeset.Typeset", "backstep.notebook.*", "backstep.notebook.figure.Figure",
            "static backstep.network.Activation.IDENTITY", "static backstep.network.Activation.SIGMOID",
            "static backstep.network.Activation.TANH", "static backstep.network.Activation.RELU",
            "static backstep.network.Activation.SOFTMAX", "static backstep.network.Loss.SQUARED_ERROR",
            "static backstep.network.Loss.CROSS_ENTROPY", "static backstep.network.Loss.SOFTMAX_CROSS_ENTROPY",
            "static backstep.engine.Backprop.*", "static backstep.notebook.Notebook.show",
            "static backstep.notebook.Notebook.provenance", "static backstep.estimate.NumericalGradient.slope",
            "backstep.network.Quantity.Kind", "java.nio.file.Path", "java.util.stream.*", "tech.tablesaw.api.Table");

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
}
