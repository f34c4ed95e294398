package backstep.notebook;

import backstep.check.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.pass.ForwardPass;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The factors along the one path from a weight to a single output: what backpropagation multiplies, in its order. */
final class PathFactors {

    private final StringColumn names = StringColumn.create("factor");
    private final StringColumn meanings = StringColumn.create("what it is");
    private final DoubleColumn values = DoubleColumn.create("value");
    private double product = 1;

    private PathFactors() {}

    /** Of an entry of W[l] or b[l] in the last layer or the one below it. */
    static Table of(Network net, Matrix x, Matrix y, Quantity parameter, int row, int column) {
        int L = net.L();
        int l = parameter.l();
        boolean isParameter = parameter.kind() == Kind.W || parameter.kind() == Kind.B;
        if (!isParameter || net.n(L) != 1 || x.columns() != 1 || l < L - 1 || l > L) {
            throw new IllegalArgumentException("one path leads from W or b of layer L or L − 1 to a single output, for one example; given: %s of %s, X %s"
                    .formatted(parameter, net, x.shape()));
        }
        var pass = ForwardPass.of(net, x);
        var factors = new PathFactors();
        factors.times("dZ[%d]".formatted(L), "how the loss answers to the output's z", pass.backward(y).dZ(L).get(0, 0));
        if (l == L - 1) {
            factors.times("W[%d](0, %d)".formatted(L, row), "the weight it came through", net.W(L).get(0, row));
            factors.times("g′(Z[%d](%d))".formatted(l, row), "the slope of unit %d".formatted(row), net.g(l).gPrime(pass.z(l).get(row, 0)));
        }
        if (parameter.kind() == Kind.W) {
            factors.times("%s(%d)".formatted(l == 1 ? "X" : "A[%d]".formatted(l - 1), column), "what the weight multiplies", pass.a(l - 1).get(column, 0));
        }
        return factors.table(parameter, row, column, NumericalGradient.of(net, x, y).estimate(parameter).value().get(row, column));
    }

    private void times(String name, String meaning, double value) {
        add(name, meaning, value);
        product *= value;
    }

    private void add(String name, String meaning, double value) {
        names.append(name);
        meanings.append(meaning);
        values.append(value);
    }

    private Table table(Quantity parameter, int row, int column, double estimate) {
        add("product", "d%s(%d, %d)".formatted(parameter, row, column), product);
        add("estimate", "by nudging %s(%d, %d)".formatted(parameter, row, column), estimate);
        return Table.create("d%s(%d, %d), factor by factor".formatted(parameter, row, column), names, meanings, values);
    }
}
