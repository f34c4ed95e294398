package backstep.mode;

import backstep.network.Elementwise;

/**
 * A number with its derivative along one direction: x + ẋ ε with ε² = 0, so that each operation carries the chain rule.
 *
 * @param value x
 * @param tangent ẋ
 */
public record Dual(double value, double tangent) implements Arithmetic<Dual> {

    /**
     * A number that does not move.
     *
     * @param value x
     * @return x + 0 ε
     */
    public static Dual constant(double value) {
        return new Dual(value, 0);
    }

    @Override
    public Dual fixed(double constant) {
        return constant(constant);
    }

    /**
     * The sum.
     *
     * @param y the other
     * @return x + y, ẋ + ẏ
     */
    @Override
    public Dual plus(Dual y) {
        return new Dual(value + y.value, tangent + y.tangent);
    }

    /**
     * The difference.
     *
     * @param y the other
     * @return x − y, ẋ − ẏ
     */
    @Override
    public Dual minus(Dual y) {
        return new Dual(value - y.value, tangent - y.tangent);
    }

    /**
     * The product.
     *
     * @param y the other
     * @return xy, ẋy + xẏ
     */
    @Override
    public Dual times(Dual y) {
        return new Dual(value * y.value, tangent * y.value + value * y.tangent);
    }

    /**
     * The quotient.
     *
     * @param y the other, not 0
     * @return x/y, (ẋ − (x/y) ẏ) / y
     */
    @Override
    public Dual over(Dual y) {
        double quotient = value / y.value;
        return new Dual(quotient, (tangent - quotient * y.tangent) / y.value);
    }

    /**
     * The product with a number that does not move.
     *
     * @param factor c
     * @return cx, cẋ
     */
    @Override
    public Dual times(double factor) {
        return new Dual(value * factor, tangent * factor);
    }

    /**
     * The sum with a number that does not move.
     *
     * @param term c
     * @return x + c, ẋ
     */
    @Override
    public Dual plus(double term) {
        return new Dual(value + term, tangent);
    }

    /**
     * The exponential.
     *
     * @return eˣ, eˣ ẋ
     */
    @Override
    public Dual exp() {
        double e = Math.exp(value);
        return new Dual(e, e * tangent);
    }

    /**
     * The natural logarithm.
     *
     * @return ln x, ẋ/x
     */
    @Override
    public Dual log() {
        return new Dual(Math.log(value), tangent / value);
    }

    /**
     * ln(1 + x), exact for small x.
     *
     * @return ln(1 + x), ẋ/(1 + x)
     */
    @Override
    public Dual log1p() {
        return new Dual(Math.log1p(value), tangent / (1 + value));
    }

    /**
     * The absolute value.
     *
     * @return |x|, and −ẋ where x &lt; 0, ẋ elsewhere: the slope to the right at 0
     */
    @Override
    public Dual abs() {
        return value < 0 ? times(-1) : this;
    }

    /**
     * The positive part.
     *
     * @return max(x, 0), and ẋ where x &gt; 0
     */
    @Override
    public Dual positivePart() {
        return value > 0 ? this : constant(0);
    }

    /**
     * An activation.
     *
     * @param g any elementwise activation, taken with the derivative it gives
     * @return g(x), g′(x) ẋ
     */
    @Override
    public Dual apply(Elementwise g) {
        return new Dual(g.g(value), g.gPrime(value) * tangent);
    }
}
