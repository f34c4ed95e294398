package backstep.exchange.array;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** How a number is stored. */
public enum NumberType {
    /** IEEE 754 double precision, 53 bits. */
    FLOAT64(8, 0x1p-53),
    /** IEEE 754 single precision, 24 bits. */
    FLOAT32(4, 0x1p-24),
    /** IEEE 754 half precision, 11 bits. */
    FLOAT16(2, 0x1p-11),
    /** The upper half of a float32, 8 bits. */
    BFLOAT16(2, 0x1p-8),
    /** 64 bits with a sign. */
    INT64(8, 0),
    /** 32 bits with a sign. */
    INT32(4, 0),
    /** 16 bits with a sign. */
    INT16(2, 0),
    /** 8 bits with a sign. */
    INT8(1, 0),
    /** 64 bits. */
    UINT64(8, 0),
    /** 32 bits. */
    UINT32(4, 0),
    /** 16 bits. */
    UINT16(2, 0),
    /** 8 bits. */
    UINT8(1, 0),
    /** False or true, which is 0 or 1. */
    BOOL(1, 0),
    /** Written out in decimals, as in CSV and JSON. */
    DECIMAL(0, 0x1p-53);

    private static final long EXACT = 1L << 53;
    private static final int AT_ONCE = 1 << 16;

    private final int bytes;
    private final double roundOff;

    NumberType(int bytes, double roundOff) {
        this.bytes = bytes;
        this.roundOff = roundOff;
    }

    /** How many bytes each number takes. */
    int bytes() {
        return bytes;
    }

    /**
     * The unit round-off.
     *
     * @return half the distance from 1 to the next number; 0 for integers, which are exact
     */
    public double roundOff() {
        return roundOff;
    }

    /** NumPy's name of it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The next numbers of a stream; what it has no more bytes for is refused. */
    double[] read(Source source, InputStream in, int count, ByteOrder order) throws IOException {
        var values = new double[count];
        var chunk = new byte[Math.min(AT_ONCE, Math.max(1, count) * bytes)];
        for (int k = 0; k < count; ) {
            int next = Math.min(chunk.length / bytes, count - k);
            if (in.readNBytes(chunk, 0, next * bytes) < next * bytes) {
                throw source.unreadable("is cut off: %d numbers (%s) are announced and end within number %d", count,
                        this, k + 1);
            }
            var buffer = ByteBuffer.wrap(chunk).order(order);
            for (int end = k + next; k < end; k++) {
                values[k] = next(source, buffer);
            }
        }
        return values;
    }

    private double next(Source source, ByteBuffer buffer) throws UnreadableFile {
        return switch (this) {
            case FLOAT64 -> buffer.getDouble();
            case FLOAT32 -> buffer.getFloat();
            case FLOAT16 -> half(buffer.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(buffer.getShort() << 16);
            case INT64 -> exact(source, buffer.getLong());
            case UINT64 -> exact(source, buffer.getLong());
            case INT32 -> buffer.getInt();
            case UINT32 -> Integer.toUnsignedLong(buffer.getInt());
            case INT16 -> buffer.getShort();
            case UINT16 -> Short.toUnsignedInt(buffer.getShort());
            case INT8 -> buffer.get();
            case UINT8 -> Byte.toUnsignedInt(buffer.get());
            case BOOL -> truth(source, buffer.get());
            case DECIMAL -> throw new IllegalStateException("decimals are not stored in bytes");
        };
    }

    /** 11 bits, of which one is not stored, and 5 of exponent; subnormal below 2⁻¹⁴. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size = exponent == 0x1f ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * 0x1p-24 : Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
        return bits < 0 ? -size : size;
    }

    private double exact(Source source, long value) throws UnreadableFile {
        if (value > EXACT || value < (this == UINT64 ? 0 : -EXACT)) { // a uint64 beyond 2⁶³ is negative here
            throw source.unreadable("holds the %s %s, which no double is equal to: integers up to 2⁵³ can be read",
                    this, this == UINT64 ? Long.toUnsignedString(value) : Long.toString(value));
        }
        return value;
    }

    private static double truth(Source source, byte value) throws UnreadableFile {
        if (value != 0 && value != 1) {
            throw source.unreadable("holds the byte %d as a bool: 0 or 1 is needed (is the file damaged?)", value);
        }
        return value;
    }
}
