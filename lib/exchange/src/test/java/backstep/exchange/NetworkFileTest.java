package backstep.exchange;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.LEAKY_RELU;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.SOFTPLUS;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.exchange.array.ArrayFile;
import backstep.exchange.array.UnreadableFile;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks there and back, and as other programs name and lay them. */
class NetworkFileTest {

    private static final String TEXTS = "\"activations\": [\"tanh\", \"sigmoid\"], \"loss\": \"cross-entropy\", ";
    private static final Network ONE_LAYER = Network.inputs(2).layer(1, TANH).random(1);

    @TempDir
    private Path folder;

    static Stream<Network> networks() {
        return Stream.of(ONE_LAYER,
                Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).random(2),
                Network.inputs(3).layer(3, RELU).layer(3, SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY).random(3),
                Network.inputs(2).layer(2, LEAKY_RELU).layer(2, SOFTPLUS).layer(2, IDENTITY).random(4),
                Network.inputs(2).layer(2, TANH).penalty(Penalty.l2(0.01)).random(5),
                Network.inputs(2).layer(2, TANH).penalty(Penalty.l1(1e-3)).random(6));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aNetworkComesBackAsItWas(Network net) throws IOException {
        for (var ending : new String[] {"npz", "safetensors", "json"}) {
            var file = folder.resolve("net." + ending);
            NetworkFile.write(net, file);
            var back = NetworkFile.read(file);
            assertEquals(net.parameters(), back.parameters());
            assertEquals(net.toString(), back.toString());
        }
    }

    @Test
    void whatOnlyJavaKnowsIsNotWritten() throws IOException {
        var file = folder.resolve("net.json");
        var own = Activation.of("cube", z -> z * z * z, z -> 3 * z * z);
        var nets = Stream.of(Network.inputs(1).layer(1, own).random(1),
                Network.inputs(1).layer(1, TANH).loss(Loss.of("mine", (a, y) -> a * y, (a, y) -> y)).random(1),
                Network.inputs(1).layer(1, TANH).penalty(Penalty.of("mine", W -> 0, W -> W)).random(1));
        nets.forEach(net -> assertTrue(assertThrows(IllegalArgumentException.class,
                () -> NetworkFile.write(net, file)).getMessage().contains("is one of your own")));
        assertTrue(Files.notExists(file));
    }

    @Test
    void theModulesOfPyTorchAreLayersInTheOrderOfTheirNumbers() throws IOException {
        var file = Path.of("src/test/resources/backstep/exchange/files/torch-sequential.safetensors");
        var net = NetworkFile.read(file, "cross-entropy", "tanh", "sigmoid");
        assertEquals("2-3-1 (tanh, sigmoid; cross-entropy)", net.toString());
        assertEquals(Matrix.of(3, 2, 0, 0.125, 0.25, 0.375, 0.5, 0.625), net.W(1));
        assertEquals(Matrix.column(-0.25, -0.125, 0), net.b(1));
        assertEquals(Matrix.row(-0.5, -0.375, -0.25), net.W(2));
    }

    private Network read(String arrays) throws IOException {
        var file = folder.resolve("net.json");
        Files.writeString(file, "{" + TEXTS + arrays + "}");
        return NetworkFile.read(file);
    }

    @ParameterizedTest
    @CsvSource({"W1, b1, W2, b2", "W[1], b[1], W[2], b[2]", "W_1, b_1, W_2, b_2", "w1, b1, w2, b2",
            "0.weight, 0.bias, 2.weight, 2.bias", "fc9.weight, fc9.bias, fc10.weight, fc10.bias",
            "layers.0.weight, layers.0.bias, layers.1.weight, layers.1.bias"})
    void theSameNetworkIsNamedInManyWays(String W1, String b1, String W2, String b2) throws IOException {
        var net = read("\"%s\": [[1, 2], [3, 4], [5, 6]], \"%s\": [7, 8, 9], \"%s\": [[1, 2, 3]], \"%s\": [[4]]"
                .formatted(W1, b1, W2, b2));
        assertEquals(Matrix.of(3, 2, 1, 2, 3, 4, 5, 6), net.W(1));
        assertEquals(Matrix.column(7, 8, 9), net.b(1));
        assertEquals(Matrix.column(4), net.b(2));
    }

    @Test
    void weightsThatLieFromToAreToldByTheirShapesByTheNameKernelOrInAWord() throws IOException {
        var W1 = Matrix.of(3, 2, 1, 4, 2, 5, 3, 6);
        assertEquals(W1, read("\"W1\": [[1, 2, 3], [4, 5, 6]], \"b1\": [0, 0, 0], \"W2\": [[1], [2], [3]]").W(1));
        var square = "[[1, 2], [3, 4]]";
        var W = Matrix.of(2, 2, 1, 2, 3, 4);
        assertEquals(W, read("\"W1\": " + square + ", \"W2\": " + square).W(1));
        assertEquals(W.transpose(), read("\"weights\": \"from-to\", \"W1\": %s, \"W2\": %1$s".formatted(square)).W(1));
        assertEquals(W.transpose(), read("\"Dense_0/kernel\": %s, \"Dense_1/kernel\": %1$s".formatted(square)).W(2));
        assertEquals(W, read("\"0.weight\": %s, \"1.weight\": %1$s".formatted(square)).W(2));
    }

    @Test
    void biasesThatAreNotGivenAreZero() throws IOException {
        assertEquals(Matrix.column(0, 0), read("\"W1\": [[1], [2]], \"W2\": [[1, 2]]").b(1));
    }

    @Test
    void aLayerWithoutBiasIsWrittenAndReadWithoutOne() throws IOException {
        var net = Network.inputs(2).layerWithoutBias(3, Activation.TANH).layer(1, Activation.SIGMOID)
                .loss(Loss.CROSS_ENTROPY).random(1);
        var file = folder.resolve("without.npz");
        NetworkFile.write(net, file);
        assertEquals(net, NetworkFile.read(file));
        assertTrue(read("\"W1\": [[1], [2]], \"b1\": [1, 2], \"W2\": [[1, 2]]").hasBias(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "b1": [1]                                            | holds no weights: W1, b1, W2, … are needed
            "W1": [[1]]                                          | has 1 layers of weights and the activations [tanh
            "W1": [[1]], "W3": [[1]]                             | W[2] is missing: a matrix is needed for each layer
            "W1": [[1]], "W2": [1]                               | W[2] is decimal (1,): a matrix is needed
            "W1": [[1]], "W2": [[]]                              | W[2] is decimal (1, 0)
            "W1": [[1, 2], [3, 4], [5, 6]], "W2": [[1, 2]]       | the shapes do not fit together: read as to–from
            "W1": [[1, 2]], "b1": [1, 2, 3], "W2": [[1]]         | b[1] is decimal (3,), 1 number is needed
            "W0": [[1]], "W1": [[1]]                             | “W0”: a network of
            "W1": [[1]], "W2": [[1]], "rate": 0.1                | rate: nothing is called “rate”
            "W1": [[1]], "W_1": [[1]], "W2": [[1]]               | has the W[1] that another array has too
            "W1": [[1]], "W2": [[NaN]]                           | W (1×1) has NaN
            "W1": [[1]], "W2": [[1]], "optimiser": "adam"        | optimiser: names the file “adam”, which is not there
            "W1": [[1]], "W2": [[1]], "l2": -1                   | l2 is “-1.0”: a number λ ≥ 0 is needed
            "W1": [[1]], "W2": [[1]], "l2": 1, "l1": 1           | has both l2 and l1
            "W1": [[1]], "W2": [[1]], "weights": "rows"          | weights is “rows”: to-from or from-to is needed
            "W1": [[1]], "W2": [[1]], "weights": 3               | weights is decimal (): a text is needed
            "in.weight": [[1]], "out.weight": [[1]]              | a number in each name is needed
            "0.weight": [[1]], "1.weight": [[1]], "2.bias": [1]  | is of the module 2, of which there is no weight
            "W1": "/etc/passwd", "W2": [[1]]                     | names the file “/etc/passwd”: one in the folder
            "W1": "../W1.csv", "W2": [[1]]                       | names the file “../W1.csv”: one in the folder
            "W1": "a/../../W1.csv", "W2": [[1]]                  | one in the folder of this file, or below it
            "network": 3                                         | network: is 3: the name of a file or arrays
            "network": ["a.npz", 3]                              | network: names the file “a.npz”, which is not there
            """)
    void whatIsNoNetworkIsRefused(String arrays, String told) {
        var message = assertThrows(UnreadableFile.class, () -> read(arrays)).getMessage();
        assertTrue(message.contains(told), message);
        assertEquals(1, message.lines().count(), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            softmax | cross-entropy | cross-entropy needs a sigmoid in the last layer
            swish   | cross-entropy | the activation “swish” is not known: identity, sigmoid, tanh, ReLU, leaky ReLU
            tanh    | mse           | the loss “mse” is not known
            tanh    | hinge         | the loss “hinge” is not known: squared error, cross-entropy, softmax cross-entropy
            """)
    void aFunctionThatIsNotKnownOrDoesNotFitIsRefused(String activation, String loss, String told) throws IOException {
        var file = folder.resolve("W.json");
        Files.writeString(file, "{\"W\": [[1, 2]], \"b\": 3}");
        var message = assertThrows(UnreadableFile.class, () -> NetworkFile.read(file, loss, activation)).getMessage();
        assertTrue(message.contains(told), message);
    }

    @Test
    void aNetworkWithoutActivationsOrLossSaysWhatItNeeds() throws IOException {
        var file = folder.resolve("net.npz");
        ArrayFile.write(file, java.util.Map.of("W1", backstep.exchange.array.NumericArray.of(ONE_LAYER.W(1))));
        var message = assertThrows(UnreadableFile.class, () -> NetworkFile.read(file)).getMessage();
        assertTrue(message.contains("does not say its activations"), message);
    }
}
