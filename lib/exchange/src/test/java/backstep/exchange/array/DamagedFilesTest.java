package backstep.exchange.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Right files with random damage: they are read, or refused in a sentence; nothing else can happen. */
class DamagedFilesTest {

    private static final int TRIALS = 200;

    @TempDir
    private Path folder;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/backstep/exchange/files"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void damageIsReadOrRefusedInASentence(Path file) throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(file.getFileName().toString().hashCode());
        var right = Files.readAllBytes(file);
        var damaged = folder.resolve(file.getFileName().toString());
        int refused = 0;
        for (int k = 0; k < TRIALS; k++) {
            Files.write(damaged, damaged(right, random));
            try {
                ArrayFile.read(damaged);
            } catch (UnreadableFile e) {
                refused++;
                assertEquals(1, e.getMessage().lines().count(), e::getMessage);
            }
        }
        assertTrue(refused > TRIALS / 10, "of %d damaged files %d were refused".formatted(TRIALS, refused));
    }

    /** Cut off, lengthened, a stretch of it lost, a byte changed near the beginning, or any bytes set to 0 or 255. */
    private static byte[] damaged(byte[] right, RandomGenerator random) {
        int at = random.nextInt(right.length);
        var copy = right.clone();
        switch (random.nextInt(5)) {
            case 0: return Arrays.copyOf(right, at);
            case 1: return Arrays.copyOf(right, right.length + 1 + random.nextInt(100));
            case 2:
                int end = Math.min(right.length, at + 1 + random.nextInt(8));
                return Bytes.joined(Arrays.copyOf(right, at), Arrays.copyOfRange(right, end, right.length));
            case 3:
                copy[random.nextInt(Math.min(right.length, 128))] = (byte) random.nextInt(256);
                return copy;
            default:
                for (int k = 1 + random.nextInt(4); k > 0; k--) {
                    copy[random.nextInt(copy.length)] = (byte) (random.nextBoolean() ? 0 : 255);
                }
                return copy;
        }
    }
}
