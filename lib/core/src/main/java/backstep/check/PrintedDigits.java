package backstep.check;

import backstep.matrix.Matrix;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What a value that was printed and read again has lost. NumPy prints eight digits, others six; a double that was
 * computed has sixteen, and one of fewer than six, such as ½, is taken as it is.
 */
final class PrintedDigits {

    private static final int FEWEST = 6;
    private static final int MOST = 9;

    private PrintedDigits() {}

    /**
     * Half a unit of the last digit.
     *
     * @param values as they were given
     * @return how far each entry may be off by printing: after so many decimals, or of so many significant digits; 0
     *     for
     * values that were not printed
     */
    static double resolution(Matrix values) {
        if (!values.isFinite()) {
            return 0;
        }
        var decimals = Arrays.stream(values.toArray()).flatMapToDouble(Arrays::stream).filter(x -> x != 0)
                .mapToObj(x -> new BigDecimal(Double.toString(x)).stripTrailingZeros()).toList();
        int digits = decimals.stream().mapToInt(BigDecimal::precision).max().orElse(0);
        int places = decimals.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        double bySize = digits >= FEWEST ? Math.pow(10, 1 - digits) * values.maxAbs() : 0;
        boolean printed = digits <= MOST && (digits >= FEWEST || places >= FEWEST);
        return printed ? Math.max(Math.pow(10, -places), bySize) / 2 : 0;
    }
}
