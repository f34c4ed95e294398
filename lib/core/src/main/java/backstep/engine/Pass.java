package backstep.engine;

import backstep.Showable;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** What the two passes share: the quantities computed so far, and the equations that computed them, as steps. */
public abstract sealed class Pass implements Iterable<Step>, Showable permits ForwardPass, BackwardPass {

    /** One equation at one layer. */
    record Turn(Formula formula, int l) {}

    final Network net;
    final Rules rules;
    final Map<Quantity, Matrix> known;

    Pass(Network net, Rules rules, Map<Quantity, Matrix> known) {
        this.net = net;
        this.rules = rules;
        this.known = Collections.unmodifiableMap(known);
    }

    /** The equations of this pass, in the order in which each finds its operands ready. */
    abstract List<Turn> turns();

    static void run(Network net, Rules rules, Turn turn, Map<Quantity, Matrix> known) {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted before %s at layer %d".formatted(turn.formula().id(), turn.l()));
        }
        known.put(turn.formula().output(turn.l()), rules.apply(turn.formula(), new Site(turn.l(), net, known, rules.alpha())));
    }

    /**
     * The network that was run.
     *
     * @return the network
     */
    public Network network() {
        return net;
    }

    /**
     * A quantity of the pass.
     *
     * @param quantity for example {@code Kind.Z.at(1)}
     * @return its value
     * @throws IllegalArgumentException if the pass has no such quantity
     */
    public Matrix get(Quantity quantity) {
        var value = known.get(quantity);
        if (value == null) {
            throw new IllegalArgumentException("the %s has no %s: W, b, Z exist in layers 1…%d, A in 0…%d".formatted(title(), quantity, net.L(), net.L()));
        }
        return value;
    }

    /** The steps, each with its operands and its output. */
    @Override
    public Iterator<Step> iterator() {
        return turns().stream().map(this::step).iterator();
    }

    private Step step(Turn turn) {
        return step(turn, known);
    }

    Step step(Turn turn, Map<Quantity, Matrix> known) {
        var operands = new LinkedHashMap<Quantity, Matrix>();
        turn.formula().operands(turn.l()).forEach(operand -> operands.put(operand, known.get(operand)));
        return new Step(turn.formula(), turn.l(), net.g(turn.l()), Collections.unmodifiableMap(operands), known.get(turn.formula().output(turn.l())));
    }

    private String title() {
        return "%s pass of %s".formatted(this instanceof ForwardPass ? "forward" : "backward", net);
    }

    /** The steps in order, a line each. */
    @Override
    public String toString() {
        return title() + turns().stream().map(turn -> "\n" + step(turn)).collect(Collectors.joining());
    }

    @Override
    public Map<String, String> forms() {
        return Map.of(TEXT, toString(), MARKDOWN, turns().stream().map(this::step).map(Step::folded)
                .collect(Collectors.joining("\n\n", "**%s**\n\n".formatted(title()), "\n")));
    }
}
