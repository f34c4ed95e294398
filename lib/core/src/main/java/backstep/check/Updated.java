package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import java.util.List;

/**
 * What a step makes of one parameter.
 *
 * @param theta θ after it
 * @param state what the rule keeps, for example the velocity; empty for plain descent
 */
public record Updated(Matrix theta, List<Matrix> state) {

    /** Copies the list. */
    public Updated {
        requireNonNull(theta, "theta");
        state = NonNull.list("state", state);
    }
}
