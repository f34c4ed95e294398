package backstep.typeset;

import static java.util.Objects.requireNonNull;

import backstep.matrix.NonNull;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table, as text, as Markdown and as HTML.
 *
 * @param columns a letter for each: l or r aligns its cells; L or R its head as well; any other leaves it to the page
 * @param head a name for each column, or none
 * @param rows a cell for each column
 */
public record Grid(String columns, List<String> head, List<List<Text>> rows) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a row, or a head, has not a cell for each column
     */
    public Grid {
        requireNonNull(columns, "columns is null");
        head = NonNull.list("head", head);
        rows = NonNull.list("rows", rows).stream().map(row -> NonNull.list("a row of the table", row)).toList();
        int width = columns.length();
        if (!head.isEmpty() && head.size() != width || rows.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("columns “%s” need %d cells in each row, given: %s in the head, %s"
                    .formatted(columns, width, head.size(), rows.stream().map(List::size).toList()));
        }
    }

    /**
     * As text, each column as wide as its widest cell.
     *
     * @return a line for the head and for each row
     */
    public String text() {
        var lines = Stream.concat(Stream.of(names()), rows.stream()).toList();
        var widths = IntStream.range(0, columns.length())
                .map(k -> lines.stream().mapToInt(line -> line.get(k).plain().length()).max().orElse(0)).toArray();
        return lines.stream().map(line -> IntStream.range(0, widths.length)
                .mapToObj(k -> " ".repeat(widths[k] - line.get(k).plain().length()) + line.get(k).plain())
                .collect(Collectors.joining("  "))).collect(Collectors.joining("\n"));
    }

    /**
     * As Markdown.
     *
     * @return a line for the head, the rule and each row
     */
    public String markdown() {
        return line(names()) + "|" + "---|".repeat(columns.length()) + "\n"
                + rows.stream().map(Grid::line).collect(Collectors.joining());
    }

    private static String line(List<Text> cells) {
        return cells.stream().map(Text::markdown).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /**
     * As HTML, its head marked.
     *
     * @return a table with style attributes only
     */
    public String html() {
        return "<table>%s</table>".formatted(head.isEmpty() ? body() : headAndBody());
    }

    /**
     * As HTML with a caption.
     *
     * @param caption above the table
     * @return a table with style attributes only
     */
    public String html(Text caption) {
        return "<table><caption>%s</caption>%s</table>".formatted(caption.html(), headAndBody());
    }

    private List<Text> names() {
        return head.stream().map(Text::of).toList();
    }

    private String headAndBody() {
        return "<thead>%s</thead><tbody>%s</tbody>".formatted(row("th", names(), "LR"), body());
    }

    /** The rows alone. */
    String body() {
        return rows.stream().map(cells -> row("td", cells, "lrLR")).collect(Collectors.joining());
    }

    private String row(String tag, List<Text> cells, String aligned) {
        return IntStream.range(0, cells.size()).mapToObj(k -> {
            var column = columns.substring(k, k + 1);
            var side = column.equalsIgnoreCase("l") ? "left" : "right";
            var style = aligned.contains(column) ? " style=\"text-align:%s\"".formatted(side) : "";
            return "<%s%s>%s</%s>".formatted(tag, style, cells.get(k).html(), tag);
        }).collect(Collectors.joining("", "<tr>", "</tr>"));
    }
}
