package backstep.notebook.tablesaw;

import backstep.estimate.ErrorMetric;
import backstep.matrix.Digits;
import backstep.typeset.Showable;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** How a table of tablesaw's shows itself. */
public final class TableForms {

    private static final int DIGITS = 6;

    private TableForms() {}

    /** As text and as HTML: numbers to 6 significant digits, errors as orders of magnitude, what is wrong in bold. */
    public static Map<String, Object> of(Table table) {
        var head = table.columns().stream().map(column -> "<th>%s</th>".formatted(escaped(column.name())))
                .collect(Collectors.joining());
        var rows = IntStream.range(0, table.rowCount())
                .mapToObj(row -> table.columns().stream().map(column -> cell(column, row))
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining());
        return Map.of(Showable.TEXT, text(table), Showable.HTML,
                "<table><caption>%s</caption><thead><tr>%s</tr></thead><tbody>%s</tbody></table>".formatted(
                        escaped(String.valueOf(table.name())), head, rows));
    }

    private static String text(Table table) {
        var widths = table.columns().stream().mapToInt(column -> Math.max(column.name().length(),
                IntStream.range(0, column.size()).map(row -> value(column, row).length()).max().orElse(0))).toArray();
        var head = IntStream.range(0, widths.length).mapToObj(k -> padded(table.column(k).name(), widths[k]))
                .collect(Collectors.joining("  "));
        return table.name() + "\n" + head + "\n" + IntStream.range(0, table.rowCount())
                .mapToObj(row -> IntStream.range(0, widths.length)
                        .mapToObj(k -> padded(value(table.column(k), row), widths[k]))
                        .collect(Collectors.joining("  ")))
                .collect(Collectors.joining("\n"));
    }

    private static String cell(Column<?> column, int row) {
        var value = value(column, row);
        return "<td style=\"text-align:%s\">%s</td>".formatted(column instanceof StringColumn ? "left" : "right",
                column.name().equals("verdict") && !value.equals("OK") ? "<b>" + value + "</b>" : escaped(value));
    }

    private static String value(Column<?> column, int row) {
        if (column instanceof DoubleColumn numbers) {
            return column.name().equals("error") ? ErrorMetric.text(numbers.getDouble(row))
                    : column.name().equals("bar") ? Digits.magnitude(numbers.getDouble(row))
                    : Digits.of(numbers.getDouble(row), DIGITS);
        }
        return column.getString(row);
    }

    private static String padded(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
