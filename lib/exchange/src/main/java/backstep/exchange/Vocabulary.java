package backstep.exchange;

import backstep.exchange.array.Source;
import backstep.exchange.array.UnreadableFile;
import backstep.network.Activation;
import backstep.network.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Activations and losses by the names that files call them by; {@code leaky_relu} is {@code leaky ReLU}. */
final class Vocabulary {

    private static final List<Activation> ACTIVATIONS = List.of(Activation.IDENTITY, Activation.SIGMOID,
            Activation.TANH, Activation.RELU, Activation.LEAKY_RELU, Activation.SOFTPLUS, Activation.SOFTMAX);

    private static final List<Loss> LOSSES =
            List.of(Loss.SQUARED_ERROR, Loss.CROSS_ENTROPY, Loss.SOFTMAX_CROSS_ENTROPY);

    /** What other libraries call them. */
    private static final Map<String, String> OTHER_NAMES = Map.of("linear", "identity", "none", "identity",
            "logistic", "sigmoid", "binarycrossentropy", "crossentropy", "bce", "crossentropy",
            "categoricalcrossentropy", "softmaxcrossentropy");

    private Vocabulary() {}

    static Activation activation(Source source, String name) throws UnreadableFile {
        var known = named(ACTIVATIONS.stream().collect(Collectors.toMap(g -> plain(g.name()), g -> g)), name);
        return known.orElseThrow(() -> source.unreadable("the activation “%s” is not known: %s are (an own one is "
                + "given in Java)", Source.shown(name), ACTIVATIONS.stream().map(Activation::name)
                        .collect(Collectors.joining(", "))));
    }

    static Loss loss(Source source, String name) throws UnreadableFile {
        var known = named(LOSSES.stream().collect(Collectors.toMap(loss -> plain(loss.name()), loss -> loss)), name);
        return known.orElseThrow(() -> source.unreadable("the loss “%s” is not known: %s are%s", Source.shown(name),
                LOSSES.stream().map(Loss::name).collect(Collectors.joining(", ")),
                List.of("mse", "mseloss", "meansquarederror").contains(plain(name)) ? "; squared error is ½‖a − y‖² of "
                        + "an example, without a mean over the outputs" : ""));
    }

    private static <T> Optional<T> named(Map<String, T> known, String name) {
        var plain = plain(name);
        return Optional.ofNullable(known.get(OTHER_NAMES.getOrDefault(plain, plain)));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }

    /** The names by which a network's functions are read back; refuses own ones. */
    static Map<String, String> names(List<Activation> activations, Loss loss) {
        var names = new LinkedHashMap<String, String>();
        activations.stream().filter(g -> !ACTIVATIONS.contains(g)).findFirst().ifPresent(own -> {
            throw new IllegalArgumentException("the activation %s is one of your own, which a file cannot hold; write "
                    + "its parameters with ArrayFile.write".formatted(own.name()));
        });
        if (!LOSSES.contains(loss)) {
            throw new IllegalArgumentException("the loss %s is %s, which a file cannot hold; write the parameters with "
                    .formatted(loss.name(), LOSSES.contains(loss.unweighted()) ? "one with weights" : "one of your own")
                    + "ArrayFile.write");
        }
        names.put("activations", activations.stream().map(Activation::name).collect(Collectors.joining(",")));
        names.put("loss", loss.name());
        return names;
    }
}
