package backstep.check;

import backstep.estimate.NumericalJacobian;
import backstep.matrix.NonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Compares a claimed gradient of any function f: R<sup>n</sup> → R with an estimate that carries its own error bar, as
 * {@link GradientCheck} does for a network:
 *
 * <pre>{@code
 * ToDoubleFunction<double[]> f = x -> x[0] * x[0] + Math.sin(x[1]);
 * double[] at = {1.5, 0.3};
 * double[] claimed = {2 * at[0], -Math.cos(at[1])};
 * System.out.println(FunctionCheck.of(f, at, claimed).run());   // entry 2: claimed −0.955336, estimated 0.955336
 * FunctionCheck.of(f, at, claimed).run().orThrow();             // in a test
 * }</pre>
 */
public final class FunctionCheck {

    private static final String NO_FUNCTION = "f: a function of numbers is needed, given: null";
    private static final String NO_POINT = "at: the numbers where the slopes are compared are needed, given: null";
    private static final String NO_CLAIM = "claimed: the gradient to be checked is needed, given: null";

    private final UnaryOperator<double[]> f;
    private final NamedBlocks<?> at;
    private final UnaryOperator<double[]> claimed;
    private final ObjDoubleConsumer<String> watcher;

    private FunctionCheck(UnaryOperator<double[]> f, NamedBlocks<?> at, UnaryOperator<double[]> claimed,
            ObjDoubleConsumer<String> watcher) {
        this.f = f;
        this.at = at;
        this.claimed = claimed;
        this.watcher = watcher;
    }

    /**
     * A check of a gradient that was computed elsewhere.
     *
     * @param f the function; it throws or gives NaN outside of its domain
     * @param at n numbers
     * @param claimed n numbers, ∂f/∂x at that point
     * @return the check, to be run
     * @throws IllegalArgumentException if there is no number, one is not finite, or claimed is not as long as at
     */
    public static FunctionCheck of(ToDoubleFunction<double[]> f, double[] at, double[] claimed) {
        Objects.requireNonNull(claimed, NO_CLAIM);
        Objects.requireNonNull(at, NO_POINT);
        if (claimed.length != at.length) {
            throw new IllegalArgumentException("claimed has %d entries, at has %d: one derivative for each is needed"
                    .formatted(claimed.length, at.length));
        }
        var given = claimed.clone();
        return of(f, at, x -> given);
    }

    /**
     * A check of a gradient function.
     *
     * @param f the function; it throws or gives NaN outside of its domain
     * @param at n numbers
     * @param claimed gives ∂f/∂x, n numbers
     * @return the check, to be run
     * @throws IllegalArgumentException if there is no number, or one is not finite
     */
    public static FunctionCheck of(ToDoubleFunction<double[]> f, double[] at, UnaryOperator<double[]> claimed) {
        Objects.requireNonNull(f, NO_FUNCTION);
        Objects.requireNonNull(claimed, NO_CLAIM);
        var block = new NamedBlocks<>(Map.of("x", Objects.requireNonNull(at, NO_POINT)));
        return new FunctionCheck(x -> new double[] {f.applyAsDouble(x)}, block, claimed, (name, done) -> {});
    }

    /**
     * A check of the gradient of a function of several named blocks.
     *
     * @param <B> double[], double[][] or Matrix
     * @param f the function of all blocks
     * @param at the blocks; the report has them in the order of this map
     * @param claimed ∂f by each block, of the same names and shapes
     * @return the check, to be run
     * @throws IllegalArgumentException if a block is empty, not finite, of another kind, or claimed does not fit
     */
    public static <B> FunctionCheck of(ToDoubleFunction<Map<String, B>> f, Map<String, B> at, Map<String, B> claimed) {
        Objects.requireNonNull(f, NO_FUNCTION);
        NonNull.map("claimed", Objects.requireNonNull(claimed, NO_CLAIM));
        var given = new NamedBlocks<>(Objects.requireNonNull(at, NO_POINT)).flat("claimed", claimed);
        var check = of(f, at, (UnaryOperator<Map<String, B>>) blocks -> blocks);
        return new FunctionCheck(check.f, check.at, x -> given, check.watcher);
    }

    /**
     * A check of a function that gives the gradient by several named blocks.
     *
     * @param <B> double[], double[][] or Matrix
     * @param f the function of all blocks
     * @param at the blocks; the report has them in the order of this map
     * @param claimed gives ∂f by each block, of the same names and shapes
     * @return the check, to be run
     * @throws IllegalArgumentException if a block is empty, not finite or of another kind
     */
    public static <B> FunctionCheck of(ToDoubleFunction<Map<String, B>> f, Map<String, B> at,
            UnaryOperator<Map<String, B>> claimed) {
        Objects.requireNonNull(f, NO_FUNCTION);
        Objects.requireNonNull(claimed, NO_CLAIM);
        var blocks = new NamedBlocks<>(Objects.requireNonNull(at, NO_POINT));
        return new FunctionCheck(x -> {
            var argument = blocks.blocks(x);
            double value = f.applyAsDouble(argument);
            blocks.copy(argument, x);
            return new double[] {value};
        }, blocks, x -> {
            var argument = blocks.blocks(x);
            var gradient = claimed.apply(argument);
            blocks.copy(argument, x);
            return gradient == null ? null : blocks.flat("claimed", gradient);
        }, (name, done) -> {});
    }

    /**
     * The same check with someone who watches its progress.
     *
     * @param watcher told, entry by entry, which block is being estimated and how much of it is done (0…1)
     * @return the check, to be run
     */
    public FunctionCheck watch(ObjDoubleConsumer<String> watcher) {
        return new FunctionCheck(f, at, claimed, Objects.requireNonNull(watcher, "watcher: who watches is null"));
    }

    /**
     * Checks every entry.
     *
     * @return the report
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public FunctionReport run() {
        return sample(Integer.MAX_VALUE, 0);
    }

    /**
     * Checks some entries of every block, drawn at random.
     *
     * @param entries how many of each block, at least 1
     * @param seed of the draw
     * @return the report
     * @throws IllegalArgumentException if no entry is asked for
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public FunctionReport sample(int entries, long seed) {
        if (entries < 1) {
            throw new IllegalArgumentException("a sampled check needs at least 1 entry of each block, given: "
                    + entries);
        }
        var draw = new Draw(seed);
        return report((part, gradient, estimator) -> {
            var drawn = draw.some(entries, part.size());
            var compared = new ArrayList<FunctionBlock.Compared>();
            for (int k : drawn) {
                int j = part.offset() + k;
                var estimate = estimator.column(j).get(0);
                compared.add(new FunctionBlock.Compared(k / part.columns(), k % part.columns(), gradient[j], estimate,
                        estimator.value()[0], () -> estimator.rounding(estimator.unit(j))[0]));
                watcher.accept(part.name(), (double) compared.size() / drawn.length);
            }
            return FunctionBlock.of(part.name(), part.shape(), compared);
        });
    }

    /**
     * Checks each block along one random direction, in which each entry moves by a part of its own size: a few values
     * for a block of any size, and a wrong entry anywhere in the block shows.
     *
     * @param seed of the directions
     * @return the report, a number for each block
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public FunctionReport directional(long seed) {
        var draw = new Draw(seed);
        var all = at.all();
        var scale = at.scale();
        return report((part, gradient, estimator) -> {
            var direction = new double[all.length];
            var drawn = draw.signed(part.size());
            for (int k = 0; k < drawn.length; k++) {
                direction[part.offset() + k] = drawn[k] * scale[part.offset() + k];
            }
            var terms = IntStream.range(0, all.length).mapToDouble(j -> direction[j] == 0 ? 0
                    : gradient[j] * direction[j]).toArray();
            double sum = Arrays.stream(terms).sum();
            double summed = Math.ulp(Arrays.stream(terms).map(Math::abs).sum());
            var compared = new FunctionBlock.Compared(0, 0, sum, estimator.along(direction).get(0),
                    estimator.value()[0], () -> estimator.rounding(direction)[0] + summed * terms.length);
            watcher.accept(part.name(), 1);
            return FunctionBlock.of(part.name(), part.shape() + " · u", List.of(compared));
        });
    }

    /** How one block is compared. */
    private interface Comparison {
        FunctionBlock of(NamedBlocks.Part<?> part, double[] gradient, NumericalJacobian estimator);
    }

    private FunctionReport report(Comparison comparison) {
        var point = at.all();
        var tried = new FunctionUnderTest("f", f, point, 1);
        var gradient = new FunctionUnderTest("claimed", claimed, point, point.length);
        var blocks = new ArrayList<FunctionBlock>();
        boolean usable = tried.isUsable() && gradient.isUsable();
        var estimator = usable ? NumericalJacobian.of(tried, point, at.scale()) : null;
        for (var part : at.parts()) {
            blocks.add(usable ? comparison.of(part, gradient.first(), estimator)
                    : new FunctionBlock(part.name(), part.shape(), List.of(), Map.of()));
        }
        return tried.report("gradient of f at %d number%s".formatted(point.length, point.length == 1 ? "" : "s"),
                blocks, point, gradient);
    }
}
