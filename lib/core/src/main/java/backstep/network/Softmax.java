package backstep.network;

import backstep.matrix.Matrix;

/** a_k = e<sup>z_k</sup> / Σ_j e<sup>z_j</sup>, column by column: the one activation that is not elementwise. */
final class Softmax implements Activation {

    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public double g(double z) {
        throw new UnsupportedOperationException("softmax takes a whole column of Z, given one entry: " + z);
    }

    @Override
    public double gPrime(double z) {
        throw new UnsupportedOperationException("softmax has no g′ of one entry (each output depends on the whole column of Z); its BP4 is dZ = A ∘ (dA − 11ᵀ(A ∘ dA))");
    }

    @Override
    public Matrix A(Matrix Z) {
        return Matrix.generate(Z.rows(), Z.columns(), (k, i) -> Math.exp(-SoftmaxCrossEntropy.surprise(Z, k, i)));
    }

    @Override
    public String toString() {
        return name();
    }
}
