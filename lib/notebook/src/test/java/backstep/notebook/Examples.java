package backstep.notebook;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;

import backstep.check.GradientCheck;
import backstep.check.SideBySide;
import backstep.data.DataSet;
import backstep.data.Penguins;
import backstep.derivation.Verification;
import backstep.derivation.catalogue.Derivations;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.mode.Derivatives;
import backstep.mode.Graph;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.notebook.figure.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** One network with data and a wrong rule, and one of everything that shows itself. */
public final class Examples {

    public static final Network NET = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(7);
    public static final Network NEURON = Network.inputs(2).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(7);
    public static final Matrix X = Matrix.of(2, 3, 1.5, -1, 0.25, 0.5, 2, -0.75);
    public static final Matrix Y = Matrix.row(1, 0, 1);
    public static final Rules SUM_INSTEAD_OF_MEAN = Rules.standard().withBp2(dZ -> dZ.times(Matrix.ones(3, 1)));

    public static final DataSet XOR = new DataSet("exclusive or", List.of("x1", "x2"),
            Matrix.of(2, 4, 0, 0, 1, 1, 0, 1, 0, 1), "one of them", Matrix.row(0, 1, 1, 0), "by definition");
    public static final List<Network> TRAINED =
            Stream.iterate(Network.inputs(2).layer(2, SIGMOID).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1),
            net -> ForwardPass.of(net, XOR.X()).backward(XOR.Y()).step(2)).limit(2001).toList();

    private Examples() {}

    public static Map<String, Figure> figures() {
        var figures = new TreeMap<String, Figure>();
        figures.put("gradientVersusEstimate", Figures.gradientVersusEstimate(GradientCheck.of(NET, X, Y).run()));
        figures.put("gradientVersusEstimate, broken",
                Figures.gradientVersusEstimate(GradientCheck.of(NET, X, Y).rules(SUM_INSTEAD_OF_MEAN).run()));
        figures.put("tangents", Figures.tangents(NET, X, Y));
        figures.put("stepSizeFan", Figures.stepSizeFan(NET, X, Y));
        var broken = GradientCheck.of(NET, X, Y).rules(SUM_INSTEAD_OF_MEAN).run();
        figures.put("taylorRemainder", Figures.taylorRemainder(NET, X, Y, SUM_INSTEAD_OF_MEAN));
        figures.put("ratioComb", Figures.ratioComb(broken));
        figures.put("faultStaircase", Figures.faultStaircase(broken));
        figures.put("errorHeatMap", Figures.errorHeatMap(broken, Kind.DW.at(1)));
        figures.put("errorByStep", Figures.errorByStep(NET, X, Y, Kind.W.at(1), 0, 1));
        figures.put("stepSize", Figures.stepSize(NET, X, Y, Kind.W.at(1), 0, 1));
        figures.put("activation", Figures.activation(TANH, -1, 0.5));
        figures.put("losses", Figures.losses(1, 0.6));
        figures.put("outputDeltas", Figures.outputDeltas(1));
        figures.put("costByStep", Figures.costByStep(3, 2, 1.5));
        figures.put("byStep",
                Figures.byStep("output a", Map.of("one", new double[] {1, 2}, "two", new double[] {2, 1})));
        figures.put("costSurface",
                Figures.costSurface(List.of(NEURON, ForwardPass.of(NEURON, X).backward(Y).step(1)), X, Y));
        figures.put("decision", Figures.decision(NEURON, Penguins.sex().standardised()));
        figures.put("stepThrough", Figures.stepThrough(NET, X, Y));
        figures.put("paths", Figures.paths(NET, X.columnAt(0), Matrix.row(1)));
        figures.put("training", Figures.training(TRAINED, XOR));
        figures.put("network", Figures.network(ForwardPass.of(NET, X)));
        figures.put("network, too large for its units", Figures.network(ForwardPass.of(
                Network.inputs(2).layer(5000, TANH).layer(1, SIGMOID).random(1), X)));
        figures.put("computationGraph", Figures.computationGraph(ForwardPass.of(NET, X), Y));
        figures.put("computationGraph, scalars", Figures.computationGraph(derivatives()));
        return figures;
    }

    /** The cost of a 2-2-1 net on one example, from its last node back. */
    public static Derivatives derivatives() {
        var graph = new Graph();
        var x1 = graph.input("x1", 0.5);
        var x2 = graph.input("x2", -1.2);
        var a1 = x1.times(graph.input("w11", 0.3)).plus(x2.times(graph.input("w12", -0.7))).named("z1").sigmoid()
                .named("a1");
        var a2 = x1.times(graph.input("w21", -1.1)).plus(x2.times(graph.input("w22", 0.4))).named("z2").sigmoid()
                .named("a2");
        var h = a1.times(graph.input("v1", 0.9)).plus(a2.times(graph.input("v2", -0.6))).named("z").sigmoid()
                .named("h");
        var error = h.minus(graph.input("y", 1));
        return graph.derivatives(error.times(error).times(0.5).named("L"));
    }

    public static Map<String, Object> values() {
        var forward = ForwardPass.of(NET, X);
        var report = GradientCheck.of(NET, X, Y).rules(SUM_INSTEAD_OF_MEAN).run();
        var values = new LinkedHashMap<String, Object>(figures());
        values.put("matrix", X);
        values.put("long matrix", Matrix.ones(50, 60));
        values.put("forward pass", forward);
        values.put("backward pass", forward.backward(Y));
        values.put("side by side", SideBySide.of(NET, X, Y, Kind.DB.at(1)));
        values.put("step", forward.backward(Y).iterator().next());
        values.put("report", report);
        values.put("table", Tables.comparison(report));
        values.put("network", NET);
        values.put("large network", Network.inputs(784).layer(30, SIGMOID).layer(10, SIGMOID).random(1));
        var equation = Derivations.EFAVDB.equation("efavdb-BP3");
        values.put("verified equation", equation.verify(NET, X, Y));
        values.put("evaluation", equation.on(NET, X, Y).get(0));
        values.put("evaluations", equation.on(NET, X, Y));
        values.put("verification",
                new Verification("EFAVDB", List.of(Verification.line(equation, Derivations.EFAVDB.networks().get()))));
        values.put("gallery", Derivations.TWO_LAYER.gallery());
        values.put("steps", List.of(forward.iterator().next(), X));
        values.put("arrays", List.of(new double[] {1, 2}, new double[] {3}));
        values.put("jsplot figure",
                new tech.tablesaw.plotly.components.Figure(
                        ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).build()));
        values.put("jagged rows", new double[][] {{1, 2}, {3}});
        values.put("no rows", new double[0][]);
        values.put("number", 1.0 / 3);
        values.put("row", new double[] {1, 2});
        values.put("rows", new double[][] {{1, 2}, {3, 4}});
        return values;
    }
}
