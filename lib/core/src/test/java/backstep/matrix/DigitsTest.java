package backstep.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.sample.RandomCase;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as text. */
class DigitsTest {

    @ParameterizedTest(name = "{0} to {1} digits is {2}")
    @CsvSource({
        "0.61063923394922, 6, 0.610639", "-1.5, 6, -1.5", "2.5e-7, 6, 2.5e-07", "NaN, 6, NaN", "Infinity, 3, ∞",
        "-Infinity, 3, -∞", "0, 6, 0",
                "-0.0, 6, 0",
        "0.0001, 6, 0.0001", "0.00001, 6, 1e-05", "1234567, 7, 1234567", "1234567, 3, 1230000", "9999999, 6, 1e+07",
        "12345678, 6, 1.23457e+07",
        "0.99999999, 6, 1", "-1e300, 1, -1e+300", "4.9e-324, 3, 4.94e-324", "100, 6, 100", "0.5, 1, 0.5",
        "0.30000000000000004, 10, 0.3",
                "-3.14159, 1, -3"})
    void roundsToSignificantDigits(double value, int significant, String text) {
        assertEquals(text, Digits.of(value, significant));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"3e-9, ~1e-09", "3.3e-9, ~1e-08", "1e-9, ~1e-09", "0, 0", "Infinity, ∞", "NaN, NaN", "0.7, ~1e+00",
            "250, ~1e+02"})
    void theOrderOfMagnitudeIsTheNearestPowerOfTen(double value, String text) {
        assertEquals(text, Digits.magnitude(value));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void seventeenDigitsGiveTheNumberBackAndFewerAreWithinHalfAUnit(long seed) {
        var random = RandomCase.generator(seed);
        double value = (random.nextBoolean() ? 1 : -1) * random.nextDouble(1, 10) * Math.pow(10,
                random.nextInt(-300, 300));
        assertEquals(value, Double.parseDouble(Digits.of(value, 17)));
        assertTrue(Math.abs(Double.parseDouble(Digits.of(value, 6)) / value - 1) <= 5e-6, Digits.of(value, 6));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"de-DE", "ar-EG", "fa-IR", "hi-IN-u-nu-deva", "tr-TR"})
    void theLocaleChangesNothing(String tag) {
        var old = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            assertEquals("-2.5e-07", Digits.of(-2.5e-7, 6));
            assertEquals("~1e-09", Digits.magnitude(1e-9));
            assertEquals("1×12\n[ 1  1  1  1  1  1  …  1 ]", Matrix.ones(1, 12).toString());
        } finally {
            Locale.setDefault(old);
        }
    }
}
