package backstep.notebook;

import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.pass.ForwardPass;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The drawing of a network: units in columns, weights on the edges, the first example's values on the units. */
final class NetworkFigure {

    private static final int DIGITS = 3;

    private NetworkFigure() {}

    static Figure of(ForwardPass pass) {
        var net = pass.network();
        var layout = new NetworkLayout(net);
        var chart = new Chart("The network " + net).panel("layer", "").height(200 + 70 * layout.widest());
        for (int l = 1; l <= net.L(); l++) {
            for (int k = 0; k < net.n(l); k++) {
                for (int j = 0; j < net.n(l - 1); j++) {
                    double w = net.W(l).get(k, j);
                    double from = layout.height(l - 1, j);
                    double to = layout.height(l, k);
                    chart.curve("", new double[] {l - 1, l}, new double[] {from, to}, w < 0 ? 1 : 0); // negative: the second colour, dashed
                    if (layout.isLabelled(l)) {
                        double at = NetworkLayout.along(j);
                        chart.label(l - 1 + at, from + at * (to - from), Digits.of(w, DIGITS), 10, HouseStyle.INK);
                    }
                }
            }
        }
        for (int l = 0; l <= net.L(); l++) {
            for (int k = 0; k < net.n(l); k++) {
                var value = Digits.of(pass.a(l).get(k, 0), DIGITS);
                chart.marks("", new double[] {l}, new double[] {layout.height(l, k)}, new String[] {l == 0 ? "x = " + value
                        : "z = %s<br>a = %s<br>b = %s<br>W: %s".formatted(Digits.of(pass.z(l).get(k, 0), DIGITS), value, Digits.of(net.b(l).get(k, 0), DIGITS), row(net.W(l), k))},
                        HouseStyle.INK, "circle", 46);
                chart.label(l, layout.height(l, k), "<b>%s<sub>%d</sub></b><br>%s".formatted(l == 0 ? "x" : "a", k + 1, value), 0, HouseStyle.ON_INK);
                if (l > 0) {
                    chart.label(l, layout.height(l, k), "b = " + Digits.of(net.b(l).get(k, 0), DIGITS), 34, HouseStyle.INK);
                }
            }
        }
        return chart.plain().figure();
    }

    private static String row(Matrix W, int k) {
        return Arrays.stream(W.toArray()[k]).mapToObj(w -> Digits.of(w, DIGITS)).collect(Collectors.joining(", "));
    }
}
