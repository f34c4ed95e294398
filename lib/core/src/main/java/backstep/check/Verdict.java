package backstep.check;

/** What a check can say of an entry or a block. */
public enum Verdict {
    /** The derivative lies within the estimate's error bar, and the bar is small enough to tell. */
    OK("OK"),
    /** It lies outside, and not by round-off. */
    WRONG("WRONG"),
    /** The slopes to the left and to the right differ: there is no derivative to compare with. */
    KINK("KINK"),
    /** The estimate's own error exceeds what there is to see: a saturated unit, or a derivative that is next to nothing. */
    TOO_SMALL_TO_TELL("TOO SMALL"),
    /** NaN or infinite. */
    NOT_FINITE("NOT FINITE"),
    /** The rule threw, or gave no matrix of the right shape. */
    NOT_COMPUTED("NOT RUN");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /**
     * Whether it counts against the rules.
     *
     * @return true for WRONG, NOT_FINITE and NOT_COMPUTED
     */
    public boolean isFault() {
        return this == WRONG || this == NOT_FINITE || this == NOT_COMPUTED;
    }

    @Override
    public String toString() {
        return text;
    }
}
