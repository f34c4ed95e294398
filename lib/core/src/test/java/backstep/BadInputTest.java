package backstep;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static backstep.sample.Refusal.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.Block;
import backstep.estimate.ErrorMetric;
import backstep.check.GradientCheck;
import backstep.estimate.NumericalGradient;
import backstep.check.SideBySide;
import backstep.engine.Backprop;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import backstep.sample.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input is refused with the equation, both shapes and the likely cause. */
class BadInputTest {

    /** A matrix of a shape, without a NaN. */
    private static Matrix m(int rows, int columns) {
        return Matrix.generate(rows, columns, (i, j) -> 0.5 + i - j);
    }

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1);
    private static final Matrix X = m(2, 5);
    private static final Matrix Y = Matrix.row(0, 1, 1, 0, 1);

    static Stream<Refusal> equations() {
        return Stream.of(
                refused("(2): W and A do not fit", () -> Backprop.Z(m(2, 3), m(4, 5), m(2, 1)), "(2) Z = W A + b 1ᵀ",
                        "W is 2×3", "A is 4×5",
                        "3 = 4"),
                refused("(2): A is transposed", () -> Backprop.Z(m(2, 3), m(5, 3), m(2, 1)), "(2)", "2×3", "5×3",
                        "did you pass Aᵀ?"),
                refused("(2): W is transposed", () -> Backprop.Z(m(3, 2), m(3, 5), m(2, 1)), "(2)", "3×2", "3×5",
                        "did you pass Wᵀ?"),
                refused("(2): b is transposed", () -> Backprop.Z(m(2, 3), m(3, 5), m(1, 2)), "(2)", "b is 1×2", "2×1",
                        "did you pass bᵀ?"),
                refused("(2): b has a column for each example", () -> Backprop.Z(m(2, 3), m(3, 5), m(2, 5)), "(2)",
                        "b is 2×5", "2×1"),
                refused("loss: Y is transposed", () -> Backprop.losses(SQUARED_ERROR, TANH, m(2, 3), m(3, 2)), "loss",
                        "Z[L] is 2×3", "Y is 3×2",
                        "did you pass Yᵀ?"),
                refused("(3): the losses are a column", () -> Backprop.cost(m(4, 1)), "(3) J = (1/m) Σ loss", "4×1"),
                refused("dA[L]: Y has other examples", () -> Backprop.dA(SQUARED_ERROR, m(2, 3), m(2, 4)), "dA[L]",
                        "A[L] is 2×3", "Y is 2×4"),
                refused("dZ[L]: Y is transposed", () -> Backprop.dZ(SQUARED_ERROR, TANH, m(2, 3), m(3, 2)), "dZ[L]",
                        "Z[L] is 2×3", "Y is 3×2",
                        "did you pass Yᵀ?"),
                refused("BP1: other examples", () -> Backprop.bp1(m(2, 5), m(3, 4)), "BP1 dW = (1/m) dZ Aᵀ",
                        "dZ is 2×5", "Aᵀ is 4×3", "5 = 4"),
                refused("BP1: A is transposed", () -> Backprop.bp1(m(2, 5), m(5, 3)), "BP1", "2×5", "3×5",
                        "did you pass Aᵀ?"),
                refused("BP1: dZ is transposed", () -> Backprop.bp1(m(5, 2), m(3, 5)), "BP1", "5×2", "5×3",
                        "did you pass dZᵀ?"),
                refused("BP3: W and dZ do not fit", () -> Backprop.bp3(m(4, 3), m(2, 5)), "BP3 dA = Wᵀ dZ", "Wᵀ is 3×4",
                        "dZ is 2×5", "4 = 2"),
                refused("BP3: W is transposed", () -> Backprop.bp3(m(3, 2), m(2, 5)), "BP3", "Wᵀ is 2×3", "dZ is 2×5",
                        "did you pass Wᵀ?"),
                refused("BP3: dZ is transposed", () -> Backprop.bp3(m(2, 3), m(5, 2)), "BP3", "Wᵀ is 3×2", "dZ is 5×2",
                        "did you pass dZᵀ?"),
                refused("BP4: dA and Z differ", () -> Backprop.bp4(m(2, 3), TANH, m(2, 4)), "BP4 dZ = dA ∘ g′(Z)",
                        "dA is 2×3", "Z is 2×4"),
                refused("BP4: Z is transposed", () -> Backprop.bp4(m(2, 3), TANH, m(3, 2)), "BP4", "2×3", "3×2",
                        "did you pass Zᵀ?"),
                refused("update: dW is transposed", () -> Backprop.update(m(2, 3), 0.1, m(3, 2)), "update", "θ is 2×3",
                        "dθ is 3×2",
                        "did you pass dθᵀ?"),
                refused("update: db for dW", () -> Backprop.update(m(2, 3), 0.1, m(2, 1)), "update", "2×3", "2×1"),
                refused("output delta: cross-entropy behind tanh", () -> Backprop.dZ(CROSS_ENTROPY, TANH, X, X),
                        "cross-entropy", "sigmoid", "tanh"),
                refused("loss: cross-entropy behind tanh", () -> Backprop.losses(CROSS_ENTROPY, TANH, X, X),
                        "cross-entropy", "sigmoid", "tanh"));
    }

    static Stream<Refusal> networks() {
        return Stream.of(
                refused("one size only", () -> Network.inputs(2).random(1), "at least one layer", "0 layers"),
                refused("no input", () -> Network.inputs(0), "at least one unit", "[0]"),
                refused("a layer of no unit", () -> Network.inputs(2).layer(0, TANH), "at least one unit", "[2, 0]"),
                refused("a layer of −1 units", () -> Network.inputs(2).layer(-1, TANH), "at least one unit", "[2, -1]"),
                refused("no layer in the record", () -> new Network(2, List.of(), SQUARED_ERROR), "at least one layer"),
                refused("weights without biases", () -> Network.inputs(2).layer(3, TANH).weights(m(3, 2)),
                        "1 layers need 2 matrices", "given: 1"),
                refused("weights of one layer too many",
                        () -> Network.inputs(2).layer(3, TANH).weights(m(3, 2), m(3, 1), m(1, 3), m(1, 1)),
                        "2 matrices", "given: 4"),
                refused("biases forgotten",
                        () -> Network.inputs(2).layer(3, TANH).layer(1, TANH).weights(m(3, 2), m(1, 3)),
                        "2 layers need 4 matrices", "given: 2"),
                refused("W[1] is transposed", () -> Network.inputs(2).layer(3, TANH).weights(m(2, 3), m(3, 1)), "W[1]",
                        "2×3", "3×2",
                        "did you pass Wᵀ?"),
                refused("W[2] does not fit layer 1",
                        () -> Network.inputs(2).layer(3, TANH).layer(1, TANH).weights(m(3, 2), m(3, 1), m(1, 2),
                        m(1, 1)),
                        "(2) Z[2] = W[2] A[1] + b[2] 1ᵀ", "W[2] is 1×2", "layer 1 has 3 units"),
                refused("W transposed in the record",
                        () -> new Network(2, List.of(new Layer(m(2, 3), m(2, 1), TANH)), SQUARED_ERROR), "(2)", "2×3",
                        "did you pass Wᵀ?"),
                refused("b is transposed", () -> new Layer(m(3, 2), m(1, 3), TANH), "(2) Z = W A + b 1ᵀ", "W is 3×2",
                        "b is 1×3", "3×1",
                        "did you pass bᵀ?"),
                refused("b has a unit too many", () -> new Layer(m(3, 2), m(4, 1),
                        TANH), "W is 3×2", "b is 4×1", "3×1"),
                refused("NaN in W", () -> new Layer(m(3, 2).with(2, 1, Double.NaN), m(3, 1), TANH), "W (3×2)", "NaN",
                        "row 3, column 2"),
                refused("∞ in b", () -> new Layer(m(3, 2), m(3, 1).with(1, 0, Double.POSITIVE_INFINITY), TANH),
                        "b (3×1)", "Infinity",
                        "row 2, column 1"),
                refused("cross-entropy behind tanh", () -> Network.inputs(2).layer(1, TANH).loss(CROSS_ENTROPY)
                        .random(1), "cross-entropy", "sigmoid",
                        "tanh"),
                refused("other parameters of another shape", () -> NET.with(1, m(4, 2), m(4, 1)), "(2) Z[2]",
                        "W[2] is 1×3", "layer 1 has 4 units"),
                refused("other parameters that are NaN", () -> NET.with(1, m(3, 2).map(w -> Double.NaN), m(3, 1)),
                        "W (3×2)", "NaN"));
    }

    static Stream<Refusal> matrices() {
        return Stream.of(
                refused("no rows", () -> Matrix.of(new double[0][]), "at least one entry", "0 rows"),
                refused("rows without entries", () -> Matrix.of(new double[2][0]), "at least one entry",
                        "2 rows without entries"),
                refused("rows of different lengths", () -> Matrix.of(new double[][] {{1, 2}, {3}}), "row 2 has 1",
                        "row 1 has 2"),
                refused("an empty row", Matrix::row, "1×0"),
                refused("an empty column", Matrix::column, "0×1"),
                refused("no columns", () -> Matrix.ones(2, 0), "at least one", "2×0"),
                refused("too few values", () -> Matrix.of(2, 3, 1, 2, 3, 4), "2×3", "6", "given: 4"),
                refused("times", () -> m(2, 3).times(m(2, 3)), "times", "2×3 times 2×3", "3 = 2"),
                refused("plus", () -> m(2, 3).plus(m(3, 2)), "plus", "2×3", "3×2"),
                refused("minus", () -> m(2, 3).minus(m(2, 1)), "minus", "2×3", "2×1"),
                refused("hadamard", () -> m(2, 3).hadamard(m(1, 3)), "hadamard", "2×3", "1×3"),
                refused("combine", () -> m(2, 3).combine("atan2", m(1, 3), Math::atan2), "atan2", "2×3", "1×3"));
    }

    static Stream<Refusal> passes() {
        var fwd = ForwardPass.of(NET, X);
        return Stream.of(
                refused("X is transposed", () -> ForwardPass.of(NET, X.transpose()), "(2) Z[1] = W[1] X + b[1] 1ᵀ",
                        "W[1] is 3×2", "X is 5×2",
                        "did you pass Xᵀ?"),
                refused("X has another input", () -> ForwardPass.of(NET, m(4, 5)), "(2)", "W[1] is 3×2", "X is 4×5",
                        "2 = 4"),
                refused("NaN in X", () -> ForwardPass.of(NET, X.with(1, 2, Double.NaN)), "X (2×5)", "NaN",
                        "row 2, column 3"),
                refused("∞ in X", () -> ForwardPass.of(NET, X.with(0, 4, Double.NEGATIVE_INFINITY)), "X (2×5)",
                        "-Infinity", "row 1, column 5"),
                refused("Y is transposed", () -> fwd.cost(Y.transpose()), "(3)", "A[2] is 1×5", "Y is 5×1",
                        "did you pass Yᵀ?"),
                refused("Y has fewer examples", () -> fwd.backward(m(1, 4)), "(3)", "A[2] is 1×5", "Y is 1×4",
                        "each example (column) needs its label"),
                refused("Y has more outputs", () -> fwd.losses(m(2, 5)), "(3)", "A[2] is 1×5", "Y is 2×5"),
                refused("NaN in Y", () -> fwd.cost(Y.with(0, 3, Double.NaN)), "Y (1×5)", "NaN", "row 1, column 4"),
                refused("∞ in Y", () -> fwd.backward(Y.with(0, 0, Double.POSITIVE_INFINITY)), "Y (1×5)", "Infinity",
                        "row 1, column 1"),
                refused("a label above 1", () -> fwd.cost(Y.with(0, 3, 1.5)), "cross-entropy", "Y (1×5)", "1.5",
                        "column 4", "[0, 1]"),
                refused("labels −1 and 1", () -> fwd.backward(Y.map(y -> 2 * y - 1)), "cross-entropy", "-1.0",
                        "column 1", "[0, 1]",
                        "coded −1 and 1?"),
                refused("another value of another shape", () -> fwd.with(Kind.W.at(1), m(2, 3)), "W[1] is 3×2", "2×3"),
                refused("another value of a derivative", () -> fwd.with(Kind.DW.at(1), m(3, 2)), "no dW[1]"),
                refused("a derivative of a forward pass", () -> fwd.get(Kind.DZ.at(1)), "no dZ[1]"),
                refused("a step of NaN", () -> fwd.backward(Y).step(Double.NaN), "NaN"));
    }

    static Stream<Refusal> checks() {
        return Stream.concat(
                Stream.of(0.0, -1e-5, Double.NaN, Double.POSITIVE_INFINITY)
                        .map(h -> refused("a step h = " + h, () -> NumericalGradient.of(NET, X, Y, h), "step h > 0",
                                "" + h)),
                Stream.of(
                        refused("estimates with X transposed", () -> NumericalGradient.of(NET, X.transpose(), Y), "(2)",
                                "did you pass Xᵀ?"),
                        refused("estimates with labels out of range", () -> NumericalGradient.of(NET, X, Y.times(2)),
                                "cross-entropy", "[0, 1]"),
                        refused("a check with Y transposed", () -> GradientCheck.of(NET, X, Y.transpose()).run(), "(3)",
                                "did you pass Yᵀ?"),
                        refused("a sample of no entry", () -> GradientCheck.of(NET, X, Y).sample(0, 1),
                                "at least 1 entry", "given: 0"),
                        refused("opinions on what is no derivative", () -> SideBySide.of(NET, X, Y, Kind.W.at(1)),
                                "W[1] is no derivative"),
                        refused("the error of two shapes", () -> ErrorMetric.of(m(2, 3), m(3, 2)), "compare", "2×3",
                                "3×2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"equations", "networks", "matrices", "passes", "checks"})
    void isRefusedWithAReason(Refusal bad) {
        bad.isGiven();
    }

    @Test
    void aHintStandsOnlyWhereItWouldHelp() {
        var message = assertThrows(IllegalArgumentException.class, () -> Backprop.Z(m(2, 3), m(4, 5), m(2, 1)))
                .getMessage();
        assertTrue(!message.contains("did you"), message);
    }

    @Test
    void anEntryOutsideTheMatrixIsRefusedWithItsShape() {
        for (var at : List.of(new int[] {2, 0}, new int[] {0, 3}, new int[] {-1, 0}, new int[] {0, -1})) {
            for (Executable action : List.<Executable>of(() -> m(2, 3).get(at[0], at[1]),
                    () -> m(2, 3).with(at[0], at[1], 1),
                    () -> m(3, 2).transpose().get(at[0], at[1]))) {
                var message = assertThrows(IndexOutOfBoundsException.class, action).getMessage();
                assertEquals("entry (%d, %d) of a 2×3 matrix: rows and columns count from 0".formatted(at[0], at[1]),
                        message, Arrays.toString(at));
            }
        }
    }
}
