package backstep.check;

import backstep.estimate.ErrorMetric;
import backstep.network.Network;
import backstep.typeset.Grid;
import backstep.typeset.Showable;
import backstep.typeset.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a check found, block by block: forward values and J first, then the derivatives from the last layer down.
 *
 * @param net the network that was checked
 * @param m the count of examples
 * @param blocks in that order
 * @param firstFault the first equation that is wrong with right operands; empty if there is none
 * @param notes what could not be compared or computed, and why
 */
public record Report(Network net, int m, List<Block> blocks, Optional<Fault> firstFault, List<String> notes)
        implements Showable {

    private static final int LINE = 75;

    /** Copies the lists. */
    public Report {
        blocks = List.copyOf(blocks);
        notes = List.copyOf(notes);
    }

    /**
     * Whether nothing counts against the rules; a kink or a number too small to tell does not.
     *
     * @return true if no block is wrong and no equation failed to run
     */
    public boolean passed() {
        return firstFault.isEmpty() && blocks.stream().noneMatch(Block::isFault);
    }

    private String headline() {
        long wrong = blocks.stream().filter(Block::isFault).count();
        long undecided = blocks.stream().filter(block -> !block.isFault() && block.verdict() != Verdict.OK).count();
        var rest = undecided == 0 ? "" : ", %d undecided".formatted(undecided);
        return wrong > 0 ? "%d of %d blocks wrong%s".formatted(wrong, blocks.size(), rest)
                : undecided == 0 ? "all %d blocks right".formatted(blocks.size())
                : "%d of %d blocks right%s".formatted(blocks.size() - undecided, blocks.size(), rest);
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
     * The block that is farthest off.
     *
     * @return the faulty one with the largest error, or the one with the largest error
     */
    public Block worst() {
        return blocks.stream().max(Comparator.<Block>comparingInt(block -> block.isFault() ? 1 : 0)
                .thenComparingDouble(Block::error)).orElseThrow();
    }

    /**
     * Throws if anything is wrong.
     *
     * @return this report
     * @throws IllegalStateException with the first fault and every wrong block, in lines of at most 75 characters
     */
    public Report orThrow() {
        if (!passed()) {
            var lines = new ArrayList<String>();
            lines.add(headline());
            firstFault.ifPresent(fault -> lines.addAll(List.of(fault.toString().split("(?<=:) "))));
            blocks.stream().filter(Block::isFault).forEach(block -> lines.addAll(List.of(line(block).split("\n"))));
            notes.forEach(note -> lines.addAll(List.of(note.split("\\R"))));
            throw new IllegalStateException(lines.stream().map(Report::wrapped).collect(Collectors.joining("\n")));
        }
        return this;
    }

    /** Broken at a space, the rest indented; what has no space is broken anywhere. */
    private static String wrapped(String line) {
        if (line.length() <= LINE) {
            return line;
        }
        int space = line.lastIndexOf(' ', LINE);
        int end = space > 4 ? space : LINE;
        return line.substring(0, end) + "\n" + wrapped("    " + line.substring(end).stripLeading());
    }

    /** A line for each block: verdict, name, shape, error, and what is to be said of it. */
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(net + ": " + headline());
        firstFault.ifPresent(fault -> lines.add(fault.toString()));
        blocks.forEach(block -> lines.add(line(block)));
        notes.forEach(note -> lines.add("— " + note));
        return String.join("\n", lines);
    }

    private String line(Block block) {
        return "%-10s %-7s %-6s error %s".formatted(
                block.verdict(), block.quantity(), block.shape(), ErrorMetric.text(block.error()))
                + Diagnosis.of(block, m).stream().map(remark -> "\n  " + remark).collect(Collectors.joining());
    }

    @Override
    public Map<String, String> forms() {
        var rows = blocks.stream().map(block -> {
            var verdict = Text.of(block.verdict());
            return List.of(block.verdict() == Verdict.OK ? verdict : verdict.bold(),
                    Text.of(block.quantity()), Text.of(block.shape()), Text.of(ErrorMetric.text(block.error())),
                    Text.of(String.join("\n", Diagnosis.of(block, m))));
        }).toList();
        var table = new Grid("ll-rl", List.of("verdict", "block", "shape", "error", ""), rows);
        return Map.of(TEXT, toString(), HTML, Text.of(net).bold().then(Text.of(": " + headline())).block()
                + firstFault.map(fault -> Text.of(fault).bold().block()).orElse("") + table.html()
                + notes.stream().map(note -> Text.of(note).block()).collect(Collectors.joining()));
    }
}
