package backstep.estimate;

import backstep.estimate.Perturbation.Moved;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The slopes along a perturbation, each with its error bar: what the scheme leaves out (seen from how the quotients
 * change with h) and what round-off adds (a bound on the rounding of the forward equations, over the step).
 */
final class DifferenceQuotients {

    private final Perturbation perturbation;
    private final double[] noise;
    private final Slope[] slopes;

    private DifferenceQuotients(Perturbation perturbation, double[] noise) {
        this.perturbation = perturbation;
        this.noise = noise;
        this.slopes = new Slope[perturbation.size()];
    }

    /** By extrapolation, the step shrunk until the bar no longer falls. */
    static List<Slope> extrapolated(Perturbation perturbation, double[] noise) {
        var quotients = new DifferenceQuotients(perturbation, noise);
        double s = 1;
        for (int attempt = 0; attempt < Tolerances.TRIES && !quotients.done(s); attempt++) {
            quotients.extrapolate(s);
            s /= Tolerances.SHRINK;
        }
        quotients.settleKinks();
        return List.of(quotients.slopes);
    }

    /** By one quotient at so many steps, beside the one at half of it. */
    static List<Slope> single(Perturbation perturbation, double[] noise, Scheme scheme, double s) {
        var quotients = new DifferenceQuotients(perturbation, noise);
        boolean central = scheme == Scheme.CENTRAL;
        var above = perturbation.at(s);
        var below = perturbation.at(central ? -s : 0);
        var whole = quotients.quotients(above, below, central ? 2 * s : s);
        var halfBelow = perturbation.at(central ? -s / 2 : 0);
        var halves = quotients.quotients(perturbation.at(s / 2), halfBelow, central ? s : s / 2);
        // Halving h leaves 1/4 of the error of a central quotient, 1/2 of a one-sided one.
        double factor = central ? 4.0 / 3 : 2;
        quotients.take(above, below, s, whole, i -> factor * Math.abs(whole[i] - halves[i]),
                Tolerances.TWO_QUOTIENTS_NOISE);
        return List.of(quotients.slopes);
    }

    /** Slopes to the right and to the left. */
    static double[][] oneSided(Perturbation perturbation, double s) {
        var quotients = new DifferenceQuotients(perturbation, null);
        var here = perturbation.at(0);
        return new double[][] {quotients.quotients(perturbation.at(s), here, s),
                quotients.quotients(here, perturbation.at(-s), s)};
    }

    /** A shorter step would make no bar much smaller, because of what it makes of rounding. */
    private boolean done(double s) {
        for (int i = 0; i < slopes.length; i++) {
            var slope = slopes[i];
            if (slope == null) {
                return false;
            }
            double noise = noise(i, slope.plus(), slope.minus());
            if (!(slope.bar() <= 2 * Tolerances.EXTRAPOLATED_NOISE * noise / (s * perturbation.step(i)))) {
                return false;
            }
        }
        return true;
    }

    /** Where the loss all but vanishes, it is the nudged values that are rounded most. */
    private double noise(int i, double above, double below) {
        return Math.max(noise[i], Tolerances.rounding(1) * Math.max(Math.abs(above), Math.abs(below)));
    }

    private void extrapolate(double s) {
        var above = perturbation.at(s);
        var below = perturbation.at(-s);
        var coarse = quotients(above, below, 2 * s);
        var middle = quotients(perturbation.at(s / 2), perturbation.at(-s / 2), s);
        var fine = quotients(perturbation.at(s / 4), perturbation.at(-s / 4), s / 2);
        var second = new double[slopes.length];
        var best = new double[slopes.length];
        var beyond = new double[slopes.length];
        for (int i = 0; i < slopes.length; i++) {
            double first = (4 * middle[i] - coarse[i]) / 3;
            second[i] = (4 * fine[i] - middle[i]) / 3;
            best[i] = (16 * second[i] - first) / 15;
            double q = Math.abs((middle[i] - coarse[i]) / best[i]);
            beyond[i] = q < 1 ? q * q * q * Math.abs(best[i]) : 0;
        }
        // The distance to the next coarser value bounds the error, unless two terms of the series happen to cancel:
        // where that of h² is a small part q of the slope, that of h⁶, which is left out, is taken to be q³.
        take(above, below, s, best, i -> Math.max(Math.abs(best[i] - second[i]), beyond[i]),
                Tolerances.EXTRAPOLATED_NOISE);
    }

    /** Keeps the narrower of two bars; a step that straddles a kink has none. */
    private void take(Moved above, Moved below, double s, double[] value, IntToDoubleFunction truncation,
            double weight) {
        var plus = perturbation.value(above);
        var minus = perturbation.value(below);
        var crossings = perturbation.crossings(above, below);
        for (int i = 0; i < slopes.length; i++) {
            double h = s * perturbation.step(i);
            double bar = crossings[i] != null ? Double.POSITIVE_INFINITY
                    : truncation.applyAsDouble(i) + weight * noise(i, plus[i], minus[i]) / h;
            if (slopes[i] == null || slopes[i].kink() != null || bar < slopes[i].bar()) {
                slopes[i] = new Slope(value[i], bar, h, plus[i], minus[i], crossings[i]);
            }
        }
    }

    private double[] quotients(Moved above, Moved below, double apart) {
        var plus = perturbation.value(above);
        var minus = perturbation.value(below);
        var quotients = new double[plus.length];
        for (int i = 0; i < plus.length; i++) {
            quotients[i] = (plus[i] - minus[i]) / (apart * perturbation.step(i));
        }
        return quotients;
    }

    /**
     * One unit that crosses its kink matters only if the two one-sided slopes differ; where several do, equal slopes
     * prove nothing.
     */
    private void settleKinks() {
        for (int i = 0; i < slopes.length; i++) {
            var slope = slopes[i];
            if (slope.kink() != null && slope.kink().others() == 0) {
                var sides = oneSided(perturbation, slope.step() / perturbation.step(i));
                double bend = Math.abs(sides[0][i] - sides[1][i]);
                double blur = Tolerances.TWO_QUOTIENTS_NOISE * noise(i, slope.plus(), slope.minus()) / slope.step();
                if (bend <= blur) {
                    slopes[i] = new Slope(slope.value(), bend + blur, slope.step(), slope.plus(), slope.minus(), null);
                }
            }
        }
    }
}
