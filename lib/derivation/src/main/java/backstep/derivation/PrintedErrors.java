package backstep.derivation;

import backstep.estimate.ErrorMetric;
import backstep.matrix.NonNull;
import java.util.List;

/**
 * How far a printed form is off, network by network.
 *
 * @param errors of the networks where it can be evaluated, in ascending order
 * @param notEvaluable on how many networks it cannot: an index out of range, shapes that do not fit, a division by zero
 */
public record PrintedErrors(List<Double> errors, long notEvaluable) {

    /** The least median error of a form that is wrong as printed. */
    public static final double WRONG_FROM = 0.1;

    /** Copies the list. */
    public PrintedErrors {
        errors = NonNull.list("errors", errors);
    }

    /**
     * The median error.
     *
     * @return of the networks where it can be evaluated; NaN if there are none
     */
    public double median() {
        return errors.isEmpty() ? Double.NaN
                : MedianAndRange.of(errors.stream().mapToDouble(Double::doubleValue)).median();
    }

    /**
     * On how many networks it gives what the corrected form gives.
     *
     * @return how many
     */
    public long coincides() {
        return errors.stream().filter(error -> error <= ErrorMetric.LIMIT).count();
    }

    boolean areOfAWrongForm() {
        return errors.isEmpty() ? notEvaluable > 0 : median() >= WRONG_FROM;
    }

    boolean areOfARightForm() {
        return !errors.isEmpty() && coincides() == errors.size();
    }

    @Override
    public String toString() {
        var numbers = errors.isEmpty() ? "printed" : "printed %s / %s / %s (%d networks)".formatted(
                ErrorMetric.text(errors.get(0)), ErrorMetric.text(median()),
                ErrorMetric.text(errors.get(errors.size() - 1)), errors.size());
        return numbers + (coincides() == 0 ? "" : ", coincides on " + coincides())
                + (notEvaluable == 0 ? "" : ", not evaluable on " + notEvaluable);
    }
}
