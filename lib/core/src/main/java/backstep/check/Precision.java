package backstep.check;

/** In what arithmetic values were computed: how far each operation may round. */
public enum Precision {
    /** IEEE 754 binary64, Java's double: u = 2⁻⁵³. */
    DOUBLE("double", 53),
    /** IEEE 754 binary32, {@code float32}: u = 2⁻²⁴. */
    SINGLE("float32", 24),
    /** IEEE 754 binary16, {@code float16}: u = 2⁻¹¹. */
    HALF("float16", 11),
    /** Eight bits of significand, {@code bfloat16}: u = 2⁻⁸. */
    BFLOAT16("bfloat16", 8);

    private final String text;
    private final int bits;

    Precision(String text, int bits) {
        this.text = text;
        this.bits = bits;
    }

    /**
     * The unit roundoff.
     *
     * @return u, half of the distance from 1 to the next number
     */
    public double unitRoundoff() {
        return Math.scalb(1.0, -bits);
    }

    /** Whether a number may come from this arithmetic: it is one of its numbers, or the shortest decimal of one. */
    boolean has(double x) {
        return switch (this) {
            case DOUBLE -> true;
            case SINGLE -> (float) x == x || Double.isNaN(x) || Double.parseDouble(Float.toString((float) x)) == x;
            case HALF, BFLOAT16 -> x == 0 || Double.isNaN(x) || Double.isInfinite(x)
                    || Math.rint(Math.scalb(x, bits - 1 - Math.getExponent(x))) == Math.scalb(x, bits - 1
                            - Math.getExponent(x));
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
