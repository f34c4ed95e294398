package backstep.derivation;

import backstep.estimate.NumericalGradient;
import backstep.derivation.Comparison.Pair;
import backstep.network.Network;
import java.util.function.DoubleFunction;

/** An update θ(α) = θ − αG falls along its direction with the slope −‖G‖ if G is the gradient. */
final class SlopeAlongUpdate {

    private SlopeAlongUpdate() {}

    /** d/ds J(θ(s/‖G‖)) at s = 0 must be −‖G‖, where G = θ(0) − θ(1). */
    static Pair of(Problem problem, DoubleFunction<Network> updated) {
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
        double slope = NumericalGradient.slope(s -> problem.with(updated.apply(s / norm)).cost(), 0);
        return new Pair(Index.scalar(-norm), Index.scalar(slope));
    }
}
