package backstep.notebook.figure;

import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.engine.Step;
import backstep.estimate.ErrorMetric;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.notebook.draw.NetworkNumbers;
import backstep.notebook.draw.NetworkScene;
import backstep.notebook.draw.NetworkScene.Light;
import backstep.typeset.Text;
import backstep.typeset.Typeset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The forward and the backward pass of a network, equation by equation: what is computed is lit, what it is computed
 * from has a ring.
 */
public final class StepThroughFigure {

    private static final String TITLE = "Forward and backward, step by step";
    private static final String WRONG = "✗";
    private static final int MILLISECONDS = 1500;
    private static final int WIDTH = 74; // letters of a line of numbers, in the narrowest cell that is looked after

    private final Network net;
    private final Rules rules;
    private final Map<Quantity, Matrix> known = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private StepThroughFigure(Network net, Matrix X, Matrix Y, Rules rules) {
        this.net = net;
        this.rules = rules;
        var forward = ForwardPass.of(net, X, rules);
        forward.forEach(steps::add);
        steps.addAll(forward.costSteps(Y));
        forward.backward(Y).forEach(steps::add);
        known.putAll(net.parameters());
        known.put(Kind.A.at(0), X);
        known.put(Kind.Y.at(net.L()), Y);
    }

    /** A state for each equation of the two passes by these rules. */
    public static Figure of(Network net, Matrix X, Matrix Y, Rules rules) {
        new NetworkScene(net); // refuses what is too large before anything is computed
        var figure = new StepThroughFigure(net, X, Y, rules);
        var states = new LinkedHashMap<String, Chart>();
        states.put("X", figure.start());
        for (var step : figure.steps) {
            var remark = figure.remark(step);
            figure.known.put(step.name(), step.output());
            states.put(step.name() + (remark.startsWith(WRONG) ? " " + WRONG : ""), figure.state(step, remark));
        }
        return Frames.of("step:", MILLISECONDS, states);
    }

    private Chart start() {
        var scene = scene();
        for (int k = 0; k < net.inputs(); k++) {
            scene.light(0, k, Light.VALUE);
        }
        scene.say("<b>X</b> goes in, then equation by equation forward to J and back to dW<sup>[1]</sup>.",
                HouseStyle.INK, 14, false);
        scene.say("<b>■ Forward values</b>: square, solid edge", HouseStyle.VALUE, 13, false);
        scene.say("<b>⬣ Gradients</b>: octagon, dashed edge, numbers below", HouseStyle.GRADIENT, 13, false);
        scene.say("Filled: computed in this step. With a ring: what it is computed from.", HouseStyle.INK, 13, false);
        return SceneChart.of(TITLE, scene);
    }

    private Chart state(Step step, String remark) {
        var scene = scene();
        boolean isBackward = step.name().kind().isDerivative();
        var light = isBackward ? Light.GRADIENT : Light.VALUE;
        for (var operand : step.operands().keySet()) {
            var used = operand.kind().isDerivative() ? Light.GRADIENT : Light.VALUE;
            units(operand, (l, k) -> scene.ring(l, k, used));
        }
        units(step.name(), (l, k) -> scene.light(l, k, light));
        edges(step, scene, light);
        scene.say("<b>%s</b>  %s".formatted(step.formula().id(), Typeset.markup(step)),
                isBackward ? HouseStyle.GRADIENT : HouseStyle.VALUE, 16, false);
        boolean namesG = step.formula() == Formula.ACTIVATION || step.formula() == Formula.BP4;
        scene.say(Typeset.markupWithShapes(step) + whose(step)
                + (namesG ? "   g = " + Text.inPicture(net.g(step.l()).name()) : ""), HouseStyle.INK, 12, false);
        var numbers = numbers(step);
        scene.say(String.join("<br>", numbers), HouseStyle.INK, numbers.get(0).length() > WIDTH ? 10 : 11, true);
        if (!remark.isEmpty()) {
            scene.say(remark, HouseStyle.GRADIENT, 13, false);
        }
        return SceneChart.of(TITLE, scene);
    }

    /** Whose numbers they are; nothing where there is one example only. */
    private static String whose(Step step) {
        int m = step.examples();
        var whose = Typeset.isOfAll(step) ? "   numbers: all %d examples" : "   numbers: example 1 of %d";
        return m == 1 ? "" : whose.formatted(m);
    }

    /** With as many columns and digits as the panel has room for. */
    private static List<String> numbers(Step step) {
        return IntStream.of(6, 5, 4).mapToObj(columns -> Typeset.linesWithNumbers(step, columns, 3))
                .filter(lines -> lines.get(0).length() <= WIDTH).findFirst()
                .orElseGet(() -> Typeset.linesWithNumbers(step, 3, 2));
    }

    /**
     * What a rule of the caller's gives where its equation gives something else from the same operands; empty where it
     * does not.
     */
    private String remark(Step step) {
        if (!rules.replaced().containsKey(step.formula())) {
            return "";
        }
        var expected = Rules.standard().apply(step.formula(), new Site(step.l(), net, known, rules.alpha()));
        var errors = ErrorMetric.entries(step.output(), expected);
        for (int i = 0; i < errors.rows(); i++) {
            for (int j = 0; j < errors.columns(); j++) {
                if (!(errors.get(i, j) <= ErrorMetric.LIMIT)) {
                    return WRONG + " Your rule in place of %s gives %s in row %d, column %d; the equation gives %s."
                            .formatted(step.formula().id(), number(step.output(), i, j), i, j, number(expected, i, j));
                }
            }
        }
        return "Your rule in place of %s gives what the equation gives.".formatted(step.formula().id());
    }

    private interface AtUnit {
        void at(int l, int k);
    }

    /** The units that hold a quantity. */
    private void units(Quantity quantity, AtUnit action) {
        switch (quantity.kind()) {
            case A, Z, B, DA, DZ, DB -> {
                for (int k = 0; k < net.n(quantity.l()); k++) {
                    action.at(quantity.l(), k);
                }
            }
            case Y, LOSSES, J -> action.at(net.L() + 1, 0);
            case W, DW -> { }
        }
    }

    /**
     * The edges that an equation runs along: those of its W or dW, for the loss and the output delta those to the loss.
     */
    private void edges(Step step, NetworkScene scene, Light light) {
        boolean isLoss = step.operands().containsKey(Kind.Y.at(net.L()));
        boolean isAlong = step.formula().operands(step.l()).contains(Kind.W.at(step.l()))
                || step.name().kind() == Kind.DW;
        for (int j = 0; isLoss && j < net.n(net.L()); j++) {
            scene.lightEdge(net.L() + 1, 0, j, light);
        }
        for (int k = 0; isAlong && k < net.n(step.l()); k++) {
            for (int j = 0; j < net.n(step.l() - 1); j++) {
                scene.lightEdge(step.l(), k, j, light);
            }
        }
    }

    private NetworkScene scene() {
        var scene = new NetworkScene(net);
        NetworkNumbers.write(scene, net, known);
        return scene;
    }

    private static String number(Matrix value, int row, int column) {
        return Digits.of(value.get(row, column), NetworkNumbers.DIGITS);
    }
}
