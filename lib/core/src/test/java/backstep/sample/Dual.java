package backstep.sample;

/** A dual number value + slope ε with ε² = 0: forward-mode differentiation, which knows nothing of a backward pass. */
public record Dual(double value, double slope) {

    /** A constant. */
    public static Dual of(double value) {
        return new Dual(value, 0);
    }

    /** The number that is differentiated by. */
    public static Dual variable(double value) {
        return new Dual(value, 1);
    }

    public Dual plus(Dual other) {
        return new Dual(value + other.value, slope + other.slope);
    }

    public Dual times(Dual other) {
        return new Dual(value * other.value, slope * other.value + value * other.slope);
    }

    public Dual over(Dual other) {
        return new Dual(value / other.value, (slope * other.value - value * other.slope) / (other.value * other.value));
    }

    public Dual exp() {
        return new Dual(Math.exp(value), Math.exp(value) * slope);
    }

    public Dual log() {
        return new Dual(Math.log(value), slope / value);
    }

    public Dual sine() {
        return new Dual(Math.sin(value), Math.cos(value) * slope);
    }

    public Dual power(double exponent) {
        return new Dual(Math.pow(value, exponent), exponent * Math.pow(value, exponent - 1) * slope);
    }
}
