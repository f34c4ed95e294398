package backstep.exchange.array;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/** Arrays in JSON: a number, lists of numbers in lists, a text or a list of texts. */
public final class JsonArrays {

    private static final int MOST_AXES = 2;

    private JsonArrays() {}

    /**
     * A JSON file as a tree.
     *
     * @param source the file, for refusals
     * @param bytes what it holds
     * @return the tree; NaN and Infinity, as Python writes them, are numbers
     * @throws UnreadableFile if it is not UTF-8, not JSON, or has a key twice
     */
    public static JsonNode tree(Source source, byte[] bytes) throws UnreadableFile {
        Objects.requireNonNull(source, "source is null");
        Objects.requireNonNull(bytes, "bytes is null");
        var mapper = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
        try {
            var tree = mapper.readTree(DecimalText.decoded(source, bytes));
            if (tree.isMissingNode()) {
                throw source.unreadable("is empty: JSON is needed");
            }
            return tree;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw source.unreadable("is not JSON, from line %d, column %d on: %s", at == null ? 1 : at.getLineNr(),
                    at == null ? 1 : at.getColumnNr(), Source.shown(e.getOriginalMessage()));
        }
    }

    static Map<String, Array> read(Source source, byte[] bytes) throws IOException {
        var tree = tree(source, bytes);
        if (!tree.isObject()) {
            throw source.unreadable("is JSON, but no object: arrays by name are needed, {\"W1\": [[…], …], …}");
        }
        var arrays = new LinkedHashMap<String, Array>();
        for (var entry : tree.properties()) {
            arrays.put(entry.getKey(), array(source.at(entry.getKey()), entry.getValue()));
        }
        return arrays;
    }

    /**
     * One array.
     *
     * @param source where it stands, for refusals
     * @param node a number, a list of numbers, a list of such lists; a text or a list of texts
     * @return the array
     * @throws UnreadableFile if it is none of those, or its rows differ in length
     */
    public static Array array(Source source, JsonNode node) throws UnreadableFile {
        Objects.requireNonNull(source, "source is null");
        if (Objects.requireNonNull(node, "node is null").isTextual()) {
            return new TextArray(List.of(node.textValue()));
        }
        if (node.isArray() && !node.isEmpty() && stream(node).allMatch(JsonNode::isTextual)) {
            return new TextArray(stream(node).map(JsonNode::textValue).toList());
        }
        var shape = new ArrayList<Integer>();
        for (var inner = node; inner.isArray(); inner = inner.path(0)) {
            shape.add(inner.size());
            if (shape.size() > MOST_AXES) {
                throw source.unreadable("is a list of lists of lists: a matrix is a list of its rows");
            }
        }
        var values = new double[source.take(Shape.size(shape))];
        int filled = fill(source, node, shape, 0, values, 0);
        double roundOff = DecimalText.roundOff(DoubleStream.of(values).mapToObj(String::valueOf));
        return new NumericArray(shape, Arrays.copyOf(values, filled), NumberType.DECIMAL, roundOff);
    }

    private static int fill(Source source, JsonNode node, List<Integer> shape, int axis, double[] values, int at)
            throws UnreadableFile {
        if (axis == shape.size()) {
            if (!node.isNumber()) {
                throw source.unreadable("has %s where a number is needed", Source.shown(node.toString()));
            }
            values[at] = node.doubleValue();
            return at + 1;
        }
        if (!node.isArray() || node.size() != shape.get(axis)) {
            throw source.unreadable("has rows of different lengths: %s beside one of %d", node.isArray()
                    ? "one of " + node.size() : Source.shown(node.toString()), shape.get(axis));
        }
        int next = at;
        for (var inner : node) {
            next = fill(source, inner, shape, axis + 1, values, next);
        }
        return next;
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** Arrays as what Jackson writes: doubles with all of their digits, a list for each row. */
    static Map<String, Object> tree(Map<String, Array> arrays) {
        var tree = new LinkedHashMap<String, Object>();
        arrays.forEach((name, array) -> tree.put(name, array instanceof TextArray texts
                ? texts.texts().size() == 1 ? texts.texts().get(0) : texts.texts()
                : ((NumericArray) array).shape().isEmpty() ? ((NumericArray) array).values()[0]
                : ((NumericArray) array).matrix().toArray()));
        return tree;
    }
}
