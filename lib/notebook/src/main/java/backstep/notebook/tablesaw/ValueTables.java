package backstep.notebook.tablesaw;

import backstep.check.Report;
import backstep.network.Network;
import backstep.notebook.figure.PathFactors;
import backstep.notebook.figure.PathFactors.Factor;
import java.util.ArrayList;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Values as tables of tablesaw's. */
public final class ValueTables {

    private ValueTables() {}

    /** A check: a row for every entry of every derivative. */
    public static Table comparison(Report report) {
        var table = Table.create("analytic against numerical", StringColumn.create("parameter"),
                IntColumn.create("row"), IntColumn.create("column"), DoubleColumn.create("analytic"),
                DoubleColumn.create("numerical"), DoubleColumn.create("bar"), DoubleColumn.create("error"),
                StringColumn.create("verdict"));
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

    /** A row for each factor along a path, then their product and the estimate. */
    public static Table factors(PathFactors path) {
        var names = StringColumn.create("factor");
        var meanings = StringColumn.create("what it is");
        var values = DoubleColumn.create("value");
        var rows = new ArrayList<>(path.factors());
        rows.add(new Factor("product", "d" + path.name(), path.product()));
        rows.add(new Factor("estimate", "by nudging " + path.name(), path.estimate()));
        for (var row : rows) {
            names.append(row.name());
            meanings.append(row.meaning());
            values.append(row.value());
        }
        return Table.create("d%s, factor by factor".formatted(path.name()), names, meanings, values);
    }

    /** A network: a row for each layer. */
    public static Table layers(Network net) {
        var table = Table.create(net.toString(), IntColumn.create("layer"), IntColumn.create("units"),
                StringColumn.create("activation"), StringColumn.create("W"), StringColumn.create("b"),
                IntColumn.create("parameters"));
        for (int l = 1; l <= net.L(); l++) {
            table.intColumn("layer").append(l);
            table.intColumn("units").append(net.n(l));
            table.stringColumn("activation").append(net.g(l).name());
            table.stringColumn("W").append(net.W(l).shape());
            table.stringColumn("b").append(net.hasBias(l) ? net.b(l).shape() : "none");
            table.intColumn("parameters").append(net.n(l) * (net.n(l - 1) + (net.hasBias(l) ? 1 : 0)));
        }
        return table;
    }
}
