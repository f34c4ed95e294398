package backstep.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text's claim is held to what was computed. */
class CheckTest {

    @ParameterizedTest(name = "{0} rounds to {1}")
    @CsvSource({"0.61063923, 0.6106", "0.61064, 0.6106", "0.61055, 0.6106", "-0.092574, -0.0926", "0.45, 0.450",
            "12.4, 12", "1.4e-5, 1e-5",
            "0, 0.00"})
    void aStatedNumberThatTheValueRoundsToIsTheValue(double value, String digits) {
        assertEquals(value, Check.stated(value, digits));
    }

    @ParameterizedTest(name = "{0} does not round to {1}")
    @CsvSource({"0.61063923, 0.6107", "0.6105, 0.6106", "0.61065001, 0.6106", "0.092574, -0.0926", "NaN, 0.5",
            "Infinity, 0.5", "12.6, 12"})
    void aStatedNumberThatIsNotTheValueIsThrown(double value, String digits) {
        var message = assertThrows(IllegalStateException.class, () -> Check.stated(value, digits)).getMessage();
        assertTrue(message.contains(digits) && message.contains("" + value), message);
    }

    @Test
    void theSameIsTheSameUpToADifferenceQuotient() {
        var given = Matrix.row(1, 2);
        assertSame(given, Check.same(given, Matrix.row(1, 2 + 1e-7)));
        assertEquals(3.0, Check.same(3.0, 3.0000001));
        var message = assertThrows(IllegalStateException.class, () -> Check.same(given, Matrix.row(1, 2.1)))
                .getMessage();
        assertTrue(message.contains("2.1") && message.contains("1×2"), message);
        assertThrows(IllegalStateException.class, () -> Check.same(Double.NaN, Double.NaN));
        assertThrows(IllegalStateException.class, () -> Check.same(1, -1));
        assertThrows(IllegalArgumentException.class, () -> Check.same(given, given.transpose()));
    }

    @Test
    void aClaimThatDoesNotHoldIsThrownWithItsWords() {
        assertDoesNotThrow(() -> Check.that("2 is even", true));
        assertEquals("not true: 3 is even",
                assertThrows(IllegalStateException.class, () -> Check.that("3 is even", false)).getMessage());
    }

    /** 0.12 and 0.13 are no binary numbers; the distance of 0.125 to either is half a unit, and a rounding. */
    @Test
    void aNumberHalfWayBetweenTwoTextsIsStatedByEither() {
        assertEquals(0.125, Check.stated(0.125, "0.12"));
        assertEquals(0.125, Check.stated(0.125, "0.13"));
        assertThrows(IllegalStateException.class, () -> Check.stated(0.12501, "0.12"));
    }
}
