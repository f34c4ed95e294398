package backstep.exchange;

import backstep.exchange.array.Array;
import backstep.exchange.array.ArrayFile;
import backstep.exchange.array.NumericArray;
import backstep.exchange.array.TextArray;
import backstep.matrix.NonNull;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Penalty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A network in a file: .npz, .safetensors or JSON, with W1, b1, W2, … and the texts {@code activations} and
 * {@code loss}; {@code l2} or {@code l1} for a penalty. Names as PyTorch and Keras give them are read as well, and
 * weights that lie from–to.
 */
public final class NetworkFile {

    private NetworkFile() {}

    /**
     * Reads a network that says its activations and its loss.
     *
     * @param file a .npz, .safetensors or .json
     * @return the network
     * @throws IOException if it is unreadable or holds no network ({@code UnreadableFile}, one sentence)
     */
    public static Network read(Path file) throws IOException {
        return read(file, Settings.none());
    }

    /**
     * Reads a network of which the file has the parameters only.
     *
     * @param file a .npz, .safetensors or .json
     * @param loss its name, for example {@code cross-entropy}
     * @param activations their names, layer by layer, for example {@code tanh}, {@code sigmoid}
     * @return the network
     * @throws IOException if it is unreadable or holds no network ({@code UnreadableFile}, one sentence)
     */
    public static Network read(Path file, String loss, String... activations) throws IOException {
        Objects.requireNonNull(loss, "loss is null");
        NonNull.array("activations", activations);
        return read(file, new Settings(Map.of(Settings.LOSS, List.of(loss), Settings.ACTIVATIONS,
                List.of(activations))));
    }

    private static Network read(Path file, Settings settings) throws IOException {
        return Reading.of(Given.read(Objects.requireNonNull(file, "file is null"), settings)).network();
    }

    /**
     * Writes a network, so that a reader finds the old file or the new one, never half of it.
     *
     * @param net of activations, a loss and a penalty that the library has a name for
     * @param file its ending says the format: .npz, .safetensors or .json
     * @throws IllegalArgumentException if the network has functions of one's own, or the ending is another
     * @throws IOException if it cannot be written
     */
    public static void write(Network net, Path file) throws IOException {
        Objects.requireNonNull(net, "net is null");
        Objects.requireNonNull(file, "file is null");
        var arrays = new LinkedHashMap<String, Array>();
        Vocabulary.names(net.layers().stream().map(Layer::g).toList(), net.loss())
                .forEach((name, words) -> arrays.put(name, new TextArray(Arrays.asList(words.split(",")))));
        arrays.put(Settings.WEIGHTS, new TextArray(List.of("to-from")));
        penalty(net.penalty(), arrays);
        for (int l = 1; l <= net.L(); l++) {
            arrays.put("W" + l, NumericArray.of(net.W(l)));
            if (net.hasBias(l)) {
                arrays.put("b" + l, NumericArray.of(net.b(l)));
            }
        }
        ArrayFile.write(file, arrays);
    }

    private static void penalty(Penalty penalty, Map<String, Array> arrays) {
        if (penalty == Penalty.NONE) {
            return;
        }
        var words = penalty.name().split(" ");
        boolean l2 = penalty.name().startsWith("L2 penalty ");
        if (!l2 && !penalty.name().startsWith("L1 penalty ")) {
            throw new IllegalArgumentException("the penalty %s is one of your own, which a file cannot hold; write the "
                    + "parameters with ArrayFile.write".formatted(penalty.name()));
        }
        arrays.put(l2 ? Settings.L2 : Settings.L1, NumericArray.of(Double.parseDouble(words[words.length - 1])));
    }
}
