package backstep.derivation;

import backstep.estimate.NumericalGradient;
import backstep.derivation.Equation.Pair;
import backstep.network.Network;
import java.util.function.DoubleFunction;

/** An update θ(α) = θ − αG falls along its direction with the slope −‖G‖ if G is the gradient. */
final class SlopeTest {

    private SlopeTest() {}

    /** d/ds J(θ(s/‖G‖)) at s = 0 must be −‖G‖, where G = θ(0) − θ(1). */
    static Pair of(Setting setting, DoubleFunction<Network> updated) {
        var here = updated.apply(0);
        var there = updated.apply(1);
        double squares = here.parameters().keySet().stream().mapToDouble(q -> {
            var move = here.parameters().get(q).minus(there.parameters().get(q));
            return move.hadamard(move).sum();
        }).sum();
        double norm = Math.sqrt(squares);
        if (norm == 0) { // nothing moves: behind units that are all dead there is no direction to go
            return new Pair(Index.scalar(0), Index.scalar(0));
        }
        double slope = NumericalGradient.slope(s -> setting.with(updated.apply(s / norm)).cost(), 0);
        return new Pair(Index.scalar(-norm), Index.scalar(slope));
    }
}
