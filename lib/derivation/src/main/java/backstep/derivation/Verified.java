package backstep.derivation;

import backstep.Showable;
import backstep.check.ErrorMetric;
import java.util.List;
import java.util.Map;

/**
 * One equation on one network, beside its estimate.
 *
 * @param id the identifier
 * @param place where it stands in the reference
 * @param latex the equation
 * @param evidence what it is compared with
 * @param places value and estimate at every layer (and example) where it holds
 */
public record Verified(String id, String place, String latex, Evidence evidence, List<Evaluation> places) implements Showable {

    /** Copies the list. */
    public Verified {
        places = List.copyOf(places);
    }

    /**
     * The largest error.
     *
     * @return over all places
     */
    public double error() {
        return places.stream().mapToDouble(Evaluation::error).max().orElse(0);
    }

    Verified orThrow() {
        if (places.isEmpty() || !(error() <= ErrorMetric.LIMIT)) {
            throw new IllegalStateException("%s, allowed %s".formatted(this, ErrorMetric.LIMIT));
        }
        return this;
    }

    @Override
    public String toString() {
        return "%s, %s: %d values beside %s, error %s".formatted(id, place, places.size(), evidence, ErrorMetric.text(error()));
    }

    /** The equation, and how well it met its estimate. */
    @Override
    public Map<String, String> forms() {
        return Map.of(TEXT, toString(), MARKDOWN, "$$%s$$\n\n`%s`, %s: %d %s beside %s, error %s\n".formatted(latex, id, place, places.size(),
                places.size() == 1 ? "value" : "values", evidence, ErrorMetric.text(error())));
    }
}
