package backstep.exchange.array;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as bytes, right ones and such as no program would write. */
final class Bytes {

    private Bytes() {}

    static byte[] doubles(double... values) {
        var buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(buffer::putDouble);
        return buffer.array();
    }

    static byte[] hex(String digits) {
        var hex = digits.replace(" ", "");
        var bytes = new byte[hex.length() / 2];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) Integer.parseInt(hex.substring(2 * k, 2 * k + 2), 16);
        }
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A .npy of version 1 with this type and shape in its header. */
    static byte[] npy(String descr, String shape, byte[] numbers) {
        return npy(1, "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, shape), numbers);
    }

    static byte[] npy(int version, String header, byte[] numbers) {
        var text = (header + "\n").getBytes(version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        var length = ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
        if (version == 1) {
            length.putShort((short) text.length);
        } else {
            length.putInt(text.length);
        }
        return joined(hex("93"), text("NUMPY"), new byte[] {(byte) version, 0}, length.array(), text, numbers);
    }

    /** A zip file of a name, its content, a name, its content, …; a name may stand twice. */
    static byte[] zip(boolean stored, Object... entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int k = 0; k < entries.length; k += 2) {
                var content = (byte[]) entries[k + 1];
                var entry = new ZipEntry((String) entries[k]);
                if (stored) {
                    var crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] safetensors(String header, byte[] numbers) {
        var text = text(header);
        return joined(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array(), text,
                numbers);
    }

    /** The same bytes without the last ones. */
    static byte[] cut(byte[] bytes, int fewer) {
        return Arrays.copyOf(bytes, bytes.length - fewer);
    }

    /** The same bytes, with all that are like these replaced. */
    static byte[] replaced(byte[] bytes, byte[] these, byte[] others) {
        var latin1 = StandardCharsets.ISO_8859_1; // a letter for each byte
        var changed = new String(bytes, latin1).replace(new String(these, latin1), new String(others, latin1))
                .getBytes(latin1);
        if (Arrays.equals(bytes, changed)) {
            throw new IllegalArgumentException("there are no such bytes");
        }
        return changed;
    }
}
