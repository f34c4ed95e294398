package backstep.derivation;

import backstep.estimate.ErrorMetric;
import backstep.derivation.Equation.Pair;
import backstep.derivation.Equation.Spot;
import backstep.derivation.Erratum.Trial;
import backstep.derivation.Verification.Line;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How a printed form fares, network by network.
 *
 * @param errors of the networks where it can be evaluated, in ascending order
 * @param notEvaluable on how many networks it cannot: an index out of range, shapes that do not fit, a division by zero
 */
public record Printed(List<Double> errors, long notEvaluable) {

    /** The least median error of a form that is wrong as printed. */
    public static final double WRONG_FROM = 0.1;

    private record OnNetwork(double printed, double corrected, long comparisons) {}

    static <V extends View> Line line(Trial<V> trial, List<Setting> networks) {
        var results = (trial.settings().isEmpty() ? networks : trial.settings()).stream().map(setting -> on(trial, setting)).filter(Objects::nonNull).toList();
        var printed = new Printed(results.stream().map(OnNetwork::printed).filter(error -> !error.isNaN()).sorted().toList(),
                results.stream().filter(result -> Double.isNaN(result.printed())).count());
        double corrected = results.stream().mapToDouble(OnNetwork::corrected).max().orElse(Double.POSITIVE_INFINITY);
        return new Line(trial.id(), "erratum", "", results.stream().mapToLong(OnNetwork::comparisons).sum(), corrected, printed, "",
                corrected <= ErrorMetric.LIMIT && (trial.printedIsRight() ? printed.isRight() : printed.isWrong()));
    }

    /** Null if the trial has no place in this network; a printed error of NaN if none of its places can be evaluated. */
    private static <V extends View> OnNetwork on(Trial<V> trial, Setting setting) {
        var places = trial.places().visit(setting, (v, spot) -> {
            var pair = trial.sides().at(v, spot.layer());
            return new double[] {printed(trial, v, spot, pair), error(pair)};
        }).toList();
        double[] evaluable = places.stream().mapToDouble(errors -> errors[0]).filter(error -> !Double.isNaN(error)).toArray();
        return places.isEmpty() ? null : new OnNetwork(Arrays.stream(evaluable).max().orElse(Double.NaN),
                places.stream().mapToDouble(errors -> errors[1]).max().orElseThrow(), places.size());
    }

    private static <V extends View> double printed(Trial<V> trial, V v, Spot spot, Pair pair) {
        try {
            double error = error(new Pair(trial.printed().at(v, spot.layer()), pair.expected()));
            return Double.isFinite(error) ? error : Double.NaN;
        } catch (IllegalArgumentException | IndexOutOfBoundsException cannotBeEvaluated) {
            return Double.NaN; // an outcome: shapes that do not fit, or an index out of range
        }
    }

    private static double error(Pair pair) {
        return pair.given().sameShape(pair.expected()) ? ErrorMetric.of(pair.given(), pair.expected()) : Double.POSITIVE_INFINITY;
    }

    /**
     * The median error.
     *
     * @return of the networks where it can be evaluated; NaN if there are none
     */
    public double median() {
        return errors.isEmpty() ? Double.NaN : Spread.of(errors.stream().mapToDouble(Double::doubleValue)).median();
    }

    /**
     * On how many networks it gives what the corrected form gives.
     *
     * @return how many
     */
    public long coincides() {
        return errors.stream().filter(error -> error <= ErrorMetric.LIMIT).count();
    }

    private boolean isWrong() {
        return errors.isEmpty() ? notEvaluable > 0 : median() >= WRONG_FROM;
    }

    private boolean isRight() {
        return !errors.isEmpty() && coincides() == errors.size();
    }

    @Override
    public String toString() {
        var numbers = errors.isEmpty() ? "printed" : "printed %s / %s / %s (%d networks)".formatted(
                ErrorMetric.text(errors.get(0)), ErrorMetric.text(median()), ErrorMetric.text(errors.get(errors.size() - 1)), errors.size());
        return numbers + (coincides() == 0 ? "" : ", coincides on " + coincides()) + (notEvaluable == 0 ? "" : ", not evaluable on " + notEvaluable);
    }
}
