package backstep.exchange;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.exchange.array.Array;
import backstep.exchange.array.ArrayFile;
import backstep.exchange.array.NumericArray;
import backstep.exchange.array.UnreadableFile;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients as their owners name and lay them. */
class GradientFileTest {

    private static final Network NET =
            Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).random(42);
    private static final Matrix X = Matrix.of(2, 4, 0, 0, 1, 1, 0, 1, 0, 1);
    private static final Matrix Y = Matrix.row(0, 1, 1, 0);

    @TempDir
    private Path folder;

    /** All that can be given of the network, in the library's layout. */
    static Map<Quantity, Matrix> all() {
        var forward = ForwardPass.of(NET, X);
        var backward = forward.backward(Y);
        var all = new LinkedHashMap<Quantity, Matrix>();
        all.put(Kind.J.at(2), Matrix.row(forward.cost(Y)));
        for (int l = 1; l <= 2; l++) {
            all.put(Kind.Z.at(l), forward.Z(l));
            all.put(Kind.A.at(l), forward.A(l));
            all.put(Kind.DA.at(l), backward.dA(l));
            all.put(Kind.DZ.at(l), backward.dZ(l));
            all.put(Kind.DW.at(l), backward.dW(l));
            all.put(Kind.DB.at(l), backward.db(l));
        }
        return all;
    }

    private Path written(String ending, Function<Quantity, String> name, boolean fromTo, boolean rows)
            throws IOException {
        var arrays = new LinkedHashMap<String, Array>();
        all().forEach((quantity, matrix) -> {
            boolean parameter = quantity.kind() == Kind.DW || quantity.kind() == Kind.DB;
            boolean turned = parameter ? fromTo : rows && quantity.kind() != Kind.J;
            arrays.put(name.apply(quantity), NumericArray.of(turned ? matrix.transpose() : matrix));
        });
        var file = folder.resolve("gradients." + ending);
        ArrayFile.write(file, arrays);
        return file;
    }

    @ParameterizedTest
    @CsvSource({"npz, false, false", "safetensors, false, true", "json, true, true", "npz, true, false"})
    void allLayoutsThatTheShapesTellApartGiveTheSame(String ending, boolean fromTo, boolean rows) throws IOException {
        assertEquals(all(), GradientFile.read(written(ending, Quantity::toString, fromTo, rows), NET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dW%d", "dW_%d", "dW[%d]", "grad_W%d", "W%d.grad", "W%d", "grad.W%d"})
    void aDerivativeIsNamedInManyWays(String format) throws IOException {
        var dW = all().get(Kind.DW.at(1));
        var file = folder.resolve("gradients.npz");
        ArrayFile.write(file, Map.of(format.formatted(1), NumericArray.of(dW)));
        assertEquals(Map.of(Kind.DW.at(1), dW), GradientFile.read(file, NET));
    }

    @Test
    void gradientsOfTheModulesOfPyTorchAreThoseOfTheLayers() throws IOException {
        for (var format : List.of("%d.%s.grad", "grad.%d.%s", "%d.%s", "d%d.%s")) {
            var arrays = new LinkedHashMap<String, Array>();
            for (int l = 1; l <= 2; l++) {
                arrays.put(format.formatted(2 * l - 2, "weight"), NumericArray.of(all().get(Kind.DW.at(l))));
                arrays.put(format.formatted(2 * l - 2, "bias"), NumericArray.of(all().get(Kind.DB.at(l))));
            }
            var file = folder.resolve("gradients.safetensors");
            ArrayFile.write(file, arrays);
            var read = GradientFile.read(file, NET);
            assertEquals(4, read.size());
            read.forEach((quantity, matrix) -> assertEquals(all().get(quantity), matrix));
        }
    }

    @Test
    void aTextFileIsTheOneThatItIsNamedAfter() throws IOException {
        var file = folder.resolve("dZ1.csv");
        Files.writeString(file, "1,2,3\n4,5,6\n7,8,9\n0,1,2\n");
        assertEquals(Map.of(Kind.DZ.at(1), Matrix.of(3, 4, 1, 4, 7, 0, 2, 5, 8, 1, 3, 6, 9, 2)),
                GradientFile.read(file, NET));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "dW1": [[1, 2]]                       | dW[1] is decimal (1, 2), W[1] float64 (3, 2)
            "dW3": [[1, 2]]                       | “dW3”: a network of 2 layers has dW[1]…dW[2]
            "dw": [[1, 2]]                        | “dw” of which layer? dW[1]…dW[2]
            "deltaW1": [[1, 2]]                   | nothing is called “deltaW1”
            "db1": [1, 2]                         | db[1] is decimal (2,), 3 numbers are needed
            "dZ1": [[1, 2], [3, 4]]               | dZ[1] is decimal (2, 2), its layer has 3 units
            "dZ2": [1, 2, 3], "dA2": [1, 2]       | is of 2 examples, others are of 3
            "J": [1, 2]                           | J is decimal (2,), 1 number is needed
            "dW1": [[1, 2]], "dW_1": [[1, 2]]     | has the dW[1] that another array has too
            "0.weight": [[1]], "dW1": [[1]]       | has the modules [0], the network 2 layers
            "gradients": {"dW1": 3}               | dW[1] is decimal ()
            """)
    void whatDoesNotFitTheNetworkIsRefused(String arrays, String told) throws IOException {
        var file = folder.resolve("gradients.json");
        Files.writeString(file, "{" + arrays + "}");
        var message = assertThrows(UnreadableFile.class, () -> GradientFile.read(file, NET)).getMessage();
        assertTrue(message.contains(told), message);
        assertEquals(1, message.lines().count(), message);
    }
}
