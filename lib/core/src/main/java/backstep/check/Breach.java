package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.engine.Formula;
import backstep.mistake.Mistakes;

/**
 * Something that a rule does although its equation cannot, whatever its values are here.
 *
 * @param formula which equation
 * @param l at which layer
 * @param sentence what it does, for example {@code gives another value when it is called again with the same operands}
 */
public record Breach(Formula formula, int l, String sentence) {

    /** Refuses what is not there. */
    public Breach {
        requireNonNull(formula, "formula");
        requireNonNull(sentence, "sentence");
    }

    /** For example {@code BP2 at layer 1, db = (1/m) dZ 1: remembers an earlier call …}. */
    @Override
    public String toString() {
        return "%s at layer %d, %s: %s".formatted(formula.id(), l, Mistakes.right(formula), sentence);
    }
}
