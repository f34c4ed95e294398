package backstep.exchange;

import backstep.exchange.array.NumericArray;
import backstep.exchange.array.Source;
import backstep.exchange.array.UnreadableFile;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How arrays lie, as far as their shapes leave one reading: weights to–from (a row for each unit that they go to) or
 * from–to, examples in columns or in rows.
 *
 * @param fromTo whether W and dW are n_{l−1}×n_l
 * @param rows whether X, Y, Z, A, dZ, dA have an example a row
 * @param sizes n_0 … n_L
 * @param m the count of examples; 0 if no array says it
 * @param notes what shapes left open, and what was taken
 */
record Layout(boolean fromTo, boolean rows, List<Integer> sizes, int m, List<String> notes) {

    /** Arrays of one network. */
    private record Arrays(Map<Quantity, NumericArray> all, int L) {

        private NumericArray at(Kind kind, int l) {
            return all.get(kind.at(l));
        }
    }

    /** A shape that does not fit a reading; what it says belongs into the refusal. */
    private static final class Misfit extends Exception {
        private static final long serialVersionUID = 1;

        Misfit(String what) {
            super(what, null, false, false);
        }
    }

    /**
     * The layout of a network's arrays.
     *
     * @param fromTo what the file or its names say of the weights
     * @param rows what the file says of the examples
     */
    static Layout of(Source source, Map<Quantity, NumericArray> arrays, int L, Optional<Boolean> fromTo,
            Optional<Boolean> rows) throws UnreadableFile {
        return of(source, asFromTo -> new Arrays(arrays, L), fromTo, rows);
    }

    /** The layout of derivatives of a network that is known. */
    static Layout of(Source source, Map<Quantity, NumericArray> arrays, Network net, Optional<Boolean> fromTo,
            Optional<Boolean> rows) throws UnreadableFile {
        return of(source, asFromTo -> {
            var all = new LinkedHashMap<>(arrays);
            for (int l = 1; l <= net.L(); l++) {
                all.put(Kind.W.at(l), NumericArray.of(asFromTo ? net.W(l).transpose() : net.W(l)));
            }
            return new Arrays(all, net.L());
        }, fromTo, rows);
    }

    private static Layout of(Source source, Function<Boolean, Arrays> given, Optional<Boolean> fromTo,
            Optional<Boolean> rows) throws UnreadableFile {
        var fits = new ArrayList<Layout>();
        var misfits = new LinkedHashMap<String, String>();
        for (boolean asFromTo : fromTo.map(List::of).orElse(List.of(false, true))) {
            // X W goes with examples in rows, W X with columns: where shapes decide one, that is likelier for the
            // other.
            for (boolean asRows : rows.map(List::of).orElse(asFromTo ? List.of(true, false) : List.of(false, true))) {
                try {
                    fits.add(fitted(given.apply(asFromTo), asFromTo, asRows));
                } catch (Misfit misfit) {
                    misfits.putIfAbsent(misfit.getMessage(), "%s, %s".formatted(asFromTo ? "from–to" : "to–from",
                            asRows ? "rows" : "columns"));
                }
            }
        }
        if (fits.isEmpty()) {
            throw source.unreadable("the shapes do not fit together: %s", misfits.size() == 1
                    ? misfits.keySet().iterator().next() : misfits.entrySet().stream()
                    .map(misfit -> "read as %s, %s".formatted(misfit.getValue(), misfit.getKey()))
                    .collect(Collectors.joining("; ")));
        }
        var taken = fits.stream().filter(fit -> fit.fromTo == fit.rows).findFirst().orElse(fits.get(0));
        return new Layout(taken.fromTo, taken.rows, taken.sizes, taken.m, notes(taken, fits));
    }

    private static List<String> notes(Layout taken, List<Layout> fits) {
        var notes = new ArrayList<String>();
        boolean weightsOpen = fits.stream().anyMatch(fit -> fit.fromTo != taken.fromTo);
        if (weightsOpen && taken.sizes.stream().anyMatch(n -> n > 1)) {
            notes.add(("every W is square: read as %s; weights: \"%s\" in the file, or --weights %2$s, says otherwise")
                    .formatted(taken.fromTo ? "from–to (Z = A W + b, a row for each unit it comes from)"
                            : "to–from (Z = W A + b, a row for each unit it goes to)",
                            taken.fromTo ? "to-from" : "from-to"));
        }
        boolean examplesOpen = fits.stream().anyMatch(fit -> fit.rows != taken.rows && fit.fromTo == taken.fromTo);
        if (examplesOpen && taken.m > 1) {
            notes.add(("as many examples as inputs and outputs: read with one example in each %s; examples: \"%s\" in "
                    + "the file, or --examples %2$s, says otherwise")
                    .formatted(taken.rows ? "row" : "column", taken.rows ? "columns" : "rows"));
        }
        return notes;
    }

    private static Layout fitted(Arrays given, boolean fromTo, boolean rows) throws Misfit {
        var sizes = new ArrayList<Integer>();
        for (int l = 1; l <= given.L(); l++) {
            var W = given.at(Kind.W, l);
            int in = W.shape().get(fromTo ? 0 : 1);
            int out = W.shape().get(fromTo ? 1 : 0);
            if (l > 1 && in != sizes.get(l - 1)) {
                throw new Misfit("W[%d] %s takes %d, layer %d gives %d".formatted(l, W.describe(), in, l - 1,
                        sizes.get(l - 1)));
            }
            if (l == 1) {
                sizes.add(in);
            }
            sizes.add(out);
            for (var kind : List.of(Kind.B, Kind.DB)) {
                requireSize(given.at(kind, l), kind.at(l), out);
            }
            var dW = given.at(Kind.DW, l);
            if (dW != null && !dW.shape().equals(W.shape())) {
                throw new Misfit("dW[%d] is %s, W[%1$d] %s".formatted(l, dW.describe(), W.describe()));
            }
        }
        return new Layout(fromTo, rows, sizes, examples(given, sizes, rows), List.of());
    }

    private static void requireSize(NumericArray list, Quantity quantity, int n) throws Misfit {
        if (list != null && (list.size() != n || list.shape().size() > 2)) {
            throw new Misfit("%s is %s, %d number%s needed".formatted(quantity, list.describe(), n,
                    n == 1 ? " is" : "s are"));
        }
    }

    /** m, the same in all arrays. */
    private static int examples(Arrays given, List<Integer> sizes, boolean rows) throws Misfit {
        int m = 0;
        for (var array : given.all().entrySet()) {
            var kind = array.getKey().kind();
            var values = array.getValue();
            if (kind == Kind.J) {
                requireSize(values, array.getKey(), 1);
            }
            if (Stream.of(Kind.W, Kind.B, Kind.DW, Kind.DB, Kind.J).noneMatch(kind::equals)) {
                int n = kind == Kind.LOSSES ? 1 : sizes.get(array.getKey().l());
                int here = examples(array.getKey(), values, n, rows);
                if (m > 0 && here != m) {
                    throw new Misfit("%s %s is of %d examples, others are of %d".formatted(array.getKey(),
                            values.describe(), here, m));
                }
                m = here;
            }
        }
        return m;
    }

    private static int examples(Quantity quantity, NumericArray values, int n, boolean rows) throws Misfit {
        int axes = values.shape().size();
        int units = axes == 2 ? values.shape().get(rows ? 1 : 0) : n;
        if (axes > 2 || units != n || axes < 2 && n > 1 && values.size() != n || values.size() == 0) {
            throw new Misfit("%s is %s, its layer has %d unit%s%s".formatted(quantity, values.describe(), n,
                    n == 1 ? "" : "s", quantity.kind() == Kind.Y && axes == 1 && n > 1
                    ? " (labels are needed one-hot, numpy.eye(%d)[y])".formatted(n) : ""));
        }
        return values.size() / n;
    }

    /** An array as the library has it: W to–from, examples in columns, biases a column. */
    Matrix matrix(Quantity quantity, NumericArray array) {
        return switch (quantity.kind()) {
            case W, DW -> fromTo ? array.matrix().transpose() : array.matrix();
            case B, DB -> Matrix.column(array.values());
            case J -> Matrix.row(array.values());
            default -> array.shape().size() == 2 ? rows ? array.matrix().transpose() : array.matrix()
                    : Matrix.of(array.size() / m, m, array.values());
        };
    }
}
