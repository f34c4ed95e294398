package backstep.notebook;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;

import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Step;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.typeset.Typeset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The equations in general, with shapes, read off a real pass: its sizes n_{l−1}, n_l, n_L and m are four different
 * numbers, so that each number has one name.
 */
final class Sheet {

    private static final int BEFORE = 3, HERE = 5, LAST = 4, M = 7;
    private static final Map<Integer, String> SIZES =
            Map.of(1, "1", BEFORE, "n_{l-1}", HERE, "n_l", LAST, "n_L", M, "m");
    private static final Map<String, String> LAYERS = Map.of("[1]", "[l-1]", "[2]", "[l]", "[3]", "[L]");

    private static final Set<Formula> LAST_LAYER_ONLY = Set.of(Formula.LOSS, Formula.COST, Formula.OUTPUT_DELTA);

    private Sheet() {}

    /**
     * Each equation once, in the order of the passes.
     *
     * @return members id, latex, output and operands; each of the latter with latex, shape (LaTeX), rows and columns
     */
    static List<Map<String, Object>> equations() {
        var net = Network.inputs(2).layer(BEFORE, TANH).layer(HERE, TANH).layer(LAST, SIGMOID).loss(CROSS_ENTROPY)
                .random(1);
        var forward = ForwardPass.of(net, values(2));
        var Y = values(LAST).map(value -> value > 0 ? 1 : 0);
        var steps = new ArrayList<Step>();
        forward.forEach(steps::add);
        steps.addAll(forward.costSteps(Y));
        forward.backward(Y).forEach(steps::add);
        return steps.stream().filter(step -> step.l() == 2 || LAST_LAYER_ONLY.contains(step.formula()))
                .map(Sheet::equation).toList();
    }

    private static Matrix values(int rows) {
        return Matrix.of(rows, M, IntStream.range(0, rows * M).mapToDouble(i -> Math.sin(1 + i)).toArray());
    }

    private static Map<String, Object> equation(Step step) {
        var operands = step.operands().entrySet().stream().map(entry -> quantity(entry.getKey(), entry.getValue()))
                .toList();
        return new TreeMap<>(Map.of("id", step.formula().id(), "latex", general(Typeset.latex(step)),
                "output", quantity(step.name(), step.output()), "operands", operands));
    }

    private static Map<String, Object> quantity(Quantity name, Matrix value) {
        var shape = SIZES.get(value.rows()) + " \\times " + SIZES.get(value.columns());
        return new TreeMap<>(Map.of("latex", general(name.latex()), "shape", shape,
                "rows", value.rows(), "columns", value.columns()));
    }

    /** The layer's letter for its number. */
    private static String general(String latex) {
        var written = latex;
        for (var layer : LAYERS.entrySet()) {
            written = written.replace(layer.getKey(), layer.getValue());
        }
        return written;
    }
}
