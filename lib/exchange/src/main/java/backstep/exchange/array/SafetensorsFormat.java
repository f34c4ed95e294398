package backstep.exchange.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays by name as safetensors stores them: the length of a JSON header (8 bytes), the header, then the numbers of all
 * arrays, one after the other without a gap. Texts are the header's metadata, lists of them with commas between.
 */
final class SafetensorsFormat {

    private static final String METADATA = "__metadata__";
    private static final long LONGEST_HEADER = 16 << 20;

    private static final Map<String, NumberType> TYPES = Map.ofEntries(
            Map.entry("F64", NumberType.FLOAT64), Map.entry("F32", NumberType.FLOAT32),
            Map.entry("F16", NumberType.FLOAT16), Map.entry("BF16", NumberType.BFLOAT16),
            Map.entry("I64", NumberType.INT64), Map.entry("I32", NumberType.INT32),
            Map.entry("I16", NumberType.INT16), Map.entry("I8", NumberType.INT8),
            Map.entry("U64", NumberType.UINT64), Map.entry("U32", NumberType.UINT32),
            Map.entry("U16", NumberType.UINT16), Map.entry("U8", NumberType.UINT8), Map.entry("BOOL", NumberType.BOOL));

    private SafetensorsFormat() {}

    /** Where an array lies behind the header. */
    private record Place(String name, NumberType type, List<Integer> shape, long begin, long end) {}

    /** Whether the first bytes of a file are such a length and the brace of a header. */
    static boolean begins(byte[] start, long fileBytes) {
        if (start.length < 10 || start[8] != '{') {
            return false;
        }
        long header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return start[9] == '"' || start[9] == '}' || start[9] == ' ' || header >= 2 && header <= fileBytes - 8;
    }

    static Map<String, Array> read(Source source, Path file) throws IOException {
        long bytes = Files.size(file);
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            long length = ByteBuffer.wrap(in.readNBytes(8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 2 || length > bytes - 8 || length > LONGEST_HEADER) {
                throw source.unreadable("announces a header of %s bytes and has %d in all: it is damaged, cut off, or "
                        + "no safetensors file", Long.toUnsignedString(length), bytes);
            }
            var header = JsonArrays.tree(source.at("header"), in.readNBytes((int) length));
            if (!header.isObject()) {
                throw source.unreadable("its header is no JSON object");
            }
            var arrays = new LinkedHashMap<String, Array>();
            var metadata = header.get(METADATA);
            if (metadata != null) {
                texts(source, metadata, arrays);
            }
            for (var place : places(source, header, bytes - 8 - length)) {
                var part = source.at(place.name());
                int count = part.take(Shape.size(place.shape()));
                var values = place.type().read(part, in, count, ByteOrder.LITTLE_ENDIAN);
                if (arrays.put(place.name(), new NumericArray(place.shape(), values, place.type())) != null) {
                    throw source.unreadable("holds %s both as an array and as metadata", Source.shown(place.name()));
                }
            }
            return arrays;
        }
    }

    private static void texts(Source source, JsonNode metadata, Map<String, Array> arrays) throws UnreadableFile {
        if (!metadata.isObject()) {
            throw source.unreadable("its __metadata__ is no JSON object of texts");
        }
        for (var entry : metadata.properties()) {
            if (!entry.getValue().isTextual()) {
                throw source.unreadable("its __metadata__ has %s, which is no text", Source.shown(entry.getKey()));
            }
            arrays.put(entry.getKey(), new TextArray(List.of(entry.getValue().textValue().split(",", -1))));
        }
    }

    /** In the order of the file, each beginning where the one before ends. */
    private static List<Place> places(Source source, JsonNode header, long bytes) throws UnreadableFile {
        var places = new ArrayList<Place>();
        for (var entry : header.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                places.add(place(source.at(entry.getKey()), entry.getKey(), entry.getValue(), bytes));
            }
        }
        places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
        long end = 0;
        for (var place : places) {
            if (place.begin() != end) {
                throw source.at(place.name()).unreadable("begins at byte %d where the array before ends at %d: arrays "
                        + "lie one after the other, without overlap or gap", place.begin(), end);
            }
            end = place.end();
        }
        if (end != bytes) {
            throw source.unreadable("has %d bytes behind its header, of which its arrays take %d", bytes, end);
        }
        return places;
    }

    private static Place place(Source source, String name, JsonNode entry, long bytes) throws UnreadableFile {
        var dtype = entry.path("dtype");
        var offsets = longs(entry.path("data_offsets"));
        var lengths = longs(entry.path("shape"));
        if (!dtype.isTextual() || offsets == null || offsets.size() != 2 || lengths == null || entry.size() != 3) {
            throw source.unreadable("needs dtype (a text), shape and data_offsets (integers) in the header, given: %s",
                    Source.shown(entry.toString()));
        }
        var type = TYPES.get(dtype.textValue());
        if (type == null) {
            throw source.unreadable("holds numbers of dtype %s: F64, F32, F16, BF16, integers and BOOL can be read",
                    Source.shown(dtype.textValue()));
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (begin < 0 || end < begin || end > bytes) {
            throw source.unreadable(
                    "lies from byte %d to %d of the %d behind the header: the file is cut off or damaged",
                    begin, end, bytes);
        }
        return new Place(name, type, Shape.of(source, lengths, type.bytes(), end - begin), begin, end);
    }

    /** Null if it is no list of integers. */
    private static List<Long> longs(JsonNode list) {
        var longs = new ArrayList<Long>();
        for (var node : list) {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                return null;
            }
            longs.add(node.longValue());
        }
        return list.isArray() ? longs : null;
    }

    static void write(OutputStream out, Map<String, Array> arrays) throws IOException {
        var header = new LinkedHashMap<String, Object>();
        var metadata = new LinkedHashMap<String, String>();
        var numbers = new LinkedHashMap<String, NumericArray>();
        arrays.forEach((name, array) -> {
            if (array instanceof TextArray texts) {
                metadata.put(name, String.join(",", texts.texts()));
            } else if (array instanceof NumericArray values) {
                numbers.put(name, values);
            }
        });
        if (!metadata.isEmpty()) {
            header.put(METADATA, metadata);
        }
        long begin = 0;
        for (var array : numbers.entrySet()) {
            long end = begin + 8L * array.getValue().size();
            var place = new LinkedHashMap<String, Object>(); // in this order: the same arrays give the same file
            place.put("dtype", "F64");
            place.put("shape", array.getValue().shape());
            place.put("data_offsets", List.of(begin, end));
            header.put(array.getKey(), place);
            begin = end;
        }
        var json = new ObjectMapper().writeValueAsString(header);
        // Filled with blanks, so that the numbers begin at a multiple of 8.
        var text = json + " ".repeat(Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, 8));
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).array());
        out.write(bytes);
        for (var array : numbers.values()) {
            out.write(NpyFormat.doubles(array.values()));
        }
    }
}
