package backstep.notebook;

import backstep.Showable;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tech.tablesaw.api.Table;

/** What leaves the kernel for a value: MIME type → content, always with a text form, never anything that needs trust. */
final class Bundle {

    /** The types that have more to show than their {@code toString()}. */
    static final List<Class<?>> TYPES = List.of(Showable.class, Figure.class, tech.tablesaw.plotly.components.Figure.class, Table.class,
            Double.class, double[].class, double[][].class);

    /** The MIME types, richest first. */
    static final List<String> MIME_TYPES = List.of(Figure.MIME_TYPE, Showable.HTML, Showable.MARKDOWN, Showable.TEXT);

    private static final int DIGITS = 10;

    private Bundle() {}

    static Map<String, Object> of(Object value) {
        var bundle = new TreeMap<String, Object>();
        if (value instanceof Showable showable) {
            bundle.putAll(showable.forms());
        } else if (value instanceof Figure figure) {
            bundle.put(Figure.MIME_TYPE, figure.plotly());
            bundle.put(Showable.TEXT, figure.toString());
        } else if (value instanceof tech.tablesaw.plotly.components.Figure figure) {
            bundle.putAll(of(Figures.of(figure)));
        } else if (value instanceof Table table) {
            bundle.putAll(Tables.forms(table));
        } else if (value instanceof Double number) {
            bundle.put(Showable.TEXT, Digits.of(number, DIGITS));
        } else if (value instanceof double[] row && row.length > 0) {
            bundle.putAll(Matrix.row(row).forms());
        } else if (value instanceof double[][] rows && rows.length > 0) {
            bundle.putAll(Matrix.of(rows).forms());
        } else {
            bundle.put(Showable.TEXT, String.valueOf(value));
        }
        return new LinkedHashMap<>(bundle);
    }
}
