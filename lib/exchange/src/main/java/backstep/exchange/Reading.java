package backstep.exchange;

import backstep.exchange.array.NumericArray;
import backstep.exchange.array.Source;
import backstep.exchange.array.UnreadableFile;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Arrays as quantities of a network, in the library's own layout.
 *
 * @param source the file
 * @param arrays by quantity, as they were stored
 * @param settings what it says beside them
 * @param L the count of layers
 * @param layout how they lie
 */
record Reading(Source source, Map<Quantity, NumericArray> arrays, Settings settings, int L, Layout layout) {

    static Reading of(Given given) throws UnreadableFile {
        var source = given.source();
        var arrays = new LinkedHashMap<>(Names.quantities(source, given.arrays(), false, 0));
        int L = arrays.keySet().stream().filter(quantity -> quantity.kind() == Kind.W).mapToInt(Quantity::l).max()
                .orElse(0);
        if (L == 0) {
            throw source.unreadable("holds no weights: W1, b1, W2, … are needed, or 0.weight, 0.bias, … as PyTorch "
                    + "names them");
        }
        for (var gradient : Names.quantities(source.at("gradients"), given.gradients(), true, L).entrySet()) {
            if (arrays.putIfAbsent(gradient.getKey(), gradient.getValue()) != null) {
                throw source.unreadable("has %s twice: which one counts?", gradient.getKey());
            }
        }
        for (int l = 1; l <= L; l++) {
            var W = arrays.get(Kind.W.at(l));
            if (W == null || W.shape().size() != 2 || W.size() == 0) {
                throw source.unreadable("W[%d] is %s: a matrix is needed for each layer 1…%d", l,
                        W == null ? "missing" : W.describe(), L);
            }
        }
        var fromTo = given.settings().second(source, Settings.WEIGHTS, "to-from", "from-to")
                .or(() -> Optional.ofNullable(Names.fromTo(given.arrays())));
        var rows = given.settings().second(source, Settings.EXAMPLES, "columns", "rows")
                .or(() -> Optional.ofNullable(Names.fromTo(given.arrays())).map(named -> true));
        return new Reading(source, arrays, given.settings(), L, Layout.of(source, arrays, L, fromTo, rows));
    }

    Optional<Matrix> matrix(Quantity quantity) {
        return Optional.ofNullable(arrays.get(quantity)).map(array -> layout.matrix(quantity, array));
    }

    /** The network, its layers without bias where the file has neither b nor db. */
    Network network() throws UnreadableFile {
        var names = settings.words().get(Settings.ACTIVATIONS);
        var loss = settings.word(source, Settings.LOSS);
        if (names == null || loss.isEmpty()) {
            throw source.unreadable("does not say its %s: %s is needed in the file, or --%1$s %s",
                    names == null ? "activations" : "loss", names == null ? "activations: [\"tanh\", \"sigmoid\"]"
                    : "loss: \"cross-entropy\"", names == null ? "tanh,sigmoid" : "cross-entropy");
        }
        if (names.size() != L) {
            throw source.unreadable("has %d layers of weights and the activations %s: one for each layer is needed", L,
                    Source.shown(names.toString()));
        }
        var layers = new ArrayList<Layer>();
        for (int l = 1; l <= L; l++) {
            Activation g = Vocabulary.activation(source, names.get(l - 1));
            var W = matrix(Kind.W.at(l)).orElseThrow();
            var b = matrix(Kind.B.at(l)).orElse(Matrix.generate(W.rows(), 1, (i, j) -> 0));
            boolean hasBias = arrays.containsKey(Kind.B.at(l)) || arrays.containsKey(Kind.DB.at(l));
            layers.add(fitting(source, () -> new Layer(W, b, g, hasBias)));
        }
        var judged = Vocabulary.loss(source, loss.get());
        var penalty = settings.penalty(source);
        return fitting(source, () -> new Network(layout.sizes().get(0), layers, judged, penalty));
    }

    /** A value of core, whose refusal gets the file's name. */
    static <T> T fitting(Source source, java.util.function.Supplier<T> value) throws UnreadableFile {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw source.unreadable("%s", e.getMessage());
        }
    }
}
