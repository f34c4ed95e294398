package backstep.check;

import backstep.matrix.NonNull;
import backstep.mistake.Mistake;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What reproduces somebody's numbers: a mistake, or two at once.
 *
 * @param mistakes one or two
 */
public record Cause(List<Mistake> mistakes) {

    /** Copies the list. */
    public Cause {
        mistakes = NonNull.list("mistakes", mistakes);
    }

    /** What is wrong, in plain words, for example {@code as if dA_prev = W dZ: W is not transposed}. */
    @Override
    public String toString() {
        return mistakes.stream().map(mistake -> "%s: %s".formatted(mistake.written(), mistake.sentence()))
                .collect(Collectors.joining("; and ", "as if ", ""));
    }

    /** The names, for example {@code BP3/W-not-transposed}. */
    public String ids() {
        return mistakes.stream().map(Mistake::id).collect(Collectors.joining(" + "));
    }

    /** The right formulas. */
    String right() {
        return mistakes.stream().map(Mistake::right).distinct().collect(Collectors.joining("; "));
    }
}
