package backstep.engine;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Network;
import backstep.network.Quantity;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One equation as a pass ran it.
 *
 * @param formula which equation
 * @param l at which layer
 * @param net of which network
 * @param operands what went in, in the order of the formula; behind them the weights that a penalty takes
 * @param output what came out
 */
public record Step(Formula formula, int l, Network net, Map<Quantity, Matrix> operands, Matrix output) {

    /** Refuses what is not there. */
    public Step {
        requireNonNull(formula, "formula is null");
        requireNonNull(net, "net is null");
        NonNull.map("operands", operands);
        requireNonNull(output, "output is null");
    }

    /**
     * The name of what came out.
     *
     * @return for example dZ[2]
     */
    public Quantity name() {
        return formula.output(l);
    }

    /**
     * The value of a quantity of this step.
     *
     * @param quantity one of the operands, or {@link #name()}
     * @return the operand or the output
     * @throws IllegalArgumentException if the step has no such quantity
     */
    public Matrix value(Quantity quantity) {
        var value = quantity.equals(name()) ? output : operands.get(quantity);
        if (value == null) {
            throw new IllegalArgumentException("%s at layer %d takes %s and gives %s, not %s"
                    .formatted(formula.id(), l, operands.keySet(), name(), quantity));
        }
        return value;
    }

    /**
     * How many examples the step is about: what is no weight and comes first has a column for each.
     *
     * @return m
     */
    public int examples() {
        return operands.entrySet().stream().filter(operand -> operand.getKey().kind() != Quantity.Kind.W)
                .findFirst().orElseThrow().getValue().columns();
    }

    /** The equation's name, then each operand and the output with its shape. */
    @Override
    public String toString() {
        return "%s  %s %s from %s".formatted(formula.id(), name(), output.shape(), operands.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().shape()).collect(Collectors.joining(", ")));
    }
}
