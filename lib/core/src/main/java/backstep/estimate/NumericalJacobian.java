package backstep.estimate;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The estimate of the derivatives of any function F: R<sup>n</sup> → R<sup>m</sup> of which nothing is known but its
 * values: the same extrapolation as {@link NumericalGradient}, with a rounding that is measured instead of derived. A
 * derivative costs 12 values of F where it is smooth, some 80 where it is not.
 */
public final class NumericalJacobian {

    private final UnaryOperator<double[]> F;
    private final double[] at;
    private final double[] scale;
    private final double[] here;
    private final double[] noise;
    private final double[] relative;

    private NumericalJacobian(UnaryOperator<double[]> F, double[] at, double[] scale) {
        this.F = F;
        this.at = at.clone();
        this.scale = scale;
        this.here = FunctionLine.value(F, at);
        this.noise = noise();
        this.relative = relative();
    }

    /**
     * Estimates at a point, all of whose entries are of one kind.
     *
     * @param F gives m numbers for n, NaN outside of its domain; leaves its argument as it is
     * @param at n numbers
     * @return the estimates, each computed when asked for
     */
    public static NumericalJacobian of(UnaryOperator<double[]> F, double[] at) {
        return of(F, at, scale(requireNonNull(at, "at is null")));
    }

    /**
     * Estimates at a point.
     *
     * @param F gives m numbers for n, NaN outside of its domain; leaves its argument as it is
     * @param at n numbers
     * @param scale a size for each: the first step is a hundredth of it
     * @return the estimates, each computed when asked for
     * @throws IllegalArgumentException if there is not a scale for each entry
     */
    public static NumericalJacobian of(UnaryOperator<double[]> F, double[] at, double[] scale) {
        requireNonNull(F, "F is null: a function of n numbers is needed");
        requireNonNull(at, "at is null");
        requireNonNull(scale, "scale is null");
        if (scale.length != at.length) {
            throw new IllegalArgumentException("scale has %d entries; it needs one for each of the %d numbers"
                    .formatted(scale.length, at.length));
        }
        return new NumericalJacobian(F, at, scale.clone());
    }

    /**
     * A size for each number of a block: its own; where it is 0, that of the smallest that is not.
     *
     * @param block numbers of one kind
     * @return as many, each greater than 0, and 1 where the whole block is next to nothing
     */
    public static double[] scale(double... block) {
        requireNonNull(block, "block is null");
        double largest = Arrays.stream(block).map(Math::abs).max().orElse(0);
        double least = Tolerances.OF_THE_LARGEST * largest;
        double smallest = Arrays.stream(block).map(Math::abs).filter(size -> size > least).min().orElse(1);
        return Arrays.stream(block).map(Math::abs).map(size -> largest < Tolerances.NOTHING ? 1
                : size == 0 ? smallest : Math.max(size, least)).toArray();
    }

    /**
     * The value at the point.
     *
     * @return F(at), m numbers
     */
    public double[] value() {
        return here.clone();
    }

    /**
     * The slopes of all values when one entry moves.
     *
     * @param j the entry, from 0
     * @return ∂F_k/∂x_j for each k
     */
    public List<Slope> column(int j) {
        // An entry that is 0 tells nothing of its size: the search begins with short steps, and goes on to long ones.
        double step = step(at[j] == 0 ? Tolerances.UNKNOWN * scale[j] : scale[j]);
        int last = Math.min(power(step, Tolerances.DIGITS_MOVED * Math.ulp(at[j])) - 1, Tolerances.TRIES_AT_AN_END);
        double far = Math.max(1, Arrays.stream(scale).max().orElse(1));
        return search(unit(j), step, far).run(last);
    }

    /**
     * The slopes of all values along a direction.
     *
     * @param direction n numbers, not all 0
     * @return Σ_j direction_j ∂F_k/∂x_j for each k
     */
    public List<Slope> along(double[] direction) {
        requireNonNull(direction, "direction is null");
        // x + h u is rounded, so that a much shorter h would be another one.
        double far = 1 / relative(direction);
        return search(direction, step(far), far).run(Tolerances.TRIES);
    }

    private StepSearch search(double[] direction, double step, double far) {
        return new StepSearch(new FunctionLine(F, at, here, direction, step), noise, relative,
                Tolerances.NEAR * far / step);
    }

    /**
     * How far rounding may move a right derivative along a direction: as far as the derivative moves when each number
     * that it is made from is rounded, the point itself among them.
     *
     * @param direction n numbers, not all 0
     * @return for each value of F
     */
    public double[] rounding(double... direction) {
        requireNonNull(direction, "direction is null");
        double far = Tolerances.REACH * Tolerances.CRUDE;
        double h = far / relative(direction);
        var sum = new double[here.length];
        for (int pattern : new int[] {2, 3}) {
            var shift = IntStream.range(0, at.length)
                    .mapToDouble(k -> (k % pattern == 0 ? 1 : -1) * Math.abs(at[k])).toArray();
            var above = slopes(FunctionLine.moved(at, shift, far), direction, h);
            var below = slopes(FunctionLine.moved(at, shift, -far), direction, h);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += Math.abs(above[i] - below[i]) / (2 * far) * Tolerances.rounding(at.length);
            }
        }
        return Arrays.stream(sum).map(bound -> Double.isFinite(bound) ? bound : 0).toArray();
    }

    /**
     * The direction of one entry.
     *
     * @param j the entry, from 0
     * @return 1 there, 0 elsewhere
     */
    public double[] unit(int j) {
        var unit = new double[at.length];
        unit[j] = 1;
        return unit;
    }

    private double[] slopes(double[] there, double[] direction, double h) {
        var plus = FunctionLine.value(F, FunctionLine.moved(there, direction, h));
        var minus = FunctionLine.value(F, FunctionLine.moved(there, direction, -h));
        return IntStream.range(0, plus.length).mapToDouble(i -> (plus[i] - minus[i]) / (2 * h)).toArray();
    }

    /** By which part of its scale an entry moves at most. */
    private double relative(double[] direction) {
        return IntStream.range(0, at.length).mapToDouble(j -> Math.abs(direction[j]) / scale[j]).max().orElse(1);
    }

    /**
     * A hundredth, with so few digits that x + h is exact; and no power of 2, or a function with such a period would be
     * seen at one phase only.
     */
    private static double step(double scale) {
        return Math.scalb(Tolerances.NO_PERIOD, Math.getExponent(Tolerances.REACH * scale));
    }

    private static int power(double step, double shorter) {
        return (int) Math.floor(Math.log(step / shorter) / Math.log(Tolerances.SHRINK));
    }

    /** Measured on walks of all entries at once, so short that they stay where F is finite. */
    private double[] noise() {
        var noise = Arrays.stream(here).map(value -> Double.isFinite(value) ? Double.NaN : 0).toArray();
        for (int k = 0; k < Tolerances.TRIES_AT_AN_END && !FunctionLine.isFinite(noise); k++) {
            measure(noise, Math.pow(Tolerances.SHRINK, -k));
        }
        return Arrays.stream(noise).map(seen -> Double.isFinite(seen) ? seen : 0).toArray();
    }

    private void measure(double[] noise, double part) {
        var line = walk(part);
        var seen = ComputationalNoise.of(steps -> Matrix.row(line.at(steps)), 1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = !Double.isNaN(noise[i]) ? noise[i] : Math.max(seen.get(0, i), lastDigit(i, line));
        }
    }

    /**
     * A function of few digits stands still on a short walk, and moves by a unit of its last digit on a longer one. If
     * it never moves it may still have been rounded to single precision.
     */
    private double lastDigit(int i, FunctionLine line) {
        if (line.at(0.09)[i] != here[i] || line.at(-0.09)[i] != here[i]) {
            return 0;
        }
        double digit = ComputationalNoise.lastDigit(here[i]);
        return IntStream.rangeClosed(0, 11).mapToDouble(k -> line.at(Math.scalb(0.1, k))[i])
                .filter(value -> value != here[i] && Double.isFinite(value)).findFirst().stream()
                .map(value -> Math.min(digit, ComputationalNoise.lastDigit(value))).findFirst()
                .orElse(Math.min(digit, Math.ulp((float) here[i])));
    }

    /** The last digit that values have, relative to them, at places that are no short binary numbers. */
    private double[] relative() {
        var line = walk(1);
        var places = IntStream.rangeClosed(-9, 9).mapToObj(k -> line.at(0.01 * k)).toList();
        return IntStream.range(0, here.length).mapToDouble(i -> places.stream().mapToDouble(values -> values[i])
                .filter(value -> value != here[i] && value != 0 && Double.isFinite(value))
                .map(value -> ComputationalNoise.lastDigit(value) / Math.abs(value)).min().orElse(0)).toArray();
    }

    private FunctionLine walk(double part) {
        return new FunctionLine(F, at, here, IntStream.range(0, at.length)
                .mapToDouble(j -> (j % 2 == 0 ? 1 : -0.7) * scale[j] * part * Tolerances.REACH).toArray(), 1);
    }
}
