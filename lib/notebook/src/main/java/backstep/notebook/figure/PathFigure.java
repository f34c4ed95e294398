package backstep.notebook.figure;

import backstep.engine.ForwardPass;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.notebook.draw.NetworkNumbers;
import backstep.notebook.draw.NetworkScene;
import backstep.notebook.draw.NetworkScene.Light;
import backstep.notebook.figure.PathFactors.Factor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The derivative of any one parameter as the product of the factors along its path, lit in the network. */
public final class PathFigure {

    private static final String TITLE = "One derivative, one path";
    private static final int MILLISECONDS = 2500;

    private final Network net;
    private final Map<Quantity, Matrix> known;

    private PathFigure(Network net, Matrix x, Matrix y) {
        this.net = net;
        var pass = ForwardPass.of(net, x);
        known = new HashMap<>(net.parameters());
        for (int l = 0; l <= net.L(); l++) {
            known.put(Kind.A.at(l), pass.A(l));
        }
        known.put(Kind.J.at(net.L()), Matrix.row(pass.cost(y)));
    }

    /** A state for each parameter of a network with one path to the loss from each. */
    public static Figure of(Network net, Matrix x, Matrix y) {
        if (net.L() > 2 || net.n(net.L()) != 1 || x.columns() != 1) {
            throw new IllegalArgumentException("one path leads from each weight to the loss with one hidden layer, "
                    + "one output and one example; given: %s, X %s".formatted(net, x.shape()));
        }
        var figure = new PathFigure(net, x, y);
        var states = new LinkedHashMap<String, Chart>();
        for (int l = 1; l <= net.L(); l++) {
            for (var parameter : net.hasBias(l) ? List.of(Kind.W.at(l), Kind.B.at(l)) : List.of(Kind.W.at(l))) {
                var value = figure.known.get(parameter);
                for (int row = 0; row < value.rows(); row++) {
                    for (int column = 0; column < value.columns(); column++) {
                        var path = PathFactors.of(net, x, y, parameter, row, column);
                        states.put(path.name(), figure.state(path));
                    }
                }
            }
        }
        return Frames.of("the derivative of", MILLISECONDS, states);
    }

    private Chart state(PathFactors path) {
        var scene = new NetworkScene(net);
        NetworkNumbers.write(scene, net, known);
        light(scene, path);
        var names = path.factors().stream().map(factor -> written(factor.name())).collect(Collectors.joining(" · "));
        scene.say("d%s = %s".formatted(written(path.name()), names), HouseStyle.GRADIENT, 15, false);
        scene.say(path.factors().stream().map(PathFigure::factor)
                .collect(Collectors.joining(" · ", "= ", " = <b>%s</b>".formatted(number(path.product())))),
                HouseStyle.GRADIENT, 14, false);
        int longest = path.factors().stream().mapToInt(factor -> factor.name().length()).max().orElse(0);
        scene.say(path.factors().stream()
                .map(factor -> factor.name() + " ".repeat(longest - factor.name().length() + 2) + factor.meaning())
                .collect(Collectors.joining("<br>")), HouseStyle.INK, 11, true);
        scene.say("estimate by nudging %s: %s".formatted(written(path.name()), number(path.estimate())),
                HouseStyle.INK, 12, false);
        return SceneChart.of(TITLE, scene);
    }

    /** From the loss back to the parameter, each factor where it is picked up. */
    private void light(NetworkScene scene, PathFactors path) {
        int L = net.L();
        int l = path.parameter().l();
        scene.light(L, 0, Light.GRADIENT);
        scene.lightEdge(L + 1, 0, 0, Light.GRADIENT);
        scene.below(L, 0, "dz = " + number(path.factors().get(0).value()));
        if (l < L) {
            scene.light(l, path.row(), Light.GRADIENT);
            scene.lightEdge(L, 0, path.row(), Light.GRADIENT);
            scene.below(l, path.row(),
                    "%s · %s".formatted(factor(path.factors().get(1)), factor(path.factors().get(2))));
        }
        if (path.parameter().kind() == Kind.W) {
            scene.ring(l - 1, path.column(), Light.VALUE);
            scene.lightEdge(l, path.row(), path.column(), Light.GRADIENT);
            scene.below(l - 1, path.column(), "· " + factor(path.factors().get(path.factors().size() - 1)));
        }
    }

    /** A number that is multiplied: a negative one in brackets. */
    private static String factor(Factor factor) {
        return factor.value() < 0 ? "(%s)".formatted(number(factor.value())) : number(factor.value());
    }

    private static String written(String name) {
        return name.replaceAll("(\\[\\d+])", "<sup>$1</sup>");
    }

    private static String number(double value) {
        return Digits.of(value, NetworkNumbers.DIGITS);
    }
}
