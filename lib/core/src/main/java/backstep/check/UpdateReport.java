package backstep.check;

import backstep.estimate.ErrorMetric;
import backstep.matrix.Digits;
import backstep.matrix.NonNull;
import backstep.typeset.Grid;
import backstep.typeset.Showable;
import backstep.typeset.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the check of an update found.
 *
 * @param rules the rule that made the numbers; where none did, those that were tried
 * @param alpha the learning rate
 * @param blocks each parameter after each step
 * @param causes of what is wrong, where a mistake makes the same numbers
 * @param hidden the mistakes that would have made the same numbers although these are right
 * @param notes what else is to be said
 */
public record UpdateReport(List<UpdateRule> rules, double alpha, List<UpdateBlock> blocks, List<UpdateCause> causes,
        List<UpdateMistake> hidden, List<String> notes) implements Showable {

    /** Copies the lists. */
    public UpdateReport {
        rules = NonNull.list("rules", rules);
        blocks = NonNull.list("blocks", blocks);
        causes = NonNull.list("causes", causes);
        hidden = NonNull.list("hidden", hidden);
        notes = NonNull.list("notes", notes);
    }

    /**
     * Whether nothing counts against the update; a step too small to tell does not.
     *
     * @return true if no parameter is wrong and none failed to be computed
     */
    public boolean passed() {
        return blocks.stream().noneMatch(block -> block.verdict().isFault());
    }

    /**
     * Throws if anything is wrong.
     *
     * @return this report
     * @throws IllegalStateException with the whole report
     */
    public UpdateReport orThrow() {
        if (!passed()) {
            throw new IllegalStateException(toString());
        }
        return this;
    }

    private String headline() {
        long wrong = blocks.stream().filter(block -> block.verdict().isFault()).count();
        long small = blocks.stream().filter(block -> block.verdict() == Verdict.TOO_SMALL_TO_TELL).count();
        var rest = small == 0 ? "" : ", %d too small to tell".formatted(small);
        var found = wrong > 0 ? "%d of %d parameters wrong%s".formatted(wrong, blocks.size(), rest)
                : small == 0 ? "all %d parameters right".formatted(blocks.size())
                : "%d of %d parameters right%s".formatted(blocks.size() - small, blocks.size(), rest);
        return "update by %s, α = %s: %s".formatted(rules.stream().map(UpdateRule::toString)
                .collect(Collectors.joining(" or ")), Digits.of(alpha, 6), found);
    }

    private List<String> remarks() {
        var remarks = new ArrayList<String>();
        if (!hidden.isEmpty()) {
            remarks.add("these numbers would be the same with: %s; to see them: %s".formatted(
                    joined(hidden.stream().map(UpdateMistake::id), ", "),
                    joined(hidden.stream().map(UpdateMistake::shownBy), "; ")));
        }
        remarks.addAll(notes);
        return remarks;
    }

    /** Where one cause explains all, one block shows how. */
    private List<String> remarks(UpdateBlock block) {
        boolean shown = causes.stream().noneMatch(UpdateCause::everything) || !block.verdict().isFault()
                || blocks.stream().filter(other -> other.verdict().isFault()).findFirst().orElseThrow() == block;
        return shown ? block.remarks() : List.of();
    }

    private static String joined(Stream<String> texts, String by) {
        return texts.distinct().collect(Collectors.joining(by));
    }

    private String name(UpdateBlock block) {
        return blocks.stream().allMatch(other -> other.step() == 1) ? block.parameter().toString()
                : "%s at step %d".formatted(block.parameter(), block.step());
    }

    /** A headline, the causes, a line for each parameter, and what this probe cannot show. */
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(headline());
        causes.forEach(cause -> lines.add(cause.toString()));
        blocks.forEach(block -> lines.add("%-10s %-7s %-6s error %s".formatted(block.verdict(), name(block),
                block.shape(), ErrorMetric.text(block.error()))
                + remarks(block).stream().map(remark -> "\n  " + remark).collect(Collectors.joining())));
        remarks().forEach(note -> lines.add("— " + note));
        return String.join("\n", lines);
    }

    @Override
    public Map<String, String> forms() {
        var rows = blocks.stream().map(block -> {
            var verdict = Text.of(block.verdict());
            return List.of(block.verdict() == Verdict.OK ? verdict : verdict.bold(), Text.of(name(block)),
                    Text.of(block.shape()), Text.of(ErrorMetric.text(block.error())),
                    Text.of(String.join("\n", remarks(block))));
        }).toList();
        var table = new Grid("ll-rl", List.of("verdict", "parameter", "shape", "error", ""), rows);
        return Map.of(TEXT, toString(), HTML, Text.of(headline()).bold().block()
                + causes.stream().map(cause -> Text.of(cause).block()).collect(Collectors.joining()) + table.html()
                + remarks().stream().map(note -> Text.of(note).block()).collect(Collectors.joining()));
    }
}
