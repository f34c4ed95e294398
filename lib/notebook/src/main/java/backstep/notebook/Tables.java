package backstep.notebook;

import static java.util.Objects.requireNonNull;

import backstep.check.Report;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.notebook.figure.PathFactors;
import backstep.notebook.tablesaw.ValueTables;
import tech.tablesaw.api.Table;

/** Tables, one call each. */
public final class Tables {

    private Tables() {}

    /**
     * A check, entry by entry.
     *
     * @param report what a gradient check found
     * @return a row for every entry of every derivative: parameter, row, column, analytic, numerical, its error bar,
     *         error (relative to its block), verdict
     */
    public static Table comparison(Report report) {
        requireNonNull(report, "report is null");
        return ValueTables.comparison(report);
    }

    /**
     * A derivative as the product of the factors along its path to the output.
     *
     * @param net a network with one output
     * @param x one example, n_0×1
     * @param y its label, 1×1
     * @param parameter W or b of layer L or L − 1, for example {@code Kind.W.at(1)}
     * @param row from 0
     * @param column from 0
     * @return a row for each factor, then their product and the estimate
     * @throws IllegalArgumentException if more than one path leads from there to the outputs
     */
    public static Table factors(Network net, Matrix x, Matrix y, Quantity parameter, int row, int column) {
        requireNonNull(net, "net is null");
        requireNonNull(x, "x is null");
        requireNonNull(y, "y is null");
        requireNonNull(parameter, "parameter is null");
        return ValueTables.factors(PathFactors.of(net, x, y, parameter, row, column));
    }

    /**
     * A network, layer by layer.
     *
     * @param net the network
     * @return a row for each layer: layer, units, activation, the shapes of W and b, how many parameters
     */
    public static Table layers(Network net) {
        requireNonNull(net, "net is null");
        return ValueTables.layers(net);
    }
}
