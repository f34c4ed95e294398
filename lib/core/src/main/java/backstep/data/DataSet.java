package backstep.data;

import backstep.matrix.Matrix;
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
