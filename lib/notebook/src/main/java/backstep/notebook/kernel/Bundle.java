package backstep.notebook.kernel;

import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.notebook.figure.Figure;
import backstep.notebook.figure.NetworkFigure;
import backstep.notebook.tablesaw.PlotlyJson;
import backstep.notebook.tablesaw.TableForms;
import backstep.notebook.tablesaw.ValueTables;
import backstep.typeset.Showable;
import backstep.typeset.Typeset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * What leaves the kernel for a value: MIME type → content, always with a text form, never anything that needs trust.
 */
public final class Bundle {

    /** The types that have more to show than their {@code toString()}. */
    static final List<Class<?>> TYPES = Stream.concat(Typeset.TYPES.stream(), Stream.of(Figure.class,
            tech.tablesaw.plotly.components.Figure.class, Table.class, Network.class, List.class, Double.class,
            double[].class, double[][].class)).toList();

    /** The MIME types, richest first. */
    static final List<String> MIME_TYPES = List.of(Figure.MIME_TYPE, Showable.HTML, Showable.MARKDOWN, Showable.TEXT);

    private static final int DIGITS = 10;
    private static final int IN_LIST = 50; // so many of a list are shown

    private Bundle() {}

    /**
     * What a value shows.
     *
     * @param value anything
     * @return MIME type → content: text, or the JSON tree of a figure
     */
    public static Map<String, Object> of(Object value) {
        var bundle = new TreeMap<String, Object>();
        if (value instanceof Figure figure) {
            bundle.put(Figure.MIME_TYPE, figure.plotly());
            bundle.put(Showable.TEXT, figure.toString());
        } else if (value instanceof tech.tablesaw.plotly.components.Figure figure) {
            bundle.putAll(of(PlotlyJson.of(figure)));
        } else if (value instanceof Table table) {
            bundle.putAll(TableForms.of(table));
        } else if (value instanceof Network net) {
            bundle.putAll(of(ValueTables.layers(net)));
            if (NetworkFigure.isLegible(net)) {
                bundle.remove(Showable.HTML); // viewers that know no Plotly would prefer it to the figure's picture
                bundle.put(Figure.MIME_TYPE, NetworkFigure.of(net).plotly());
            }
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            bundle.putAll(ofAll(list));
        } else if (value instanceof Double number) {
            bundle.put(Showable.TEXT, Digits.of(number, DIGITS));
        } else if (value instanceof double[] row && row.length > 0) {
            bundle.putAll(Typeset.forms(Matrix.row(row)));
        } else if (value instanceof double[][] rows && isMatrix(rows)) {
            bundle.putAll(Typeset.forms(Matrix.of(rows)));
        } else if (value instanceof double[] || value instanceof double[][]) {
            bundle.put(Showable.TEXT, Arrays.deepToString(new Object[] {value}).replaceAll("^.|.$", ""));
        } else {
            bundle.putAll(Typeset.forms(value));
        }
        return new LinkedHashMap<>(bundle);
    }

    private static boolean isMatrix(double[][] rows) {
        return rows.length > 0 && rows[0] != null && rows[0].length > 0
                && Arrays.stream(rows).allMatch(row -> row != null && row.length == rows[0].length);
    }

    /**
     * A list of what shows itself, one below the other, as HTML or as Markdown, which takes HTML as well; any other
     * list is its text.
     */
    private static Map<String, Object> ofAll(List<?> list) {
        if (list.stream().noneMatch(value ->
                TYPES.stream().anyMatch(type -> type.isInstance(value) && type != Double.class))) {
            return Map.of(Showable.TEXT, list.toString());
        }
        var bundles = list.stream().limit(IN_LIST).map(Bundle::of).toList();
        var more = list.size() <= IN_LIST ? "" : "\n\n… and %d more".formatted(list.size() - IN_LIST);
        var forms = new TreeMap<String, Object>();
        forms.put(Showable.TEXT, joined(bundles, "\n", Showable.TEXT) + more);
        if (bundles.stream().allMatch(bundle -> bundle.containsKey(Showable.HTML))) {
            forms.put(Showable.HTML, joined(bundles, "", Showable.HTML) + more);
        } else if (bundles.stream()
                .allMatch(bundle -> bundle.containsKey(Showable.MARKDOWN) || bundle.containsKey(Showable.HTML))) {
            forms.put(Showable.MARKDOWN, joined(bundles, "\n\n", Showable.MARKDOWN, Showable.HTML) + more);
        }
        return forms;
    }

    /** Of each bundle the first of these types that it has. */
    private static String joined(List<Map<String, Object>> bundles, String between, String... types) {
        return bundles.stream().map(bundle -> (String) Arrays.stream(types)
                        .map(bundle::get).filter(Objects::nonNull).findFirst().orElseThrow())
                .collect(Collectors.joining(between));
    }
}
