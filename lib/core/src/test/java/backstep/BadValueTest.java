package backstep;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static backstep.sample.Refusal.refused;

import backstep.check.Check;
import backstep.data.DataSet;
import backstep.engine.Evaluation;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.estimate.Estimate;
import backstep.estimate.NumericalGradient;
import backstep.estimate.Slope;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.matrix.Program;
import backstep.mode.ForwardAccumulation;
import backstep.mode.Graph;
import backstep.mode.Jacobian;
import backstep.mode.ReverseAccumulation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity.Kind;
import backstep.sample.Refusal;
import backstep.train.TrainingLoop;
import backstep.typeset.Grid;
import backstep.typeset.Text;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes that cannot be, and values that do not go with each other, are refused with what was given and is needed. */
class BadValueTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1);
    private static final Matrix X = m(2, 5);
    private static final Matrix Y = Matrix.row(0, 1, 1, 0, 1);
    private static final Slope SLOPE = new Slope(1, 0, 1, 0, 0, null, null);

    private static Matrix m(int rows, int columns) {
        return Matrix.generate(rows, columns, (i, j) -> 0.5 + i - j);
    }

    /** Sizes that no array holds, with both numbers and the limit. */
    static Stream<Refusal> sizes() {
        int side = 65_536;
        var row = Matrix.ones(1, side);
        return Stream.of(
                refused("ones", () -> Matrix.ones(side, side), "65536×65536", "4294967296", "2147483647 (2³¹ − 1)"),
                refused("a formula", () -> Matrix.generate(side, side, (i, j) -> 1), "65536×65536", "2³¹ − 1"),
                refused("an outer product", () -> row.transpose().times(row), "65536×65536", "2³¹ − 1"),
                refused("just beyond", () -> Matrix.ones(2, 1 << 30), "2×1073741824", "2147483648", "2147483647"),
                refused("beyond a long row", () -> Matrix.ones(Integer.MAX_VALUE, Integer.MAX_VALUE),
                        "2147483647×2147483647"),
                refused("values for so many", () -> Matrix.of(side, side, 1, 2), "65536×65536", "4294967296",
                        "given: 2"),
                refused("0 rows", () -> Matrix.generate(0, 3, (i, j) -> 1), "at least one row", "0×3"),
                refused("−1 columns", () -> Matrix.ones(3, -1), "at least one row and one column", "3×-1"),
                refused("−2 × −3", () -> Matrix.ones(-2, -3), "at least one", "-2×-3"),
                refused("−2 × −3 values", () -> Matrix.of(-2, -3, 1, 2, 3, 4, 5, 6), "-2×-3", "given: 6"),
                refused("weights of a plan", () -> Network.inputs(side).layer(side, TANH), "W[1] would be 65536×65536",
                        "2147483647"),
                refused("weights deep in a plan",
                        () -> Network.inputs(2).layer(side, TANH).layer(side, TANH).random(1), "W[2]"),
                refused("sizes of n0 units", () -> Network.inputs(-3), "at least one unit", "[-3]"));
    }

    /** What does not go with each other, or is no value at all. */
    static Stream<Refusal> values() {
        var program = new Program();
        var variable = program.variable(m(2, 3));
        var one = Matrix.row(1);
        var text = List.of(Text.of("cell"));
        var graph = new Graph();
        var x = graph.input("x", 1);
        var other = new Graph().input("y", 2);
        return Stream.of(
                refused("a plan of a size too many",
                        () -> new Network.Plan(List.of(2, 3), List.of(), SQUARED_ERROR, Penalty.NONE),
                        "2 sizes need 1 activations", "given: 0"),
                refused("a plan of an activation too many",
                        () -> new Network.Plan(List.of(2), List.of(TANH), SQUARED_ERROR, Penalty.NONE),
                        "1 sizes need 0 activations", "given: 1"),
                refused("a plan of nothing",
                        () -> new Network.Plan(List.of(), List.of(), SQUARED_ERROR, Penalty.NONE), "sizes"),
                refused("a network of no inputs", () -> new Network(0, NET.layers(), CROSS_ENTROPY), "0 inputs"),
                refused("a penalty of λ < 0", () -> Penalty.l2(-1), "λ ≥ 0", "-1.0"),
                refused("a penalty of λ = NaN", () -> Penalty.l1(Double.NaN), "λ ≥ 0", "NaN"),
                refused("a penalty of λ = ∞", () -> Penalty.l2(Double.POSITIVE_INFINITY), "λ ≥ 0", "Infinity"),
                refused("classes that sum to 2", () -> Loss.SOFTMAX_CROSS_ENTROPY.requireLabels(
                        Matrix.of(2, 2, 1, 1, 0, 1)), "column 2 of Y", "sum 2.0"),
                refused("a class of −1", () -> Loss.SOFTMAX_CROSS_ENTROPY.requireLabels(Matrix.column(2, -1)),
                        "column 1 of Y", "at least 0"),
                refused("softmax cross-entropy behind a sigmoid",
                        () -> Loss.SOFTMAX_CROSS_ENTROPY.requireOutput(SIGMOID), "needs softmax", "sigmoid"),
                refused("α = 0", () -> TrainingLoop.of(NET, 0), "α > 0", "0.0"),
                refused("α < 0", () -> TrainingLoop.of(NET, -0.1), "α > 0", "-0.1"),
                refused("α = NaN", () -> TrainingLoop.of(NET, Double.NaN), "α > 0", "NaN"),
                refused("a step with X transposed", () -> TrainingLoop.of(NET, 0.1).step(X.transpose(), Y), "Xᵀ"),
                refused("a step with a label too few", () -> TrainingLoop.of(NET, 0.1).step(X, m(1, 4)), "Y is 1×4"),
                refused("a variable set to another shape", () -> program.set(variable, m(3, 2)), "2×3", "3×2"),
                refused("a variable updated to another shape", () -> program.update(variable, m(2, 1)), "2×3", "2×1"),
                refused("a quantity of a layer too many",
                        () -> Evaluation.of(NET, X, Rules.standard()).put(Kind.W.at(3), one), "W[3]", "0…2"),
                refused("a quantity of layer −1",
                        () -> Evaluation.of(NET, X, Rules.standard()).put(Kind.W.at(-1), one), "W[-1]"),
                refused("a rule that gives nothing",
                        () -> ForwardPass.of(NET, X, Rules.standard().withA(Z -> null)), "(1) gave A[1] as null"),
                refused("a rule that gives another shape",
                        () -> ForwardPass.of(NET, X, Rules.standard().withA(Matrix::transpose)), "A[1] as 5×3",
                        "transpose"),
                refused("a step's value that it has not",
                        () -> ForwardPass.of(NET, X).iterator().next().value(Kind.DW.at(1)), "(2)", "not dW[1]"),
                refused("no digit", () -> Digits.of(1.5, 0), "at least 1", "given: 0"),
                refused("−1 digits", () -> Digits.of(1.5, -1), "at least 1", "given: -1"),
                refused("a matrix to no digit", () -> m(2, 2).lines(8, 8, 0), "at least 1"),
                refused("a table with a cell too few", () -> new Grid("lr", List.of(), List.of(text)), "2 cells",
                        "[1]"),
                refused("a table with a head too long", () -> new Grid("l", List.of("a", "b"), List.of(text)),
                        "1 cells", "2 in the head"),
                refused("an input of NaN", () -> graph.input("z", Double.NaN), "input z is NaN", "finite"),
                refused("a constant of ∞", () -> graph.constant(Double.POSITIVE_INFINITY), "constant is Infinity"),
                refused("a sum over two graphs", () -> x.plus(other), "+", "another graph"),
                refused("0/0", () -> graph.constant(0).over(graph.constant(0)), "/ is NaN"),
                refused("derivatives in another graph", () -> graph.derivatives(other), "another graph"),
                refused("tangents in another graph", () -> graph.tangents(other), "another graph"),
                refused("a node of another graph", () -> graph.derivatives(x).at(other), "another graph"),
                refused("a node recorded later", () -> {
                    var pass = graph.derivatives(x);
                    pass.at(x.plus(1));
                }, "recorded later"),
                refused("a Jacobian without inputs", () -> Jacobian.forward(List.of(), List.of(x)), "0 and 1"),
                refused("a Jacobian without outputs", () -> Jacobian.reverse(List.of(x), List.of()), "1 and 0"),
                refused("an estimate of nothing", () -> new Estimate(Kind.W.at(1), List.of()), "W[1]",
                        "a slope at least", "[]"),
                refused("an estimate of ragged rows", () -> new Estimate(Kind.W.at(1),
                        List.of(List.of(SLOPE), List.of(SLOPE, SLOPE))), "rows of one length", "[1, 2]"),
                refused("an estimate of what cannot be nudged",
                        () -> NumericalGradient.of(NET, X, Y).estimate(Kind.DW.at(1)), "dW[1]"),
                refused("an estimate of a layer too many",
                        () -> NumericalGradient.of(NET, X, Y).estimate(Kind.Z.at(3)), "Z[3]"),
                refused("forward accumulation with Y transposed",
                        () -> ForwardAccumulation.of(NET, X, Y.transpose()), "Yᵀ"),
                refused("reverse accumulation with X transposed",
                        () -> ReverseAccumulation.of(NET, X.transpose(), Y), "Xᵀ"),
                refused("data with a name too few",
                        () -> new DataSet("t", List.of("x1"), X, "yes", Y, "s"), "each row of X needs a name", "2×5",
                        "[x1]"),
                refused("data with a label too few",
                        () -> new DataSet("t", List.of("x1", "x2"), X, "yes", m(1, 4), "s"), "label", "1×5", "1×4"),
                refused("data with a label ½",
                        () -> new DataSet("t", List.of("x1", "x2"), X, "yes", Y.with(0, 3, 0.5), "s"), "0 or 1",
                        "example 4", "0.5"),
                refused("data with a label NaN",
                        () -> new DataSet("t", List.of("x1", "x2"), X, "yes", Y.with(0, 0, Double.NaN), "s"), "0 or 1",
                        "example 1", "NaN"),
                refused("a comparison of two shapes", () -> Check.same(m(2, 3), m(2, 2)), "compare", "2×3", "2×2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"sizes", "values"})
    void isRefusedWithAReason(Refusal bad) {
        bad.isGiven();
    }
}
