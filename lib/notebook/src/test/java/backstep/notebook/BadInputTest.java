package backstep.notebook;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.notebook.Examples.NET;
import static backstep.notebook.Examples.NEURON;
import static backstep.notebook.Examples.X;
import static backstep.notebook.Examples.XOR;
import static backstep.notebook.Examples.Y;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.Convention;
import backstep.check.GradientCheck;
import backstep.check.Report;
import backstep.data.DataSet;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.mode.Derivatives;
import backstep.mode.Graph;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be drawn or tabulated is refused at the call, with what is needed. */
class BadInputTest {

    /** What is done, and what the refusal says. */
    private record Case(String name, Executable action, List<String> says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case refused(String name, Executable action, String... says) {
        return new Case(name, action, List.of(says));
    }

    private static final Report NOTHING = new Report(NET, 3, Convention.standard(), List.of(), List.of(), List.of());
    private static final Network WIDE = Network.inputs(3).layer(2, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY)
            .random(1);
    private static final Matrix x = X.columnAt(0);
    private static final Matrix y = Matrix.row(1);

    private static Map<String, double[]> line(double... values) {
        var line = new HashMap<String, double[]>();
        line.put("mine", values);
        return line;
    }

    private static Graph chain(int nodes) {
        var graph = new Graph();
        var last = graph.input("x", 1);
        for (int k = 1; k < nodes; k++) {
            last = last.plus(1);
        }
        return graph;
    }

    static Stream<Case> nulls() {
        var w = Kind.W.at(1);
        return Stream.of(
                refused("no jsplot figure", () -> Figures.of(null), "figure"),
                refused("no report", () -> Figures.gradientVersusEstimate(null), "report"),
                refused("no report in a comb", () -> Figures.ratioComb(null), "report"),
                refused("no report in a staircase", () -> Figures.faultStaircase(null), "report"),
                refused("no report in a heat map", () -> Figures.errorHeatMap(null, w), "report"),
                refused("no derivative", () -> Figures.errorHeatMap(NOTHING, null), "derivative"),
                refused("tangents of no network", () -> Figures.tangents(null, X, Y), "net"),
                refused("tangents of no inputs", () -> Figures.tangents(NET, null, Y), "X"),
                refused("tangents of no labels", () -> Figures.tangents(NET, X, null), "Y"),
                refused("tangents of no rules", () -> Figures.tangents(NET, X, Y, null), "rules"),
                refused("a fan of no network", () -> Figures.stepSizeFan(null, X, Y), "net"),
                refused("a fan of no rules", () -> Figures.stepSizeFan(NET, X, Y, null), "rules"),
                refused("a remainder of no labels", () -> Figures.taylorRemainder(NET, X, null), "Y"),
                refused("a remainder of no rules", () -> Figures.taylorRemainder(NET, X, Y, null), "rules"),
                refused("an error of no parameter", () -> Figures.errorByStep(NET, X, Y, null, 0, 0), "parameter"),
                refused("an error of no inputs", () -> Figures.errorByStep(NET, null, Y, w, 0, 0), "X"),
                refused("steps of no parameter", () -> Figures.stepSize(NET, X, Y, null, 0, 0), "parameter"),
                refused("steps of no network", () -> Figures.stepSize(null, X, Y, w, 0, 0), "net"),
                refused("no activation", () -> Figures.activation(null), "g"),
                refused("no places", () -> Figures.activation(TANH, (double[]) null), "z"),
                refused("no costs", () -> Figures.costByStep((double[]) null), "costs"),
                refused("no name of a number", () -> Figures.byStep(null, line(1)), "what"),
                refused("no runs", () -> Figures.byStep("J", null), "runs"),
                refused("a run that is null", () -> Figures.byStep("J", line((double[]) null)), "runs", "mine"),
                refused("no title", () -> Figures.logLog(null, "n", new double[] {1}, "t", line(1)), "title"),
                refused("no variable", () -> Figures.logLog("T", null, new double[] {1}, "t", line(1)), "x"),
                refused("no values of it", () -> Figures.logLog("T", "n", null, "t", line(1)), "at"),
                refused("no axis", () -> Figures.semiLog("T", "n", new double[] {1}, null, line(1)), "y"),
                refused("no lines", () -> Figures.semiLog("T", "n", new double[] {1}, "t", null), "lines"),
                refused("no path", () -> Figures.costSurface(null, X, Y), "path"),
                refused("a path with a gap", () -> Figures.costSurface(Arrays.asList(NET, null), X, Y), "path",
                        "2 of 2"),
                refused("a surface of no labels", () -> Figures.costSurface(List.of(NET), X, null), "Y"),
                refused("a decision of no network", () -> Figures.decision(null, XOR), "net"),
                refused("a decision on no data", () -> Figures.decision(NET, null), "data"),
                refused("training on no data", () -> Figures.training(List.of(NET), null), "data"),
                refused("training along no path", () -> Figures.training(null, XOR), "path"),
                refused("no pass", () -> Figures.network(null), "pass"),
                refused("no network to step through", () -> Figures.stepThrough(null, X, Y), "net"),
                refused("no inputs to step through", () -> Figures.stepThrough(NET, null, Y), "X"),
                refused("no rules to step through", () -> Figures.stepThrough(NET, X, Y, null), "rules"),
                refused("paths of no network", () -> Figures.paths(null, x, y), "net"),
                refused("paths of no example", () -> Figures.paths(NET, null, y), "x"),
                refused("paths of no label", () -> Figures.paths(NET, x, null), "y"),
                refused("a graph of no pass", () -> Figures.computationGraph(null, Y), "pass"),
                refused("a graph of no labels", () -> Figures.computationGraph(ForwardPass.of(NET, X), null), "Y"),
                refused("no graph", () -> Figures.computationGraph((Graph) null), "graph"),
                refused("no derivatives", () -> Figures.computationGraph((Derivatives) null), "pass"),
                refused("a table of no report", () -> Tables.comparison(null), "report"),
                refused("a table of no network", () -> Tables.layers(null), "net"),
                refused("factors of no network", () -> Tables.factors(null, x, y, w, 0, 0), "net"),
                refused("factors of no example", () -> Tables.factors(NET, null, y, w, 0, 0), "x"),
                refused("factors of no label", () -> Tables.factors(NET, x, null, w, 0, 0), "y"),
                refused("factors of no parameter", () -> Tables.factors(NET, x, y, null, 0, 0), "parameter"));
    }

    static Stream<Case> values() {
        var one = new double[] {1};
        return Stream.of(
                refused("a report of nothing", () -> Figures.gradientVersusEstimate(NOTHING), "no dA, dZ, dW or db"),
                refused("a comb of nothing", () -> Figures.ratioComb(NOTHING), "no dA, dZ, dW or db"),
                refused("a staircase of nothing", () -> Figures.faultStaircase(NOTHING), "no dA, dZ, dW or db"),
                refused("a heat map of what is no derivative",
                        () -> Figures.errorHeatMap(GradientCheck.of(NET, X, Y).run(), Kind.W.at(1)), "no W[1]",
                        "it has"),
                refused("a heat map of a layer that is not there",
                        () -> Figures.errorHeatMap(GradientCheck.of(NET, X, Y).run(), Kind.DW.at(7)), "no dW[7]"),
                refused("a heat map of what did not run",
                        () -> Figures.errorHeatMap(GradientCheck.of(NET, X, Y).rules(Rules.standard()
                                .withBp1((dZ, A) -> null)).run(), Kind.DW.at(1)), "dW[1]", "needs an entry"),
                refused("tangents with X transposed", () -> Figures.tangents(NET, X.transpose(), Y), "Xᵀ"),
                refused("a remainder with other labels", () -> Figures.taylorRemainder(NET, X, Matrix.row(1)), "1×1"),
                refused("the error of what is no parameter",
                        () -> Figures.errorByStep(NET, X, Y, Kind.Z.at(1), 0, 0), "W[l] or b[l]", "Z[1]"),
                refused("the error of a row too many", () -> Figures.errorByStep(NET, X, Y, Kind.W.at(1), 3, 0),
                        "W[1] is 3×2", "(3, 0)"),
                refused("the steps of a column too many", () -> Figures.stepSize(NET, X, Y, Kind.B.at(1), 0, 1),
                        "b[1] is 3×1", "(0, 1)"),
                refused("the steps of a layer too many", () -> Figures.stepSize(NET, X, Y, Kind.W.at(3), 0, 0), "W[3]",
                        "1…2"),
                refused("a tangent at NaN", () -> Figures.activation(TANH, 0, Double.NaN), "finite", "NaN"),
                refused("a tangent at ∞", () -> Figures.activation(TANH, Double.POSITIVE_INFINITY), "Infinity"),
                refused("losses of a label ½", () -> Figures.losses(0.5, 0.6), "0 or 1", "0.5"),
                refused("losses of an output 0", () -> Figures.losses(1, 0), "between 0 and 1", "0.0"),
                refused("losses of an output NaN", () -> Figures.losses(1, Double.NaN), "between 0 and 1", "NaN"),
                refused("deltas of a label 2", () -> Figures.outputDeltas(2), "0 or 1", "2.0"),
                refused("deltas of a label NaN", () -> Figures.outputDeltas(Double.NaN), "0 or 1", "NaN"),
                refused("no cost at all", () -> Figures.costByStep(), "J", "no value"),
                refused("a cost of NaN", () -> Figures.costByStep(3, 2, Double.NaN), "J is NaN after step 2",
                        "diverge"),
                refused("a cost of ∞", () -> Figures.costByStep(Double.POSITIVE_INFINITY), "after step 0"),
                refused("a number without a name", () -> Figures.byStep("", line(1)), "what"),
                refused("no run at all", () -> Figures.byStep("J", Map.of()), "runs", "none"),
                refused("an empty run", () -> Figures.byStep("J", line()), "mine", "no value"),
                refused("a run to NaN", () -> Figures.byStep("J", line(1, Double.NaN)), "mine is NaN after step 1"),
                refused("a figure without a title", () -> Figures.logLog(" ", "n", one, "t", line(1)), "title"),
                refused("lines over nothing", () -> Figures.logLog("T", "n", new double[0], "t", line()), "of n",
                        "none"),
                refused("no line at all", () -> Figures.logLog("T", "n", one, "t", Map.of()), "lines", "none"),
                refused("a line too long", () -> Figures.logLog("T", "n", one, "t", line(1, 2)),
                        "mine has 2 values, there are 1 of n"),
                refused("a line too short", () -> Figures.semiLog("T", "n", new double[] {1, 2}, "t", line(1)),
                        "mine has 1 values, there are 2 of n"),
                refused("0 on a logarithmic axis", () -> Figures.logLog("T", "n", new double[] {0}, "t", line(1)),
                        "value 1 of n is 0.0", "above 0"),
                refused("−1 on a logarithmic axis", () -> Figures.semiLog("T", "n", one, "t", line(-1)),
                        "value 1 of mine is -1.0", "above 0"),
                refused("NaN on a linear axis",
                        () -> Figures.semiLog("T", "n", new double[] {1, Double.NaN}, "t", line(1, 1)),
                        "value 2 of n is NaN"),
                refused("an empty path", () -> Figures.costSurface(List.of(), X, Y), "a network", "none"),
                refused("a path through two shapes", () -> Figures.costSurface(List.of(NET, NEURON), X, Y), "one shape",
                        "after step 1"),
                refused("a path of training through two shapes", () -> Figures.training(List.of(NEURON, NET), XOR),
                        "one shape"),
                refused("a surface with other labels", () -> Figures.costSurface(List.of(NET), X, X), "(3)"),
                refused("training along an empty path", () -> Figures.training(List.of(), XOR), "a network", "none"),
                refused("a decision of three inputs", () -> Figures.decision(WIDE, XOR), "2 inputs"),
                refused("a decision on data of one input", () -> Figures.decision(NET, new DataSet("t", List.of("x1"),
                        X.rowAt(0), "yes", Y, "s")), "2 inputs", "[x1]"),
                refused("a decision on data of three inputs", () -> Figures.decision(NET,
                        new DataSet("t", List.of("a", "b", "c"), Matrix.ones(3, 3), "yes", Y, "s")), "2 inputs",
                        "given 3"),
                refused("training on data of one input", () -> Figures.training(List.of(NET), new DataSet("t",
                        List.of("x1"), X.rowAt(0), "yes", Y, "s")), "2 inputs"),
                refused("a decision with one name for two inputs", () -> Figures.decision(NET,
                        new DataSet("t", List.of("x1"), X, "yes", Y, "s")), "each row of X needs a name", "2×3"),
                refused("a decision with labels of ½", () -> Figures.decision(NET,
                        new DataSet("t", List.of("x1", "x2"), X, "yes", Matrix.row(0, 0.5, 1), "s")),
                        "0 or 1", "example 2", "0.5"),
                refused("a decision with a label too few", () -> Figures.decision(NET,
                        new DataSet("t", List.of("x1", "x2"), X, "yes", Matrix.row(0, 1), "s")),
                        "each column of X needs a label", "1×3", "1×2"),
                refused("a network too large to step through", () -> Figures.stepThrough(
                        Network.inputs(2).layer(7, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1), X, Y),
                        "6 units"),
                refused("paths through two hidden layers", () -> Figures.paths(Network.inputs(2).layer(2, TANH)
                        .layer(2, TANH).layer(1, SIGMOID).random(1), x, y), "one hidden layer"),
                refused("paths of three examples", () -> Figures.paths(NET, X, Y), "one example", "2×3"),
                refused("a graph of 41 nodes", () -> Figures.computationGraph(chain(41)), "1 to 40", "41"),
                refused("a graph of no node", () -> Figures.computationGraph(new Graph()), "given: 0"),
                refused("a graph of too many layers", () -> Figures.computationGraph(ForwardPass.of(deep(12),
                        Matrix.ones(2, 1)), Matrix.ones(2, 1)), "1 to 40"),
                refused("factors of a row too many", () -> Tables.factors(NET, x, y, Kind.W.at(1), 3, 0),
                        "W[1] is 3×2", "(3, 0)"),
                refused("factors of what is no parameter", () -> Tables.factors(NET, x, y, Kind.Z.at(1), 0, 0),
                        "W or b"),
                refused("factors of two examples", () -> Tables.factors(NET, X, Y, new Quantity(Kind.W, 1), 0, 0),
                        "one example"));
    }

    private static Network deep(int layers) {
        var plan = Network.inputs(2);
        for (int l = 1; l <= layers; l++) {
            plan = plan.layer(2, TANH);
        }
        return plan.random(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"nulls", "values"})
    void isRefusedWithAReason(Case bad) {
        var refusal = assertThrows(RuntimeException.class, bad.action());
        assertTrue(refusal instanceof NullPointerException || refusal instanceof IllegalArgumentException,
                refusal::toString);
        assertAll(bad.says().stream().map(word -> () -> assertTrue(
                Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
                        .matcher("" + refusal.getMessage()).find(),
                () -> "“%s” in: %s".formatted(word, refusal))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void isRefusedAtTheCall(Case bad) {
        var refusal = assertThrows(RuntimeException.class, bad.action());
        var calls = Arrays.stream(refusal.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(BadInputTest.class.getName()))
                .filter(frame -> frame.getClassName().startsWith("backstep.")).toList();
        assertTrue(calls.size() <= 4, calls::toString);
    }
}
