package backstep.engine;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the two passes share: the quantities computed so far, and the equations that computed them, as steps. */
public abstract sealed class Pass implements Iterable<Step> permits ForwardPass, BackwardPass {

    final Network net;
    final Rules rules;
    final Evaluation values;

    Pass(Network net, Rules rules, Evaluation values) {
        this.net = net;
        this.rules = rules;
        this.values = values;
    }

    /** The order in which this pass ran its equations. */
    abstract void schedule(Schedule then);

    /** The network that was run. */
    public Network network() { return net; }

    /**
     * A quantity of the pass.
     *
     * @param quantity for example {@code Kind.Z.at(1)}
     * @return its value
     * @throws IllegalArgumentException if the pass has no such quantity
     */
    public Matrix get(Quantity quantity) {
        var value = values.get(quantity);
        if (value == null) {
            throw new IllegalArgumentException("the %s has no %s: W, b, Z exist in layers 1…%d, A in 0…%d"
                    .formatted(title(), quantity, net.L(), net.L()));
        }
        return value;
    }

    /** The steps, each with its operands and its output. */
    @Override
    public Iterator<Step> iterator() { return steps().iterator(); }

    private List<Step> steps() {
        return Schedule.of(net, this::schedule).stream().map(due -> step(due.formula(), due.l(), values)).toList();
    }

    Step step(Formula formula, int l, Evaluation known) {
        var operands = new LinkedHashMap<Quantity, Matrix>();
        formula.operands(l).stream().filter(operand -> operand.kind() != Kind.B || net.hasBias(l))
                .forEach(operand -> operands.put(operand, known.get(operand)));
        if (net.penalty() != Penalty.NONE && (formula == Formula.COST || formula == Formula.BP1)) {
            // BP1 takes the weights of its layer besides, (3) all of them.
            IntStream.rangeClosed(formula == Formula.COST ? 1 : l, l).mapToObj(Kind.W::at)
                    .forEach(W -> operands.put(W, known.get(W)));
        }
        return new Step(formula, l, net, Collections.unmodifiableMap(operands), known.get(formula.output(l)));
    }

    /**
     * What this pass is called.
     *
     * @return for example {@code forward pass of 2-3-1 (tanh, sigmoid; cross-entropy)}
     */
    public String title() {
        return "%s pass of %s".formatted(this instanceof ForwardPass ? "forward" : "backward", net);
    }

    /** The steps in order, a line each. */
    @Override
    public String toString() {
        return title() + steps().stream().map(step -> "\n" + step).collect(Collectors.joining());
    }
}
