package backstep.derivation;

/** What an equation is compared with. */
public enum Evidence {
    /** A central difference of the mean cost in a parameter. */
    COST_BY_PARAMETER("N1", "∂J/∂θ by central differences"),
    /** A central difference of one example's loss in a parameter. */
    LOSS_BY_PARAMETER("N2", "∂ℓ/∂θ by central differences"),
    /** A central difference of one example's loss in an entry of Z. */
    LOSS_BY_Z("N3", "∂ℓ/∂z by central differences"),
    /** A central difference of one example's loss in an entry of A. */
    LOSS_BY_A("N4", "∂ℓ/∂a by central differences"),
    /** A central difference of a part of the forward pass. */
    LOCAL("N5", "the part's own Jacobian by central differences"),
    /** The slope of the cost along an update. */
    SLOPE("N6", "the slope of J along the update"),
    /** Another way to compute the same. */
    RECOMPUTED("N7", "computed in another way"),
    /** A count of operations or passes. */
    COUNT("N8", "a count"),
    /** A training experiment. */
    EXPERIMENT("N9", "an experiment"),
    /** The chain rule on smooth functions, each factor by central differences. */
    CHAIN_RULE("N10", "smooth functions, by central differences"),
    /** Shapes. */
    SHAPES("N11", "shapes");

    private final String id;
    private final String text;

    Evidence(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /**
     * Its short name.
     *
     * @return N1 … N11
     */
    public String id() {
        return id;
    }

    @Override
    public String toString() {
        return text;
    }
}
