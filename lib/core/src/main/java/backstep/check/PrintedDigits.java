package backstep.check;

import backstep.matrix.Matrix;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;

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
     * @return how far each entry may be off by printing, after so many decimals or of so many significant digits; 0 for
     *     values that were not printed
     */
    static double resolution(Matrix values) {
        if (!values.isFinite() || decimals(values).anyMatch(x -> x.precision() > MOST)) {
            return 0;
        }
        int digits = decimals(values).mapToInt(BigDecimal::precision).max().orElse(0);
        int places = decimals(values).mapToInt(BigDecimal::scale).max().orElse(0);
        double bySize = digits >= FEWEST ? Math.pow(10, 1 - digits) * values.maxAbs() : 0;
        boolean printed = digits >= FEWEST || places >= FEWEST;
        return printed ? Math.max(Math.pow(10, -places), bySize) / 2 : 0;
    }

    /** As they are printed; a zero has no digits. */
    private static Stream<BigDecimal> decimals(Matrix values) {
        return Arrays.stream(values.toArray()).flatMapToDouble(Arrays::stream).filter(x -> x != 0)
                .mapToObj(x -> new BigDecimal(Double.toString(x)).stripTrailingZeros());
    }
}
