package backstep.matrix;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as text, rounded so that they read the same on every JDK and processor. */
public final class Digits {

    private Digits() {}

    /**
     * A number to so many significant digits, without trailing zeros.
     *
     * @param value any double
     * @param significant how many digits, at least 1
     * @return for example {@code 0.610639}, {@code -1.5}, {@code 2.5e-07}, {@code NaN}
     * @throws IllegalArgumentException if no digit is asked for
     */
    public static String of(double value, int significant) {
        if (significant < 1) {
            throw new IllegalArgumentException("a number is shown to at least 1 significant digit, given: "
                    + significant);
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        }
        if (value == 0) {
            return "0";
        }
        var rounded = new BigDecimal(value).round(new MathContext(significant)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < Math.max(significant, 7)) {
            return rounded.toPlainString();
        }
        var digits = rounded.unscaledValue().abs().toString();
        var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return String.format(Locale.ROOT, "%s%se%s%02d", value < 0 ? "-" : "", mantissa, exponent < 0 ? "-" : "+",
                Math.abs(exponent));
    }

    /**
     * A ratio: three decimals, or four digits where it is small or large.
     *
     * @param ratio any number
     * @return for example {@code 1.700}
     */
    public static String ratio(double ratio) {
        return Math.abs(ratio) >= 0.01 && Math.abs(ratio) < 1000 ? String.format(Locale.ROOT, "%.3f", ratio)
                : of(ratio, 4);
    }

    /**
     * The order of magnitude of an error, for what differs from machine to machine.
     *
     * @param value not negative
     * @return for example {@code ~1e-09}, or {@code 0}
     */
    public static String magnitude(double value) {
        return value == 0 || !Double.isFinite(value) ? of(value, 1)
                : String.format(Locale.ROOT, "~1e%+03d", Math.round(Math.log10(value)));
    }
}
