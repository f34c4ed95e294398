package backstep.check;

import backstep.estimate.BackwardErrorBound;
import backstep.estimate.Examples;
import backstep.estimate.ForwardValueBound;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How far rounding can move each right value, in each arithmetic; of very many examples, from some of them. */
final class Bounds {

    private final Reference reference;
    private final Optional<Examples> some;
    private final Map<Key, Function<Quantity, Matrix>> known = new HashMap<>();

    /** The bounds of values or of derivatives in an arithmetic, from some examples; none named: from all. */
    private record Key(boolean backward, Precision precision, List<Integer> examples) {}

    Bounds(Reference reference, Optional<Examples> some) {
        this.reference = reference;
        this.some = some;
    }

    /** Forgets what was computed of a reference that has been corrected since. */
    void renew() {
        known.clear();
    }

    /** For each entry of a quantity. */
    Matrix of(Quantity quantity, Precision precision) {
        return some.isEmpty() || hasExamples(quantity) ? known(quantity, precision, List.of(), reference::get)
                : some.get().mean(which -> known(quantity, precision, IntStream.of(which).boxed().toList(), of(which)));
    }

    /** For each of some numbers of a quantity. */
    ToDoubleFunction<Estimated> of(Quantity quantity, Precision precision, List<Estimated> numbers) {
        if (some.isEmpty() || !hasExamples(quantity)) {
            var all = of(quantity, precision);
            return number -> number.bar(all);
        }
        var columns = numbers.stream().mapToInt(Estimated::column).sorted().distinct().toArray();
        var places = new HashMap<Integer, Integer>();
        IntStream.range(0, columns.length).forEach(i -> places.put(columns[i], i));
        var bound = bounds(quantity.kind().isDerivative(), precision, of(columns)).apply(quantity);
        return number -> bound.get(number.row(), places.get(number.column()));
    }

    private Matrix known(Quantity quantity, Precision precision, List<Integer> examples,
            Function<Quantity, Matrix> values) {
        return known.computeIfAbsent(new Key(quantity.kind().isDerivative(), precision, examples),
                key -> bounds(key.backward(), precision, values)).apply(quantity);
    }

    private Function<Quantity, Matrix> bounds(boolean backward, Precision precision,
            Function<Quantity, Matrix> values) {
        return backward
                ? new BackwardErrorBound(reference.net(), values, precision.unitRoundoff(), reference.m())::of
                : new ForwardValueBound(reference.net(), values, precision.unitRoundoff(), reference.m())::of;
    }

    private Function<Quantity, Matrix> of(int... columns) {
        return quantity -> hasExamples(quantity) ? Examples.columns(reference.get(quantity), columns)
                : reference.get(quantity);
    }

    private static boolean hasExamples(Quantity quantity) {
        return switch (quantity.kind()) {
            case A, Z, Y, DA, DZ, LOSSES -> true;
            case W, B, DW, DB, J -> false;
        };
    }
}
