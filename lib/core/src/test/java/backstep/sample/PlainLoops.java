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

    /** dA, dZ, dW, db in these roundings, from values in them. */
    public Map<Quantity, Matrix> derivatives(Matrix X, Matrix Y) {
        int L = net.L();
        var values = values(X, Y);
        var derivatives = new HashMap<Quantity, Matrix>();
        var roundedY = Y.map(rounded);
        derivatives.put(Kind.DA.at(L), net.loss().dA(values.get(Kind.A.at(L)), roundedY).map(rounded));
        derivatives.put(Kind.DZ.at(L), net.loss().dZ(net.g(L), values.get(Kind.Z.at(L)), roundedY).map(rounded));
        for (int l = L; l >= 1; l--) {
            var dZ = derivatives.get(Kind.DZ.at(l));
            var APrev = values.get(Kind.A.at(l - 1)).transpose();
            double m = X.columns();
            var ofPenalty = net.penalty().dW(net.W(l)).map(rounded);
            derivatives.put(Kind.DW.at(l), product(dZ, APrev).map(x -> rounded.applyAsDouble(x / m)).plus(ofPenalty)
                    .map(rounded));
            derivatives.put(Kind.DB.at(l), product(dZ, Matrix.ones(X.columns(), 1))
                    .map(x -> rounded.applyAsDouble(x / m)));
            var dA = product(net.W(l).transpose(), dZ);
            derivatives.put(Kind.DA.at(l - 1), dA);
            if (l > 1) {
                derivatives.put(Kind.DZ.at(l - 1), net.g(l - 1).pullback(dA, values.get(Kind.Z.at(l - 1)))
                        .map(rounded));
            }
        }
        return derivatives;
    }

    /** From the last term to the first. */
    private Matrix product(Matrix left, Matrix right) {
        return Matrix.generate(left.rows(), right.columns(), (i, j) -> {
            double sum = 0;
            for (int k = left.columns() - 1; k >= 0; k--) {
                double one = rounded.applyAsDouble(left.get(i, k));
                sum = rounded.applyAsDouble(sum + rounded.applyAsDouble(one * rounded.applyAsDouble(right.get(k, j))));
            }
            return sum;
        });
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
