package backstep.sample;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hipparchus.analysis.differentiation.Gradient;

/**
 * The losses of a network with respect to every entry of W, b, X or Z, differentiated by another library, Hipparchus.
 */
public final class Differentiated {

    private final RandomCase of;
    private final Quantity by;
    private final int rows;
    private final int columns;

    private Differentiated(RandomCase of, Quantity by, Matrix shape) {
        this.of = of;
        this.by = by;
        this.rows = shape.rows();
        this.columns = shape.columns();
    }

    /** Each example's own derivatives for X and Z, those of the cost for W and b; of the shape of the quantity. */
    public static Matrix of(RandomCase of, Quantity by, Matrix shape) {
        var differentiated = new Differentiated(of, by, shape);
        int m = of.X().columns();
        var losses = IntStream.range(0, m).mapToObj(differentiated::loss).toList();
        boolean perExample = by.kind() == Kind.Z || by.kind() == Kind.A;
        return Matrix.generate(shape.rows(), shape.columns(), (i, j) -> {
            int parameter = differentiated.parameter(i, j);
            return perExample ? losses.get(j).getPartialDerivative(parameter)
                    : losses.stream().mapToDouble(loss -> loss.getPartialDerivative(parameter)).sum() / m;
        });
    }

    private int parameter(int i, int j) {
        return i * columns + j;
    }

    private Gradient constant(double value) {
        return Gradient.constant(rows * columns, value);
    }

    private Gradient entry(Quantity quantity, int i, int j, double value) {
        return quantity.equals(by) ? Gradient.variable(rows * columns, parameter(i, j), value) : constant(value);
    }

    /** The loss of an example. */
    private Gradient loss(int i) {
        var net = of.net();
        var a = IntStream.range(0, net.inputs()).mapToObj(s -> entry(Kind.A.at(0), s, i, of.X().get(s, i)))
                .toArray(Gradient[]::new);
        for (int l = 1; l < net.L(); l++) {
            var name = net.g(l).name();
            a = IntStream.range(0, net.n(l)).mapToObj(unit(net, l, a, i)).map(z -> g(name, z)).toArray(Gradient[]::new);
        }
        var z = IntStream.range(0, net.n(net.L())).mapToObj(unit(net, net.L(), a, i)).toArray(Gradient[]::new);
        return IntStream.range(0, z.length).mapToObj(k -> loss(net, z[k], of.Y().get(k, i))).reduce(Gradient::add)
                .orElseThrow();
    }

    private IntFunction<Gradient> unit(Network net, int l, Gradient[] a, int i) {
        return r -> {
            var z = entry(Kind.B.at(l), r, 0, net.b(l).get(r, 0));
            for (int s = 0; s < a.length; s++) {
                z = z.add(entry(Kind.W.at(l), r, s, net.W(l).get(r, s)).multiply(a[s]));
            }
            return by.equals(Kind.Z.at(l)) ? entry(by, r, i, z.getValue()) : z;
        };
    }

    private static Gradient g(String name, Gradient z) {
        return switch (name) {
            case "identity" -> z;
            case "sigmoid" -> z.negate().exp().add(1).reciprocal();
            case "tanh" -> z.tanh();
            case "ReLU" -> z.getValue() > 0 ? z : z.multiply(0);
            case "softplus" -> z.exp().log1p();
            case "sine" -> z.sin();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Gradient loss(Network net, Gradient z, double y) {
        var error = g(net.g(net.L()).name(), z).subtract(y);
        return switch (net.loss().name()) {
            case "squared error" -> error.square().multiply(0.5);
            case "cross-entropy" -> z.exp().log1p().subtract(z.multiply(y));
            case "pseudo-Huber" -> error.square().add(1).sqrt().subtract(1);
            case "quartic" -> error.pow(4).multiply(0.25);
            default -> throw new IllegalArgumentException(net.loss().name());
        };
    }
}
