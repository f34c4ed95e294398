package backstep.notebook.figure;

import backstep.engine.ForwardPass;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.notebook.draw.NetworkLayout;
import backstep.typeset.Text;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The drawing of a network: units in columns, weights on the edges; of a pass also the first example's values on the
 * units. A network beyond what can be read is drawn as layers with their counts.
 */
public final class NetworkFigure {

    private static final int DIGITS = 3;
    private static final int UNITS = 10; // so many in a layer can be told apart
    private static final int LAYERS = 8;

    private NetworkFigure() {}

    /** Whether its units and layers can be told apart in a drawing. */
    public static boolean isLegible(Network net) {
        return new NetworkLayout(net).widest() <= UNITS && net.L() <= LAYERS;
    }

    /** Without values. */
    public static Figure of(Network net) {
        return of(net, Optional.empty());
    }

    /** With the first example's values. */
    public static Figure of(ForwardPass pass) {
        return of(pass.network(), Optional.of(pass));
    }

    private static Figure of(Network net, Optional<ForwardPass> pass) {
        if (!isLegible(net)) {
            return LayersFigure.of(net, pass);
        }
        var layout = new NetworkLayout(net);
        var chart = new Chart("The network " + net).panel("layer", "").height(200 + 70 * layout.widest());
        for (int l = 1; l <= net.L(); l++) {
            for (int k = 0; k < net.n(l); k++) {
                for (int j = 0; j < net.n(l - 1); j++) {
                    double w = net.W(l).get(k, j);
                    double from = layout.height(l - 1, j);
                    double to = layout.height(l, k);
                    int series = w < 0 ? 1 : 0; // negative: the second colour, dashed
                    chart.curve("", new double[] {l - 1, l}, new double[] {from, to}, series);
                    if (layout.isLabelled(l)) {
                        double at = NetworkLayout.along(j);
                        chart.label(l - 1 + at, from + at * (to - from), Digits.of(w, DIGITS), 10, HouseStyle.INK);
                    }
                }
            }
        }
        for (int l = 0; l <= net.L(); l++) {
            for (int k = 0; k < net.n(l); k++) {
                int unit = k;
                int layer = l;
                var value = pass.map(values -> Digits.of(values.A(layer).get(unit, 0), DIGITS));
                chart.marks("", new double[] {l}, new double[] {layout.height(l, k)},
                        new String[] {hover(net, l, k, pass)}, HouseStyle.INK, "circle", 46);
                var name = "<b>%s<sub>%d</sub></b>".formatted(l == 0 ? "x" : "a", k + 1);
                chart.label(l, layout.height(l, k), name + value.map("<br>"::concat).orElse(""), 0, HouseStyle.ON_INK);
                if (l > 0 && net.hasBias(l)) {
                    chart.label(l, layout.height(l, k), "b = " + Digits.of(net.b(l).get(k, 0), DIGITS), 34,
                            HouseStyle.INK);
                }
            }
        }
        return chart.plain().figure();
    }

    private static String hover(Network net, int l, int k, Optional<ForwardPass> pass) {
        var value = pass.map(values -> "%s = %s<br>"
                .formatted(l == 0 ? "x" : "a", Digits.of(values.A(l).get(k, 0), DIGITS))).orElse("");
        if (l == 0) {
            return value.isEmpty() ? "input" : value.replace("<br>", "");
        }
        var z = pass.map(values -> "z = %s<br>".formatted(Digits.of(values.Z(l).get(k, 0), DIGITS))).orElse("");
        return z + (value.isEmpty() ? Text.inPicture(net.g(l).name()) + "<br>" : value)
                + "b = %s<br>W: %s".formatted(Digits.of(net.b(l).get(k, 0), DIGITS), row(net.W(l), k));
    }

    private static String row(Matrix W, int k) {
        return Arrays.stream(W.toArray()[k]).mapToObj(w -> Digits.of(w, DIGITS)).collect(Collectors.joining(", "));
    }
}
