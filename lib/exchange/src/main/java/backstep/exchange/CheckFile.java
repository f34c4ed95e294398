package backstep.exchange;

import backstep.check.Convention;
import backstep.check.GradientCheck;
import backstep.check.Precision;
import backstep.check.Report;
import backstep.exchange.array.NumericArray;
import backstep.exchange.array.Source;
import backstep.exchange.array.UnreadableFile;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network, its data, and what somebody else's code derived, in one file or in a JSON file that names others; all of
 * it in the library's own layout.
 *
 * @param file where it is from
 * @param net the network
 * @param X n_0×m
 * @param Y n_L×m
 * @param given any of J, Z, A, dA, dZ, dW, db
 * @param convention what the file says of it, or its numbers cannot show; empty where it is found in the numbers
 * @param notes how the file was read: which way matrices lay, in what precision, what was left open
 */
public record CheckFile(Path file, Network net, Matrix X, Matrix Y, Map<Quantity, Matrix> given,
        Optional<Convention> convention, List<String> notes) {

    private static final Set<Kind> DATA = Set.of(Kind.W, Kind.B, Kind.Y);

    /** Copies list and map. */
    public CheckFile {
        Objects.requireNonNull(file, "file is null");
        Objects.requireNonNull(net, "net is null");
        Objects.requireNonNull(X, "X is null");
        Objects.requireNonNull(Y, "Y is null");
        Objects.requireNonNull(convention, "convention is null");
        given = Collections.unmodifiableMap(new LinkedHashMap<>(NonNull.map("given", given)));
        notes = NonNull.list("notes", notes);
    }

    /**
     * Reads a file.
     *
     * @param file a .json, .npz or .safetensors with W1, b1, …, X, Y, any of dW1, db1, dZ1, …, and the texts
     *     activations and loss
     * @return what it holds
     * @throws IOException if it is unreadable, or something is missing or does not fit ({@code UnreadableFile}, one
     *     sentence)
     */
    public static CheckFile read(Path file) throws IOException {
        return read(file, Settings.none());
    }

    static CheckFile read(Path file, Settings settings) throws IOException {
        var reading = Reading.of(Given.read(Objects.requireNonNull(file, "file is null"), settings));
        var source = reading.source();
        var net = reading.network();
        var X = data(source, reading, Kind.A.at(0));
        var Y = data(source, reading, Kind.Y.at(reading.L()));
        Reading.fitting(source, () -> net.requireLabels(Y, net.requireInputs(X).columns()));
        var stored = new LinkedHashMap<>(reading.arrays());
        stored.keySet().removeIf(quantity -> DATA.contains(quantity.kind()) || quantity.equals(Kind.A.at(0)));
        if (stored.isEmpty()) {
            throw source.unreadable("holds nothing to check: any of dW1, db1, dZ1, dA1, Z1, A1, …, J is needed");
        }
        var coarse = Exactness.coarse(stored);
        coarse.forEach(stored::remove);
        var given = new LinkedHashMap<Quantity, Matrix>();
        for (var array : stored.entrySet()) {
            given.put(array.getKey(), Reading.fitting(source,
                    () -> reading.layout().matrix(array.getKey(), array.getValue())));
        }
        var convention = Exactness.convention(stored, reading.settings().scale(source));
        var notes = notes(reading.layout(), stored.values());
        coarse.forEach(quantity -> notes.add("%s is written with fewer digits than the rest, and not judged beside it"
                .formatted(quantity)));
        convention.map(Convention::precision).filter(precision -> precision != Precision.DOUBLE).ifPresent(precision ->
                notes.add("as written they can be right to %s only, and are judged so".formatted(precision)));
        return new CheckFile(file, net, X, Y, given, convention, notes);
    }

    private static Matrix data(Source source, Reading reading, Quantity quantity) throws UnreadableFile {
        return reading.matrix(quantity)
                .orElseThrow(() -> source.unreadable("does not hold %s, which the gradients depend "
                        + "on", quantity));
    }

    private static List<String> notes(Layout layout, Collection<NumericArray> stored) {
        var notes = new ArrayList<String>();
        notes.add("read with examples in %s, weights %s, stored as %s%s".formatted(layout.rows() ? "rows" : "columns",
                layout.fromTo() ? "from–to (n_in×n_out)" : "to–from (n_out×n_in)", stored.stream()
                .map(array -> array.type().toString()).distinct().collect(Collectors.joining(", ")),
                layout.rows() || layout.fromTo() ? "; turned to columns and to–from" : ""));
        notes.addAll(layout.notes());
        return notes;
    }

    /**
     * Checks what was given; what was not given is not judged.
     *
     * @return the report
     */
    public Report check() {
        var check = GradientCheck.of(net, X, Y).gradients(given);
        return convention.map(check::under).orElse(check).run();
    }

    /** What is checked, and how it was read. */
    @Override
    public String toString() {
        return "%s: %s of %s, %d example%s%s".formatted(Source.of(file), given.keySet().stream().map(Quantity::toString)
                .collect(Collectors.joining(", ")), net, X.columns(), X.columns() == 1 ? "" : "s",
                notes.stream().map(note -> "\n— " + note).collect(Collectors.joining()));
    }
}
