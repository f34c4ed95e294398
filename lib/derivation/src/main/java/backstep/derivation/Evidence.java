package backstep.derivation;

import backstep.estimate.ErrorMetric;

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
    SHAPES("N11", "shapes"),
    /** How the error of a difference quotient falls with its step: the slope of log error against log ε. */
    ORDER("N12", "the slope of the error against ε", 0.04);

    private final String id;
    private final String text;
    private final double limit;

    Evidence(String id, String text) {
        this(id, text, ErrorMetric.LIMIT);
    }

    Evidence(String id, String text, double limit) {
        this.id = id;
        this.text = text;
        this.limit = limit;
    }

    /**
     * Its short name.
     *
     * @return N1 … N12
     */
    public String id() {
        return id;
    }

    /**
     * How far an equation may be from it.
     *
     * @return the largest error that passes: 1e-6; 0.04 for an order (log 1.1, so that a ratio of 10 is met within
     *     10 %)
     */
    public double limit() {
        return limit;
    }

    @Override
    public String toString() {
        return text;
    }
}
