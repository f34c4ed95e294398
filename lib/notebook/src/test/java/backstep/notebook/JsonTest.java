package backstep.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.GradientCheck;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void aReportReadsBackWithItsVerdictsAndItsFirstFault() throws IOException {
        var report = GradientCheck.of(Examples.NET, Examples.X, Examples.Y).rules(Examples.SUM_INSTEAD_OF_MEAN).run();
        var json = new ObjectMapper().readTree(Json.of(report));
        assertFalse(json.get("passed").asBoolean());
        assertTrue(json.get("firstFault").asText().endsWith("first fault in BP2 at layer 2"));
        assertEquals(report.blocks().size(), json.get("blocks").size());
        for (var block : json.get("blocks")) {
            assertEquals(block.get("quantity").asText().startsWith("db") ? "WRONG" : "OK",
                    block.get("verdict").asText(), block.get("quantity").asText());
        }
    }

    @Test
    void whatIsNotFiniteIsNull() throws IOException {
        var nan = Rules.standard().withBp2(dZ -> dZ.times(Matrix.ones(3, 1)).times(Double.NaN));
        var json = new ObjectMapper()
                .readTree(Json.of(GradientCheck.of(Examples.NET, Examples.X, Examples.Y).rules(nan).run()));
        var block = StreamSupport.stream(json.get("blocks").spliterator(), false)
                .filter(candidate -> candidate.get("quantity").asText().equals("db[2]")).findFirst().orElseThrow();
        assertEquals("NOT FINITE", block.get("verdict").asText());
        assertTrue(block.at("/entries/0/analytic").isNull() && block.get("error").isNull());
    }
}
