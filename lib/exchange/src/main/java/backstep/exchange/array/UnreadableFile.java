package backstep.exchange.array;

import java.io.IOException;
import java.util.Objects;

/** A file that is not what it should be: one sentence says which file, what is wrong with it, and what is needed. */
public final class UnreadableFile extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * A refusal.
     *
     * @param sentence the file, what is wrong, what is needed
     */
    public UnreadableFile(String sentence) {
        super(Objects.requireNonNull(sentence, "sentence is null"));
    }
}
