package backstep.check;

import backstep.Showable;
import backstep.matrix.Digits;
import backstep.network.Network;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a check found, block by block: forward values and J first, then the derivatives from the last layer down.
 *
 * @param net the network that was checked
 * @param blocks in that order
 * @param skipped what could not be compared, and why
 */
public record Report(Network net, List<Block> blocks, List<String> skipped) implements Showable {

    /** Copies the lists. */
    public Report {
        blocks = List.copyOf(blocks);
        skipped = List.copyOf(skipped);
    }

    /**
     * Whether every block is right.
     *
     * @return true if so
     */
    public boolean passed() {
        return blocks.stream().allMatch(Block::passed);
    }

    /**
     * The blocks that hold derivatives.
     *
     * @return each dA, dZ, dW, db that was compared, from the last layer down
     */
    public List<Block> derivatives() {
        return blocks.stream().filter(block -> block.quantity().kind().isDerivative()).toList();
    }

    /**
     * The block with the largest error.
     *
     * @return one of the blocks
     */
    public Block worst() {
        return blocks.stream().max(Comparator.comparingDouble(Block::error)).orElseThrow();
    }

    /**
     * Throws if anything is wrong.
     *
     * @return this report
     * @throws IllegalStateException naming every wrong block and its worst entry
     */
    public Report orThrow() {
        if (!passed()) {
            throw new IllegalStateException(toString());
        }
        return this;
    }

    /** A line for each block: verdict, name, shape, error. */
    @Override
    public String toString() {
        var lines = blocks.stream().map(block -> "%-5s %-7s %-6s error %s%s".formatted(verdict(block), block.quantity(), block.given().shape(),
                ErrorMetric.text(block.error()), block.passed() ? "" : worstEntry(block))).collect(Collectors.joining("\n"));
        return "%s: %s\n%s".formatted(net, headline(), lines) + skipped.stream().map(s -> "\n—     " + s).collect(Collectors.joining());
    }

    @Override
    public Map<String, String> forms() {
        var row = "<tr><td>%s</td><td>%s</td><td>%s</td><td style=\"text-align:right\">%s</td><td style=\"text-align:left\">%s</td></tr>";
        var rows = blocks.stream().map(block -> row.formatted(block.passed() ? "OK" : "<b>WRONG</b>", block.quantity(), block.given().shape(),
                ErrorMetric.text(block.error()), block.passed() ? "" : worstEntry(block))).collect(Collectors.joining());
        var notes = skipped.stream().map("<div>%s</div>"::formatted).collect(Collectors.joining());
        var head = "<tr><th>verdict</th><th>block</th><th>shape</th><th>error</th><th></th></tr>";
        return Map.of(TEXT, toString(), HTML, "<div><b>%s</b>: %s</div><table><thead>%s</thead><tbody>%s</tbody></table>%s"
                .formatted(net, headline(), head, rows, notes));
    }

    private String headline() {
        long wrong = blocks.stream().filter(block -> !block.passed()).count();
        return wrong == 0 ? "all %d blocks right".formatted(blocks.size()) : "%d of %d blocks wrong".formatted(wrong, blocks.size());
    }

    private static String verdict(Block block) {
        return block.passed() ? "OK" : "WRONG";
    }

    private static String worstEntry(Block block) {
        var errors = block.errors();
        int row = 0;
        int column = 0;
        for (int i = 0; i < errors.rows(); i++) {
            for (int j = 0; j < errors.columns(); j++) {
                if (errors.get(i, j) > errors.get(row, column)) {
                    row = i;
                    column = j;
                }
            }
        }
        return "  at (%d, %d): %s, needs %s".formatted(row, column,
                Digits.of(block.given().get(row, column), 6), Digits.of(block.expected().get(row, column), 6));
    }
}
