package backstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.network.Quantity.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names by which people call quantities. */
class QuantityNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"dW2", "dW[2]", "dW_2", "dW^[2]", "dW^{[2]}", "dW(2)", "dw2", " dW[2] ", "DW2", "dW02"})
    void oneQuantityIsWrittenInManyWays(String name) {
        assertEquals(Kind.DW.at(2), Quantity.named(name, 3));
    }

    @Test
    void everyQuantityOfANetworkIsCalledByItsOwnName() {
        for (int l = 1; l <= 3; l++) {
            for (var kind : Kind.values()) {
                boolean once = kind == Kind.Y || kind == Kind.J || kind == Kind.LOSSES;
                var quantity = kind.at(once ? 3 : l);
                assertEquals(quantity, Quantity.named(quantity.toString(), 3));
            }
        }
        assertEquals(Kind.A.at(0), Quantity.named("X", 3));
        assertEquals(Kind.A.at(0), Quantity.named("A0", 3));
        assertEquals(Kind.DA.at(0), Quantity.named("dX", 3));
    }

    @Test
    void aNetworkOfOneLayerNeedsNoNumber() {
        assertEquals(Kind.DB.at(1), Quantity.named("db", 1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Quantity.named("db", 2)).getMessage()
                .contains("“db” of which layer? db[1]…db[2] are names"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''            | nothing is called “”
            W             | “W” of which layer? W[1]…W[2] are names
            foo           | nothing is called “foo”: W[1], b[1], Z[1], A[1] are names
            dY            | nothing is called “dY”
            ddW1          | nothing is called “ddW1”
            W1.0          | nothing is called
            W-1           | nothing is called
            W[1           | nothing is called
            W{1}          | nothing is called
            W1234567      | nothing is called
            W[1][2]       | nothing is called
            dW0           | “dW0”: a network of 2 layers has dW[1]…dW[2]; layers count from 1, layer 0 is the input
            b[3]          | “b[3]”: a network of 2 layers has b[1]…b[2]
            A3            | “A3”: a network of 2 layers has A[0]…A[2]
            """)
    void whatIsNoNameIsRefusedWithThoseThatAre(String name, String told) {
        var message = assertThrows(IllegalArgumentException.class, () -> Quantity.named(name, 2)).getMessage();
        assertTrue(message.contains(told), message);
    }

    @Test
    void aMissingNameIsRefused() {
        assertEquals("name", assertThrows(NullPointerException.class, () -> Quantity.named(null, 2)).getMessage());
    }
}
