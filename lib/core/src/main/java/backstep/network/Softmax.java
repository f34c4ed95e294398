package backstep.network;

import static backstep.matrix.Matrix.ones;
import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;

/** a_k = e<sup>z_k</sup> / Σ_j e<sup>z_j</sup>, column by column. */
final class Softmax implements Activation {

    /** Over the largest z of the column, so that nothing overflows. */
    private static final Matrix.Loop COLUMN = (a, of) -> {
        var z = of[0];
        double largest = Double.NEGATIVE_INFINITY;
        for (double entry : z) {
            largest = Math.max(largest, entry);
        }
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            a[k] = Math.exp(z[k] - largest);
            sum += a[k];
        }
        for (int k = 0; k < a.length; k++) {
            a[k] /= sum;
        }
    };

    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public Matrix A(Matrix Z) {
        return Z.eachColumn(COLUMN);
    }

    @Override
    public Matrix pullback(Matrix dA, Matrix Z) {
        requireNonNull(dA, "dA is null");
        var A = A(Z);
        // A ∘ (dA − 11ᵀ(A ∘ dA))
        return A.hadamard(dA.minus(ones(A.rows(), A.rows()).times(A.hadamard(dA))));
    }

    @Override
    public String toString() {
        return name();
    }
}
