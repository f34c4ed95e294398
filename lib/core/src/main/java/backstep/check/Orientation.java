package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which way values from elsewhere lie, as far as their shapes show it. */
final class Orientation {

    private Orientation() {}

    /** The convention with the orientation that fits all values; as it is where it names one, or where none does. */
    static Convention of(Reference reference, Map<Quantity, Matrix> given, Convention convention) {
        boolean named = convention.examplesInRows() || convention.weightsFromTo();
        return named ? convention
                : Stream.of(convention, convention.fromTo(), convention.rows(), convention.rows().fromTo())
                        .filter(other -> given.entrySet().stream().allMatch(value -> fits(reference, value, other)))
                        .findFirst().orElse(convention);
    }

    private static boolean fits(Reference reference, Map.Entry<Quantity, Matrix> value, Convention convention) {
        boolean turned = convention.transposes(value.getKey().kind());
        var needed = Optional.ofNullable(reference.get(value.getKey()));
        return needed.isEmpty() || needed.get().sameShape(turned ? value.getValue().transpose() : value.getValue());
    }

    /** What to know of values that fit either way. */
    static Optional<String> squares(Map<Quantity, Matrix> given) {
        var square = given.entrySet().stream().filter(value -> value.getValue().rows() > 1
                && value.getValue().rows() == value.getValue().columns()).map(Map.Entry::getKey)
                .map(Quantity::toString).sorted().collect(Collectors.joining(", "));
        return square.isEmpty() ? Optional.empty() : Optional.of(square + " fits either way, being square: it is taken "
                + "to lie as the line above says; Convention.rows() and fromTo() name another");
    }
}
