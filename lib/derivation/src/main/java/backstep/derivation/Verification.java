package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.estimate.ErrorMetric;
import backstep.matrix.NonNull;
import backstep.typeset.Grid;
import backstep.typeset.Showable;
import backstep.typeset.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What came out of verifying a derivation.
 *
 * @param name whose
 * @param lines one for each equation, claim and printed form
 */
public record Verification(String name, List<Line> lines) implements Showable {

    /**
     * One result.
     *
     * @param id of the equation, claim or printed form
     * @param what {@code equation}, {@code claim} or {@code erratum}
     * @param evidence what it was compared with
     * @param comparisons how many matrices were compared
     * @param error the largest error; of an erratum that of the corrected form; NaN for a claim
     * @param printed how far the printed form of an erratum is off; null otherwise
     * @param text the finding of a claim, or of a slope; empty otherwise
     * @param passed whether it is as this project states
     */
    public record Line(String id, String what, String evidence, long comparisons, double error, PrintedErrors printed,
            String text, boolean passed) {

        /** Refuses what is not there; printed may be missing. */
        public Line {
            requireNonNull(id, "id is null");
            requireNonNull(what, "what is null");
            requireNonNull(evidence, "evidence is null");
            requireNonNull(text, "text is null");
        }

        /**
         * The verdict in a word.
         *
         * @return {@code OK} or {@code FAILED}
         */
        public String verdict() {
            return passed ? "OK" : "FAILED";
        }

        /**
         * What was found, in words and numbers.
         *
         * @return the error; of an erratum both errors; of a claim the finding
         */
        public String found() {
            return printed != null ? "%s; corrected %s".formatted(printed, ErrorMetric.text(error))
                    : text.isEmpty() ? ErrorMetric.text(error) : text;
        }
    }

    /** Copies the list. */
    public Verification {
        requireNonNull(name, "name is null");
        lines = NonNull.list("lines", lines);
    }

    static Verification of(Derivation<?> derivation) {
        var networks = derivation.networks().get();
        var lines = new ArrayList<Line>();
        derivation.equations().forEach(equation -> lines.add(line(equation, networks)));
        derivation.claims().forEach(claim -> lines.add(line(claim)));
        derivation.errata().forEach(erratum -> erratum.tried().forEach(form -> lines.add(line(form, networks))));
        return new Verification(derivation.name(), lines);
    }

    /**
     * Verifies one equation.
     *
     * @param equation which one
     * @param networks on these
     * @return the result
     */
    public static Line line(Equation<?> equation, List<Problem> networks) {
        requireNonNull(equation, "equation is null");
        NonNull.list("networks", networks);
        var errors = networks.stream().flatMap(equation::on).mapToDouble(Evaluated::error).summaryStatistics();
        double limit = equation.evidence().limit();
        boolean passed = errors.getCount() > 0 && errors.getMax() <= limit;
        var text = equation.evidence() != Evidence.ORDER ? ""
                : passed ? "slope 1 against ε (± %s)".formatted(limit)
                : "slope against ε is not 1 but off by %s".formatted(ErrorMetric.text(errors.getMax()));
        return new Line(equation.id(), "equation", equation.evidence().id(), errors.getCount(),
                Math.max(0, errors.getMax()), null, text, passed);
    }

    private static Line line(Claim claim) {
        var finding = claim.decide().get();
        return new Line(claim.id(), "claim", claim.evidence().id(), 1, Double.NaN, null, finding.text(),
                finding.asExpected());
    }

    /** Tries one printed form on its own networks or, if it has none, on these. */
    static Line line(PrintedForm<?> form, List<Problem> networks) {
        var own = form.networks().get();
        var results = (own.isEmpty() ? networks : own).stream().map(network -> PrintedOnNetwork.of(form, network))
                .filter(Objects::nonNull).toList();
        var printed = new PrintedErrors(
                results.stream().map(PrintedOnNetwork::printed).filter(error -> !error.isNaN()).sorted().toList(),
                results.stream().filter(result -> Double.isNaN(result.printed())).count());
        double corrected = results.stream().mapToDouble(PrintedOnNetwork::corrected).max()
                .orElse(Double.POSITIVE_INFINITY);
        boolean asStated = form.isRight() ? printed.areOfARightForm() : printed.areOfAWrongForm();
        return new Line(form.id(), "erratum", "", results.stream().mapToLong(PrintedOnNetwork::comparisons).sum(),
                corrected, printed, "", corrected <= ErrorMetric.LIMIT && asStated);
    }

    /**
     * Whether everything is as stated.
     *
     * @return true if no line failed
     */
    public boolean passed() {
        return lines.stream().allMatch(Line::passed);
    }

    /**
     * Throws unless everything is as stated.
     *
     * @return this
     * @throws IllegalStateException with the lines that failed
     */
    public Verification orThrow() {
        if (!passed()) {
            throw new IllegalStateException(lines.stream().filter(line -> !line.passed())
                    .map(line -> line.id() + ": " + line.found())
                    .collect(Collectors.joining("\n", name + " failed\n", "")));
        }
        return this;
    }

    private String head() {
        long failed = lines.stream().filter(line -> !line.passed()).count();
        return "%s: %d of %d verified".formatted(name, lines.size() - failed, lines.size());
    }

    /** A line for each. */
    @Override
    public String toString() {
        return lines.stream().map(line -> "%-7s %-28s %-4s %5d  %s".formatted(
                        line.verdict(), line.id(), line.evidence(), line.comparisons(), line.found()))
                .collect(Collectors.joining("\n", head() + "\n", ""));
    }

    @Override
    public Map<String, String> forms() {
        var rows = lines.stream().map(line -> List.of(line.passed() ? Text.of("OK") : Text.of("FAILED").bold(),
                Text.of(line.id()), Text.of(line.evidence()), Text.of(line.comparisons()), Text.prose(line.found())));
        var table = new Grid("LLLLL", List.of("", "id", "beside", "comparisons", "error"), rows.toList());
        return Map.of(TEXT, toString(), HTML, Text.of(head()).folded(table.html()));
    }
}
