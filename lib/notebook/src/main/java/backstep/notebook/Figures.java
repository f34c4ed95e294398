package backstep.notebook;

import static java.util.Objects.requireNonNull;

import backstep.check.Report;
import backstep.data.DataSet;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.mode.Derivatives;
import backstep.mode.Graph;
import backstep.network.Elementwise;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.notebook.figure.CurveFigures;
import backstep.notebook.figure.FaultFigures;
import backstep.notebook.figure.Figure;
import backstep.notebook.figure.GradientFigures;
import backstep.notebook.figure.GraphFigure;
import backstep.notebook.figure.NetworkFigure;
import backstep.notebook.figure.PathFigure;
import backstep.notebook.figure.StepFigures;
import backstep.notebook.figure.StepThroughFigure;
import backstep.notebook.figure.SurfaceFigures;
import backstep.notebook.figure.TrainingFigure;
import backstep.notebook.tablesaw.PlotlyJson;
import java.util.List;
import java.util.Map;

/**
 * Figures, one call each; every one has a title, labelled axes, and shows itself.
 *
 * <p>Throughout, {@code net} is the network, {@code X} its inputs (n_0×m), {@code Y} the labels (n_L×m), {@code rules}
 * the formulas in question (the standard ones where none are given) and {@code report} what a gradient check found.
 */
public final class Figures {

    private Figures() {}

    private static void present(Network net, Matrix X, Matrix Y) {
        requireNonNull(net, "net is null");
        requireNonNull(X, "X is null");
        requireNonNull(Y, "Y is null");
    }

    private static void present(Network net, Matrix X, Matrix Y, Rules rules) {
        present(net, X, Y);
        requireNonNull(rules, "rules is null");
    }

    /** A figure built with tablesaw-jsplot, made fit for a notebook: as clean Plotly JSON, in the house style. */
    public static Figure of(tech.tablesaw.plotly.components.Figure figure) {
        requireNonNull(figure, "figure is null");
        return PlotlyJson.of(figure);
    }

    // Is a gradient right?

    /**
     * Every derivative against its numerical estimate: what is right is on the diagonal, and its error, on a log scale,
     * below the line of the limit.
     */
    public static Figure gradientVersusEstimate(Report report) {
        return GradientFigures.versusEstimate(report);
    }

    /**
     * Plot A: the cost along each parameter, at most the first 12, by forward passes only, with the line whose slope is
     * the analytic derivative.
     */
    public static Figure tangents(Network net, Matrix X, Matrix Y) {
        return tangents(net, X, Y, Rules.standard());
    }

    /** Plot A with the slopes that other rules give: a wrong one cuts through the curve. */
    public static Figure tangents(Network net, Matrix X, Matrix Y, Rules rules) {
        present(net, X, Y, rules);
        return GradientFigures.tangents(net, X, Y, rules);
    }

    /**
     * Plot B: how far the difference quotient is from the derivative, by the step h, a V for each parameter, at most
     * the first 12: truncation falls with h², round-off rises with 1/h.
     */
    public static Figure stepSizeFan(Network net, Matrix X, Matrix Y) {
        return stepSizeFan(net, X, Y, Rules.standard());
    }

    /** Plot B with the derivatives that other rules give: a wrong one is a flat line far above. */
    public static Figure stepSizeFan(Network net, Matrix X, Matrix Y, Rules rules) {
        present(net, X, Y, rules);
        return GradientFigures.stepSizeFan(net, X, Y, rules);
    }

    /**
     * Plot C: what a tangent leaves of the cost along a random direction, for each W and b of a network of any size;
     * right falls with s², wrong with s.
     */
    public static Figure taylorRemainder(Network net, Matrix X, Matrix Y) {
        return taylorRemainder(net, X, Y, Rules.standard());
    }

    /** Plot C with the derivatives that other rules give. */
    public static Figure taylorRemainder(Network net, Matrix X, Matrix Y, Rules rules) {
        present(net, X, Y, rules);
        return FaultFigures.taylorRemainder(net, X, Y, rules, 1);
    }

    /**
     * Plot D: the ratio of analytic to numeric, entry by entry, with the estimate's own bar. Its height names the
     * fault: 1 where all is right, m without the 1/m, −1 with a wrong sign.
     */
    public static Figure ratioComb(Report report) {
        return FaultFigures.ratioComb(report);
    }

    /**
     * Plot E: the error of each derivative in backward order, in the whole pass (filled) and by its equation alone
     * (hollow): the first filled mark that is high says where, the hollow one which.
     */
    public static Figure faultStaircase(Report report) {
        return FaultFigures.faultStaircase(report);
    }

    /**
     * The error of each entry of one derivative as a heat map, the limit visible in the colours.
     *
     * @param derivative for example {@code Kind.DW.at(1)}
     * @throws IllegalArgumentException if the report has no such derivative
     */
    public static Figure errorHeatMap(Report report, Quantity derivative) {
        requireNonNull(report, "report is null");
        requireNonNull(derivative, "derivative is null");
        return FaultFigures.heatMap(report, derivative);
    }

    /**
     * The error of the forward and the central quotient of one entry by the step, beside the predicted lines of
     * truncation and round-off.
     *
     * @param parameter W[l] or b[l]
     * @param row from 0
     * @param column from 0
     * @throws IllegalArgumentException if it is not a parameter
     */
    public static Figure errorByStep(Network net, Matrix X, Matrix Y, Quantity parameter, int row, int column) {
        present(net, X, Y);
        requireNonNull(parameter, "parameter is null");
        return StepFigures.errorByStep(net, X, Y, parameter, row, column);
    }

    /**
     * {@link #errorByStep} to be stepped through, for each h from 1 down to 1e-12: the cost over the parameter with its
     * analytic tangent and both secants, which digits of these are right, and their errors.
     */
    public static Figure stepSize(Network net, Matrix X, Matrix Y, Quantity parameter, int row, int column) {
        present(net, X, Y);
        requireNonNull(parameter, "parameter is null");
        return StepFigures.byStep(net, X, Y, parameter, row, column);
    }

    // Curves of one variable

    /** An activation g with its derivative g′ over −6…6, and a tangent that touches at each z. */
    public static Figure activation(Elementwise g, double... z) {
        requireNonNull(g, "g is null");
        requireNonNull(z, "z is null");
        return CurveFigures.activation(g, z);
    }

    /** Squared error and cross-entropy over the output when the label is y, 0 or 1; the output a is marked. */
    public static Figure losses(double y, double a) {
        return CurveFigures.losses(y, a);
    }

    /**
     * The size of dz over z, behind a sigmoid, when the label is y, 0 or 1: squared error dies away where the sigmoid
     * is flat, cross-entropy does not. Analytic lines, numerical dots.
     */
    public static Figure outputDeltas(double y) {
        return CurveFigures.outputDeltas(y);
    }

    /** The cost J before step 1 of training, after step 1, …; refuses one that is NaN or infinite. */
    public static Figure costByStep(double... costs) {
        requireNonNull(costs, "costs is null");
        return byStep("the cost J", Map.of("J", costs));
    }

    /**
     * A number that training changes, for one or several runs.
     *
     * @param what the number, for the axis
     * @param runs name → its value before step 1, after step 1, …
     */
    public static Figure byStep(String what, Map<String, double[]> runs) {
        requireNonNull(what, "what is null");
        NonNull.map("runs", runs);
        return CurveFigures.byStep(what, runs);
    }

    /**
     * Several numbers over one variable, on logarithmic axes: a power law is a straight line, its exponent the slope.
     *
     * @param x the variable, for the axis
     * @param at its values, above 0
     * @param y what is drawn, for the axis
     * @param lines name → its value at each x
     * @throws IllegalArgumentException if a line has not as many values as there are x
     */
    public static Figure logLog(String title, String x, double[] at, String y, Map<String, double[]> lines) {
        requireNonNull(title, "title is null");
        requireNonNull(x, "x is null");
        requireNonNull(at, "at is null");
        requireNonNull(y, "y is null");
        NonNull.map("lines", lines);
        return CurveFigures.lines(title, x, true, at, y, lines);
    }

    /** As {@link #logLog}, with only the numbers on a logarithmic axis: an exponential is a straight line. */
    public static Figure semiLog(String title, String x, double[] at, String y, Map<String, double[]> lines) {
        requireNonNull(title, "title is null");
        requireNonNull(x, "x is null");
        requireNonNull(at, "at is null");
        requireNonNull(y, "y is null");
        NonNull.map("lines", lines);
        return CurveFigures.lines(title, x, false, at, y, lines);
    }

    // Surfaces, and training

    /**
     * The cost over the first two parameters, with the path that training took.
     *
     * @param path the networks before step 1, after step 1, …; the other parameters are held as in the last
     * @throws IllegalArgumentException if there is no network, or they are not of one shape
     */
    public static Figure costSurface(List<Network> path, Matrix X, Matrix Y) {
        NonNull.list("path", path);
        requireNonNull(X, "X is null");
        requireNonNull(Y, "Y is null");
        return SurfaceFigures.cost(path, X, Y);
    }

    /**
     * What a network of two inputs and one output says over the plane of its inputs, with the data.
     *
     * @throws IllegalArgumentException if the network has other sizes
     */
    public static Figure decision(Network net, DataSet data) {
        requireNonNull(net, "net is null");
        requireNonNull(data, "data is null");
        return SurfaceFigures.decision(net, data);
    }

    /**
     * Training, to be stepped through: what the network says over its inputs, beside where it stands on the cost.
     *
     * <p>The cost is drawn over the first two parameters, the others as they are at that step: its surface moves while
     * they are trained as well.
     *
     * @param path the networks before step 1, after step 1, …; about 15 are shown, between which the parameters move
     *        equally far
     * @return a slider over the steps; contours of the output with the examples, contours of the cost with the path
     * @throws IllegalArgumentException if there is no network, or one has not 2 inputs and 1 output
     */
    public static Figure training(List<Network> path, DataSet data) {
        NonNull.list("path", path);
        requireNonNull(data, "data is null");
        return TrainingFigure.of(path, data);
    }

    // Networks and graphs

    /**
     * A network with its weights on the edges and the first example's values on the nodes; with more than 10 units in a
     * layer or more than 8 layers a box for each layer, with its count of units.
     */
    public static Figure network(ForwardPass pass) {
        requireNonNull(pass, "pass is null");
        return NetworkFigure.of(pass);
    }

    /**
     * The forward and the backward pass of a network to step through, equation by equation, with its shapes and its
     * numbers; units show the first example.
     *
     * @param net at most 4 layers after its inputs, at most 6 units in each
     * @return a slider and a Play button over the steps; forward values and gradients differ by colour and shape
     * @throws IllegalArgumentException if the network is larger, or X or Y does not fit it
     */
    public static Figure stepThrough(Network net, Matrix X, Matrix Y) {
        return stepThrough(net, X, Y, Rules.standard());
    }

    /**
     * The two passes by other rules to step through: a step whose rule differs from its equation is marked, what comes
     * after it shows what that does.
     *
     * @throws IllegalArgumentException as without rules, or if a rule gives no matrix of the right shape
     */
    public static Figure stepThrough(Network net, Matrix X, Matrix Y, Rules rules) {
        present(net, X, Y, rules);
        return StepThroughFigure.of(net, X, Y, rules);
    }

    /**
     * The derivative of each parameter as the product of the factors along its path: a slider picks the parameter.
     *
     * @param net at most one hidden layer of at most 6 units, one output
     * @param x one example, n_0×1
     * @param y its label, 1×1
     * @return the network with the path lit, the factors, their product and the estimate
     * @throws IllegalArgumentException if more than one path leads from a parameter to the loss, or the network is
     *         larger
     */
    public static Figure paths(Network net, Matrix x, Matrix y) {
        requireNonNull(net, "net is null");
        requireNonNull(x, "x is null");
        requireNonNull(y, "y is null");
        return PathFigure.of(net, x, y);
    }

    /**
     * The computation graph of a network's loss, read from left to right forward and from right to left backward.
     *
     * @return values in the nodes (the shape, where there are many), local derivatives on the edges, derivatives of the
     *         loss below the nodes
     * @throws IllegalArgumentException if Y does not fit, or the graph has more than 40 nodes
     */
    public static Figure computationGraph(ForwardPass pass, Matrix Y) {
        requireNonNull(pass, "pass is null");
        requireNonNull(Y, "Y is null");
        return GraphFigure.of(pass, Y);
    }

    /**
     * A graph of scalars as it was recorded, some 20 nodes legible at a glance: values in the nodes, local derivatives
     * on the edges.
     *
     * @throws IllegalArgumentException if it has no nodes, or more than 40
     */
    public static Figure computationGraph(Graph graph) {
        requireNonNull(graph, "graph is null");
        return GraphFigure.of(graph);
    }

    /**
     * A graph of scalars with what one pass over it found: ∂y/∂node or ∂node/∂x below the nodes.
     *
     * @param pass by {@link Graph#derivatives} or {@link Graph#tangents}
     * @throws IllegalArgumentException if the graph has more than 40 nodes
     */
    public static Figure computationGraph(Derivatives pass) {
        requireNonNull(pass, "pass is null");
        return GraphFigure.of(pass);
    }
}
