package backstep.network;

import java.util.function.DoubleUnaryOperator;

/** An activation function g and its derivative g′, applied to each entry of Z. */
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
    Activation RELU = of("ReLU", z -> Math.max(z, 0), z -> z > 0 ? 1 : 0);

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
     * An activation of one's own.
     *
     * @param name for tables and messages
     * @param g the function
     * @param gPrime its derivative as a function of z
     * @return the activation
     */
    static Activation of(String name, DoubleUnaryOperator g, DoubleUnaryOperator gPrime) {
        record Elementwise(String name, DoubleUnaryOperator function, DoubleUnaryOperator derivative) implements Activation {
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
        return new Elementwise(name, g, gPrime);
    }
}
