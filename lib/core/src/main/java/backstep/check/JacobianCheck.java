package backstep.check;

import backstep.estimate.NumericalJacobian;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Compares what is claimed of the Jacobian J of any function F: R<sup>n</sup> → R<sup>m</sup> with an estimate, output
 * by output: a pullback v ↦ vᵀJ, as a backward pass is made of them; a pushforward u ↦ J u; or J itself.
 *
 * <pre>{@code
 * UnaryOperator<double[]> F = x -> new double[] {x[0] * x[1], Math.exp(x[1])};
 * double[] at = {2, 0.5};
 * UnaryOperator<double[]> pullback = v -> new double[] {v[0] * at[1], v[0] * at[0] + v[1] * Math.exp(at[1])};
 * JacobianCheck.of(F, at, pullback).run().orThrow();
 * }</pre>
 */
public final class JacobianCheck {

    private static final String NO_FUNCTION = "F: a function of numbers is needed, given: null";
    private static final String NO_POINT = "at: the numbers where the slopes are compared are needed, given: null";

    private final UnaryOperator<double[]> F;
    private final double[] at;
    private final Claim claim;
    private final Names names;

    private JacobianCheck(UnaryOperator<double[]> F, double[] at, Claim claim, Names names) {
        this.F = F;
        this.at = at;
        this.claim = claim;
        this.names = names;
    }

    /** What is claimed, once the count of outputs is known. */
    private interface Claim {
        ClaimedJacobian of(int n, int m);
    }

    /**
     * How a report speaks of it.
     *
     * @param output the name of each, from 0
     * @param shape of the numbers
     * @param columns how many numbers a row of them has
     * @param last what is to be added to a report
     */
    private record Names(String title, IntFunction<String> output, String shape, int columns,
            UnaryOperator<FunctionReport> last) {}

    /**
     * A check of a pullback, which has to be linear as well.
     *
     * @param F the function; it throws or gives NaN outside of its domain
     * @param at n numbers
     * @param pullback of F at that point: v ↦ vᵀJ, m numbers to n
     * @return the check, to be run
     * @throws IllegalArgumentException if there is no number, or one is not finite
     */
    public static JacobianCheck of(UnaryOperator<double[]> F, double[] at, UnaryOperator<double[]> pullback) {
        Objects.requireNonNull(pullback, "pullback: v ↦ vᵀJ is needed, given: null");
        return claimed(F, at, (n, m) -> new ClaimedJacobian.Pullback(new LinearMap("pullback", pullback, m, n)));
    }

    /**
     * A check of a pushforward, which has to be linear as well.
     *
     * @param F the function; it throws or gives NaN outside of its domain
     * @param at n numbers
     * @param pushforward of F at that point: u ↦ J u, n numbers to m
     * @return the check, to be run
     * @throws IllegalArgumentException if there is no number, or one is not finite
     */
    public static JacobianCheck ofPushforward(UnaryOperator<double[]> F, double[] at,
            UnaryOperator<double[]> pushforward) {
        Objects.requireNonNull(pushforward, "pushforward: u ↦ J u is needed, given: null");
        return claimed(F, at, (n, m) ->
                new ClaimedJacobian.Pushforward(new LinearMap("pushforward", pushforward, n, m)));
    }

    /**
     * A check of a Jacobian.
     *
     * @param F the function; it throws or gives NaN outside of its domain
     * @param at n numbers
     * @param J entry (k, j) is ∂F_k/∂x_j, m×n
     * @return the check, to be run; running it throws an IllegalArgumentException if J is not m×n
     * @throws IllegalArgumentException if there is no number, or one is not finite
     */
    public static JacobianCheck of(UnaryOperator<double[]> F, double[] at, Matrix J) {
        Objects.requireNonNull(J, "J: the Jacobian to be checked is needed, given: null");
        return claimed(F, at, (n, m) -> {
            if (J.rows() != m || J.columns() != n) {
                throw new IllegalArgumentException("J is %s; %d outputs of %d numbers need %d×%d%s".formatted(J.shape(),
                        m, n, m, n, J.rows() == n && J.columns() == m ? "; did you pass Jᵀ?" : ""));
            }
            return new ClaimedJacobian.Given(J);
        });
    }

    private static JacobianCheck claimed(UnaryOperator<double[]> F, double[] at, Claim claim) {
        Objects.requireNonNull(F, NO_FUNCTION);
        var point = new NamedBlocks<>(Map.of("x", Objects.requireNonNull(at, NO_POINT))).all();
        return new JacobianCheck(F, point, claim, new Names("Jacobian of F at %d number%s".formatted(point.length,
                point.length == 1 ? "" : "s"), k -> "F(%d)".formatted(k + 1), String.valueOf(point.length),
                point.length, report -> report));
    }

    /**
     * A check of an activation of one's own, at a Z: its pullback against its A, and what it says of itself, whether it
     * mixes examples.
     *
     * @param g the activation
     * @param Z n×m, each entry of which is nudged: a few rows and columns tell
     * @return the check, to be run
     * @throws IllegalArgumentException if Z has an entry that is not finite
     */
    public static JacobianCheck of(Activation g, Matrix Z) {
        Objects.requireNonNull(g, "g: an activation is needed, given: null");
        var at = new NamedBlocks<>(Map.of("Z", Objects.requireNonNull(Z, "Z: a matrix is needed, given: null"))).all();
        int columns = Z.columns();
        UnaryOperator<double[]> pullback = v -> numbers(g.pullback(Matrix.of(Z.rows(), columns, v), Z));
        return new JacobianCheck(x -> numbers(g.A(Matrix.of(Z.rows(), columns, x))), at,
                (n, m) -> new ClaimedJacobian.Pullback(new LinearMap("pullback", pullback, m, n)),
                new Names("pullback of %s at Z, %s".formatted(g.name(), Z.shape()),
                        k -> "A(%d, %d)".formatted(k / columns + 1, k % columns + 1), Z.shape(), columns,
                        new ActivationContract(g, Z)::on));
    }

    private static double[] numbers(Matrix matrix) {
        return matrix == null ? null : Arrays.stream(matrix.toArray()).flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * Checks every derivative of every output.
     *
     * @return the report, a block for each output
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public FunctionReport run() {
        return sample(Integer.MAX_VALUE, 0);
    }

    /**
     * Checks some outputs by some numbers, both drawn at random.
     *
     * @param count how many of each, at least 1
     * @param seed of the draw
     * @return the report, a block for each of the outputs
     * @throws IllegalArgumentException if none is asked for
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public FunctionReport sample(int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("a sampled check needs at least 1 output and 1 number, given: " + count);
        }
        var draw = new Draw(seed);
        return report((tried, claimed) -> {
            var estimator = NumericalJacobian.of(tried, at);
            var outputs = draw.some(count, tried.first().length);
            var numbers = draw.some(count, at.length);
            var given = claimed.entries(outputs, numbers);
            var compared = Arrays.stream(outputs).mapToObj(k -> new ArrayList<FunctionBlock.Compared>()).toList();
            for (int c = 0; c < numbers.length; c++) {
                int j = numbers[c];
                var column = estimator.column(j);
                var rounding = new Rounding(estimator, estimator.unit(j));
                for (int r = 0; r < outputs.length; r++) {
                    int k = outputs[r];
                    compared.get(r).add(new FunctionBlock.Compared(j / names.columns(), j % names.columns(),
                            given[r][c], column.get(k), tried.first()[k], () -> rounding.of(k)));
                }
            }
            return IntStream.range(0, outputs.length).mapToObj(r ->
                    FunctionBlock.of(names.output().apply(outputs[r]), names.shape(), compared.get(r))).toList();
        });
    }

    /** How far rounding moves the right derivatives along a direction, asked for when the first is needed. */
    private record Rounding(NumericalJacobian estimator, double[] direction, List<double[]> found) {
        Rounding(NumericalJacobian estimator, double[] direction) {
            this(estimator, direction, new ArrayList<>());
        }

        double of(int k) {
            if (found.isEmpty()) {
                found.add(estimator.rounding(direction));
            }
            return found.get(0)[k];
        }
    }

    /**
     * Checks the slope of one random sum of the outputs along one random direction: a few values of F for any m and n,
     * and a wrong entry anywhere shows.
     *
     * @param seed of both
     * @return the report, one number
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public FunctionReport directional(long seed) {
        var draw = new Draw(seed);
        return report((tried, claimed) -> {
            var scale = NumericalJacobian.scale(at);
            var drawn = draw.signed(at.length);
            var u = IntStream.range(0, at.length).mapToDouble(j -> drawn[j] * scale[j]).toArray();
            var v = draw.signed(tried.first().length);
            var terms = claimed.along(v, u);
            double summed = Math.ulp(Arrays.stream(terms).map(Math::abs).sum()) * terms.length;
            var estimator = NumericalJacobian.of(x -> {
                var outputs = tried.apply(x);
                return new double[] {IntStream.range(0, v.length).mapToDouble(k -> v[k] * outputs[k]).sum()};
            }, at);
            var compared = new FunctionBlock.Compared(0, 0, Arrays.stream(terms).sum(), estimator.along(u).get(0),
                    estimator.value()[0], () -> estimator.rounding(u)[0] + summed);
            return List.of(FunctionBlock.of("vᵀJ u", names.shape() + " · u", List.of(compared)));
        });
    }

    /** How the outputs are compared. */
    private interface Comparison {
        List<FunctionBlock> of(FunctionUnderTest tried, ClaimedJacobian claimed);
    }

    private FunctionReport report(Comparison comparison) {
        var tried = new FunctionUnderTest("F", F, at, 0);
        if (!tried.isUsable()) {
            return tried.report(names.title(), List.of(new FunctionBlock("F", names.shape(), List.of(), Map.of())), at);
        }
        var claimed = claim.of(at.length, tried.first().length);
        var map = claimed.map().map(LinearMap::underTest);
        if (map.isPresent() && !map.get().isUsable()) {
            return tried.report(names.title(), List.of(new FunctionBlock("J", names.shape(), List.of(), Map.of())), at,
                    map.get());
        }
        var blocks = comparison.of(tried, claimed);
        claimed.map().ifPresent(one -> one.addFaults(new Draw(2)));
        var report = map.map(one -> tried.report(names.title(), blocks, at, one))
                .orElseGet(() -> tried.report(names.title(), blocks, at));
        return names.last().apply(report);
    }
}
