package backstep.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.matrix.Matrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What printing may have taken from a value; nothing from one that was computed, or that has few digits by itself. */
class PrintedDigitsTest {

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"0.12345678, 0.5, 2.5e-8", "0.5, 0.25, 0", "1, 0, 0", "0.002255, 0.1, 5e-7", "0.000001, 0.5, 5e-7",
            "0.1234567890123456, 0.5, 0", "12345.678, 0.001, 6.172839e-4",
            "1.2345678e-5, 2.5, 1.25e-7", "NaN, 0.12345678, 0"})
    void isHalfAUnitOfTheLastDigit(double one, double other, double resolution) {
        assertEquals(resolution, PrintedDigits.resolution(Matrix.row(one, other)), 1e-3 * resolution);
    }
}
