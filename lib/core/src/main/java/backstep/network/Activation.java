package backstep.network;

import backstep.matrix.Matrix;
import java.util.function.DoubleUnaryOperator;

/** An activation function g and its derivative g′, applied to each entry of Z; or softmax, applied to each column. */
public interface Activation {

    /** g(z) = z. */
    Activation IDENTITY = of("identity", z -> z, z -> 1);

    /** σ(z) = 1 / (1 + e<sup>−z</sup>), with σ′ in a form that keeps its digits where σ is 1 to the last bit. */
    Activation SIGMOID = of("sigmoid", z -> 1 / (1 + Math.exp(-z)), z -> {
        double e = Math.exp(-Math.abs(z));
        return e / ((1 + e) * (1 + e)); // = σ(z) (1 − σ(z))
    });

    /** tanh(z), g′ = 1 − tanh². */
    Activation TANH = of("tanh", Math::tanh, z -> {
        double e = Math.exp(-2 * Math.abs(z));
        return 4 * e / ((1 + e) * (1 + e)); // = 1 − tanh(z)²
    });

    /** max(z, 0); g′ = [z &gt; 0]. */
    Activation RELU = of("ReLU", z -> Math.max(z, 0), z -> z > 0 ? 1 : 0, 0);

    /** max(z, z/100); g′ = 1 above 0, 1/100 elsewhere. */
    Activation LEAKY_RELU = of("leaky ReLU", z -> Math.max(z, z / 100), z -> z > 0 ? 1 : 0.01, 0);

    /** ln(1 + e<sup>z</sup>), in a form that neither overflows nor loses its digits; g′ = σ. */
    Activation SOFTPLUS = of("softplus", z -> Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), SIGMOID::g);

    /** a_k = e<sup>z_k</sup> / Σ_j e<sup>z_j</sup> in each column: the one that is not elementwise; in the last layer, under its own cross-entropy. */
    Activation SOFTMAX = new Softmax();

    /**
     * The name that tables and messages use.
     *
     * @return for example {@code sigmoid}
     */
    String name();

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

    /**
     * The activations of a whole layer.
     *
     * @param Z n×m
     * @return A = g(Z), n×m
     */
    default Matrix A(Matrix Z) {
        return Z.map(this::g);
    }

    /**
     * Where the function has no derivative: a difference quotient that straddles such a place tells nothing.
     *
     * @return the kinks, 0 for ReLU; none for a smooth function
     */
    default double[] kinks() {
        return new double[0];
    }

    /**
     * An activation of one's own.
     *
     * @param name for tables and messages
     * @param g the function
     * @param gPrime its derivative as a function of z
     * @param kinks where it has none; name every one, or a right derivative may be called wrong there
     * @return the activation
     */
    static Activation of(String name, DoubleUnaryOperator g, DoubleUnaryOperator gPrime, double... kinks) {
        record Elementwise(String name, DoubleUnaryOperator function, DoubleUnaryOperator derivative, double[] kinks) implements Activation {
            @Override
            public double[] kinks() {
                return kinks.clone();
            }

            @Override
            public double g(double z) {
                return function.applyAsDouble(z);
            }

            @Override
            public double gPrime(double z) {
                return derivative.applyAsDouble(z);
            }

            @Override
            public String toString() {
                return name;
            }
        }
        return new Elementwise(name, g, gPrime, kinks.clone());
    }
}
