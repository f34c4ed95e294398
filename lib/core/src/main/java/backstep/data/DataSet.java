package backstep.data;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import java.util.List;

/**
 * Inputs and labels, one column an example, with where they come from.
 *
 * @param title what it is about
 * @param inputs the name and unit of each row of X
 * @param X n_0×m
 * @param output what a label of 1 means
 * @param Y 1×m, each 0 or 1
 * @param source who measured it and under which licence it may be used
 */
public record DataSet(String title, List<String> inputs, Matrix X, String output, Matrix Y, String source) {

    /**
     * Checks that names, inputs and labels go with each other.
     *
     * @throws IllegalArgumentException if a row of X has no name or a column no label, or a label is neither 0 nor 1
     */
    public DataSet {
        requireNonNull(title, "title is null");
        inputs = NonNull.list("inputs", inputs);
        requireNonNull(output, "output is null");
        requireNonNull(source, "source is null");
        if (inputs.size() != X.rows()) {
            throw new IllegalArgumentException("each row of X needs a name; X is %s, given %d: %s"
                    .formatted(X.shape(), inputs.size(), inputs));
        }
        if (Y.rows() != 1 || Y.columns() != X.columns()) {
            throw new IllegalArgumentException("each column of X needs a label; X is %s, Y needs to be 1×%d, given: %s"
                    .formatted(X.shape(), X.columns(), Y.shape()));
        }
        for (int i = 0; i < Y.columns(); i++) {
            if (Y.get(0, i) != 0 && Y.get(0, i) != 1) {
                throw new IllegalArgumentException("a label is 0 or 1, given for example %d: %s"
                        .formatted(i + 1, Y.get(0, i)));
            }
        }
    }

    /**
     * The same data with each row of X at mean 0 and standard deviation 1 (over the m examples, divided by m).
     *
     * @return the standardised data
     */
    public DataSet standardised() {
        double m = X.columns();
        var ones = Matrix.ones(1, X.columns());
        // centred = X − mean 1ᵀ,  standardised = centred / deviation, row by row
        var centred = X.minus(X.times(ones.transpose()).times(1 / m).times(ones));
        var deviation = centred.hadamard(centred).times(ones.transpose()).times(1 / m).map(Math::sqrt);
        var names = inputs.stream().map(name -> name.replaceAll(" \\(.*\\)", "") + " (standard deviations)").toList();
        return new DataSet(title, names, centred.combine("standardise", deviation.times(ones), (x, s) -> x / s), output,
                Y, source);
    }

    /** Title, shape and source. */
    @Override
    public String toString() {
        return "%s: X %s (%s), Y = 1: %s. %s".formatted(title, X.shape(), String.join(", ", inputs), output, source);
    }
}
