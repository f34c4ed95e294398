package backstep.check;

import java.util.Arrays;

/**
 * The slopes along a nudge, each with its error bar: what the scheme leaves out (seen from how the quotients change with h) and what
 * round-off adds (a bound on the rounding of the forward equations, over the step).
 */
final class Slopes {

    private static final int TRIES = 7;
    private static final double SHRINK = 8;
    private static final double FINE = 1e-10; // a bar that is small enough, relative to the slope

    private final Nudge nudge;
    private final double[] noise;
    final double[] value;
    final double[] bar;
    final double[] step;
    final double[] plus;
    final double[] minus;
    final Kink[] kink;

    private Slopes(Nudge nudge, double[] noise) {
        this.nudge = nudge;
        this.noise = noise;
        this.value = new double[nudge.size()];
        this.bar = new double[nudge.size()];
        this.step = new double[nudge.size()];
        this.plus = new double[nudge.size()];
        this.minus = new double[nudge.size()];
        this.kink = new Kink[nudge.size()];
        Arrays.fill(bar, Double.POSITIVE_INFINITY);
    }

    /** By extrapolation, the step shrunk until the bar is small or no longer falls. */
    static Slopes extrapolated(Nudge nudge, double[] noise) {
        var slopes = new Slopes(nudge, noise);
        var h = nudge.firstSteps();
        for (int attempt = 0; attempt < TRIES && !slopes.done(h); attempt++) {
            slopes.extrapolate(h);
            for (int i = 0; i < h.length; i++) {
                h[i] /= SHRINK;
            }
        }
        slopes.settleKinks();
        return slopes;
    }

    /** By one quotient at a given step, beside the one at half of it. */
    static Slopes single(Nudge nudge, double[] noise, Scheme scheme, double[] h) {
        var slopes = new Slopes(nudge, noise);
        var half = scaled(h, 0.5);
        boolean central = scheme == Scheme.CENTRAL;
        var above = nudge.moved(h);
        var below = central ? nudge.moved(scaled(h, -1)) : nudge.base;
        var plus = nudge.value(above);
        var minus = nudge.value(below);
        var whole = quotients(plus, minus, h, central ? 2 : 1);
        var halves = quotients(nudge.value(nudge.moved(half)), nudge.value(central ? nudge.moved(scaled(half, -1)) : nudge.base), half, central ? 2 : 1);
        var crossings = nudge.crossings(above, below);
        for (int i = 0; i < h.length; i++) {
            // Halving h leaves 1/4 of the error of a central quotient, 1/2 of a one-sided one.
            double truncation = Math.abs(whole[i] - halves[i]) * (central ? 4.0 / 3 : 2);
            slopes.take(i, whole[i], truncation + 4 * slopes.noise(i, plus[i], minus[i]) / h[i], h[i], plus[i], minus[i], crossings[i]);
        }
        return slopes;
    }

    /** Bars are as small as they get, or as they need to be. */
    private boolean done(double[] h) {
        for (int i = 0; i < h.length; i++) {
            if (!(bar[i] <= FINE * Math.abs(value[i]) || bar[i] < 2 * roundOff(i, h[i], plus[i], minus[i]))) {
                return false;
            }
        }
        return true;
    }

    private double roundOff(int i, double h, double above, double below) {
        return 8 * noise(i, above, below) / h; // of three quotients, the finest at h/4, weighted 64/45, −20/45, 1/45
    }

    /** Where the loss all but vanishes, it is the nudged values that are rounded most. */
    private double noise(int i, double above, double below) {
        return Math.max(noise[i], RoundOff.UNIT * Math.max(Math.abs(above), Math.abs(below)));
    }

    private void extrapolate(double[] h) {
        var above = nudge.moved(h);
        var below = nudge.moved(scaled(h, -1));
        var plus = nudge.value(above);
        var minus = nudge.value(below);
        var coarse = quotients(plus, minus, h, 2);
        var middle = central(scaled(h, 0.5));
        var fine = central(scaled(h, 0.25));
        var crossings = nudge.crossings(above, below);
        for (int i = 0; i < h.length; i++) {
            double first = (4 * middle[i] - coarse[i]) / 3;
            double second = (4 * fine[i] - middle[i]) / 3;
            double best = (16 * second - first) / 15;
            // The distance to the next coarser value bounds the error wherever the series behaves; where it does not, the
            // quotients do not fall into place either, and a part of their distance keeps the bar wide.
            double truncation = Math.abs(best - second) + 1e-3 * Math.abs(second - first) + 1e-7 * Math.abs(fine[i] - middle[i]);
            take(i, best, truncation + roundOff(i, h[i], plus[i], minus[i]), h[i], plus[i], minus[i], crossings[i]);
        }
    }

    /** Keeps the narrower of two bars; a step that straddles a kink has none. */
    private void take(int i, double slope, double width, double h, double above, double below, Kink crossing) {
        if (step[i] == 0 || kink[i] != null || crossing == null && width < bar[i]) {
            value[i] = slope;
            bar[i] = crossing == null ? width : Double.POSITIVE_INFINITY;
            step[i] = h;
            plus[i] = above;
            minus[i] = below;
            kink[i] = crossing;
        }
    }

    private double[] central(double[] h) {
        return quotients(nudge.value(nudge.moved(h)), nudge.value(nudge.moved(scaled(h, -1))), h, 2);
    }

    private static double[] quotients(double[] plus, double[] minus, double[] h, double width) {
        var quotients = new double[h.length];
        for (int i = 0; i < h.length; i++) {
            quotients[i] = (plus[i] - minus[i]) / (width * h[i]);
        }
        return quotients;
    }

    private static double[] scaled(double[] h, double factor) {
        return Arrays.stream(h).map(x -> x * factor).toArray();
    }

    /** One unit that crosses its kink matters only if the two one-sided slopes differ; where several do, equal slopes prove nothing. */
    private void settleKinks() {
        if (Arrays.stream(kink).allMatch(found -> found == null)) {
            return;
        }
        var sides = oneSided(nudge, step);
        for (int i = 0; i < kink.length; i++) {
            double bend = Math.abs(sides[0][i] - sides[1][i]);
            double blur = 4 * noise(i, plus[i], minus[i]) / step[i];
            if (kink[i] != null && kink[i].others() == 0 && bend <= blur + 1e-3 * Math.abs(value[i])) {
                kink[i] = null;
                bar[i] = bend + blur;
            }
        }
    }

    /** Slopes to the right and to the left. */
    static double[][] oneSided(Nudge nudge, double[] h) {
        var here = nudge.value(nudge.base);
        return new double[][] {quotients(nudge.value(nudge.moved(h)), here, h, 1), quotients(here, nudge.value(nudge.moved(scaled(h, -1))), h, 1)};
    }
}
