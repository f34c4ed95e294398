package backstep.exchange.array;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One array as NumPy saves it, versions 1 to 3 of its format. */
final class NpyFormat {

    static final String MAGIC = "\u0093NUMPY";

    /** NumPy itself reads no longer ones. */
    private static final int LONGEST_HEADER = 10_000;

    private static final Map<String, NumberType> TYPES = Map.ofEntries(
            Map.entry("f8", NumberType.FLOAT64), Map.entry("f4", NumberType.FLOAT32),
            Map.entry("f2", NumberType.FLOAT16), Map.entry("i8", NumberType.INT64), Map.entry("i4", NumberType.INT32),
            Map.entry("i2", NumberType.INT16), Map.entry("i1", NumberType.INT8), Map.entry("u8", NumberType.UINT64),
            Map.entry("u4", NumberType.UINT32), Map.entry("u2", NumberType.UINT16),
            Map.entry("u1", NumberType.UINT8), Map.entry("b1", NumberType.BOOL));

    /** Why a type of NumPy's is none of those. */
    private static final Map<Character, String> OTHERS = Map.of(
            'O', "Python objects, which only Python could make again, by running what the file says",
            'c', "complex numbers", 'V', "raw bytes or fields (bfloat16, of JAX, is stored so)", 'M', "dates",
            'm', "spans of time", 'f', "extended precision, which differs from machine to machine");

    private NpyFormat() {}

    /** Reads what has this many bytes; the announced count of numbers is held to that before any is read. */
    static Array read(Source source, InputStream in, long bytes) throws IOException {
        var start = in.readNBytes(8);
        if (start.length < 8 || !new String(start, 0, 6, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw source.unreadable("is no array as NumPy saves it (.npy), which begins with \\x93NUMPY");
        }
        int version = start[6];
        if (version < 1 || version > 3 || start[7] != 0) {
            throw source.unreadable("is of version %d.%d of the format: 1.0, 2.0 and 3.0 can be read", version,
                    start[7]);
        }
        int lengthBytes = version == 1 ? 2 : 4;
        var length = in.readNBytes(lengthBytes);
        long header = length.length < lengthBytes ? Long.MAX_VALUE
                : version == 1 ? Short.toUnsignedInt(little(length).getShort())
                : Integer.toUnsignedLong(little(length).getInt());
        long left = bytes - 8 - lengthBytes - header;
        if (left < 0) {
            throw source.unreadable("is cut off within its header");
        }
        if (header > LONGEST_HEADER) {
            throw source.unreadable("has a header of %,d bytes: NumPy reads at most %,d", header, LONGEST_HEADER);
        }
        return body(source, in, left, header(source, in.readNBytes((int) header), version));
    }

    private static NpyHeader header(Source source, byte[] bytes, int version) throws UnreadableFile {
        var charset = version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        try {
            return NpyHeader.of(source, charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw source.unreadable("has a header that is not UTF-8");
        }
    }

    private static Array body(Source source, InputStream in, long bytes, NpyHeader header) throws IOException {
        var descr = header.descr();
        boolean known = descr.matches("[<>|=][A-Za-z]\\d{1,9}(\\[.*])?|\\|O");
        var kind = known ? descr.charAt(1) : ' ';
        if (kind == 'U' || kind == 'S') {
            return texts(source, in, bytes, header);
        }
        var type = known ? TYPES.get(descr.substring(1)) : null;
        if (type == null) {
            throw source.unreadable("holds %s (dtype %s): real numbers are needed, for example .astype(numpy.float64)",
                    OTHERS.getOrDefault(kind, "what is no number"), Source.shown(descr));
        }
        requireOrder(source, descr, type.bytes());
        var shape = Shape.of(source, header.shape(), type.bytes(), bytes);
        int count = source.take(Shape.size(shape));
        var order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        var values = type.read(source, in, count, order);
        return new NumericArray(shape, header.columnsFirst() ? Shape.rowsFirst(shape, values) : values, type);
    }

    private static void requireOrder(Source source, String descr, int bytes) throws UnreadableFile {
        if (bytes > 1 && "<>".indexOf(descr.charAt(0)) < 0) {
            throw source.unreadable("does not say the order of its bytes (dtype %s): < or > is needed",
                    Source.shown(descr));
        }
    }

    /** Names of activations: NumPy's texts have a fixed length, filled up with zeros. */
    private static Array texts(Source source, InputStream in, long bytes, NpyHeader header) throws IOException {
        boolean wide = header.descr().charAt(1) == 'U';
        int length = Integer.parseInt(header.descr().substring(2));
        if (length < 1 || length > 1000 || header.shape().size() > 1) {
            throw source.unreadable("holds texts (dtype %s) in %d axes: at most one axis of short texts is needed",
                    Source.shown(header.descr()), header.shape().size());
        }
        requireOrder(source, header.descr(), wide ? 4 : 1);
        var shape = Shape.of(source, header.shape(), wide ? 4 * length : length, bytes);
        int count = source.take(Shape.size(shape) * length) / length;
        var order = header.descr().charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        var texts = new ArrayList<String>();
        for (int k = 0; k < count; k++) {
            var codes = (wide ? NumberType.UINT32 : NumberType.UINT8).read(source, in, length, order);
            var text = new StringBuilder();
            for (double code : codes) {
                if (code > Character.MAX_CODE_POINT) {
                    throw source.unreadable("holds the number %.0f as a letter (is the file damaged?)", code);
                }
                text.appendCodePoint((int) code);
            }
            texts.add(text.toString().replaceAll("\0+$", ""));
        }
        return new TextArray(texts);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void write(OutputStream out, Array array) throws IOException {
        if (array instanceof NumericArray numbers) {
            writeHeader(out, "<f8", numbers.shape());
            out.write(doubles(numbers.values()));
        } else if (array instanceof TextArray texts) {
            int longest = texts.texts().stream().mapToInt(text -> text.codePointCount(0, text.length())).max()
                    .orElse(1);
            writeHeader(out, "<U" + Math.max(1, longest), List.of(texts.texts().size()));
            for (var text : texts.texts()) {
                var buffer = little(new byte[4 * Math.max(1, longest)]);
                text.codePoints().forEach(buffer::putInt);
                out.write(buffer.array());
            }
        }
    }

    /** Doubles as their bytes, least significant first. */
    static byte[] doubles(double[] values) {
        var buffer = little(new byte[8 * values.length]);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return buffer.array();
    }

    private static void writeHeader(OutputStream out, String descr, List<Integer> shape) throws IOException {
        var lengths = shape.stream().map(n -> n + ", ").reduce("", String::concat);
        var dict = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(descr, lengths);
        int blanks = Math.floorMod(-(10 + dict.length() + 1), 64); // the numbers begin at a multiple of 64
        var header = dict + " ".repeat(blanks) + "\n";
        var data = new DataOutputStream(out);
        data.write(MAGIC.getBytes(StandardCharsets.ISO_8859_1));
        data.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
        data.writeBytes(header);
        data.flush();
    }
}
