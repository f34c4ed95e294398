package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.engine.Rules;
import backstep.engine.Schedule.Scheduled;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.mistake.Mistake;
import backstep.network.Network;
import backstep.network.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * Compares what rules compute, or values from elsewhere: Z, A and J with the reference, since a cost and a gradient
 * that are wrong together pass any difference quotient; then each dA, dZ, dW, db with an estimate that carries its own
 * error bar. What is right in another convention is right; what is wrong is located, and its cause is named.
 *
 * <pre>{@code
 * GradientCheck.of(net, X, Y).rules(Rules.standard().withBp3((W, dZ) -> W.times(dZ))).run();
 * GradientCheck.of(net, X, Y).gradients(Map.of(Kind.DW.at(1), dW1, Kind.DB.at(1), db1)).run().orThrow();
 * }</pre>
 */
public final class GradientCheck {

    private final Network net;
    private final Matrix X;
    private final Matrix Y;
    private final Rules rules;
    private final Map<Quantity, Matrix> given; // empty: the rules are in question
    private final Map<Quantity, Matrix> pinned;
    private final Convention convention; // what it leaves open is found in the numbers
    private final List<Mistake> mistakes;
    private final ObjDoubleConsumer<Quantity> watcher;

    private GradientCheck(Network net, Matrix X, Matrix Y, Rules rules, Map<Quantity, Matrix> given,
            Map<Quantity, Matrix> pinned, Convention convention, List<Mistake> mistakes,
            ObjDoubleConsumer<Quantity> watcher) {
        this.net = net;
        this.X = X;
        this.Y = Y;
        this.rules = rules;
        this.given = given;
        this.pinned = pinned;
        this.convention = convention;
        this.mistakes = mistakes;
        this.watcher = watcher;
    }

    /**
     * A check of the library's own equations.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return the check, to be run
     */
    public static GradientCheck of(Network net, Matrix X, Matrix Y) {
        return new GradientCheck(requireNonNull(net, "net is null"), requireNonNull(X, "X is null"),
                requireNonNull(Y, "Y is null"),
                Rules.standard(), Map.of(), Map.of(), Convention.standard(), List.of(), (quantity, done) -> {});
    }

    /**
     * A check of the gradient of any function, which needs no network.
     *
     * @param f the function; it throws or gives NaN outside of its domain
     * @param at n numbers
     * @param claimed n numbers, ∂f/∂x at that point
     * @return the check, to be run
     * @throws IllegalArgumentException as for {@link FunctionCheck#of(ToDoubleFunction, double[], double[])}
     */
    public static FunctionCheck of(ToDoubleFunction<double[]> f, double[] at, double[] claimed) {
        return FunctionCheck.of(f, at, claimed);
    }

    /**
     * A check of the gradient of any function of several named blocks, which needs no network.
     *
     * @param <B> double[], double[][] or Matrix
     * @param f the function of all blocks
     * @param at the blocks; the report has them in the order of this map
     * @param claimed ∂f by each block, of the same names and shapes
     * @return the check, to be run
     * @throws IllegalArgumentException as for {@link FunctionCheck#of(ToDoubleFunction, Map, Map)}
     */
    public static <B> FunctionCheck of(ToDoubleFunction<Map<String, B>> f, Map<String, B> at, Map<String, B> claimed) {
        return FunctionCheck.of(f, NonNull.map("at", at), NonNull.map("claimed", claimed));
    }

    /**
     * The same check of other rules.
     *
     * @param mine a learner's rules
     * @return the check, to be run
     */
    public GradientCheck rules(Rules mine) {
        return new GradientCheck(net, X, Y, requireNonNull(mine, "mine is null"), Map.of(), pinned, convention,
                mistakes,
                watcher);
    }

    /**
     * The same check of values computed elsewhere; what is not among them is not judged. That they lie the other way,
     * examples in rows or weights from–to, is seen from their shapes, unless a convention names it; a square one is
     * taken as it is.
     *
     * @param values any of J, Z, A, dA, dZ, dW, db, at least one, for example {@code Map.of(Kind.DW.at(1), dW1)}
     * @return the check, to be run
     * @throws IllegalArgumentException if there is no value
     */
    public GradientCheck gradients(Map<Quantity, Matrix> values) {
        NonNull.map("values", values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no value to check; any of J, Z, A, dA, dZ, dW, db is needed");
        }
        return new GradientCheck(net, X, Y, Rules.standard(), new LinkedHashMap<>(values), pinned, convention, mistakes,
                watcher);
    }

    /**
     * The same check where a forward value is handed over from elsewhere, as a grader does it: all equations are held
     * to what they make of that value, whether or not a pass would have computed it.
     *
     * @param quantity Z[l] or A[l]
     * @param value of its shape
     * @return the check, to be run
     */
    public GradientCheck with(Quantity quantity, Matrix value) {
        var pins = new LinkedHashMap<>(pinned);
        pins.put(requireNonNull(quantity, "quantity is null"), requireNonNull(value, "value is null"));
        return new GradientCheck(net, X, Y, rules, given, pins, convention, mistakes, watcher);
    }

    /**
     * The same check under a convention; without this call it is found in the numbers, where they leave one only. X, Y
     * and the values given lie as the convention says; the network itself is always to–from. A square matrix fits
     * either way: it is taken as the convention says, and the report says so.
     *
     * @param named where the 1/m stands, which way matrices lie, how exactly was computed
     * @return the check, to be run
     */
    public GradientCheck under(Convention named) {
        return new GradientCheck(net, X, Y, rules, given, pinned, requireNonNull(named, "named is null"), mistakes,
                watcher);
    }

    /**
     * The same check with mistakes of one's own, which it looks for before those of the library.
     *
     * @param own what may have gone wrong
     * @return the check, to be run
     */
    public GradientCheck knowing(Mistake... own) {
        return new GradientCheck(net, X, Y, rules, given, pinned, convention,
                Stream.concat(mistakes.stream(), Stream.of(NonNull.array("own", own))).toList(), watcher);
    }

    /**
     * The same check with someone who watches its progress.
     *
     * @param watcher told, row by row, which quantity is being estimated and how much of it is done (0…1)
     * @return the check, to be run
     */
    public GradientCheck watch(ObjDoubleConsumer<Quantity> watcher) {
        return new GradientCheck(net, X, Y, rules, given, pinned, convention, mistakes,
                requireNonNull(watcher, "watcher is null"));
    }

    /**
     * Checks every entry.
     *
     * @return the report
     * @throws IllegalArgumentException if X or Y do not fit the network, or the JVM has no room for so many entries
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public Report run() {
        return report(List.of(), Estimates::every);
    }

    /**
     * Checks some entries of every block, drawn at random. Of forward values all are compared, one by one where a block
     * has no more than 10,000; of a larger block so many that are drawn at random, and those that are farthest off.
     *
     * @param entries how many of each block, at least 1
     * @param seed of the draw
     * @return the report
     * @throws IllegalArgumentException if no entry is asked for, or X or Y do not fit the network
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public Report sample(int entries, long seed) {
        if (entries < 1) {
            throw new IllegalArgumentException("a sampled check needs at least 1 entry of each block, given: "
                    + entries);
        }
        return report(List.of(), estimates -> estimates.entries(entries, random(seed)));
    }

    /**
     * Checks each parameter block along one random direction of length 1: a few passes for a block of any size, and a
     * wrong entry anywhere in the block shows. Forward values and J are not compared here; {@link #run()} and
     * {@link #sample} do that.
     *
     * @param seed of the directions
     * @return the report, a number for each W and b
     * @throws IllegalArgumentException if X or Y do not fit the network
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public Report directional(long seed) {
        return report(List.of("each block is compared along one random direction, forward values are not compared"),
                estimates -> estimates.directions(random(seed)));
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Uniform in each entry, then scaled to length 1. */
    static Matrix direction(Matrix shape, RandomGenerator random) {
        var raw = Matrix.generate(shape.rows(), shape.columns(), (i, j) -> random.nextDouble(-1, 1));
        return raw.times(1 / Math.sqrt(raw.hadamard(raw).sum()));
    }

    private Report report(List<String> notes, Consumer<Estimates> estimating) {
        boolean rows = convention.examplesInRows();
        var inputs = net.requireInputs(rows ? X.transpose() : X);
        var labels = net.requireLabels(rows ? Y.transpose() : Y, inputs.columns());
        var reference = new Reference(net, inputs, labels, pinned);
        var all = Stream.concat(notes.stream(), Orientation.squares(given).stream()).toList();
        return new Trial(reference, NumericalGradient.of(net, inputs, labels),
                Orientation.of(reference, given, convention), mistakes, all, pinned)
                .of(this::underTest, this::isInQuestion, estimating, watcher);
    }

    private UnderTest underTest(Reference reference, Convention under) {
        return given.isEmpty() ? new RulesUnderTest(reference, rules, under)
                : new ValuesUnderTest(reference, given, under);
    }

    private boolean isInQuestion(Scheduled due) {
        return given.isEmpty() || given.containsKey(Reference.output(due));
    }
}
