package backstep.exchange;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.Block;
import backstep.check.Scale;
import backstep.engine.ForwardPass;
import backstep.exchange.array.Array;
import backstep.exchange.array.ArrayFile;
import backstep.exchange.array.NumericArray;
import backstep.exchange.array.TextArray;
import backstep.exchange.array.UnreadableFile;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A network, its data and its gradients in one file, in many, and in each layout: right ones right, wrong ones wrong.
 */
class CheckFileTest {

    static final Network NET =
            Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).random(42);
    static final Matrix X = Matrix.of(2, 4, 0, 0, 1, 1, 0, 1, 0, 1);
    static final Matrix Y = Matrix.row(0, 1, 1, 0);

    @TempDir
    private Path folder;

    /** All arrays of a right check, by the names of the library. */
    static Map<String, Array> arrays(Network net, boolean fromTo, boolean rows) {
        var arrays = new LinkedHashMap<String, Array>();
        arrays.put("activations", new TextArray(net.layers().stream().map(layer -> layer.g().name()).toList()));
        arrays.put("loss", new TextArray(List.of(net.loss().name())));
        var backward = ForwardPass.of(net, X).backward(Y);
        arrays.put("X", turned(X, rows));
        arrays.put("Y", turned(Y, rows));
        arrays.put("J", NumericArray.of(ForwardPass.of(net, X).cost(Y)));
        for (int l = 1; l <= net.L(); l++) {
            arrays.put("W" + l, turned(net.W(l), fromTo));
            arrays.put("b" + l, turned(net.b(l), fromTo));
            arrays.put("dW" + l, turned(backward.dW(l), fromTo));
            arrays.put("db" + l, turned(backward.db(l), fromTo));
            arrays.put("dZ" + l, turned(backward.dZ(l), rows));
        }
        return arrays;
    }

    private static NumericArray turned(Matrix matrix, boolean turn) {
        return NumericArray.of(turn ? matrix.transpose() : matrix);
    }

    private Path write(String name, Map<String, Array> arrays) throws IOException {
        var file = folder.resolve(name);
        ArrayFile.write(file, arrays);
        return file;
    }

    @ParameterizedTest
    @CsvSource({"npz, false, false", "safetensors, true, true", "json, false, true", "npz, true, false"})
    void rightGradientsPassInEachLayoutAndFormat(String ending, boolean fromTo, boolean rows) throws IOException {
        var read = CheckFile.read(write("check." + ending, arrays(NET, fromTo, rows)));
        assertEquals(X, read.X());
        assertEquals(NET.parameters(), read.net().parameters());
        assertTrue(read.notes().get(0).contains((rows ? "examples in rows" : "examples in columns") + ", weights "
                + (fromTo ? "from–to" : "to–from")), read::toString);
        assertTrue(read.check().passed(), () -> read.check().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"J", "dW1", "dW2", "db1", "db2", "dZ1", "dZ2"})
    void aWrongValueIsWrongInItsBlock(String name) throws IOException {
        var arrays = arrays(NET, false, false);
        arrays.computeIfPresent(name, (key, array) -> NumericArray.of(((NumericArray) array).matrix().times(1.01)));
        var report = CheckFile.read(write("check.npz", arrays)).check();
        assertFalse(report.passed());
        var wrong = report.blocks().stream().filter(block -> block.isFault()).map(block -> block.quantity()).toList();
        assertEquals(List.of(Quantity.named(name, 2)), wrong, report::toString);
    }

    @ParameterizedTest
    @CsvSource({"torch-check-float64.safetensors, 3-4-3, to–from", "jax-check-float64.npz, 3-3-2, from–to",
            "torch-check-float32.safetensors, 3-4-3, to–from", "jax-check-float32.npz, 3-3-2, from–to"})
    void whatPyTorchAndJaxDerivedPasses(String name, String sizes, String weights) throws IOException {
        var read = CheckFile.read(Path.of("src/test/resources/backstep/exchange/files", name));
        assertTrue(read.net().toString().startsWith(sizes), read::toString);
        assertTrue(read.notes().get(0).startsWith("read with examples in rows, weights " + weights), read::toString);
        assertTrue(read.given().size() >= 4, read::toString);
        var report = read.check();
        assertTrue(report.passed(), report::toString);
        assertEquals(read.given().keySet(), report.blocks().stream().map(Block::quantity).collect(Collectors.toSet()));
    }

    @Test
    void aPenaltyOfTheFileIsPartOfTheCost() throws IOException {
        var decaying = new Network(2, NET.layers(), NET.loss(), Penalty.l2(0.1));
        var arrays = arrays(decaying, false, false);
        assertEquals(0.1, CheckFile.read(write("without.npz", arrays)).check().convention().decay(), 1e-9);
        arrays.put("l2", NumericArray.of(0.1));
        var with = CheckFile.read(write("with.npz", arrays));
        assertEquals("L2 penalty 0.1", with.net().penalty().name());
        assertTrue(with.check().passed());
        assertEquals(0, with.check().convention().decay());
    }

    @Test
    void aSumOverTheExamplesIsSaidOrShownByJ() throws IOException {
        var arrays = arrays(NET, false, false);
        List.of("J", "dW1", "dW2", "db1", "db2").forEach(name -> arrays.computeIfPresent(name,
                (key, array) -> NumericArray.of(((NumericArray) array).matrix().times(4))));
        var shown = CheckFile.read(write("shown.npz", arrays)).check();
        assertTrue(shown.passed(), shown::toString);
        assertEquals(Scale.SUM, shown.convention().scale());
        arrays.remove("J");
        assertFalse(CheckFile.read(write("unsaid.npz", arrays)).check().passed());
        arrays.put("cost", new TextArray(List.of("sum")));
        var said = CheckFile.read(write("said.npz", arrays)).check();
        assertTrue(said.passed(), said::toString);
        arrays.put("cost", new TextArray(List.of("median")));
        var refused = write("refused.npz", arrays);
        assertTrue(assertThrows(UnreadableFile.class, () -> CheckFile.read(refused)).getMessage()
                .contains("cost is “median”: mean, sum or mean-in-dZ is needed"));
    }

    /** Six digits, as "%.5e" leaves them: right as far as they go, wrong beyond that. */
    @ParameterizedTest
    @CsvSource({"1, true, float16", "1.1, false, float16"})
    void whatIsWrittenWithFewDigitsIsJudgedByThem(double factor, boolean isRight, String precision) throws IOException {
        var arrays = arrays(NET, false, false);
        arrays.remove("dW1");
        var dW1 = ForwardPass.of(NET, X).backward(Y).dW(1).times(factor);
        Files.writeString(folder.resolve("dW1.csv"), Arrays.stream(dW1.toArray())
                .map(row -> Arrays.stream(row).mapToObj(x -> String.format(Locale.ROOT, "%.5e", x))
                        .collect(Collectors.joining(","))).collect(Collectors.joining("\n")));
        arrays.keySet().removeIf(name -> name.startsWith("d") || name.equals("J"));
        write("net.npz", arrays);
        var file = folder.resolve("check.json");
        Files.writeString(file, "{\"network\": \"net.npz\", \"gradients\": \"dW1.csv\"}");
        var read = CheckFile.read(file);
        assertTrue(read.notes().get(1).contains("right to " + precision + " only"), read::toString);
        assertEquals(isRight, read.check().passed(), () -> read.check().toString());
    }

    @Test
    void aCostOfFewDigitsDoesNotBlurTheRest() throws IOException {
        var arrays = arrays(NET, false, false);
        arrays.remove("J");
        write("all.npz", arrays);
        var file = folder.resolve("check.json");
        Files.writeString(file, "{\"network\": \"all.npz\", \"J\": 0.7343}");
        var read = CheckFile.read(file);
        assertFalse(read.given().containsKey(Kind.J.at(2)));
        assertTrue(read.toString().endsWith("— J is written with fewer digits than the rest, and not judged beside it"),
                read::toString);
        assertEquals(List.of(), read.convention().stream().toList());
        assertTrue(read.check().passed());
    }

    /** An exact 0 has one digit; that does not make of the others' seven too few. */
    @Test
    void exactNumbersSayNothingOfTheRest() throws IOException {
        var file = folder.resolve("check.json");
        Files.writeString(file, """
                {"activations": "identity", "loss": "squared error", "W1": [[1, 0], [0, 1]], "X": [[0, 0.3333333], [0, \
                0]],
                 "Y": [[0, 0], [0, 0]], "dW1": [[0.05555554, 0], [0, 0]], "db1": [0.1666667, 0]}""");
        var read = CheckFile.read(file);
        assertEquals(2, read.given().size(), read::toString);
        assertTrue(read.check().passed(), () -> read.check().toString());
    }

    @Test
    void aDocumentNamesItsPartsInlineAndInFilesBesideIt() throws IOException {
        var arrays = arrays(NET, true, true);
        NetworkFile.write(NET, folder.resolve("net.safetensors"));
        var gradients = new LinkedHashMap<String, Array>();
        List.of("W1", "b1", "W2", "b2").forEach(name -> gradients.put(name + ".grad", arrays.get("d" + name)));
        // The network of net.safetensors is to–from: so are the gradients then.
        gradients.replaceAll((name, array) -> turned(((NumericArray) array).matrix(), true));
        write("gradients.npz", gradients);
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/X.csv"), "x1,x2\n0,0\n0,1\n1,0\n1,1\n");
        var file = folder.resolve("check.json");
        Files.writeString(file, """
                {"network": "net.safetensors",
                 "data": {"X": "data/X.csv", "Y": [0, 1, 1, 0]},
                 "gradients": ["gradients.npz"]}
                """);
        var read = CheckFile.read(file);
        assertEquals(Set.of(Kind.DW.at(1), Kind.DB.at(1), Kind.DW.at(2), Kind.DB.at(2)), read.given().keySet());
        assertEquals(X, read.X());
        assertTrue(read.check().passed(), () -> read.check().toString());
    }

    @Test
    void amongGradientsWeightsAreDerivatives() throws IOException {
        var arrays = arrays(NET, false, false);
        write("net.npz", new LinkedHashMap<>(arrays) {
            private static final long serialVersionUID = 1;
            {
                keySet().removeIf(name -> name.startsWith("d") || name.equals("J"));
            }
        });
        write("grads.npz", Map.of("W1", arrays.get("dW1"), "b2", arrays.get("db2")));
        var file = folder.resolve("check.json");
        Files.writeString(file, "{\"network\": \"net.npz\", \"gradients\": \"grads.npz\"}");
        var read = CheckFile.read(file);
        assertEquals(Set.of(Kind.DW.at(1), Kind.DB.at(2)), read.given().keySet());
        assertTrue(read.check().passed());
    }

    @Test
    void whereASquareLeavesBothReadingsOpenTheNoteSaysWhichWasTaken() throws IOException {
        var net = Network.inputs(2).layer(2, TANH).layer(2, TANH).random(3);
        var square = Matrix.of(2, 2, 1, 2, 3, 4);
        var arrays = new LinkedHashMap<String, Array>();
        NetworkFile.write(net, folder.resolve("net.npz"));
        arrays.putAll(ArrayFile.read(folder.resolve("net.npz")).arrays());
        arrays.remove("weights");
        arrays.put("X", NumericArray.of(square));
        arrays.put("Y", NumericArray.of(square));
        arrays.put("dW1", NumericArray.of(square));
        var open = CheckFile.read(write("open.npz", arrays));
        assertEquals(square, open.X());
        assertEquals(net.W(1), open.net().W(1));
        assertTrue(open.toString().contains("every W is square: read as to–from (Z = W A + b"), open::toString);
        assertTrue(open.toString().contains("read with one example in each column; examples: \"rows\" in the file, or "
                + "--examples rows, says otherwise"), open::toString);
        arrays.put("weights", new TextArray(List.of("from-to")));
        arrays.put("examples", new TextArray(List.of("rows")));
        var said = CheckFile.read(write("said.npz", arrays));
        assertEquals(square.transpose(), said.X());
        assertEquals(net.W(1).transpose(), said.net().W(1));
        assertEquals(1, said.notes().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Y": [0, 1, 1, 0], "dW1": 3               | dW[1] is decimal ()
            "X": [[0, 1]], "Y": [1], "dW1": [[1, 2]]  | dW[1] is decimal (1, 2), W[1] decimal (3, 2)
            "Y": [1], "db1": [1, 2, 3]                | does not hold X, which the gradients depend on
            "X": [[0, 1]], "db1": [1, 2, 3]           | does not hold Y, which the gradients depend on
            "X": [[0, 1]], "Y": [1]                   | holds nothing to check: any of dW1, db1
            "X": [[0, 1]], "Y": [1, 0], "db2": [1]    | is of 2 examples, others are of 1
            "X": [[0, 1, 2]], "Y": [1], "db2": [1]    | X is decimal (1, 3), its layer has 2 units
            "X": [[0, 1]], "Y": [2], "db2": [1]       | cross-entropy: Y (1×1) has 2.0
            "X": [[0, NaN]], "Y": [1], "db2": [1]     | X (2×1) has NaN
            "X": [[0, 1]], "Y": [1], "gradients": {}  | holds nothing to check
            "X": [[0, 1]], "X": [[0, 1]]              | Duplicate field 'X'
            "data": {"W1": [[1]]}                     | data, W1: is given twice
            """)
    void whatCannotBeCheckedIsRefused(String more, String told) throws IOException {
        var file = folder.resolve("check.json");
        Files.writeString(file, """
                {"activations": ["tanh", "sigmoid"], "loss": "cross-entropy",
                 "W1": [[1, 2], [3, 4], [5, 6]], "b1": [0, 0, 0], "W2": [[1, 2, 3]], "b2": [0],
                """ + more + "}");
        var message = assertThrows(UnreadableFile.class, () -> CheckFile.read(file)).getMessage();
        assertTrue(message.contains(told), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aGradientThatIsNotFiniteIsCheckedAndFound() throws IOException {
        var arrays = arrays(NET, false, false);
        arrays.put("db2", NumericArray.of(Matrix.column(Double.NaN)));
        var report = CheckFile.read(write("nan.npz", arrays)).check();
        assertEquals("NOT FINITE", report.worst().verdict().toString());
    }

    @Test
    void labelsThatAreNotOneHotAreToldSo() throws IOException {
        var file = folder.resolve("check.json");
        Files.writeString(file, """
                {"activations": ["softmax"], "loss": "softmax cross-entropy", "W1": [[1], [2], [3]], "db1": [1, 2, 3],
                 "X": [[0, 1, 2, 3]], "Y": [0, 1, 2, 1]}""");
        var message = assertThrows(UnreadableFile.class, () -> CheckFile.read(file)).getMessage();
        assertTrue(message.contains("labels are needed one-hot, numpy.eye(3)[y]"), message);
    }
}
