package backstep.notebook.draw;

import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Map;

/**
 * The numbers that are known so far, written at the units and edges of a network: the first example's where each has
 * its own.
 */
public final class NetworkNumbers {

    /** As many as there is room for. */
    public static final int DIGITS = 3;
    private static final int FULL = 10; // where the pointer asks

    private final NetworkScene scene;
    private final Network net;
    private final Map<Quantity, Matrix> known;

    private NetworkNumbers(NetworkScene scene, Network net, Map<Quantity, Matrix> known) {
        this.scene = scene;
        this.net = net;
        this.known = known;
    }

    /** Writes what is known into the scene. */
    public static void write(NetworkScene scene, Network net, Map<Quantity, Matrix> known) {
        var numbers = new NetworkNumbers(scene, net, known);
        for (int l = 0; l <= net.L(); l++) {
            for (int k = 0; k < net.n(l); k++) {
                numbers.unit(l, k);
            }
        }
        for (int l = 1; l <= net.L(); l++) {
            for (int k = 0; k < net.n(l); k++) {
                numbers.parameters(l, k);
            }
        }
        numbers.loss();
    }

    private void unit(int l, int k) {
        var letter = l == 0 ? "x" : known.containsKey(Kind.Z.at(l)) && !known.containsKey(Kind.A.at(l)) ? "z" : "a";
        var value = known.get((letter.equals("z") ? Kind.Z : Kind.A).at(l));
        scene.write(l, k, disc("%s<sub>%d</sub>".formatted(letter, k + 1), value, k),
                "%s, unit %d".formatted(l == 0 ? "inputs" : "layer " + l, k + 1) + hover(l, k));
        scene.below(l, k, known.containsKey(Kind.DZ.at(l))
                ? number("dz = ", Kind.DZ.at(l), k, 0) : number("da = ", Kind.DA.at(l), k, 0));
    }

    private void parameters(int l, int k) {
        scene.writeAbove(l, k, number("b = ", Kind.B.at(l), k, 0), number("db = ", Kind.DB.at(l), k, 0));
        for (int j = 0; j < net.n(l - 1); j++) {
            scene.writeEdge(l, k, j, number("", Kind.W.at(l), k, j), number("", Kind.DW.at(l), k, j));
        }
    }

    private void loss() {
        var cost = known.get(Kind.J.at(net.L()));
        var losses = known.get(Kind.LOSSES.at(net.L()));
        scene.write(net.L() + 1, 0, cost == null && losses != null ? disc("ℓ", losses, 0) : disc("J", cost, 0),
                "the loss ℓ of each example, and their mean, the cost J");
    }

    /** What the pointer tells: the weights and the bias, which do not change from step to step. */
    private String hover(int l, int k) {
        if (l == 0) {
            return "";
        }
        var weights = new StringBuilder();
        for (int j = 0; j < net.n(l - 1); j++) {
            weights.append("<br>W(%d, %d) = %s".formatted(k, j, Digits.of(net.W(l).get(k, j), FULL)));
        }
        return "<br>b = %s%s".formatted(Digits.of(net.b(l).get(k, 0), FULL), weights);
    }

    private static String disc(String name, Matrix value, int row) {
        return "<b>%s</b>".formatted(name) + (value == null ? "" : "<br>" + Digits.of(value.get(row, 0), DIGITS));
    }

    private String number(String before, Quantity quantity, int row, int column) {
        var value = known.get(quantity);
        return value == null ? "" : before + Digits.of(value.get(row, column), DIGITS);
    }
}
