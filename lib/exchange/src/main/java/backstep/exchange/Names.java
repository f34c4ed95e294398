package backstep.exchange;

import backstep.exchange.array.NumericArray;
import backstep.exchange.array.Source;
import backstep.exchange.array.UnreadableFile;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of arrays as quantities: {@code W1}, {@code dW[1]}, {@code db_1}, {@code X}, {@code J} by
 * {@link Quantity#named}; modules as PyTorch ({@code 0.weight}, {@code fc1.bias}) and Keras or Flax
 * ({@code Dense_0/kernel}) name them, in the order of their numbers. A derivative has d or grad before its name, or
 * grad behind it; among gradients W and b are derivatives anyway.
 */
final class Names {

    private static final Pattern MODULE = Pattern.compile("(.*)[./](weight|kernel|bias)");
    private static final Pattern DERIVATIVE = Pattern.compile("(?:grad|d)[._/]?(.+[./](?:weight|kernel|bias))"
            + "|grad[._/]?(.+)|(.+)[._/]grad");
    private static final Pattern WEIGHTS = Pattern.compile("W[^A-Za-z]*?(\\d{1,6})[^0-9]*", Pattern.CASE_INSENSITIVE);

    /** Digits by their value, so that layer 10 follows layer 9. */
    private static final Comparator<String> BY_NUMBER = Comparator
            .comparing((String prefix) -> Pattern.compile("\\d+").matcher(prefix)
                    .replaceAll(number -> "0".repeat(Math.max(0, 20 - number.group().length())) + number.group()))
            .thenComparing(Comparator.naturalOrder());

    private Names() {}

    /** An array's name without what says that it is a derivative. */
    private record Name(boolean derivative, String rest) {

        static Name of(String name) {
            var parts = DERIVATIVE.matcher(name);
            if (!parts.matches()) {
                return new Name(false, name);
            }
            var rest = parts.group(1) != null ? parts.group(1) : parts.group(2) != null ? parts.group(2)
                    : parts.group(3);
            return new Name(true, rest);
        }
    }

    /**
     * Each array under its quantity.
     *
     * @param gradients whether W and b among them are derivatives
     * @param L the count of layers; 0 where the arrays themselves say it
     */
    static Map<Quantity, NumericArray> quantities(Source source, Map<String, NumericArray> arrays, boolean gradients,
            int L) throws UnreadableFile {
        var modules = modules(source, arrays);
        int layers = L > 0 ? L : modules.isEmpty() ? numbered(arrays) : modules.size();
        if (!modules.isEmpty() && modules.size() != layers) {
            throw source.unreadable("has the modules %s, the network %d layers", Source.shown(modules.toString()),
                    layers);
        }
        var quantities = new LinkedHashMap<Quantity, NumericArray>();
        for (var array : arrays.entrySet()) {
            var name = Name.of(array.getKey());
            var called = quantity(source.at(array.getKey()), name.rest(), modules, layers);
            boolean parameter = called.kind() == Kind.W || called.kind() == Kind.B;
            var quantity = name.derivative() || gradients && parameter ? derivative(called) : called;
            if (quantities.putIfAbsent(quantity, array.getValue()) != null) {
                throw source.unreadable("%s has the %s that another array has too", Source.shown(array.getKey()),
                        quantity);
            }
        }
        return quantities;
    }

    private static Quantity quantity(Source source, String name, List<String> modules, int L) throws UnreadableFile {
        var module = MODULE.matcher(name);
        if (module.matches()) {
            boolean bias = module.group(2).equals("bias");
            int l = modules.indexOf(module.group(1)) + 1;
            if (l == 0) {
                throw source.unreadable("is of the module %s, of which there is no weight",
                        Source.shown(module.group(1)));
            }
            return (bias ? Kind.B : Kind.W).at(l);
        }
        try {
            return Quantity.named(Source.shown(name), L);
        } catch (IllegalArgumentException e) {
            throw source.unreadable("%s; an unknown array is refused, since a gradient that is passed over would look "
                    + "right", e.getMessage());
        }
    }

    private static Quantity derivative(Quantity of) {
        return switch (of.kind()) {
            case W -> Kind.DW.at(of.l());
            case B -> Kind.DB.at(of.l());
            case Z -> Kind.DZ.at(of.l());
            case A -> Kind.DA.at(of.l());
            default -> of;
        };
    }

    /** The modules that have weights, in order. */
    private static List<String> modules(Source source, Map<String, NumericArray> arrays)
            throws UnreadableFile {
        var modules = new TreeSet<>(BY_NUMBER);
        for (var name : arrays.keySet()) {
            var module = MODULE.matcher(Name.of(name).rest());
            if (module.matches() && !module.group(2).equals("bias")) {
                modules.add(module.group(1));
            }
        }
        if (modules.size() > 1 && modules.stream().anyMatch(module -> !module.matches(".*\\d.*"))) {
            throw source.unreadable("has the modules %s: a number in each name is needed, which says their order",
                    Source.shown(modules.toString()));
        }
        return List.copyOf(modules);
    }

    /** The highest number at a W; 1 for a single one without a number. */
    private static int numbered(Map<String, NumericArray> arrays) {
        return arrays.keySet().stream().map(WEIGHTS::matcher).filter(java.util.regex.Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1))).max().orElse(1);
    }

    /** Whether names say how weights lie: kernels are from–to, a module's weight is to–from. */
    static Boolean fromTo(Map<String, NumericArray> arrays) {
        return arrays.keySet().stream().anyMatch(name -> name.matches(".*[./]kernel([._/]grad)?")) ? Boolean.TRUE
                : arrays.keySet().stream().anyMatch(name -> name.matches(".*[./]weight([._/]grad)?")) ? Boolean.FALSE
                : null;
    }
}
