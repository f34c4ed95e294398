package backstep.notebook;

import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.estimate.ErrorMetric;
import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.List;

/** Rules with one typical mistake each, for a reader to find. */
public final class PlantedFaults {

    private static final List<Rules> FAULTS = List.of(
            // The wrong count.
            Rules.standard().withBp1((dZ, APrev) -> dZ.times(APrev.transpose()).times(1.0 / APrev.rows())),
            // The slope at the wrong place.
            Rules.standard().withBp4((dA, g, Z) -> dA.hadamard(g.gPrime(g.A(Z)))),
            // W already updated.
            Rules.standard().with(Formula.BP3,
                    at -> Backprop.bp3(at.W().minus(Backprop.bp1(at.dZ(), at.APrev()).times(0.5)), at.dZ())));

    private PlantedFaults() {}

    /**
     * Rules with a mistake in one equation.
     *
     * @param number 1, 2 or 3
     * @return the rules
     * @throws IllegalArgumentException if there is no such fault
     */
    public static Rules rules(int number) {
        if (number < 1 || number > FAULTS.size()) {
            throw new IllegalArgumentException(
                    "planted faults are numbered 1 to %d, given: %d".formatted(FAULTS.size(), number));
        }
        return FAULTS.get(number - 1);
    }

    /**
     * Whether a reader's rules make the same mistake.
     *
     * @param number 1, 2 or 3
     * @param guess the reader's rules
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return true if both give the same dW and db in every layer
     */
    public static boolean found(int number, Rules guess, Network net, Matrix X, Matrix Y) {
        var pass = ForwardPass.of(net, X);
        var planted = pass.backward(Y, rules(number));
        var guessed = pass.backward(Y, guess);
        for (int l = 1; l <= net.L(); l++) {
            if (ErrorMetric.of(guessed.dW(l), planted.dW(l)) > ErrorMetric.LIMIT
                    || ErrorMetric.of(guessed.db(l), planted.db(l)) > ErrorMetric.LIMIT) {
                return false;
            }
        }
        return true;
    }
}
