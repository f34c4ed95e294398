package backstep.exchange;

import backstep.check.Convention;
import backstep.check.Precision;
import backstep.exchange.array.NumberType;
import backstep.exchange.array.NumericArray;
import backstep.network.Quantity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** How exact values can be, by the type that they were stored in or the digits that they were written with. */
final class Exactness {

    private Exactness() {}

    static Precision of(NumericArray array) {
        return Stream.of(Precision.values()).filter(one -> one.unitRoundoff() >= array.roundOff()).findFirst()
                .orElse(Precision.BFLOAT16);
    }

    /**
     * The values that are written with fewer digits than others: beside those nothing is learned from them. What is
     * exact, such as a 0, says nothing of how the rest was written.
     */
    static List<Quantity> coarse(Map<Quantity, NumericArray> given) {
        var finest = given.values().stream().filter(array -> array.roundOff() > 0).map(Exactness::of)
                .min(Comparator.naturalOrder()).orElse(Precision.BFLOAT16);
        return given.entrySet().stream().filter(array -> array.getValue().type() == NumberType.DECIMAL
                && of(array.getValue()).compareTo(finest) > 0).map(Map.Entry::getKey).toList();
    }

    /**
     * The convention of values in a precision that their numbers do not show: the check finds double and, where all
     * numbers are such, float.
     *
     * @param said where the 1/m stands, if that is said
     */
    static Optional<Convention> convention(Map<Quantity, NumericArray> given, Optional<Convention> said) {
        var precision = given.values().stream().map(Exactness::of).max(Comparator.naturalOrder())
                .orElse(Precision.DOUBLE);
        boolean isFound = precision == Precision.DOUBLE || precision == Precision.SINGLE && given.values().stream()
                .flatMapToDouble(array -> DoubleStream.of(array.values())).allMatch(v -> v == (float) v || v != v);
        return isFound && said.isEmpty() ? Optional.empty()
                : Optional.of(said.orElse(Convention.standard()).in(precision));
    }
}
