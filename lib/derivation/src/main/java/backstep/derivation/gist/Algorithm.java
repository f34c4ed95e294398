package backstep.derivation.gist;

import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;

import backstep.matrix.Matrix;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/**
 * GIST's algorithm for one training example, lines 131–135, with its own feedforward; it takes nothing from the
 * canonical passes but a^1.
 *
 * @param v one training example
 * @param times multiplies two entries in the matrix products, so that the multiplications can be counted
 */
record Algorithm(GistView v, DoubleBinaryOperator times) {

    /** z^l and a^l by l. */
    record Forward(Map<Integer, Matrix> z, Map<Integer, Matrix> a) {}

    /** δ^l, ∇_{b^l}C_m and ∇_{w^l}C_m by l. */
    record Backward(Map<Integer, Matrix> delta, Map<Integer, Matrix> nablaB, Map<Integer, Matrix> nablaW) {}

    /** All five steps. */
    static Backward of(GistView v) {
        var algorithm = new Algorithm(v, (x, y) -> x * y);
        return algorithm.backward(algorithm.forward());
    }

    /** Steps 1 and 2: a^1 is the input; then z^l and a^l for l = 2, 3, …, L. */
    Forward forward() {
        var z = new TreeMap<Integer, Matrix>();
        var a = new TreeMap<Integer, Matrix>();
        a.put(1, v.a(1));
        for (int l = 2; l <= v.L(); l++) {
            z.put(l, product(v.w(l), a.get(l - 1)).plus(v.b(l)));
            a.put(l, v.sigma(z.get(l)));
        }
        return new Forward(z, a);
    }

    /** Steps 3, 4 and 5: δ^L; then δ^l for l = L−1, L−2, …, 2; and, for l = 2, …, L, the two gradients. */
    Backward backward(Forward forward) {
        int L = v.L();
        var z = forward.z();
        var a = forward.a();
        var delta = new TreeMap<Integer, Matrix>();
        delta.put(L, v.problem().net().loss().dA(a.get(L), v.y()).hadamard(v.sigmaPrime(z.get(L))));
        for (int l = L - 1; l >= 2; l--) {
            delta.put(l, product(v.w(l + 1).transpose(), delta.get(l + 1)).hadamard(v.sigmaPrime(z.get(l))));
        }
        var nablaB = new TreeMap<Integer, Matrix>();
        var nablaW = new TreeMap<Integer, Matrix>();
        for (int l = 2; l <= L; l++) {
            nablaB.put(l, delta.get(l));
            nablaW.put(l, product(delta.get(l), a.get(l - 1).transpose()));
        }
        return new Backward(delta, nablaB, nablaW);
    }

    private Matrix product(Matrix left, Matrix right) {
        return matrix(left.rows(), right.columns(),
                (i, j) -> sum(left.columns(),
                        k -> times.applyAsDouble(left.get(i - 1, k - 1), right.get(k - 1, j - 1))));
    }
}
