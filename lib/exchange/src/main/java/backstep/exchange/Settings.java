package backstep.exchange;

import backstep.check.Convention;
import backstep.exchange.array.Array;
import backstep.exchange.array.NumericArray;
import backstep.exchange.array.Source;
import backstep.exchange.array.TextArray;
import backstep.exchange.array.UnreadableFile;
import backstep.network.Penalty;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file says beside its arrays, or a caller in its place: {@code activations}, {@code loss}, {@code l2},
 * {@code l1}; how the arrays lie: {@code weights} (to-from, from-to), {@code examples} (columns, rows); and where the
 * 1/m stands: {@code cost} (mean, sum, mean-in-dZ).
 *
 * @param words by name
 */
record Settings(Map<String, List<String>> words) {

    static final String ACTIVATIONS = "activations";
    static final String LOSS = "loss";
    static final String WEIGHTS = "weights";
    static final String EXAMPLES = "examples";
    static final String L2 = "l2";
    static final String L1 = "l1";
    static final String COST = "cost";
    static final Set<String> NAMES = Set.of(ACTIVATIONS, LOSS, L2, L1, WEIGHTS, EXAMPLES, COST);

    Settings {
        words = Map.copyOf(words);
    }

    static Settings none() {
        return new Settings(Map.of());
    }

    /** Those of a command line: lists with commas between. */
    static Settings of(Map<String, String> options) {
        var words = new HashMap<String, List<String>>();
        options.forEach((name, text) -> words.put(name, list(text)));
        words.keySet().retainAll(NAMES);
        return new Settings(words);
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /** Those among the arrays of a file. */
    static Settings among(Source source, Map<String, Array> arrays) throws UnreadableFile {
        var words = new HashMap<String, List<String>>();
        for (var name : NAMES) {
            var array = arrays.get(name);
            if (array instanceof TextArray text) {
                words.put(name, list(String.join(",", text.texts())));
            } else if (array instanceof NumericArray number) {
                if (!name.equals(L1) && !name.equals(L2) || number.size() != 1) {
                    throw source.unreadable("%s is %s: %s is needed%s", name, number.describe(),
                            name.equals(L1) || name.equals(L2) ? "one number λ" : "a text",
                            name.equals(LOSS) ? " (its name; what the network costs is J)" : "");
                }
                words.put(name, List.of(String.valueOf(number.values()[0])));
            }
        }
        return new Settings(words);
    }

    /** These, and where they say nothing, others. */
    Settings over(Settings others) {
        var all = new HashMap<>(others.words);
        all.putAll(words);
        return new Settings(all);
    }

    Optional<String> word(Source source, String name) throws UnreadableFile {
        var said = words.get(name);
        if (said != null && said.size() != 1) {
            throw source.unreadable("%s is %s: one word is needed", name, Source.shown(said.toString()));
        }
        return Optional.ofNullable(said).map(list -> list.get(0));
    }

    /** Whether it says the second of two words; empty if it says none. */
    Optional<Boolean> second(Source source, String name, String first, String second) throws UnreadableFile {
        var word = word(source, name);
        if (word.isEmpty() || word.get().equals(first) || word.get().equals(second)) {
            return word.map(second::equals);
        }
        throw source.unreadable("%s is “%s”: %s or %s is needed", name, Source.shown(word.get()), first, second);
    }

    /** The convention of the cost, if it is said. */
    Optional<Convention> scale(Source source) throws UnreadableFile {
        var word = word(source, COST);
        return switch (word.orElse("")) {
            case "" -> Optional.empty();
            case "mean" -> Optional.of(Convention.standard().mean());
            case "sum" -> Optional.of(Convention.standard().sum());
            case "mean-in-dZ" -> Optional.of(Convention.standard().meanInDelta());
            default -> throw source.unreadable("cost is “%s”: mean, sum or mean-in-dZ is needed",
                    Source.shown(word.get()));
        };
    }

    Penalty penalty(Source source) throws UnreadableFile {
        if (words.containsKey(L2) && words.containsKey(L1)) {
            throw source.unreadable("has both l2 and l1: one penalty is needed, or none");
        }
        var name = words.containsKey(L1) ? L1 : L2;
        var word = word(source, name);
        if (word.isEmpty()) {
            return Penalty.NONE;
        }
        try {
            double lambda = Double.parseDouble(word.get());
            return lambda == 0 ? Penalty.NONE : name.equals(L2) ? Penalty.l2(lambda) : Penalty.l1(lambda);
        } catch (IllegalArgumentException e) {
            throw source.unreadable("%s is “%s”: a number λ ≥ 0 is needed", name, Source.shown(word.get()));
        }
    }
}
