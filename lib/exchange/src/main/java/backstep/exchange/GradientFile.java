package backstep.exchange;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Derivatives of a network that were computed elsewhere: any of J, Z, A, dA, dZ, dW, db from a .npz, .safetensors,
 * .json, .npy or .csv; in a file of gradients, W1 or {@code 0.weight} is a derivative as well.
 */
public final class GradientFile {

    private GradientFile() {}

    /**
     * Reads what a file has.
     *
     * @param file a .npz, .safetensors, .json, or a .npy or .csv that is named after its quantity ({@code dW1.csv})
     * @param net whose derivatives they are
     * @return by quantity, in the library's layout: dW n_l×n_{l−1}, db n_l×1, all else with an example a column
     * @throws IOException if it is unreadable or does not fit the network ({@code UnreadableFile}, one sentence)
     */
    public static Map<Quantity, Matrix> read(Path file, Network net) throws IOException {
        Objects.requireNonNull(net, "net is null");
        var given = Given.read(Objects.requireNonNull(file, "file is null"), Settings.none());
        var source = given.source();
        var all = new LinkedHashMap<>(given.arrays());
        all.putAll(given.gradients());
        var arrays = Names.quantities(source, all, true, net.L());
        var layout = Layout.of(source, arrays, net, given.settings().second(source, Settings.WEIGHTS, "to-from",
                "from-to").or(() -> Optional.ofNullable(Names.fromTo(all))),
                given.settings().second(source, Settings.EXAMPLES, "columns", "rows"));
        var matrices = new LinkedHashMap<Quantity, Matrix>();
        for (var array : arrays.entrySet()) {
            var quantity = array.getKey();
            matrices.put(quantity, Reading.fitting(source, () -> layout.matrix(quantity, array.getValue())));
        }
        return matrices;
    }
}
