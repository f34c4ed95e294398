package backstep.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A matrix as aligned text, as an HTML table and in LaTeX; what is long is elided in the middle. */
final class MatrixText {

    private static final int SHOWN = 8;
    private static final int DIGITS = 6;
    private static final int IN_FORMULA = 4;
    private static final int DIGITS_IN_FORMULA = 3;

    private MatrixText() {}

    static String plain(Matrix matrix) {
        return matrix.shape() + "\n" + String.join("\n", lines(matrix, SHOWN, SHOWN, DIGITS));
    }

    static List<String> lines(Matrix matrix, int rows, int columns, int digits) {
        var cells = cells(matrix, rows, columns, digits);
        int leftOut = shown(matrix.columns(), columns).indexOf(-1); // this column holds nothing but …, and needs no room
        int width = cells.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(0);
        return cells.stream().map(row -> IntStream.range(0, row.size())
                .mapToObj(j -> " ".repeat(j == leftOut ? 0 : width - row.get(j).length()) + row.get(j)).collect(Collectors.joining("  ", "[ ", " ]"))).toList();
    }

    static String html(Matrix matrix) {
        var rows = cells(matrix, SHOWN, SHOWN, DIGITS).stream()
                .map(row -> row.stream().map("<td style=\"text-align:right\">%s</td>"::formatted).collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining());
        return "<div>%s</div><table style=\"border-left:1px solid;border-right:1px solid\"><tbody>%s</tbody></table>".formatted(matrix.shape(), rows);
    }

    static String latex(Matrix matrix) {
        var downwards = "…" + " & …".repeat(Math.min(matrix.columns(), IN_FORMULA) - 1);
        return cells(matrix, IN_FORMULA, IN_FORMULA, DIGITS_IN_FORMULA).stream().map(row -> String.join(" & ", row))
                .map(row -> row.equals(downwards) ? row.replace("…", "\\vdots") : inLatex(row))
                .collect(Collectors.joining(" \\\\ ", "\\begin{bmatrix} ", " \\end{bmatrix}"));
    }

    private static String inLatex(String row) {
        return row.replaceAll("e([+-])0*(\\d+)", " \\\\cdot 10^{$1$2}").replace("{+", "{")
                .replace("…", "\\cdots").replace("∞", "\\infty").replace("NaN", "\\text{NaN}");
    }

    private static List<List<String>> cells(Matrix matrix, int rows, int columns, int digits) {
        var cells = new ArrayList<List<String>>();
        for (int i : shown(matrix.rows(), rows)) {
            cells.add(shown(matrix.columns(), columns).stream().map(j -> i < 0 || j < 0 ? "…" : Digits.of(matrix.get(i, j), digits)).toList());
        }
        return cells;
    }

    /** The indices shown, at most so many, −1 where some are left out. */
    private static List<Integer> shown(int count, int most) {
        return count <= most
                ? IntStream.range(0, count).boxed().toList()
                : IntStream.range(0, most).map(k -> k < most - 2 ? k : k == most - 2 ? -1 : count - 1).boxed().toList();
    }
}
