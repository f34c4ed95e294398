package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.estimate.ErrorMetric;
import backstep.matrix.NonNull;
import backstep.typeset.Grid;
import backstep.typeset.Showable;
import backstep.typeset.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the check of a function of numbers found, block by block.
 *
 * @param title what was checked, for example {@code gradient of f at 3 numbers}
 * @param blocks in the order of the numbers, or of the outputs
 * @param faults what the function or what is claimed does that none may, such as changing its argument
 * @param notes what could not be compared, and why
 */
public record FunctionReport(String title, List<FunctionBlock> blocks, List<String> faults, List<String> notes)
        implements Showable {

    /** So many blocks are all shown; of more, those that are not simply right. */
    private static final int SHOWN = 12;

    /** Copies the lists, none of which may be null or hold null. */
    public FunctionReport {
        requireNonNull(title, "title is null");
        blocks = NonNull.list("blocks", blocks);
        faults = NonNull.list("faults", faults);
        notes = NonNull.list("notes", notes);
    }

    /**
     * Whether nothing counts against the function or what is claimed; a kink or a number too small to tell does not.
     *
     * @return true if no block is wrong and nothing else is at fault
     */
    public boolean passed() {
        return faults.isEmpty() && blocks.stream().noneMatch(FunctionBlock::isFault);
    }

    /**
     * The block of a name.
     *
     * @param name as it was given; {@code x} where a function of one array was
     * @return the block
     * @throws IllegalArgumentException if there is none
     */
    public FunctionBlock block(String name) {
        requireNonNull(name, "name is null");
        return blocks.stream().filter(block -> block.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no block %s; there are %s".formatted(name,
                        blocks.stream().map(FunctionBlock::name).toList())));
    }

    /**
     * The block that is farthest off.
     *
     * @return the faulty one with the largest error, or the one with the largest error
     */
    public FunctionBlock worst() {
        return blocks.stream().max(Comparator.<FunctionBlock>comparingInt(block -> block.isFault() ? 1 : 0)
                .thenComparingDouble(FunctionBlock::error)).orElseThrow();
    }

    /**
     * Throws if anything is wrong: the one call of a test.
     *
     * @return this report
     * @throws IllegalStateException with the whole report
     */
    public FunctionReport orThrow() {
        if (!passed()) {
            throw new IllegalStateException(toString());
        }
        return this;
    }

    private String headline() {
        long wrong = blocks.stream().filter(FunctionBlock::isFault).count();
        long undecided = blocks.stream().filter(block -> !block.isFault() && block.verdict() != Verdict.OK).count();
        var rest = undecided == 0 ? "" : ", %d undecided".formatted(undecided);
        var counted = blocks.size() == 1 ? one(blocks.get(0))
                : wrong > 0 ? "%d of %d blocks wrong%s".formatted(wrong, blocks.size(), rest)
                : undecided > 0 ? "%d of %d blocks right%s".formatted(blocks.size() - undecided, blocks.size(), rest)
                : "all %d blocks right".formatted(blocks.size());
        return title + ": " + counted + (faults.isEmpty() ? "" : "; a broken contract");
    }

    private static String one(FunctionBlock block) {
        return block.isFault() ? "wrong" : block.verdict() == Verdict.OK ? "right" : "undecided";
    }

    private List<FunctionBlock> shown() {
        return blocks.stream().filter(block -> blocks.size() <= SHOWN || block.verdict() != Verdict.OK).limit(SHOWN)
                .toList();
    }

    /** The notes, and how many blocks are not shown. */
    private List<String> told() {
        var told = new ArrayList<>(notes);
        var rest = new ArrayList<>(blocks);
        rest.removeAll(shown());
        if (!rest.isEmpty()) {
            long right = rest.stream().filter(block -> block.verdict() == Verdict.OK).count();
            told.add(right == rest.size() ? "%d more, right".formatted(right)
                    : "%d more, %d of them right".formatted(rest.size(), right));
        }
        return told;
    }

    /** A line for each block: verdict, name, shape, error, and what is to be said of it. */
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(headline());
        lines.addAll(faults);
        shown().forEach(block -> {
            lines.add("%-10s %-7s %-6s error %s".formatted(block.verdict(), block.name(), block.shape(), error(block)));
            block.remarks().forEach(remark -> lines.add("  " + remark));
        });
        told().forEach(note -> lines.add("— " + note));
        return String.join("\n", lines);
    }

    /** What was not compared has no error. */
    private static String error(FunctionBlock block) {
        return block.entries().isEmpty() ? "—" : ErrorMetric.text(block.error());
    }

    @Override
    public Map<String, String> forms() {
        var rows = shown().stream().map(block -> {
            var verdict = Text.of(block.verdict());
            return List.of(block.verdict() == Verdict.OK ? verdict : verdict.bold(), Text.of(block.name()),
                    Text.of(block.shape()), Text.of(error(block)), Text.of(String.join("\n", block.remarks())));
        }).toList();
        var table = new Grid("ll-rl", List.of("verdict", "block", "shape", "error", ""), rows);
        return Map.of(TEXT, toString(), HTML, Text.of(headline()).bold().block()
                + faults.stream().map(fault -> Text.of(fault).bold().block()).collect(Collectors.joining())
                + table.html() + told().stream().map(note -> Text.of(note).block()).collect(Collectors.joining()));
    }
}
