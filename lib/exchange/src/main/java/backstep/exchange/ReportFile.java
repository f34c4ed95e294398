package backstep.exchange;

import backstep.check.Entry;
import backstep.check.Report;
import backstep.engine.Schedule.Scheduled;
import backstep.exchange.array.Replacement;
import backstep.typeset.Showable;
import backstep.typeset.Text;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A report as JSON for programs that read on, and as a page for people. */
public final class ReportFile {

    private ReportFile() {}

    /**
     * A report as JSON; numbers that are not finite are null.
     *
     * @param report what a gradient check found
     * @return an object with network, m, passed, convention, firstFault, faults, notes and the blocks with their
     *     entries
     */
    public static String json(Report report) {
        return written(tree(Objects.requireNonNull(report, "report is null")));
    }

    static Map<String, Object> tree(Report report) {
        var object = new LinkedHashMap<String, Object>();
        object.put("network", report.net().toString());
        object.put("m", report.m());
        object.put("passed", report.passed());
        object.put("convention", report.convention().toString());
        object.put("firstFault", report.firstFault().map(Object::toString).orElse(null));
        object.put("faults", report.faults().stream().map(fault -> {
            var member = new LinkedHashMap<String, Object>();
            member.put("seen", fault.formula().output(fault.l()).toString());
            member.put("equations", (fault.suspects().size() > 1 ? fault.suspects() : fault.layers().stream()
                    .map(l -> new Scheduled(fault.formula(), l)).toList()).stream()
                    .map(due -> "%s at layer %d".formatted(due.formula().id(), due.l())).toList());
            member.put("causes", fault.causes().stream().map(cause -> Map.of("mistake", cause.ids(), "text",
                    cause.toString())).map(TreeMap::new).toList());
            member.put("apart", fault.apart());
            return member;
        }).toList());
        object.put("notes", report.notes());
        object.put("blocks", report.blocks().stream().map(block -> {
            var member = new LinkedHashMap<String, Object>();
            member.put("quantity", block.quantity().toString());
            member.put("shape", block.shape());
            member.put("verdict", block.verdict().toString());
            member.put("cause", block.isCause());
            member.put("error", finite(block.error()));
            member.put("entries", block.entries().stream().map(ReportFile::entry).toList());
            return member;
        }).toList());
        return object;
    }

    private static Map<String, Object> entry(Entry entry) {
        var member = new LinkedHashMap<String, Object>();
        member.put("row", entry.row());
        member.put("column", entry.column());
        member.put("analytic", finite(entry.given()));
        member.put("numeric", finite(entry.expected()));
        member.put("bar", finite(entry.bar()));
        member.put("verdict", entry.verdict().toString());
        return member;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    static String written(Object value) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("there is something that is no JSON", e);
        }
    }

    static void writeJson(Path to, CheckFile checked, Report report) throws IOException {
        var object = new LinkedHashMap<String, Object>();
        object.put("file", checked.file().toString());
        object.put("given", checked.given().keySet().stream().map(Object::toString).toList());
        object.put("read", checked.notes());
        object.putAll(tree(report));
        Replacement.of(to, out -> out.write(written(object).getBytes(StandardCharsets.UTF_8)));
    }

    static void writeHtml(Path to, CheckFile checked, Report report) throws IOException {
        var title = Text.of("Gradients of " + checked.file().getFileName()).html();
        var page = """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%s</title>
                </head>
                <body style="font-family: sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em">
                <h1>%1$s</h1>
                %s
                %s
                </body>
                </html>
                """.formatted(title, checked.toString().lines().map(line -> Text.of(line).block()).reduce("",
                String::concat), report.forms().get(Showable.HTML));
        Replacement.of(to, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
    }
}
