package backstep.notebook.tablesaw;

import static backstep.notebook.figure.PlotlyTree.map;
import static backstep.notebook.figure.PlotlyTree.merge;
import static backstep.notebook.figure.PlotlyTree.number;

import backstep.notebook.figure.Figure;
import backstep.notebook.figure.HouseStyle;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what tablesaw-jsplot writes, JavaScript object literals for an old Plotly, into clean JSON for the current one.
 *
 * <p>Numbers arrive as strings where jsplot quotes them; titles and a few keys have changed their names since; markup
 * arrives escaped.
 */
public final class PlotlyJson {

    private static final JsonMapper LITERALS = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_MISSING_VALUES,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();
    private static final Map<String, String> RENAMED =
            Map.of("showExponent", "showexponent", "showspike", "showspikes");
    private static final Set<String> TEXTS = Set.of("text", "name", "title", "ticktext");

    private PlotlyJson() {}

    /** A figure that someone built with jsplot, in the house style. */
    public static Figure of(tech.tablesaw.plotly.components.Figure figure) {
        var layout = figure.getLayout() == null
                ? new LinkedHashMap<String, Object>() : literal(figure.getLayout().asJavascript());
        merge(layout, HouseStyle.layout());
        for (var axis : List.of("xaxis", "yaxis")) {
            merge(map(layout.computeIfAbsent(axis, key -> new LinkedHashMap<>())), HouseStyle.axis());
        }
        var data = new ArrayList<Object>();
        for (var trace : figure.getTraces()) {
            data.add(literal(trace.asJavascript(data.size())));
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("data", data);
        tree.put("layout", layout);
        var title = layout.get("title") instanceof Map<?, ?> named ? String.valueOf(named.get("text")) : "untitled";
        return new Figure(title, tree);
    }

    private static Map<String, Object> literal(String javascript) {
        var braces = javascript.substring(javascript.indexOf('{'), javascript.lastIndexOf('}') + 1);
        try {
            return clean(LITERALS.readValue(braces, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tablesaw-jsplot wrote what cannot be read: " + braces, e);
        }
    }

    private static Map<String, Object> clean(Map<?, ?> object) {
        var tree = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> {
            var key = RENAMED.getOrDefault(name, (String) name);
            if (key.equals("title") && value instanceof String text) {
                if (!text.isEmpty()) {
                    tree.put(key, new LinkedHashMap<>(Map.of("text", unescaped(text))));
                }
            } else if (key.equals("titlefont")) {
                titleOf(tree).put("font", value(value, false));
            } else {
                tree.put(key, value(value, TEXTS.contains(key)));
            }
        });
        return tree;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> titleOf(Map<String, Object> tree) {
        return (Map<String, Object>) tree.computeIfAbsent("title", key -> new LinkedHashMap<String, Object>());
    }

    private static Object value(Object value, boolean text) {
        if (value instanceof Map<?, ?> map) {
            return clean(map);
        }
        if (value instanceof List<?> list) {
            var values = new ArrayList<Object>(list.size());
            list.forEach(item -> values.add(value(item, text)));
            return values;
        }
        if (value instanceof Number number) {
            return number(number.doubleValue());
        }
        return value instanceof String string ? text ? unescaped(string) : word(string) : value;
    }

    private static Object word(String string) {
        var plain = unescaped(string);
        if (plain.equals("line + markers")) {
            return "lines+markers";
        }
        try {
            return number(Double.parseDouble(plain));
        } catch (NumberFormatException e) {
            return plain.equals("null") ? null : plain;
        }
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
