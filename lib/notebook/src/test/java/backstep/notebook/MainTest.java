package backstep.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.catalogue.Derivations;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands behind {@code lab.py verify}. */
class MainTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(String... arguments) throws IOException {
        return Main.run(arguments, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String told() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void oneDerivationIsALineForEachEquationClaimAndTrial(@TempDir Path folder) throws IOException {
        var file = folder.resolve("result.json");
        assertEquals(0, run("verify", "twolayer", "--json", file.toString()), this::told);
        var verification = Derivations.TWO_LAYER.verify();
        assertTrue(told().startsWith(verification.toString().lines().findFirst().orElseThrow()), told());
        assertTrue(told().endsWith("%d verified, 0 failed\n".formatted(verification.lines().size())), told());
        var json = new ObjectMapper().readTree(file.toFile());
        assertEquals(verification.lines().size(), json.size());
        for (var member : json) {
            assertEquals("TWO_LAYER", member.get("reference").asText());
            assertEquals("OK", member.get("verdict").asText());
            assertTrue(member.hasNonNull("id")
                    && member.has(member.get("kind").asText().equals("erratum") ? "corrected" : "error"),
                    member.toString());
            assertEquals(member.get("kind").asText().equals("erratum"), member.has("printed"), member.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "check", "verify nosuch", "verify efavdb gist", "verify --json", "sheet 2"})
    void otherWordsAreAnsweredWithTheUsage(String words) throws IOException {
        assertEquals(2, run(words.isEmpty() ? new String[0] : words.split(" ")));
        assertEquals("verify [efavdb|ufldl|gist|twolayer|general] [--json FILE]\nsheet\n", told());
    }

    @Test
    void theSheetHoldsEachEquationInGeneralWithItsShapes() throws IOException {
        assertEquals(0, run("sheet"));
        var told = new StringBuilder();
        for (var equation : new ObjectMapper().readTree(told())) {
            told.append(equation.get("latex").asText()).append("  ").append(shape(equation.get("output")));
            equation.get("operands").forEach(operand -> told.append(" | ").append(shape(operand)));
            told.append("\n");
        }
        assertEquals("""
                Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]} \\mathbf 1^\\top  \
                Z^{[l]} n_l m | W^{[l]} n_l n_{l-1} | A^{[l-1]} n_{l-1} m | b^{[l]} n_l 1
                A^{[l]} = g(Z^{[l]})  A^{[l]} n_l m | Z^{[l]} n_l m
                \\ell = \\ell(Z^{[L]}, Y)  \\ell 1 m | Z^{[L]} n_L m | Y n_L m
                J = \\frac1m \\sum_i \\ell_i  J 1 1 | \\ell 1 m
                dZ^{[L]} = \\frac{\\partial \\ell}{\\partial Z}(Z^{[L]}, Y)  dZ^{[L]} n_L m | Z^{[L]} n_L m | Y n_L m
                dZ^{[l]} = dA^{[l]} \\circ g'(Z^{[l]})  dZ^{[l]} n_l m | dA^{[l]} n_l m | Z^{[l]} n_l m
                dW^{[l]} = \\frac1m\\, dZ^{[l]} A^{[l-1]\\top}  \
                dW^{[l]} n_l n_{l-1} | dZ^{[l]} n_l m | A^{[l-1]} n_{l-1} m
                db^{[l]} = \\frac1m\\, dZ^{[l]} \\mathbf 1  db^{[l]} n_l 1 | dZ^{[l]} n_l m
                dA^{[l-1]} = W^{[l]\\top} dZ^{[l]}  dA^{[l-1]} n_{l-1} m | W^{[l]} n_l n_{l-1} | dZ^{[l]} n_l m
                """, told.toString());
    }

    private static String shape(JsonNode quantity) {
        return quantity.get("latex").asText() + " " + quantity.get("shape").asText().replace("\\times ", "");
    }
}
