package backstep.check;

import backstep.matrix.NonNull;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The mistakes that make exactly the numbers that are there; more than one where these numbers do not tell them apart.
 *
 * @param where the parameters that they explain, such as {@code W[1]}
 * @param everything whether they explain every parameter of every step, those included that are right
 * @param mistakes at least one
 */
public record UpdateCause(List<String> where, boolean everything, List<UpdateMistake> mistakes) {

    /** Copies the lists. */
    public UpdateCause {
        where = NonNull.list("where", where);
        mistakes = NonNull.list("mistakes", mistakes);
    }

    /** A line for each mistake, and what would tell them apart. */
    @Override
    public String toString() {
        var place = everything ? "" : " in " + String.join(", ", where);
        if (mistakes.size() == 1) {
            return "cause%s: %s".formatted(place, mistakes.get(0));
        }
        return "cause%s, one of %d that make the same numbers here".formatted(place, mistakes.size())
                + mistakes.stream().map(mistake -> "\n  " + mistake).collect(Collectors.joining())
                + "\n  to tell them apart: " + mistakes.stream().map(UpdateMistake::shownBy).distinct()
                .filter(by -> !by.equals(UpdateMistakes.ANY)).collect(Collectors.joining("; "));
    }
}
