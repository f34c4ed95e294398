package backstep.derivation;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * What a reference says that is no equation: decided by a count or by a seeded experiment.
 *
 * @param id the identifier
 * @param place where it stands in the reference
 * @param text what it says, in Markdown with LaTeX
 * @param evidence a count, an experiment, or an estimate
 * @param decide counts or experiments
 */
public record Claim(String id, String place, String text, Evidence evidence, Supplier<Finding> decide) {

    /** Refuses what is not there. */
    public Claim {
        requireNonNull(id, "id is null");
        requireNonNull(place, "place is null");
        requireNonNull(text, "text is null");
        requireNonNull(evidence, "evidence is null");
        requireNonNull(decide, "decide is null");
    }

    /**
     * What came out.
     *
     * @param asExpected whether the numbers are those that this project states of the claim
     * @param text what holds, with the numbers
     */
    public record Finding(boolean asExpected, String text) {

        /** Refuses a finding without words. */
        public Finding {
            requireNonNull(text, "text is null");
        }
    }
}
