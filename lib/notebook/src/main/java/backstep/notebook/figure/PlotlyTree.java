package backstep.notebook.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON tree that Plotly reads, as maps, lists and numbers that one may go on changing. */
public final class PlotlyTree {

    private static final int DIGITS = 6;

    private PlotlyTree() {}

    /** A number to 6 significant digits, the same on every JDK; null where JSON has no word for it. */
    public static Number number(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        double rounded = new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e6 ? (Number) (long) rounded : (Number) rounded;
    }

    /** The same for each, with its nulls. */
    static List<Number> numbers(double[] values) {
        return Arrays.stream(values).mapToObj(PlotlyTree::number).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Puts members into an object, into its objects' objects too. */
    public static void merge(Map<String, Object> into, Map<String, Object> more) {
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

    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
