package backstep.mode;

import backstep.network.Elementwise;

/**
 * What can be done with a number that carries its derivatives along: a function written in these operations runs in
 * either mode.
 *
 * @param <T> {@link Dual} for forward, {@link Scalar} for reverse accumulation
 */
public sealed interface Arithmetic<T extends Arithmetic<T>> permits Dual, Scalar {

    /**
     * The number itself.
     *
     * @return x
     */
    double value();

    /**
     * Another number of the same kind, one that does not move.
     *
     * @param value c
     * @return c
     */
    T fixed(double value);

    /**
     * The sum.
     *
     * @param y the other
     * @return x + y
     */
    T plus(T y);

    /**
     * The difference.
     *
     * @param y the other
     * @return x − y
     */
    T minus(T y);

    /**
     * The product.
     *
     * @param y the other
     * @return xy
     */
    T times(T y);

    /**
     * The quotient.
     *
     * @param y the other, not 0
     * @return x/y
     */
    T over(T y);

    /**
     * The product with a number that does not move.
     *
     * @param factor c
     * @return cx
     */
    T times(double factor);

    /**
     * The sum with a number that does not move.
     *
     * @param term c
     * @return x + c
     */
    T plus(double term);

    /**
     * The exponential.
     *
     * @return eˣ
     */
    T exp();

    /**
     * The natural logarithm.
     *
     * @return ln x
     */
    T log();

    /**
     * ln(1 + x), exact for small x.
     *
     * @return ln(1 + x)
     */
    T log1p();

    /**
     * The absolute value.
     *
     * @return |x|
     */
    T abs();

    /**
     * The positive part.
     *
     * @return max(x, 0)
     */
    T positivePart();

    /**
     * An activation with the derivative that it gives itself.
     *
     * @param g any elementwise activation
     * @return g(x)
     */
    T apply(Elementwise g);
}
