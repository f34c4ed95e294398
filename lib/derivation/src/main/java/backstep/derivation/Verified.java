package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.estimate.ErrorMetric;
import backstep.matrix.Digits;
import backstep.matrix.NonNull;
import backstep.typeset.Showable;
import java.util.List;
import java.util.Map;

/**
 * One equation on one network, beside its estimate.
 *
 * @param id the identifier
 * @param place where it stands in the reference
 * @param latex the equation
 * @param evidence what it is compared with
 * @param evaluations value and estimate at every layer (and example) where it holds
 */
public record Verified(String id, String place, String latex, Evidence evidence, List<Evaluated> evaluations)
        implements Showable {

    private static final int SHOWN = 12; // so many evaluations are unfolded

    /** Copies the list. */
    public Verified {
        requireNonNull(id, "id is null");
        requireNonNull(place, "place is null");
        requireNonNull(latex, "latex is null");
        requireNonNull(evidence, "evidence is null");
        evaluations = NonNull.list("evaluations", evaluations);
    }

    /**
     * The largest error.
     *
     * @return over all of them
     */
    public double error() {
        return evaluations.stream().mapToDouble(Evaluated::error).max().orElse(0);
    }

    Verified orThrow() {
        if (evaluations.isEmpty() || !(error() <= evidence.limit())) {
            throw new IllegalStateException("%s, %s: error %s beside %s, allowed %s".formatted(
                    id, place, ErrorMetric.text(error()), evidence, evidence.limit()));
        }
        return this;
    }

    /** How well it met its estimate; the error itself differs from machine to machine. */
    private String met() {
        var count = evaluations.size() == 1 ? "one value" : evaluations.size() + " values";
        return "%s beside %s: within %s".formatted(count, evidence, Digits.of(evidence.limit(), 1));
    }

    @Override
    public String toString() {
        return "%s, %s: %s".formatted(id, place, met());
    }

    @Override
    public Map<String, String> forms() {
        var shown = evaluations.subList(0, Math.min(evaluations.size(), SHOWN));
        var more = evaluations.size() == shown.size() ? ""
                : "\n… and %d more\n".formatted(evaluations.size() - shown.size());
        return Map.of(TEXT, toString(), MARKDOWN,
                "$$%s$$\n\n`%s`, %s: %s\n\n<details><summary>each value</summary>\n\n%s%s\n</details>\n".formatted(
                        latex, id, place, met(), Evaluated.table(shown), more));
    }
}
