package backstep.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading and refining a JSON tree of maps and lists. */
final class JsonTree {

    private JsonTree() {}

    /** Puts the members of one object into another, those of the objects in it one by one. */
    static void merge(Map<String, Object> into, Map<String, Object> more) {
        more.forEach((key, value) -> {
            if (value instanceof Map<?, ?> && into.get(key) instanceof Map<?, ?>) {
                var inner = new LinkedHashMap<>(map(into.get(key)));
                merge(inner, map(value));
                into.put(key, inner);
            } else {
                into.put(key, value);
            }
        });
    }

    /** An object: its members by name. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** A list. */
    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
