package backstep.exchange.array;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Numbers written out in decimals, and how precise what is written can be. */
final class DecimalText {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private DecimalText() {}

    /** A file's text; a byte order mark, which Excel writes, is left out. */
    static String decoded(Source source, byte[] bytes) throws UnreadableFile {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw source.unreadable("is not UTF-8 text");
        }
    }

    /** A number as C and Python write it, nan and inf among them; empty if it is none. */
    static OptionalDouble parsed(String text) {
        var word = text.strip();
        if (NUMBER.matcher(word).matches()) {
            return OptionalDouble.of(Double.parseDouble(word));
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }

    /**
     * Half of the last digit of the number with the most digits: one that ends early may be exact, but not all of them.
     * Numbers of up to three digits each are taken as exact, as labels and hand-written weights are.
     */
    static double roundOff(Stream<String> numbers) {
        int digits = numbers.mapToInt(DecimalText::digits).max().orElse(0);
        return digits <= 3 ? 0 : digits >= 16 ? 0x1p-53 : 0.5 * Math.pow(10, 1 - digits);
    }

    /** Significant ones: without sign, point, exponent, and zeros in front. */
    private static int digits(String number) {
        var mantissa = number.strip().replaceAll("[eE].*", "").replaceAll("[^0-9]", "");
        return mantissa.replaceAll("^0+", "").length();
    }
}
