package backstep.network;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * An activation function A = g(Z) of a whole layer, and how a derivative comes back through it. {@link Elementwise}
 * ones take each entry by itself; others, such as softmax, whatever they need of Z. A function: the same Z gives the
 * same A, at every call.
 */
public interface Activation {

    /** g(z) = z. */
    Elementwise IDENTITY = of("identity", z -> z, z -> 1);

    /** σ(z) = 1 / (1 + e<sup>−z</sup>), with σ′ in a form that keeps its digits where σ is 1 to the last bit. */
    Elementwise SIGMOID = new Sigmoid();

    /** tanh(z), g′ = 1 − tanh². */
    Elementwise TANH = new Tanh();

    /** max(z, 0); g′ = [z &gt; 0]. */
    Elementwise RELU = new Relu();

    /** max(z, z/100); g′ = 1 above 0, 1/100 elsewhere. */
    Elementwise LEAKY_RELU = of("leaky ReLU", z -> Math.max(z, z / 100), z -> z > 0 ? 1 : 0.01, 0);

    /** ln(1 + e<sup>z</sup>), in a form that neither overflows nor loses its digits; g′ = σ. */
    Elementwise SOFTPLUS = of("softplus", z -> Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), SIGMOID::g);

    /** a_k = e<sup>z_k</sup> / Σ_j e<sup>z_j</sup> in each column. */
    Activation SOFTMAX = new Softmax();

    /**
     * The name that tables and messages use.
     *
     * @return for example {@code sigmoid}
     */
    String name();

    /**
     * The activations of a whole layer.
     *
     * @param Z n×m
     * @return A = g(Z), n×m
     */
    Matrix A(Matrix Z);

    /**
     * The pullback of g at Z (the vector-Jacobian product), applied to dA: dZ_ki = Σ_j dA_ji ∂a_ji/∂z_ki.
     *
     * @param dA the derivatives with respect to A, n×m
     * @param Z n×m
     * @return the derivatives with respect to Z, n×m; dA ∘ g′(Z) where g is elementwise
     */
    Matrix pullback(Matrix dA, Matrix Z);

    /**
     * g′ of every entry.
     *
     * @param Z n×m
     * @return g′(Z), n×m
     * @throws UnsupportedOperationException if g is not elementwise, so that there is no g′ of one entry
     */
    default Matrix gPrime(Matrix Z) {
        throw new UnsupportedOperationException(("%s has no g′ of one entry (an output depends on more of Z, as in "
                + "softmax on its whole column); its BP4 is g.pullback(dA, Z)").formatted(name()));
    }

    /**
     * Whether the outputs of an example depend on other examples, as in a normalisation over the batch; then a
     * derivative dZ or dA is that of the sum of the losses.
     *
     * @return false unless the activation says otherwise
     */
    default boolean mixesExamples() {
        return false;
    }

    /**
     * Where the function has no derivative: a difference quotient that straddles such a place tells nothing.
     *
     * @return the kinks of an elementwise function, 0 for ReLU; none for a smooth one
     */
    default double[] kinks() {
        return new double[0];
    }

    /**
     * The same function where an example is a row: Z and A are m×n.
     *
     * @return Z ↦ g(Zᵀ)ᵀ; an elementwise one is the same either way
     */
    default Activation transposed() {
        return across(name(), Z -> A(Z.transpose()).transpose(),
                (dA, Z) -> pullback(dA.transpose(), Z.transpose()).transpose());
    }

    /**
     * The same function with its outputs multiplied by fixed numbers, as dropout has them.
     *
     * @param mask n×m, for example 0 where a unit is dropped and 1/p where it is kept
     * @return A = g(Z) ∘ mask, dZ = pullback of dA ∘ mask
     */
    default Activation masked(Matrix mask) {
        requireNonNull(mask, "mask");
        var g = this;
        record Masked(Activation g, Matrix mask) implements Activation {
            @Override
            public String name() {
                return g.name() + " with a mask";
            }

            @Override
            public Matrix A(Matrix Z) {
                return g.A(Z).hadamard(mask);
            }

            @Override
            public Matrix pullback(Matrix dA, Matrix Z) {
                return g.pullback(dA.hadamard(mask), Z);
            }

            @Override
            public boolean mixesExamples() {
                return g.mixesExamples();
            }

            @Override
            public double[] kinks() {
                return g.kinks();
            }

            @Override
            public String toString() {
                return name();
            }
        }
        return new Masked(g, mask);
    }

    /**
     * An activation of one's own whose outputs depend on more of Z than one entry, such as softmax on its column.
     *
     * <pre>{@code
     * var centred = Activation.across("centred", Z -> Z.minus(means(Z)), (dA, Z) -> dA.minus(means(dA)));
     * }</pre>
     *
     * @param name for tables and messages
     * @param A the function of a whole layer, n×m → n×m
     * @param pullback (dA, Z) → dZ, its vector-Jacobian product
     * @return the activation, each example by itself
     */
    static Activation across(String name, UnaryOperator<Matrix> A, BinaryOperator<Matrix> pullback) {
        return new Across(name, A, pullback, false);
    }

    /**
     * An activation of one's own whose outputs depend on other examples too, such as batch normalisation.
     *
     * @param name for tables and messages
     * @param A the function of a whole layer, n×m → n×m
     * @param pullback (dA, Z) → dZ, its vector-Jacobian product
     * @return the activation
     */
    static Activation acrossExamples(String name, UnaryOperator<Matrix> A, BinaryOperator<Matrix> pullback) {
        return new Across(name, A, pullback, true);
    }

    /**
     * An elementwise activation of one's own.
     *
     * @param name for tables and messages
     * @param g the function
     * @param gPrime its derivative as a function of z
     * @param kinks where it has none; name every one; what is not named is looked for in the numbers
     * @return the activation
     */
    static Elementwise of(String name, DoubleUnaryOperator g, DoubleUnaryOperator gPrime, double... kinks) {
        record Given(String name, DoubleUnaryOperator function, DoubleUnaryOperator derivative, double[] kinks)
                implements Elementwise {
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
        return new Given(requireNonNull(name, "name is null"), requireNonNull(g, "g is null"),
                requireNonNull(gPrime, "gPrime is null"), kinks.clone());
    }
}
