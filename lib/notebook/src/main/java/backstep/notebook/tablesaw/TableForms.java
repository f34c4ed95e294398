package backstep.notebook.tablesaw;

import backstep.estimate.ErrorMetric;
import backstep.matrix.Digits;
import backstep.typeset.Grid;
import backstep.typeset.Showable;
import backstep.typeset.Text;
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
        var columns = table.columns().stream().map(column -> column instanceof StringColumn ? "l" : "r");
        var rows = IntStream.range(0, table.rowCount())
                .mapToObj(row -> table.columns().stream().map(column -> cell(column, row)).toList());
        var grid = new Grid(columns.collect(Collectors.joining()), table.columnNames(), rows.toList());
        return Map.of(Showable.TEXT, table.name() + "\n" + grid.text(),
                Showable.HTML, grid.html(Text.of(table.name())));
    }

    private static Text cell(Column<?> column, int row) {
        var value = value(column, row);
        return column.name().equals("verdict") && !value.equals("OK") ? Text.of(value).bold() : Text.of(value);
    }

    private static String value(Column<?> column, int row) {
        if (column instanceof DoubleColumn numbers) {
            return column.name().equals("error") ? ErrorMetric.text(numbers.getDouble(row))
                    : column.name().equals("bar") ? Digits.magnitude(numbers.getDouble(row))
                    : Digits.of(numbers.getDouble(row), DIGITS);
        }
        return column.getString(row);
    }
}
