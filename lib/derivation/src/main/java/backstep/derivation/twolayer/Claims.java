package backstep.derivation.twolayer;

import backstep.derivation.Claim;
import backstep.derivation.Claim.Finding;
import backstep.derivation.Evidence;
import backstep.derivation.MedianAndRange;
import backstep.derivation.twolayer.MisclassifiedOnly.End;
import backstep.derivation.twolayer.MisclassifiedOnly.Points;
import backstep.derivation.twolayer.MisclassifiedOnly.Steps;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** What TWO_LAYER says of training, decided by experiment. */
final class Claims {

    private static final int NETWORKS = 200;
    private static final int RUNS = 10;
    private static final int UPDATES = 2000;

    private Claims() {}

    static List<Claim> all() {
        return List.of(new Claim("twolayer-sgd-loop", "l.24–28", """
                “During stochastic gradient descent, we randomly select a misclassified point from the samples, \
                compute the current $dW^{[1]},db^{[1]},dW^{[2]},db^{[2]}$ based on that point, \
                and then use the following formulas to update \
                $W^{[1]},b^{[1]},W^{[2]},b^{[2]}$ … until convergence.”""",
                Evidence.EXPERIMENT, Claims::misclassifiedOnly));
    }

    private static Finding misclassifiedOnly() {
        var steps = LongStream.rangeClosed(1, NETWORKS)
                .mapToObj(seed -> Steps.of(Points.overlapping(seed), MisclassifiedOnly.network(seed)))
                .filter(Objects::nonNull).toList();
        var error = MedianAndRange.of(steps.stream().mapToDouble(Steps::error));
        var cosine = MedianAndRange.of(steps.stream().mapToDouble(Steps::cosine));
        long uphill = steps.stream().filter(step -> step.cosine() < 0).count();

        var apart = runs(seed -> MisclassifiedOnly.misclassified(Points.separable(seed), seed, UPDATES));
        var apartAny = runs(seed -> MisclassifiedOnly.any(Points.separable(seed), seed, UPDATES));
        var mixed = runs(seed -> MisclassifiedOnly.misclassified(Points.overlapping(seed), seed, UPDATES));
        var mixedAny = runs(seed -> MisclassifiedOnly.any(Points.overlapping(seed), seed, UPDATES));

        boolean isBiased = error.median() > 0.1 && uphill > 0;
        boolean stopsEarly = apart.wrong().largest() == 0 && apart.updates().largest() <= UPDATES / 10
                && apart.J().least() > 10 * apartAny.J().largest();
        boolean neverStops = mixed.updates().least() == UPDATES && mixed.wrong().least() > 0
                && mixed.J().least() > mixedAny.J().largest();
        return new Finding(isBiased && stopsEarly && neverStops, """
                That is the perceptron's rule; SGD draws any point. Medians (and ranges), α = %s. \
                The expected step is not ∇J: error %s, cosine %s, uphill for %d of %d networks. \
                Separable points, %d runs: it stops after %s updates with no point wrong but J = %s, ‖∇J‖ = %s; \
                after %d updates at any point J = %s. \
                Overlapping points: it goes on after %d updates, J = %s, %s of %d points wrong; \
                after as many at any point J = %s.""".formatted(
                MisclassifiedOnly.ALPHA, error, cosine, uphill, steps.size(),
                RUNS, apart.updates(), apart.J(), apart.slope(), UPDATES, apartAny.J(),
                UPDATES, mixed.J(), mixed.wrong(), MisclassifiedOnly.POINTS, mixedAny.J()));
    }

    /** Where the runs ended. */
    private record Runs(MedianAndRange updates, MedianAndRange J, MedianAndRange slope, MedianAndRange wrong) {}

    private static Runs runs(LongFunction<End> run) {
        var ends = LongStream.rangeClosed(1, RUNS).mapToObj(run).toList();
        return new Runs(MedianAndRange.of(ends.stream().mapToDouble(End::updates)),
                MedianAndRange.of(ends.stream().mapToDouble(End::J)),
                MedianAndRange.of(ends.stream().mapToDouble(End::slope)),
                MedianAndRange.of(ends.stream().mapToDouble(End::wrong)));
    }
}
