package backstep.estimate;

import static java.util.Objects.requireNonNull;

import backstep.engine.ForwardPass;
import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Some of very many examples, by which a mean over all of them is known to its order of magnitude: those that stand out
 * by their loss, their inputs or their outputs, each for itself; and others, each for as many as it stands for.
 */
public final class Examples {

    private static final int OUTSTANDING = 100; // by each measure
    private static final int OTHERS = 1000;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2; // steps of it fall in with no period of the data

    private final int[] outstanding;
    private final int[] others;
    private final int m;

    private Examples(int[] outstanding, int[] others, int m) {
        this.outstanding = outstanding;
        this.others = others;
        this.m = m;
    }

    static Examples of(Point point) {
        int m = point.Y.columns();
        var first = new LinkedHashSet<Integer>();
        for (var sizes : List.of(point.losses, point.forward.A(0), point.forward.Z(point.net.L()))) {
            Interrupts.poll("a choice of examples");
            outstanding(first, m, i -> sizes.columnAt(i).maxAbs());
        }
        return new Examples(first.stream().mapToInt(i -> i).toArray(), IntStream.range(0, OTHERS)
                .map(k -> (int) (m * (GOLDEN * k % 1))).filter(i -> !first.contains(i)).distinct().toArray(), m);
    }

    private static void outstanding(Set<Integer> into, int m, IntToDoubleFunction size) {
        var sizes = IntStream.range(0, m).mapToDouble(size).toArray();
        var sorted = sizes.clone();
        Arrays.sort(sorted);
        double least = sorted[m - OUTSTANDING];
        IntStream.range(0, m).filter(i -> Double.compare(sizes[i], least) >= 0).limit(OUTSTANDING).forEach(into::add);
    }

    /**
     * A mean over all examples, from a function of some of them.
     *
     * @param ofSome a mean over the examples with these numbers, from 0
     * @return the mean over all
     */
    public Matrix mean(Function<int[], Matrix> ofSome) {
        requireNonNull(ofSome, "ofSome is null");
        double alone = (double) outstanding.length / m;
        return ofSome.apply(outstanding.clone()).times(alone).plus(ofSome.apply(others.clone()).times(1 - alone));
    }

    /** Those that stand out, then the others. */
    int[] columns() {
        return IntStream.concat(IntStream.of(outstanding), IntStream.of(others)).toArray();
    }

    /** The mean over all examples, from a number for each of the columns. */
    double mean(double... of) {
        double alone = Arrays.stream(of, 0, outstanding.length).sum() / m;
        double rest = Arrays.stream(of, outstanding.length, of.length).sum() / others.length;
        return alone + rest * (m - outstanding.length) / m;
    }

    /** A place with some of its examples. */
    static Point at(Point point, int... columns) {
        return new Point(ForwardPass.of(point.net, columns(point.forward.A(0), columns)), columns(point.Y, columns));
    }

    /**
     * Some columns of a matrix.
     *
     * @param of n×m
     * @param columns their numbers, from 0
     * @return n×k
     */
    public static Matrix columns(Matrix of, int... columns) {
        requireNonNull(of, "of is null");
        requireNonNull(columns, "columns is null");
        return Matrix.generate(of.rows(), columns.length, (k, i) -> of.get(k, columns[i]));
    }
}
