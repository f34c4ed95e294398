package backstep.notebook;

import backstep.Showable;
import backstep.estimate.ErrorMetric;
import backstep.check.Report;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables, one call each. */
public final class Tables {

    private static final int DIGITS = 6;

    private Tables() {}

    /**
     * A check, entry by entry.
     *
     * @param report what a gradient check found
     * @return a row for every entry of every derivative: parameter, row, column, analytic, numerical, its error bar, error (relative to its block), verdict
     */
    public static Table comparison(Report report) {
        var table = Table.create("analytic against numerical", StringColumn.create("parameter"), IntColumn.create("row"), IntColumn.create("column"),
                DoubleColumn.create("analytic"), DoubleColumn.create("numerical"), DoubleColumn.create("bar"), DoubleColumn.create("error"), StringColumn.create("verdict"));
        for (var block : report.derivatives()) {
            for (var entry : block.entries()) {
                table.stringColumn("parameter").append(block.quantity().toString());
                table.intColumn("row").append(entry.row());
                table.intColumn("column").append(entry.column());
                table.doubleColumn("analytic").append(entry.given());
                table.doubleColumn("numerical").append(entry.expected());
                table.doubleColumn("bar").append(entry.bar());
                table.doubleColumn("error").append(block.error(entry));
                table.stringColumn("verdict").append(entry.verdict().toString());
            }
        }
        return table;
    }

    /**
     * A derivative as the product of the factors along its path to the output.
     *
     * @param net a network with one output
     * @param x one example, n_0×1
     * @param y its label, 1×1
     * @param parameter W or b of layer L or L − 1, for example {@code Kind.W.at(1)}
     * @param row from 0
     * @param column from 0
     * @return a row for each factor, then their product and the estimate
     * @throws IllegalArgumentException if more than one path leads from there to the outputs
     */
    public static Table factors(Network net, Matrix x, Matrix y, Quantity parameter, int row, int column) {
        return PathFactors.of(net, x, y, parameter, row, column).table();
    }

    /**
     * A network, layer by layer.
     *
     * @param net the network
     * @return a row for each layer: layer, units, activation, the shapes of W and b, how many parameters
     */
    public static Table layers(Network net) {
        var table = Table.create(net.toString(), IntColumn.create("layer"), IntColumn.create("units"), StringColumn.create("activation"),
                StringColumn.create("W"), StringColumn.create("b"), IntColumn.create("parameters"));
        for (int l = 1; l <= net.L(); l++) {
            table.intColumn("layer").append(l);
            table.intColumn("units").append(net.n(l));
            table.stringColumn("activation").append(net.g(l).name());
            table.stringColumn("W").append(net.W(l).shape());
            table.stringColumn("b").append(net.b(l).shape());
            table.intColumn("parameters").append(net.n(l) * (net.n(l - 1) + 1));
        }
        return table;
    }

    /** How a table shows itself: numbers to 6 significant digits, errors as orders of magnitude, what is wrong in bold. */
    static Map<String, Object> forms(Table table) {
        var head = table.columns().stream().map(column -> "<th>%s</th>".formatted(escaped(column.name()))).collect(Collectors.joining());
        var rows = IntStream.range(0, table.rowCount())
                .mapToObj(row -> table.columns().stream().map(column -> cell(column, row)).collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining());
        return Map.of(Showable.TEXT, text(table), Showable.HTML,
                "<table><caption>%s</caption><thead><tr>%s</tr></thead><tbody>%s</tbody></table>".formatted(escaped(String.valueOf(table.name())), head, rows));
    }

    private static String text(Table table) {
        var widths = table.columns().stream().mapToInt(column ->
                Math.max(column.name().length(), IntStream.range(0, column.size()).map(row -> value(column, row).length()).max().orElse(0))).toArray();
        var head = IntStream.range(0, widths.length).mapToObj(k -> padded(table.column(k).name(), widths[k])).collect(Collectors.joining("  "));
        return table.name() + "\n" + head + "\n" + IntStream.range(0, table.rowCount())
                .mapToObj(row -> IntStream.range(0, widths.length).mapToObj(k -> padded(value(table.column(k), row), widths[k])).collect(Collectors.joining("  ")))
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
                    : column.name().equals("bar") ? Digits.magnitude(numbers.getDouble(row)) : Digits.of(numbers.getDouble(row), DIGITS);
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
