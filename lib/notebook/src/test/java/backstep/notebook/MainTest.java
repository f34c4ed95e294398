package backstep.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.Derivation;
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
        var verification = Derivation.TWO_LAYER.verify();
        assertTrue(told().startsWith(verification.toString().lines().findFirst().orElseThrow()), told());
        assertTrue(told().endsWith("%d verified, 0 failed\n".formatted(verification.lines().size())), told());
        var json = new ObjectMapper().readTree(file.toFile());
        assertEquals(verification.lines().size(), json.size());
        for (var member : json) {
            assertEquals("TWO_LAYER", member.get("reference").asText());
            assertEquals("OK", member.get("verdict").asText());
            assertTrue(member.hasNonNull("id") && member.has(member.get("kind").asText().equals("erratum") ? "corrected" : "error"), member.toString());
            assertEquals(member.get("kind").asText().equals("erratum"), member.has("printed"), member.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "check", "verify nosuch", "verify efavdb gist", "verify --json"})
    void otherWordsAreAnsweredWithTheUsage(String words) throws IOException {
        assertEquals(2, run(words.isEmpty() ? new String[0] : words.split(" ")));
        assertEquals("verify [efavdb|ufldl|gist|twolayer|general] [--json FILE]\n", told());
    }
}
