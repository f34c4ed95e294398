package backstep.notebook;

import backstep.check.Entry;
import backstep.check.Report;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values as JSON, for programs that read on. */
public final class Json {

    private Json() {}

    /**
     * A check as JSON; numbers that are not finite are null.
     *
     * @param report what a gradient check found
     * @return an object with passed, firstFault, notes and the blocks with their entries
     */
    public static String of(Report report) {
        var object = new LinkedHashMap<String, Object>();
        object.put("network", report.net().toString());
        object.put("m", report.m());
        object.put("passed", report.passed());
        object.put("firstFault", report.firstFault().map(Object::toString).orElse(null));
        object.put("notes", report.notes());
        object.put("blocks", report.blocks().stream().map(block -> {
            var member = new LinkedHashMap<String, Object>();
            member.put("quantity", block.quantity().toString());
            member.put("shape", block.shape());
            member.put("verdict", block.verdict().toString());
            member.put("cause", block.isCause());
            member.put("error", finite(block.error()));
            member.put("entries", block.entries().stream().map(Json::entry).toList());
            return member;
        }).toList());
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report holds something that is no JSON", e);
        }
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
}
