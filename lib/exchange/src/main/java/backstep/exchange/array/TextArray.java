package backstep.exchange.array;

import backstep.matrix.NonNull;
import java.util.List;

/**
 * Texts, such as the names of activations.
 *
 * @param texts in their order; one for a single text
 */
public record TextArray(List<String> texts) implements Array {

    /** Copies the list. */
    public TextArray {
        texts = NonNull.list("texts", texts);
    }

    @Override
    public String describe() {
        return "text " + Source.shown(texts.toString());
    }
}
