package backstep.check;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** What is drawn at random for a check, again the same for a seed. */
final class Draw {

    private final RandomGenerator random;

    Draw(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** So many of the numbers below a count, each once, in order; all if there are no more. */
    int[] some(int most, int count) {
        if (most >= count) {
            return IntStream.range(0, count).toArray();
        }
        var drawn = new int[most];
        int found = 0;
        for (int k = 0; found < most; k++) {
            if (random.nextInt(count - k) < most - found) {
                drawn[found++] = k;
            }
        }
        return drawn;
    }

    /** Numbers between 1/4 and 1 in size, of either sign: none of what they multiply is lost. */
    double[] signed(int count) {
        return IntStream.range(0, count)
                .mapToDouble(k -> random.nextDouble(0.25, 1) * (random.nextBoolean() ? 1 : -1)).toArray();
    }
}
