package backstep.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.exchange.array.UnreadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of arrays with random names and shapes: a check is made of them, or they are refused in a sentence. */
class StrangeArraysTest {

    private static final int TRIALS = 500;

    private static final List<String> NAMES =
            List.of("W1", "W2", "b1", "b2", "X", "Y", "dW1", "dW2", "db1", "db2", "Z1",
            "A1", "A2", "dZ1", "dZ2", "dA1", "dX", "J", "W3", "W0", "w_1", "0.weight", "0.bias", "2.weight",
            "0.weight.grad",
            "grad_W1", "l1", "l2", "W", "A0", "dJ", "Dense_0/kernel", "", "é", "d", "grad", ".grad", "/kernel");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aCheckIsMadeOfThemOrASentence(long seed) throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int checks = 0;
        for (int k = 0; k < TRIALS; k++) {
            // Some documents are near to right ones: a network of one unit, with something strange added.
            boolean near = random.nextBoolean();
            var members = new ArrayList<>(near ? List.of("\"W1\": [[1]]", "\"X\": [[2]]", "\"Y\": 3") : List.of());
            for (int j = 1 + random.nextInt(near ? 2 : 6); j > 0; j--) {
                var name = NAMES.get(random.nextInt(NAMES.size()));
                members.removeIf(member -> member.startsWith("\"" + name + "\""));
                members.add("\"%s\": %s".formatted(name, array(random, random.nextInt(3))));
            }
            members.add("\"activations\": " + (near ? "\"tanh\"" : "[\"tanh\", \"tanh\"]"));
            members.add("\"loss\": \"squared error\"");
            checks += isCheck(members) ? 1 : 0;
        }
        assertTrue(checks >= TRIALS / 100, "of %d documents %d were checks".formatted(TRIALS, checks));
    }

    private boolean isCheck(List<String> members) throws IOException {
        var file = folder.resolve("check.json");
        Files.writeString(file, "{" + String.join(", ", members) + "}");
        try {
            CheckFile.read(file).check();
            return true;
        } catch (UnreadableFile e) {
            assertEquals(1, e.getMessage().lines().count(), e::getMessage);
            return false;
        }
    }

    private static String array(RandomGenerator random, int axes) {
        return axes == 0 ? String.valueOf(random.nextInt(-2, 3)) : random.nextInt(40) == 0 ? "[]"
                : lists(random, axes, random.nextInt(1, 3));
    }

    private static String lists(RandomGenerator random, int axes, int length) {
        int inner = random.nextInt(1, 3);
        return IntStream.range(0, length).mapToObj(k -> axes == 1 ? String.valueOf(random.nextInt(-2, 3))
                : lists(random, axes - 1, inner)).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The same documents with an array that is none. */
    @Test
    void aMissingArrayIsASentence() throws IOException {
        for (var what : List.of("null", "{}", "true", "\"W1.npy\"", "[[]]", "[null]", "[[1], 2]", "1e999", "[true]")) {
            assertTrue(!isCheck(List.of("\"W1\": " + what, "\"X\": 1", "\"Y\": 1", "\"dW1\": [[1]]",
                    "\"activations\": \"tanh\"", "\"loss\": \"squared error\"")), what);
        }
    }
}
