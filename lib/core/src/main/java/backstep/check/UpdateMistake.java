package backstep.check;

import java.util.Objects;
import java.util.function.Function;

/**
 * A wrong step as somebody might write it.
 *
 * <pre>{@code
 * var mine = new UpdateMistake("half", "θ − ½ α dθ", "the step is halved", "θ − α dθ", "any step",
 *         at -> at.withAlpha(at.alpha() / 2).right());
 * }</pre>
 *
 * @param id its name
 * @param formula as it was written
 * @param sentence what is wrong, in one plain sentence without a full stop
 * @param right what is to be written instead
 * @param shownBy what a probe needs for the mistake to be seen, and told from others
 * @param step what it makes of one parameter; null where it does nothing wrong
 */
public record UpdateMistake(String id, String formula, String sentence, String right, String shownBy,
        Function<UpdateSite, Updated> step) {

    /** Refuses what is missing, with its name. */
    public UpdateMistake {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(formula, "formula");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(right, "right");
        Objects.requireNonNull(shownBy, "shownBy");
        Objects.requireNonNull(step, "step");
    }

    /** For example {@code no-alpha, θ − dθ: the learning rate is missing; right: θ − α dθ}. */
    @Override
    public String toString() {
        return "%s, %s: %s; right: %s".formatted(id, formula, sentence, right);
    }
}
