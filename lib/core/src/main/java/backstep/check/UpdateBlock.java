package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.matrix.NonNull;
import backstep.network.Quantity;
import java.util.List;

/**
 * One parameter after one step.
 *
 * @param step which one, from 1
 * @param parameter W[l] or b[l]
 * @param shape its shape before the step, for example {@code 2×3}
 * @param verdict what can be said of it
 * @param error how far it is off, relative to the largest step that an entry had to make
 * @param remarks what needs to be said of it, a line each; empty if it is simply right
 */
public record UpdateBlock(int step, Quantity parameter, String shape, Verdict verdict, double error,
        List<String> remarks) {

    /** Copies the list. */
    public UpdateBlock {
        requireNonNull(parameter, "parameter");
        requireNonNull(shape, "shape");
        requireNonNull(verdict, "verdict");
        remarks = NonNull.list("remarks", remarks);
    }
}
