package backstep.notebook.figure;

import java.util.stream.IntStream;

/** Values at which something is drawn. */
final class Spacing {

    private Spacing() {}

    /** Both ends, and so many equal intervals between them. */
    static double[] even(double from, double to, int intervals) {
        return IntStream.rangeClosed(0, intervals).mapToDouble(k -> from + (to - from) * k / intervals).toArray();
    }

    /** From 10^(−from/2) down to 10^(−to/2): even on a logarithmic axis, two for each power of 10. */
    static double[] halfDecades(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToDouble(k -> Math.pow(10, -k / 2.0)).toArray();
    }
}
