package backstep.notebook.figure;

import backstep.engine.ForwardPass;
import backstep.matrix.Digits;
import backstep.network.Network;
import backstep.typeset.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A network beyond what can be read unit by unit: a box for each layer, with its count of units; of many the ends. */
final class LayersFigure {

    private static final int FIRST = 6, LAST = 3; // so many boxes where there are too many
    private static final int DIGITS = 3;
    private static final int SMALLEST = 34, LARGER = 8; // pixels of a box; for each power of 10

    private final Network net;
    private final Optional<ForwardPass> pass;

    private LayersFigure(Network net, Optional<ForwardPass> pass) {
        this.net = net;
        this.pass = pass;
    }

    static Figure of(Network net, Optional<ForwardPass> pass) {
        return new LayersFigure(net, pass).drawn();
    }

    private Figure drawn() {
        var shown = shown();
        var chart = new Chart(title()).panel("layer", "").height(290);
        var places = IntStream.range(0, shown.size()).asDoubleStream().toArray();
        chart.curve("", places, new double[places.length], 0);
        for (int k = 0; k < shown.size(); k++) {
            int l = shown.get(k);
            if (l < 0) {
                chart.label(k, 0, "<b>%d</b><br>more".formatted(net.L() + 1 - FIRST - LAST), 24, HouseStyle.INK);
                continue;
            }
            chart.marks("", new double[] {k}, new double[] {0}, new String[] {hover(l)}, HouseStyle.INK, "square",
                    SMALLEST + (int) (LARGER * Math.log10(net.n(l))));
            chart.label(k, 0, "<b>%d</b>".formatted(net.n(l)), 0, HouseStyle.ON_INK);
            chart.label(k, 0, l == 0 ? "inputs" : Text.inPicture(net.g(l).name()), -52, HouseStyle.INK);
            if (l > 0) {
                int above = 48 + 16 * (k % 2); // so that neighbours keep apart
                chart.label(k, 0, "W " + net.W(l).shape(), above, HouseStyle.INK);
            }
        }
        return chart.plain().range("x", -0.7, places.length - 0.3).range("y", -1, 1)
                .ticks("x", places, shown.stream().map(l -> l < 0 ? "" : "" + l).toList()).figure();
    }

    /** The layers that have a box, −1 where some are left out. */
    private List<Integer> shown() {
        int all = net.L() + 1;
        return all <= FIRST + 1 + LAST ? IntStream.range(0, all).boxed().toList()
                : IntStream.rangeClosed(0, FIRST + LAST).map(k -> k < FIRST ? k : k == FIRST ? -1
                        : all - 1 - FIRST - LAST + k).boxed().toList();
    }

    private String title() {
        return "The network " + (net.L() <= FIRST + LAST ? net.toString()
                : "of %d layers, from %d inputs to %d outputs".formatted(net.L(), net.n(0), net.n(net.L())));
    }

    private String hover(int l) {
        var values = pass.map(forward -> {
            var of = Arrays.stream(forward.A(l).columnAt(0).transpose().toArray()[0]).summaryStatistics();
            return "<br>%s from %s to %s in example 1".formatted(l == 0 ? "x" : "a", Digits.of(of.getMin(), DIGITS),
                    Digits.of(of.getMax(), DIGITS));
        }).orElse("");
        return l == 0 ? "%d inputs%s".formatted(net.n(0), values)
                : "layer %d: %d units, %s<br>W %s, b %s: %d parameters%s".formatted(l, net.n(l),
                        Text.inPicture(net.g(l).name()), net.W(l).shape(), net.hasBias(l) ? net.b(l).shape() : "none",
                        net.n(l) * (net.n(l - 1) + (net.hasBias(l) ? 1L : 0)), values);
    }
}
