package backstep.notebook;

import backstep.check.Report;
import backstep.data.DataSet;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
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

/** Figures, one call each; every one has a title, labelled axes, and shows itself. */
public final class Figures {

    private Figures() {}

    /**
     * Any figure of tablesaw-jsplot's, made fit for a notebook.
     *
     * @param figure as built with tablesaw-jsplot
     * @return the same as clean Plotly JSON, in the house style
     */
    public static Figure of(tech.tablesaw.plotly.components.Figure figure) {
        return PlotlyJson.of(figure);
    }

    /**
     * Every derivative against its numerical estimate: on the diagonal, and the error of each entry on a log scale with the limit as a line.
     *
     * @param report what a gradient check found
     * @return two panels; an entry that is wrong stands above the line and off the diagonal
     */
    public static Figure gradientVersusEstimate(Report report) {
        return GradientFigures.versusEstimate(report);
    }

    /**
     * Plot A: the cost along each parameter, by forward passes only, with the line whose slope is the analytic derivative.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return a panel for each parameter, at most the first 12
     */
    public static Figure tangents(Network net, Matrix X, Matrix Y) {
        return tangents(net, X, Y, Rules.standard());
    }

    /**
     * Plot A with the slopes that other rules give: a wrong one cuts through the curve.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param rules the rules in question
     * @return a panel for each parameter, at most the first 12
     */
    public static Figure tangents(Network net, Matrix X, Matrix Y, Rules rules) {
        return GradientFigures.tangents(net, X, Y, rules);
    }

    /**
     * Plot B: how far the difference quotient is from the derivative, by the step h, a line for each parameter.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return a V for each entry: truncation falls with h², round-off rises with 1/h
     */
    public static Figure stepSizeFan(Network net, Matrix X, Matrix Y) {
        return stepSizeFan(net, X, Y, Rules.standard());
    }

    /**
     * Plot B with the derivatives that other rules give: a wrong one is a flat line far above.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param rules the rules in question
     * @return a line for each parameter, at most the first 12
     */
    public static Figure stepSizeFan(Network net, Matrix X, Matrix Y, Rules rules) {
        return GradientFigures.stepSizeFan(net, X, Y, rules);
    }

    /**
     * Plot C: what a tangent leaves of the cost along a random direction in each block; right falls with s², wrong with s.
     *
     * @param net the network, of any size
     * @param X n_0×m
     * @param Y n_L×m
     * @return a line for each W and b
     */
    public static Figure taylorRemainder(Network net, Matrix X, Matrix Y) {
        return taylorRemainder(net, X, Y, Rules.standard());
    }

    /**
     * Plot C with the derivatives that other rules give.
     *
     * @param net the network, of any size
     * @param X n_0×m
     * @param Y n_L×m
     * @param rules the rules in question
     * @return a line for each W and b
     */
    public static Figure taylorRemainder(Network net, Matrix X, Matrix Y, Rules rules) {
        return FaultFigures.taylorRemainder(net, X, Y, rules, 1);
    }

    /**
     * Plot D: the ratio of analytic to numeric, entry by entry, with the estimate's own bar; its height names the fault.
     *
     * @param report what a gradient check found
     * @return a comb at 1 where all is right; at m without the 1/m, at −1 with a wrong sign
     */
    public static Figure ratioComb(Report report) {
        return FaultFigures.ratioComb(report);
    }

    /**
     * Plot E: the error of each derivative in backward order, in the whole pass (filled) and by its equation alone (hollow).
     *
     * @param report what a gradient check found
     * @return the first filled mark that is high says where, the hollow one which
     */
    public static Figure faultStaircase(Report report) {
        return FaultFigures.faultStaircase(report);
    }

    /**
     * The error of each entry of one derivative, the limit visible in the colours.
     *
     * @param report what a gradient check found
     * @param derivative for example {@code Kind.DW.at(1)}
     * @return a heat map, log scale
     * @throws IllegalArgumentException if the report has no such derivative
     */
    public static Figure errorHeatMap(Report report, Quantity derivative) {
        return FaultFigures.heatMap(report, derivative);
    }

    /**
     * The error of the forward and the central quotient of one entry by the step, beside the predicted lines of truncation and round-off.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param parameter W[l] or b[l]
     * @param row from 0
     * @param column from 0
     * @return two U curves
     */
    public static Figure errorByStep(Network net, Matrix X, Matrix Y, Quantity parameter, int row, int column) {
        return StepFigures.errorByStep(net, X, Y, parameter, row, column);
    }

    /**
     * The same, to be stepped through: a slider for h, the secants on the cost beside their errors, and which digits of them are right.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param parameter W[l] or b[l]
     * @param row from 0
     * @param column from 0
     * @return for each h from 1 down to 1e-12: the cost over the parameter with its analytic tangent and both secants; the two U curves with h marked
     * @throws IllegalArgumentException if it is not a parameter
     */
    public static Figure stepSize(Network net, Matrix X, Matrix Y, Quantity parameter, int row, int column) {
        return StepFigures.byStep(net, X, Y, parameter, row, column);
    }

    /**
     * An activation with its derivative, and the tangent where one looks.
     *
     * @param g the activation
     * @param z where the tangent touches
     * @return g, g′ and the tangents over −6…6
     */
    public static Figure activation(Elementwise g, double... z) {
        return CurveFigures.activation(g, z);
    }

    /**
     * Squared error and cross-entropy over the output a.
     *
     * @param y the label, 0 or 1
     * @param a the output that is marked
     * @return both curves
     */
    public static Figure losses(double y, double a) {
        return CurveFigures.losses(y, a);
    }

    /**
     * The size of dz over z, behind a sigmoid: squared error dies away where the sigmoid is flat, cross-entropy does not.
     *
     * @param y the label, 0 or 1
     * @return analytic lines, numerical dots
     */
    public static Figure outputDeltas(double y) {
        return CurveFigures.outputDeltas(y);
    }

    /**
     * The cost after each step of training.
     *
     * @param costs J before step 1, after step 1, …
     * @return the curve
     */
    public static Figure costByStep(double... costs) {
        return byStep("the cost J", Map.of("J", costs));
    }

    /**
     * A number that training changes, for one or several runs.
     *
     * @param what the number, for the axis
     * @param runs name → its value before step 1, after step 1, …
     * @return a curve for each run, in the order of their names
     */
    public static Figure byStep(String what, Map<String, double[]> runs) {
        return CurveFigures.byStep(what, runs);
    }

    /**
     * Several numbers over one variable, on logarithmic axes: a power law is a straight line, its exponent the slope.
     *
     * @param title of the figure
     * @param x the variable, for the axis
     * @param at its values, above 0
     * @param y what is drawn, for the axis
     * @param lines name → its value at each x
     * @return a curve for each name, in the order of the names
     * @throws IllegalArgumentException if a line has not as many values as there are x
     */
    public static Figure logLog(String title, String x, double[] at, String y, Map<String, double[]> lines) {
        return CurveFigures.lines(title, x, true, at, y, lines);
    }

    /**
     * Several numbers over one variable, the numbers on a logarithmic axis.
     *
     * @param title of the figure
     * @param x the variable, for the axis
     * @param at its values
     * @param y what is drawn, for the axis
     * @param lines name → its value at each x, above 0
     * @return a curve for each name, in the order of the names
     * @throws IllegalArgumentException if a line has not as many values as there are x
     */
    public static Figure semiLog(String title, String x, double[] at, String y, Map<String, double[]> lines) {
        return CurveFigures.lines(title, x, false, at, y, lines);
    }

    /**
     * The cost over the first two parameters, with the path that training took.
     *
     * @param path the networks before step 1, after step 1, …; the other parameters are held as in the last
     * @param X n_0×m
     * @param Y n_L×m
     * @return contours and the path
     */
    public static Figure costSurface(List<Network> path, Matrix X, Matrix Y) {
        return SurfaceFigures.cost(path, X, Y);
    }

    /**
     * What a network of two inputs and one output says over the plane of its inputs, with the data.
     *
     * @param net 2 inputs, 1 output
     * @param data inputs and labels
     * @return contours of the output and the examples, by label
     * @throws IllegalArgumentException if the network has other sizes
     */
    public static Figure decision(Network net, DataSet data) {
        return SurfaceFigures.decision(net, data);
    }

    /**
     * Training, to be stepped through: what the network says over its inputs, beside where it stands on the cost.
     *
     * <p>The cost is drawn over the first two parameters, the others as they are at that step: its surface moves while they are trained as well.
     *
     * @param path the networks before step 1, after step 1, …; about 15 are shown, between which the parameters move equally far
     * @param data inputs and labels
     * @return a slider over the steps; contours of the output with the examples, contours of the cost with the path
     * @throws IllegalArgumentException if there is no network, or one has not 2 inputs and 1 output
     */
    public static Figure training(List<Network> path, DataSet data) {
        return TrainingFigure.of(path, data);
    }

    /**
     * A network with its weights on the edges and one example's values on the nodes.
     *
     * @param pass a forward pass; its first example is shown
     * @return the drawing
     */
    public static Figure network(ForwardPass pass) {
        return NetworkFigure.of(pass);
    }

    /**
     * The forward and the backward pass of a network to step through, equation by equation, with its shapes and its numbers.
     *
     * @param net at most 4 layers after its inputs, at most 6 units in each
     * @param X n_0×m; units show the first example
     * @param Y n_L×m
     * @return a slider and a Play button over the steps; forward values and gradients differ by colour and shape
     * @throws IllegalArgumentException if the network is larger, or X or Y does not fit it
     */
    public static Figure stepThrough(Network net, Matrix X, Matrix Y) {
        return stepThrough(net, X, Y, Rules.standard());
    }

    /**
     * The two passes by other rules to step through: a step whose rule differs from its equation is marked, what comes after it shows what that does.
     *
     * @param net at most 4 layers after its inputs, at most 6 units in each
     * @param X n_0×m; units show the first example
     * @param Y n_L×m
     * @param rules the rules in question
     * @return a slider and a Play button over the steps
     * @throws IllegalArgumentException if the network is larger, X or Y does not fit it, or a rule gives no matrix of the right shape
     */
    public static Figure stepThrough(Network net, Matrix X, Matrix Y, Rules rules) {
        return StepThroughFigure.of(net, X, Y, rules);
    }

    /**
     * The derivative of each parameter as the product of the factors along its path: a slider picks the parameter.
     *
     * @param net at most one hidden layer of at most 6 units, one output
     * @param x one example, n_0×1
     * @param y its label, 1×1
     * @return the network with the path lit, the factors, their product and the estimate
     * @throws IllegalArgumentException if more than one path leads from a parameter to the loss, or the network is larger
     */
    public static Figure paths(Network net, Matrix x, Matrix y) {
        return PathFigure.of(net, x, y);
    }

    /**
     * The computation graph of a network's loss, read from left to right forward and from right to left backward.
     *
     * @param pass a forward pass
     * @param Y the labels, n_L×m
     * @return values in the nodes (the shape, where there are many), local derivatives on the edges, derivatives of the loss below the nodes
     * @throws IllegalArgumentException if Y does not fit, or the graph has more than 40 nodes
     */
    public static Figure computationGraph(ForwardPass pass, Matrix Y) {
        return GraphFigure.of(pass, Y);
    }

    /**
     * A graph of scalars as it was recorded.
     *
     * @param graph at most 40 nodes; some 20 are legible at a glance
     * @return values in the nodes, local derivatives on the edges
     * @throws IllegalArgumentException if it has no nodes, or more than 40
     */
    public static Figure computationGraph(Graph graph) {
        return GraphFigure.of(graph);
    }

    /**
     * A graph of scalars with what one pass over it found.
     *
     * @param pass by {@link Graph#derivatives} or {@link Graph#tangents}
     * @return values in the nodes, local derivatives on the edges, ∂y/∂node or ∂node/∂x below the nodes
     * @throws IllegalArgumentException if the graph has more than 40 nodes
     */
    public static Figure computationGraph(Derivatives pass) {
        return GraphFigure.of(pass);
    }
}
