package backstep.exchange.array;

import java.util.ArrayList;
import java.util.List;

/** The lengths of an array's axes, held to what the file has before anything of that size is made. */
final class Shape {

    private static final int MOST_AXES = 32;

    private Shape() {}

    /**
     * Refuses lengths that are negative, overflow, or do not go with the bytes that there are.
     *
     * @param lengths as the file has them
     * @param each how many bytes an entry takes
     * @param bytes how many there are for all entries
     */
    static List<Integer> of(Source source, List<Long> lengths, int each, long bytes) throws UnreadableFile {
        var shape = new ArrayList<Integer>();
        long size = each;
        boolean overflows = lengths.size() > MOST_AXES;
        for (long length : lengths) {
            if (length < 0) {
                throw source.unreadable("has an axis of length %d: lengths are at least 0", length);
            }
            overflows |= Math.multiplyHigh(size, length) != 0 || size * length < 0 || length > Integer.MAX_VALUE;
            size *= length;
            shape.add((int) length);
        }
        if (overflows || size != bytes) {
            throw source.unreadable("has the shape %s, %s bytes with %d for each entry, and holds %d: it is cut off, "
                    + "or not what its header says", Source.shown(lengths.toString()),
                    overflows ? "far too many" : String.valueOf(size), each, bytes);
        }
        return shape;
    }

    static long size(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** From the order in which the first axis runs fastest to the one in which the last does. */
    static double[] rowsFirst(List<Integer> shape, double[] values) {
        var sorted = new double[values.length];
        var strides = new int[shape.size()];
        int stride = 1;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        for (int k = 0; k < sorted.length; k++) {
            int from = 0;
            int rest = k;
            for (int axis = strides.length - 1; axis >= 0; axis--) {
                from += rest % shape.get(axis) * strides[axis];
                rest /= shape.get(axis);
            }
            sorted[k] = values[from];
        }
        return sorted;
    }
}
