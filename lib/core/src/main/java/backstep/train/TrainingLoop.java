package backstep.train;

import static java.util.Objects.requireNonNull;

import backstep.engine.Backprop;
import backstep.engine.Evaluation;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.matrix.Program;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Gradient descent at speed: θ ← θ − α dθ for every W and b, by the equations of {@link Backprop} in the order of its
 * passes.
 *
 * <p>The first step with a batch of each size is recorded while it runs; those after it run the record over the same
 * buffers. What looks at single entries, as a loss of one's own may, cannot be recorded, and a rule of one's own is
 * not, since it may be another function at each call; then each step is a pair of passes, which gives the same up to
 * rounding. One thread at a time may use a loop; {@link #network} gives a value to keep.
 */
public final class TrainingLoop {

    private final Network start;
    private final double alpha;
    private final Rules rules;
    private final Program buffers = new Program();
    private final List<Matrix> W = new ArrayList<>();
    private final List<Matrix> b = new ArrayList<>();
    // by the count of examples; empty: by passes
    private final Map<Integer, Optional<Recorded>> recorded = new HashMap<>();
    // which needs no second look
    private final AtomicReference<Batch> last = new AtomicReference<>(new Batch(null, null));

    private record Batch(Matrix X, Matrix Y) {}

    /** A step for batches of one size: where the batch goes, and what is done with it. */
    private record Recorded(Program program, Matrix X, Matrix Y, Runnable step) {}

    private TrainingLoop(Network start, double alpha, Rules rules) {
        this.start = start;
        this.alpha = alpha;
        this.rules = rules;
        start.layers().forEach(layer -> {
            W.add(buffers.variable(layer.W()));
            b.add(buffers.variable(layer.b()));
        });
    }

    /**
     * A loop that begins at a network.
     *
     * @param net the network
     * @param alpha the learning rate α, greater than 0
     * @return the loop, before its first step
     * @throws IllegalArgumentException if α is not positive and finite
     */
    public static TrainingLoop of(Network net, double alpha) {
        return of(net, alpha, Rules.standard());
    }

    /**
     * A loop by other rules.
     *
     * @param net the network
     * @param alpha the learning rate α, greater than 0
     * @param rules the equations
     * @return the loop, before its first step
     * @throws IllegalArgumentException if α is not positive and finite
     */
    public static TrainingLoop of(Network net, double alpha, Rules rules) {
        requireNonNull(net, "net is null");
        requireNonNull(rules, "rules is null");
        if (!(alpha > 0) || alpha == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("gradient descent needs a learning rate α > 0, given: " + alpha);
        }
        return new TrainingLoop(net, alpha, rules);
    }

    /**
     * One step on one batch.
     *
     * @param X n_0×m, one column an example
     * @param Y n_L×m
     * @throws IllegalArgumentException if X or Y do not fit the network, an entry is not finite or no label of the loss
     * @throws CancellationException if the thread is interrupted; its interrupt flag is cleared, the parameters stay as
     *     they were
     */
    public void step(Matrix X, Matrix Y) {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted before a training step");
        }
        boolean other = last.get().X() != X || last.get().Y() != Y;
        if (other) {
            start.requireLabels(Y, start.requireInputs(X).columns());
            last.set(new Batch(X, Y));
        }
        var known = recorded.get(X.columns());
        if (known == null) {
            known = rules.replaced().isEmpty() ? first(X, Y) : Optional.empty();
            recorded.put(X.columns(), known);
            if (known.isPresent()) {
                return; // recording took the step
            }
        }
        if (known.isPresent()) {
            run(known.get(), X, Y, other);
        } else {
            byPasses(X, Y);
        }
    }

    private static void run(Recorded recorded, Matrix X, Matrix Y, boolean other) {
        if (other) {
            recorded.program().set(recorded.X(), X);
            recorded.program().set(recorded.Y(), Y);
        }
        recorded.step().run();
    }

    /** Takes a step and records it, if it can be; else no step is taken. */
    private Optional<Recorded> first(Matrix X, Matrix Y) {
        var program = new Program();
        var x = program.variable(X);
        var y = program.variable(Y);
        var layers = new ArrayList<Layer>();
        for (int l = 1; l <= start.L(); l++) {
            layers.add(start.layer(l).with(program.shared(W.get(l - 1)), program.shared(b.get(l - 1))));
        }
        var net = new Network(start.inputs(), layers, start.loss(), start.penalty());
        var pass = Evaluation.of(net, x, rules);
        pass.put(Kind.Y.at(net.L()), y);
        boolean whole = program.record(() -> {
            Backprop.forward(net.L(), pass);
            Backprop.backward(net.L(), pass);
            for (int l = 1; l <= net.L(); l++) {
                program.update(net.W(l), Backprop.update(net.W(l), alpha, pass.get(Kind.DW.at(l))));
                program.update(net.b(l), Backprop.update(net.b(l), alpha, pass.get(Kind.DB.at(l))));
            }
        });
        return whole ? Optional.of(new Recorded(program, x, y, program.compiled())) : Optional.empty();
    }

    private void byPasses(Matrix X, Matrix Y) {
        var next = ForwardPass.of(network(), X, rules).backward(Y).step(alpha);
        for (int l = 1; l <= start.L(); l++) {
            buffers.set(W.get(l - 1), next.W(l));
            buffers.set(b.get(l - 1), next.b(l));
        }
    }

    /**
     * The network as it is now, a value.
     *
     * @return the network with the parameters after the last step
     * @throws IllegalArgumentException if training has led to a parameter that is not finite
     */
    public Network network() {
        var net = start;
        for (int l = 1; l <= start.L(); l++) {
            net = net.with(l, buffers.value(W.get(l - 1)), buffers.value(b.get(l - 1)));
        }
        return net;
    }
}
