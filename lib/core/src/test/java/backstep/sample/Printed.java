package backstep.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.matrix.Matrix;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as a publication prints them: every printed digit counts, and none after it. */
public final class Printed {

    private Printed() {}

    /** The value rounds to what is printed. */
    public static void assertPrints(String printed, double value) {
        assertPrints(printed, value, RoundingMode.HALF_EVEN);
    }

    /** The value cut after the last printed digit is what is printed. */
    public static void assertPrintsCut(String printed, double value) {
        assertPrints(printed, value, RoundingMode.DOWN);
    }

    /** Each entry rounds to what is printed, row by row. */
    public static void assertPrints(Matrix value, String... printed) {
        assertEquals(value.rows() * value.columns(), printed.length, "a number for each entry of " + value);
        for (int k = 0; k < printed.length; k++) {
            assertPrints(printed[k], value.get(k / value.columns(), k % value.columns()));
        }
    }

    private static void assertPrints(String printed, double value, RoundingMode mode) {
        var expected = new BigDecimal(printed);
        assertEquals(expected, new BigDecimal(value).setScale(expected.scale(), mode), () -> "full value " + value);
    }
}
