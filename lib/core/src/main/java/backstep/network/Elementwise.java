package backstep.network;

import backstep.matrix.Matrix;

/**
 * An activation that takes each entry of Z by itself: g and its derivative g′, of one number. Those of the library that
 * training is slow or fast by have loops of their own, alike as they are: the JVM compiles g into such a loop, whereas
 * through one loop for all of them each entry costs a call.
 */
public interface Elementwise extends Activation {

    /**
     * The function.
     *
     * @param z one entry of Z
     * @return g(z)
     */
    double g(double z);

    /**
     * Its derivative.
     *
     * @param z one entry of Z (not of A)
     * @return g′(z)
     */
    double gPrime(double z);

    @Override
    default Matrix A(Matrix Z) {
        return Z.map(this::g);
    }

    @Override
    default Matrix gPrime(Matrix Z) {
        return Z.map(this::gPrime);
    }

    @Override
    default Matrix pullback(Matrix dA, Matrix Z) {
        // dA ∘ g′(Z)
        return dA.hadamard(gPrime(Z));
    }

    @Override
    default Elementwise transposed() {
        return this;
    }
}
