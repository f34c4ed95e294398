package backstep.estimate;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Quantity.Kind;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Some of very many examples, by which a mean over all of them is known to its order of magnitude: those that stand out
 * by their loss, their inputs or their outputs, each for itself; and others, each for as many as it stands for.
 */
final class Examples {

    private static final int OUTSTANDING = 100; // by each measure
    private static final int OTHERS = 1000;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2; // steps of it fall in with no period of the data

    private final int[] columns;
    private final int outstanding;
    private final int m;

    private Examples(int[] columns, int outstanding, int m) {
        this.columns = columns;
        this.outstanding = outstanding;
        this.m = m;
    }

    static Examples of(Point point) {
        int m = point.Y.columns();
        var first = new LinkedHashSet<Integer>();
        for (var sizes : List.of(point.losses, point.forward.A(0), point.forward.Z(point.net.L()))) {
            outstanding(first, m, i -> sizes.columnAt(i).maxAbs());
        }
        int outstanding = first.size();
        IntStream.range(0, OTHERS).map(k -> (int) (m * (GOLDEN * k % 1))).forEach(first::add);
        return new Examples(first.stream().mapToInt(Integer::intValue).toArray(), outstanding, m);
    }

    private static void outstanding(Set<Integer> into, int m, IntToDoubleFunction size) {
        var sizes = IntStream.range(0, m).mapToDouble(size).toArray();
        var sorted = sizes.clone();
        Arrays.sort(sorted);
        double least = sorted[m - OUTSTANDING];
        IntStream.range(0, m).filter(i -> Double.compare(sizes[i], least) >= 0).limit(OUTSTANDING).forEach(into::add);
    }

    /** The same place, as if there were these examples only. */
    Point at(Point point) {
        return at(point, columns);
    }

    /** The mean over all examples, from a number for each of these. */
    double mean(double... of) {
        double alone = IntStream.range(0, outstanding).mapToDouble(i -> of[i]).sum();
        double others = IntStream.range(outstanding, of.length).mapToDouble(i -> of[i]).average().orElse(0);
        return alone / m + others * (m - outstanding) / m;
    }

    /** A place with some of its examples. */
    static Point at(Point point, int... columns) {
        return new Point(ForwardPass.of(point.net, columns(point.forward.get(Kind.A.at(0)), columns)),
                columns(point.Y, columns));
    }

    private static Matrix columns(Matrix of, int... columns) {
        return Matrix.generate(of.rows(), columns.length, (k, i) -> of.get(k, columns[i]));
    }
}
