package backstep.notebook.figure;

import backstep.engine.ForwardPass;
import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The factors along the one path from a weight to a single output: what backpropagation multiplies, in its order.
 *
 * @param parameter W[l] or b[l] in the last layer or the one below it
 * @param row from 0
 * @param column from 0
 * @param factors from the output back to the weight
 * @param estimate of their product, by difference quotients
 */
public record PathFactors(Quantity parameter, int row, int column, List<Factor> factors, double estimate) {

    /** One factor. */
    public record Factor(String name, String meaning, double value) {}

    /** Refused where more than one path leads from the parameter to an output. */
    public static PathFactors of(Network net, Matrix x, Matrix y, Quantity parameter, int row, int column) {
        int L = net.L();
        int l = parameter.l();
        boolean isParameter = parameter.kind() == Kind.W || parameter.kind() == Kind.B;
        if (!isParameter || net.n(L) != 1 || x.columns() != 1 || l < L - 1 || l > L) {
            throw new IllegalArgumentException(("one path leads from W or b of layer L or L − 1 to a single output, "
                    + "for one example; given: %s of %s, X %s").formatted(parameter, net, x.shape()));
        }
        var pass = ForwardPass.of(net, x);
        var shape = pass.get(parameter);
        if (row < 0 || row >= shape.rows() || column < 0 || column >= shape.columns()) {
            throw new IllegalArgumentException("%s is %s; it has no entry (%d, %d), counted from 0"
                    .formatted(parameter, shape.shape(), row, column));
        }
        var factors = new ArrayList<Factor>();
        factors.add(new Factor("dZ[%d]".formatted(L), "how the loss answers to the output's z",
                pass.backward(y).dZ(L).get(0, 0)));
        if (l == L - 1) {
            factors.add(new Factor("W[%d](0, %d)".formatted(L, row), "the weight it came through",
                    net.W(L).get(0, row)));
            factors.add(new Factor("g′(Z[%d](%d))".formatted(l, row), "the slope of unit %d".formatted(row),
                    net.g(l).gPrime(pass.Z(l)).get(row, 0)));
        }
        if (parameter.kind() == Kind.W) {
            factors.add(new Factor("%s(%d)".formatted(Kind.A.at(l - 1), column), "what the weight multiplies",
                    pass.A(l - 1).get(column, 0)));
        }
        return new PathFactors(parameter, row, column, List.copyOf(factors),
                NumericalGradient.of(net, x, y).slopes(parameter, row, column).get(0).value());
    }

    /** The parameter's name, for example {@code W[1](0, 1)}. */
    public String name() {
        return "%s(%d, %d)".formatted(parameter, row, column);
    }

    /** What backpropagation gives for the parameter. */
    public double product() {
        return factors.stream().mapToDouble(Factor::value).reduce(1, (a, b) -> a * b);
    }
}
