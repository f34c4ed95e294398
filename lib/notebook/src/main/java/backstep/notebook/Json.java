package backstep.notebook;

import backstep.check.Report;
import backstep.derivation.Verification;
import backstep.exchange.ReportFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
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
        return ReportFile.json(report);
    }

    /**
     * What came out of verifying derivations, as JSON; numbers that are not finite are null.
     *
     * @param verifications one for each derivation
     * @return a list of objects with id, reference, kind, comparisons, error, verdict, and for an erratum the printed
     *         form's error (median), for a claim its finding
     */
    public static String of(List<Verification> verifications) {
        return written(verifications.stream()
                .flatMap(verification -> verification.lines().stream().map(line -> member(verification.name(), line)))
                .toList());
    }

    private static Map<String, Object> member(String reference, Verification.Line line) {
        var member = new LinkedHashMap<String, Object>();
        member.put("id", line.id());
        member.put("reference", reference);
        member.put("kind", line.what());
        member.put("comparisons", line.comparisons());
        member.put(line.printed() == null ? "error" : "corrected", finite(line.error()));
        if (line.printed() != null) {
            member.put("printed", finite(line.printed().median()));
            member.put("notEvaluable", line.printed().notEvaluable());
            member.put("coincides", line.printed().coincides());
        }
        if (!line.text().isEmpty()) {
            member.put("finding", line.text());
        }
        member.put("verdict", line.verdict());
        return member;
    }

    static String written(Object value) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("there is something that is no JSON", e);
        }
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
