package backstep.sample;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * A right forward pass in other roundings: the bias first, then the products from the last unit to the first, the
 * losses added one by one; each number rounded to double or to float.
 */
public record PlainLoops(Network net, DoubleUnaryOperator rounded) {

    /** By name: X, Y, W, b, Z, A, the losses and J as the library computes them. */
    public static Map<Quantity, Matrix> reference(Network net, Matrix X, Matrix Y) {
        var forward = ForwardPass.of(net, X);
        var values = new HashMap<>(net.parameters());
        values.put(Kind.A.at(0), X);
        values.put(Kind.Y.at(net.L()), Y);
        for (int l = 1; l <= net.L(); l++) {
            values.put(Kind.Z.at(l), forward.Z(l));
            values.put(Kind.A.at(l), forward.A(l));
        }
        values.put(Kind.LOSSES.at(net.L()), forward.losses(Y));
        values.put(Kind.J.at(net.L()), Matrix.row(forward.cost(Y)));
        return values;
    }

    /** Z, A, the losses and J in these roundings. */
    public Map<Quantity, Matrix> values(Matrix X, Matrix Y) {
        int L = net.L();
        var values = new HashMap<Quantity, Matrix>();
        values.put(Kind.A.at(0), X.map(rounded));
        for (int l = 1; l <= L; l++) {
            values.put(Kind.Z.at(l), Z(l, values.get(Kind.A.at(l - 1))));
            values.put(Kind.A.at(l), net.g(l).A(values.get(Kind.Z.at(l))).map(rounded));
        }
        var fromA = net.loss().fromA(values.get(Kind.A.at(L)), Y.map(rounded));
        var fromZ = net.loss().fromZ(net.g(L), values.get(Kind.Z.at(L)), Y.map(rounded));
        // at 0 or 1 to the last bit the form in A is nobody's
        var losses = fromA.combine("or", fromZ, (a, z) -> Double.isFinite(a) ? a : z).map(rounded);
        values.put(Kind.LOSSES.at(L), losses);
        double sum = 0;
        for (int i = losses.columns() - 1; i >= 0; i--) {
            sum = rounded.applyAsDouble(sum + losses.get(0, i));
        }
        values.put(Kind.J.at(L), Matrix.row(rounded.applyAsDouble(sum / losses.columns() + net.penalised())));
        return values;
    }

    private Matrix Z(int l, Matrix APrev) {
        return Matrix.generate(net.n(l), APrev.columns(), (k, i) -> {
            double sum = rounded.applyAsDouble(net.b(l).get(k, 0));
            for (int j = net.n(l - 1) - 1; j >= 0; j--) {
                double w = rounded.applyAsDouble(net.W(l).get(k, j));
                sum = rounded.applyAsDouble(sum + rounded.applyAsDouble(w * APrev.get(j, i)));
            }
            return sum;
        });
    }
}
