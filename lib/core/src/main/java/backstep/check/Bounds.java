package backstep.check;

import backstep.estimate.BackwardErrorBound;
import backstep.estimate.ForwardValueBound;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.EnumMap;
import java.util.Map;

/** How far rounding can move each right value, in each arithmetic. */
final class Bounds {

    private final Reference reference;
    private final Map<Precision, ForwardValueBound> forward = new EnumMap<>(Precision.class);
    private final Map<Precision, BackwardErrorBound> backward = new EnumMap<>(Precision.class);

    Bounds(Reference reference) {
        this.reference = reference;
    }

    /** Forgets what was computed of a reference that has been corrected since. */
    void renew() {
        forward.clear();
        backward.clear();
    }

    Matrix of(Quantity quantity, Precision precision) {
        return quantity.kind().isDerivative()
                ? backward.computeIfAbsent(precision, in ->
                        new BackwardErrorBound(reference.net(), reference::get, in.unitRoundoff())).of(quantity)
                : forward.computeIfAbsent(precision, in ->
                        new ForwardValueBound(reference.net(), reference::get, in.unitRoundoff())).of(quantity);
    }
}
