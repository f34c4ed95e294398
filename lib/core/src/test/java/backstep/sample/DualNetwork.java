package backstep.sample;

import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;

/** The losses of a network in dual numbers: one run for each entry of W, b, X or Z gives the derivative with respect to it. */
public record DualNetwork(RandomCase of, Quantity by, int row, int column) {

    /** The derivative of example i's loss with respect to the entry; for W and b the same entry serves every example. */
    public double slope(int i) {
        var net = of.net();
        var a = new Dual[net.inputs()];
        for (int s = 0; s < a.length; s++) {
            a[s] = entry(Kind.A.at(0), s, i, of.X().get(s, i));
        }
        for (int l = 1; l < net.L(); l++) {
            a = activations(net, l, linear(net, l, a, i));
        }
        var z = linear(net, net.L(), a, i);
        var loss = Dual.of(0);
        for (int k = 0; k < z.length; k++) {
            loss = loss.plus(loss(net, z[k], activations(net, net.L(), z)[k], of.Y().get(k, i)));
        }
        return loss.slope();
    }

    /** The derivative of the cost: the mean over the examples. */
    public double slopeOfCost() {
        double sum = 0;
        for (int i = 0; i < of.X().columns(); i++) {
            sum += slope(i);
        }
        return sum / of.X().columns();
    }

    private Dual entry(Quantity quantity, int i, int j, double value) {
        return quantity.equals(by) && i == row && j == column ? Dual.variable(value) : Dual.of(value);
    }

    private Dual[] linear(Network net, int l, Dual[] a, int i) {
        var z = new Dual[net.n(l)];
        for (int r = 0; r < z.length; r++) {
            z[r] = entry(Kind.B.at(l), r, 0, net.b(l).get(r, 0));
            for (int s = 0; s < a.length; s++) {
                z[r] = z[r].plus(entry(Kind.W.at(l), r, s, net.W(l).get(r, s)).times(a[s]));
            }
            z[r] = z[r].plus(new Dual(0, by.equals(Kind.Z.at(l)) && r == row && i == column ? 1 : 0));
        }
        return z;
    }

    private static Dual[] activations(Network net, int l, Dual[] z) {
        var a = new Dual[z.length];
        for (int r = 0; r < a.length; r++) {
            a[r] = g(net.g(l).name(), z[r]);
        }
        return a;
    }

    private static Dual g(String name, Dual z) {
        return switch (name) {
            case "identity" -> z;
            case "sigmoid" -> Dual.of(1).over(Dual.of(1).plus(Dual.of(-1).times(z).exp()));
            case "tanh" -> z.times(Dual.of(2)).exp().plus(Dual.of(-1)).over(z.times(Dual.of(2)).exp().plus(Dual.of(1)));
            case "ReLU" -> z.value() > 0 ? z : Dual.of(0);
            case "softplus" -> z.exp().plus(Dual.of(1)).log();
            case "sine" -> z.sine();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Dual loss(Network net, Dual z, Dual a, double y) {
        var error = a.plus(Dual.of(-y));
        return switch (net.loss().name()) {
            case "squared error" -> error.power(2).times(Dual.of(0.5));
            case "cross-entropy" -> z.exp().plus(Dual.of(1)).log().plus(z.times(Dual.of(-y)));
            case "pseudo-Huber" -> Dual.of(1).plus(error.power(2)).power(0.5).plus(Dual.of(-1));
            case "quartic" -> error.power(4).times(Dual.of(0.25));
            default -> throw new IllegalArgumentException(net.loss().name());
        };
    }
}
