package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Digits;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody else's right code may do otherwise: where the 1/m stands, which way matrices lie, how exactly it
 * computes. {@link GradientCheck} finds in the numbers what is left open here; what it cannot find there is named:
 *
 * <pre>{@code
 * GradientCheck.of(net, X, Y).under(Convention.standard().rows().fromTo()).gradients(Map.of(…)).run();
 * }</pre>
 *
 * @param namedScale where the 1/m stands; empty: as the numbers show
 * @param namedPrecision in what arithmetic; empty: as the numbers show
 * @param examplesInRows whether X, Y, Z, A, dZ, dA have an example a row, and b and db are rows
 * @param weightsFromTo whether W and dW are n_{l−1}×n_l, a row for each unit that a weight comes from
 * @param subtractsBias whether Z = W A − θ: what stands at b is subtracted
 * @param hasNoBias whether there is no bias: b is 0, and db is not looked at
 * @param guard what guards the logarithms of the cost
 * @param decay λ of a penalty (λ/2) Σ w² that the network itself does not have
 */
public record Convention(Optional<Scale> namedScale, Optional<Precision> namedPrecision, boolean examplesInRows,
        boolean weightsFromTo,
        boolean subtractsBias, boolean hasNoBias, Optional<Guard> guard, double decay) {

    private static final Convention STANDARD =
            new Convention(Optional.empty(), Optional.empty(), false, false, false, false,
            Optional.empty(), 0);

    /**
     * Refuses a part that is not there.
     *
     * @throws IllegalArgumentException if λ is negative or not finite
     */
    public Convention {
        requireNonNull(namedScale, "namedScale is null");
        requireNonNull(namedPrecision, "namedPrecision is null");
        requireNonNull(guard, "guard is null");
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("a penalty needs λ ≥ 0 and finite, given: " + decay);
        }
    }

    /**
     * The library's own: J is a mean, examples are columns, W is to–from, doubles.
     *
     * @return the convention to start from
     */
    public static Convention standard() {
        return STANDARD;
    }

    /**
     * Where the 1/m stands.
     *
     * @return as named, or the library's own
     */
    public Scale scale() {
        return namedScale.orElse(Scale.MEAN);
    }

    /**
     * In what arithmetic the values were computed.
     *
     * @return as named, or double
     */
    public Precision precision() {
        return namedPrecision.orElse(Precision.DOUBLE);
    }

    /** J is a mean, and dW and db carry its 1/m, whatever else the numbers would fit. */
    public Convention mean() {
        return scaled(Scale.MEAN);
    }

    /** J is a sum over the examples: neither J nor dW nor db has a 1/m. */
    public Convention sum() {
        return scaled(Scale.SUM);
    }

    /** dZ[L] carries the 1/m, as in {@code dZ = (A − Y)/m}; then dW = dZ Aᵀ and db = dZ 1. */
    public Convention meanInDelta() {
        return scaled(Scale.MEAN_IN_DELTA);
    }

    Convention scaled(Scale other) {
        return new Convention(Optional.of(requireNonNull(other, "other is null")), namedPrecision, examplesInRows,
                weightsFromTo, subtractsBias,
                hasNoBias, guard, decay);
    }

    /** One example a row: X is m×n_0, b is 1×n_l; a rule is given its operands so, and gives its result so. */
    public Convention rows() {
        return new Convention(namedScale, namedPrecision, true, weightsFromTo, subtractsBias, hasNoBias, guard, decay);
    }

    /** Weights lie from–to: W is n_{l−1}×n_l, as where Z = X W + b. */
    public Convention fromTo() {
        return new Convention(namedScale, namedPrecision, examplesInRows, true, subtractsBias, hasNoBias, guard, decay);
    }

    /** Thresholds in the place of biases: Z = W A − θ 1ᵀ; what the network has at b is −θ, and dθ = −db. */
    public Convention thresholds() {
        return new Convention(namedScale, namedPrecision, examplesInRows, weightsFromTo, true, hasNoBias, guard, decay);
    }

    /** No bias, or one that is a constant input with its weight inside W: b is 0, and db is not looked at. */
    public Convention withoutBias() {
        return new Convention(
                namedScale, namedPrecision, examplesInRows, weightsFromTo, subtractsBias, true, guard, decay);
    }

    /** Values computed in this arithmetic, {@link Precision#SINGLE} for one. */
    public Convention in(Precision other) {
        return new Convention(namedScale, Optional.of(requireNonNull(other, "other is null")), examplesInRows,
                weightsFromTo, subtractsBias, hasNoBias,
                guard, decay);
    }

    /** Logarithms guarded in this way. */
    public Convention guarded(Guard other) {
        return new Convention(namedScale, namedPrecision, examplesInRows, weightsFromTo, subtractsBias, hasNoBias,
                Optional.of(requireNonNull(other, "other is null")), decay);
    }

    /** A penalty (λ/2) Σ w² in J, and λ W in dW, that the network itself does not have. */
    public Convention decaying(double lambda) {
        return new Convention(namedScale, namedPrecision, examplesInRows, weightsFromTo, subtractsBias, hasNoBias,
                guard, lambda);
    }

    /** What the network itself does not have of a penalty. */
    Penalty penalty() {
        return Penalty.l2(decay);
    }

    /** By what a quantity differs from the library's value of it, of m examples. */
    double factor(Quantity quantity, int m) {
        return scale().factor(quantity.kind(), m);
    }

    /** Whether a letter is written the other way round than in the library. */
    boolean transposes(Kind kind) {
        return switch (kind) {
            case W, DW -> weightsFromTo;
            case J -> false;
            default -> examplesInRows;
        };
    }

    /** One line. */
    @Override
    public String toString() {
        var parts = new ArrayList<>(List.of(scale().toString(), "examples are " + (examplesInRows ? "rows" : "columns"),
                "W is " + (weightsFromTo ? "from–to" : "to–from")));
        if (subtractsBias) {
            parts.add("thresholds, Z = W A − θ");
        }
        if (hasNoBias) {
            parts.add("no bias");
        }
        guard.ifPresent(form -> parts.add("the cost takes " + form));
        if (decay > 0) {
            parts.add("weight decay λ = " + Digits.of(decay, 6));
        }
        parts.add(precision().toString());
        return String.join("; ", parts);
    }
}
