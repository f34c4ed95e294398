package backstep.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.GradientCheck;
import backstep.engine.Formula;
import backstep.engine.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantedFaultsTest {

    @Test
    void eachIsFoundByTheCheckInItsOwnEquation() {
        var formulas = List.of(Formula.BP1, Formula.BP4, Formula.BP3);
        for (int number = 1; number <= 3; number++) {
            var fault = GradientCheck.of(Examples.NET, Examples.X, Examples.Y).rules(PlantedFaults.rules(number)).run()
                    .firstFault().orElseThrow();
            assertEquals(formulas.get(number - 1), fault.formula());
        }
    }

    @Test
    void onlyTheSameMistakeCountsAsFound() {
        var same = Rules.standard().withBp1((dZ, A) -> dZ.times(A.transpose()).times(1.0 / A.rows()));
        assertTrue(PlantedFaults.found(1, same, Examples.NET, Examples.X, Examples.Y));
        assertFalse(PlantedFaults.found(2, same, Examples.NET, Examples.X, Examples.Y));
        assertFalse(PlantedFaults.found(1, Rules.standard(), Examples.NET, Examples.X, Examples.Y));
    }

    @Test
    void thereAreThree() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> PlantedFaults.rules(4)).getMessage()
                .contains("1 to 3"));
    }
}
