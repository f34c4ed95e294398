package backstep.matrix;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The entries of a matrix as text, cell by cell and in aligned lines; what is long is elided in the middle. */
final class MatrixText {

    private static final int SHOWN = 8;
    private static final int DIGITS = 6;

    private MatrixText() {}

    static String plain(Matrix matrix) {
        return matrix.shape() + "\n" + String.join("\n", lines(matrix, SHOWN, SHOWN, DIGITS));
    }

    static List<String> lines(Matrix matrix, int rows, int columns, int digits) {
        var cells = cells(matrix, rows, columns, digits);
        // A column that holds nothing but … needs no room.
        int leftOut = shown(matrix.columns(), columns).indexOf(-1);
        int width = cells.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(0);
        return cells.stream().map(row -> IntStream.range(0, row.size())
                .mapToObj(j -> " ".repeat(j == leftOut ? 0 : width - row.get(j).length()) + row.get(j))
                .collect(Collectors.joining("  ", "[ ", " ]"))).toList();
    }

    static List<List<String>> cells(Matrix matrix, int rows, int columns, int digits) {
        var across = shown(matrix.columns(), columns);
        return shown(matrix.rows(), rows).stream().map(i -> across.stream()
                .map(j -> i < 0 || j < 0 ? "…" : Digits.of(matrix.get(i, j), digits)).toList()).toList();
    }

    /** The indices shown, at most so many, −1 where some are left out. */
    private static List<Integer> shown(int count, int most) {
        return count <= most ? IntStream.range(0, count).boxed().toList()
                : IntStream.range(0, most).map(k -> k < most - 2 ? k : k == most - 2 ? -1 : count - 1).boxed().toList();
    }
}
