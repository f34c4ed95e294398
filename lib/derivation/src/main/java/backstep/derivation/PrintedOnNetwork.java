package backstep.derivation;

import backstep.derivation.Comparison.Pair;
import backstep.matrix.Matrix;

/**
 * A printed form and the corrected one on one network, or at one point of their domain in it.
 *
 * @param printed the printed form's largest error; NaN if it can be evaluated nowhere
 * @param corrected the corrected form's largest error
 * @param comparisons at how many points
 */
record PrintedOnNetwork(double printed, double corrected, long comparisons) {

    /** Null if the form has no point in this network. */
    static <V extends View> PrintedOnNetwork of(PrintedForm<V> form, Problem problem) {
        return form.domain().visit(problem, (v, point) -> {
            var pair = form.sides().at(v, point.layer());
            return new PrintedOnNetwork(asPrinted(form, v, point.layer(), pair.expected()), pair.error(), 1);
        }).reduce(PrintedOnNetwork::and).orElse(null);
    }

    private PrintedOnNetwork and(PrintedOnNetwork other) {
        double largest = Double.isNaN(printed) ? other.printed
                : Double.isNaN(other.printed) ? printed : Math.max(printed, other.printed);
        return new PrintedOnNetwork(largest, Math.max(corrected, other.corrected), comparisons + other.comparisons);
    }

    private static <V extends View> double asPrinted(PrintedForm<V> form, V v, int l, Matrix expected) {
        try {
            double error = new Pair(form.printed().at(v, l), expected).error();
            return Double.isFinite(error) ? error : Double.NaN;
        } catch (IllegalArgumentException | IndexOutOfBoundsException cannotBeEvaluated) {
            return Double.NaN; // an outcome: shapes that do not fit, or an index out of range
        }
    }
}
