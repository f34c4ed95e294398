package backstep.check;

import backstep.estimate.ErrorMetric;
import backstep.estimate.Tolerances;
import backstep.matrix.Digits;
import backstep.mistake.Mistake;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.typeset.Grid;
import backstep.typeset.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A report in words: what is wrong and why, what follows from it, and the verdicts layer by layer. */
final class ReportText {

    private static final int LINE = 75;
    private static final int SHOWN = 4; // of the blocks that are undecided, so that a report stays on a screen
    private static final List<Kind> COLUMNS = List.of(Kind.Z, Kind.A, Kind.DA, Kind.DZ, Kind.DW, Kind.DB);

    private final Report report;

    ReportText(Report report) {
        this.report = report;
    }

    String wide() {
        var lines = new ArrayList<String>();
        lines.add(headline());
        lines.addAll(told());
        lines.addAll(table());
        report.notes().forEach(note -> lines.add("— " + note));
        return String.join("\n", lines);
    }

    /** In short lines, for the message of an exception. */
    String narrow() {
        return wide().lines().map(ReportText::wrapped).collect(Collectors.joining("\n"));
    }

    String html() {
        var head = Text.of(report.net()).bold().then(Text.of(headline().substring(report.net().toString().length())));
        return head.block()
                + told().stream()
                .map(line -> (line.startsWith(" ") ? Text.of(line.strip()) : Text.of(line).bold()).block())
                        .collect(Collectors.joining())
                + new Grid("L".repeat(COLUMNS.size() + 1), header(), rows().stream().map(row -> row.stream()
                        .map(cell -> isFault(cell) ? Text.of(cell).bold() : Text.of(cell)).toList()).toList()).html()
                + rest().stream().map(line -> Text.of(line).block()).collect(Collectors.joining())
                + report.notes().stream().map(note -> Text.of(note).block()).collect(Collectors.joining());
    }

    private String headline() {
        return "%s, m = %d: %s".formatted(report.net(), report.m(), report.headline());
    }

    /** The convention, then each fault with its causes, then what follows. */
    private List<String> told() {
        var lines = new ArrayList<String>();
        lines.add("  judged as: " + report.convention() + squares());
        for (int k = 0; k < report.faults().size(); k++) {
            var fault = report.faults().get(k);
            lines.add(fault.told(k == 0 ? "first fault" : "another fault"));
            lines.addAll(remarks(fault));
        }
        var follows = report.blocks().stream().filter(block -> block.isFault() && !block.isCause())
                .map(block -> block.quantity().toString()).toList();
        if (!follows.isEmpty()) {
            lines.add("  %s %s from it, right by %s own equation".formatted(String.join(", ", follows),
                    follows.size() == 1 ? "follows" : "follow", follows.size() == 1 ? "its" : "their"));
        }
        if (report.faults().isEmpty()) {
            var undecided = report.blocks().stream().filter(block -> block.verdict() != Verdict.OK).toList();
            undecided.stream().limit(SHOWN).forEach(block ->
                    lines.add("  %s %s: %s".formatted(block.quantity(), block.verdict(), entry(block))));
            if (undecided.size() > SHOWN) {
                lines.add("  and %d more".formatted(undecided.size() - SHOWN));
            }
        }
        return lines;
    }

    /** Where both readings of a square matrix fit, which one was taken. */
    private String squares() {
        var net = report.net();
        var square = new ArrayList<String>();
        if (net.n(0) == report.m()) {
            square.add("X is square and taken so");
        }
        IntStream.rangeClosed(1, net.L()).filter(l -> net.n(l) == net.n(l - 1) && net.n(l) > 1)
                .mapToObj(l -> "W[%d] is square and taken so".formatted(l)).forEach(square::add);
        boolean matters = report.convention().examplesInRows() || report.convention().weightsFromTo();
        return square.isEmpty() || !matters ? "" : "; " + String.join(", ", square);
    }

    private List<String> remarks(Fault fault) {
        var lines = new ArrayList<String>();
        if (fault.layers().size() > 1) {
            lines.add("  likewise at layer " + fault.layers().subList(1, fault.layers().size()).stream()
                    .map(String::valueOf).collect(Collectors.joining(", ")));
        }
        var causes = grouped(fault.causes());
        causes.forEach((text, ids) -> lines.add("  %s%s [%s]".formatted(causes.size() > 1 ? "either " : "", text,
                String.join(", ", ids))));
        if (!fault.apart().isEmpty()) {
            lines.add("  these are the same numbers here; %s tells them apart".formatted(fault.apart()));
        }
        fault.causes().stream().map(Cause::right).distinct().forEach(right -> lines.add("  right: " + right));
        block(fault).ifPresent(block -> {
            if (fault.causes().isEmpty()) {
                block.constantRatio().stream().filter(ReportText::isTelling).forEach(ratio ->
                        lines.add("  it is %s × what it must be".formatted(Digits.ratio(ratio))));
            }
            if (!block.entries().isEmpty()) {
                lines.add("  " + entry(block));
            }
        });
        return lines;
    }

    /** Causes that say the same, with all their names. */
    private static LinkedHashMap<String, List<String>> grouped(Collection<Cause> causes) {
        var grouped = new LinkedHashMap<String, List<String>>();
        var first = new LinkedHashMap<String, String>();
        for (var cause : causes) {
            var sentences = cause.mistakes().stream().map(Mistake::sentence).collect(Collectors.joining("; "));
            var text = first.computeIfAbsent(sentences, same -> cause.toString());
            grouped.computeIfAbsent(text, same -> new ArrayList<>()).add(cause.ids());
        }
        return grouped;
    }

    private Optional<Block> block(Fault fault) {
        return report.blocks().stream().filter(block -> block.quantity().equals(fault.formula().output(fault.l())))
                .findFirst();
    }

    /** A ratio next to 1 is no cause. */
    private static boolean isTelling(double ratio) {
        return Math.abs(ratio - 1) > Tolerances.RATIO;
    }

    /** The entry that is farthest off. */
    private static String entry(Block block) {
        if (block.entries().isEmpty()) {
            return "not computed";
        }
        var worst = block.worst();
        return "%s (%s%d, %d): given %s, needed %s ± %s%s".formatted(block.quantity(),
                block.shape().endsWith("u") ? "along u, " : "", worst.row() + 1, worst.column() + 1, six(worst.given()),
                six(worst.expected()), Digits.of(worst.bar(), 1),
                worst.kink() == null ? "" : ", at its kink: " + worst.kink());
    }

    private List<String> header() {
        return Stream.concat(Stream.of("layer"), COLUMNS.stream().map(kind -> kind.at(9).toString().replace("[9]", "")))
                .toList();
    }

    /** A row for each layer, the last one first. */
    private List<List<String>> rows() {
        return IntStream.rangeClosed(0, report.net().L()).map(k -> report.net().L() - k)
                .filter(l -> COLUMNS.stream().anyMatch(kind -> !cell(kind.at(l)).isEmpty()))
                .mapToObj(l -> Stream.concat(Stream.of(l == 0 ? "inputs" : "" + l),
                        COLUMNS.stream().map(kind -> cell(kind.at(l)))).toList()).toList();
    }

    private String cell(Quantity quantity) {
        return report.blocks().stream().filter(block -> block.quantity().equals(quantity)).findFirst()
                .map(ReportText::cell).orElse("");
    }

    private static String cell(Block block) {
        return block.isFault() && block.verdict() != Verdict.NOT_COMPUTED
                ? "%s %s".formatted(block.verdict(), ErrorMetric.text(block.error())) : block.verdict().toString();
    }

    private static boolean isFault(String cell) {
        return Stream.of(Verdict.values()).filter(Verdict::isFault)
                .anyMatch(verdict -> cell.startsWith(verdict.toString()));
    }

    /** The losses and J, which belong to no layer. */
    private List<String> rest() {
        var text = report.blocks().stream()
                .filter(block -> !COLUMNS.contains(block.quantity().kind()))
                .map(block -> block.quantity() + " " + cell(block)).collect(Collectors.joining(", "));
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private List<String> table() {
        var all = new ArrayList<List<String>>();
        all.add(header());
        all.addAll(rows());
        var widths = IntStream.range(0, COLUMNS.size() + 1)
                .map(column -> all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        var lines = new ArrayList<String>();
        if (all.size() > 1) {
            all.forEach(row -> lines.add(IntStream.range(0, row.size())
                    .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
                    .collect(Collectors.joining("  ")).stripTrailing()));
        }
        lines.addAll(rest());
        return lines;
    }

    /** Broken at a space, the rest indented; what has no space is broken anywhere. */
    private static String wrapped(String line) {
        if (line.length() <= LINE) {
            return line;
        }
        int space = line.lastIndexOf(' ', LINE);
        int end = space > 6 ? space : LINE;
        return line.substring(0, end) + "\n" + wrapped("    " + line.substring(end).stripLeading());
    }

    private static String six(double value) {
        return Digits.of(value, 6);
    }
}
