package backstep.estimate;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The slopes along a line, each with its error bar: what the scheme leaves out (seen from how the quotients change with
 * h) and what round-off adds (a bound on the rounding of the values, over the step).
 *
 * @param <P> what there is at a place on the line
 */
final class DifferenceQuotients<P> {

    private final Line<P> line;
    private final double[] noise;
    private final Slope[] slopes;

    private DifferenceQuotients(Line<P> line, double[] noise) {
        this.line = line;
        this.noise = noise;
        this.slopes = new Slope[line.size()];
    }

    /** By extrapolation, the step shrunk until the bar no longer falls. */
    static <P> List<Slope> extrapolated(Line<P> line, double[] noise) {
        var quotients = new DifferenceQuotients<>(line, noise);
        double s = 1;
        for (int attempt = 0; attempt < Tolerances.TRIES && !quotients.done(s); attempt++) {
            quotients.extrapolate(s);
            s /= Tolerances.SHRINK;
        }
        quotients.settleKinks();
        return List.of(quotients.slopes);
    }

    /** By one quotient at so many steps, beside the one at half of it. */
    static <P> List<Slope> single(Line<P> line, double[] noise, Scheme scheme, double s) {
        var quotients = new DifferenceQuotients<>(line, noise);
        boolean central = scheme == Scheme.CENTRAL;
        var above = line.at(s);
        var below = line.at(central ? -s : 0);
        var whole = quotients.quotients(above, below, central ? 2 * s : s);
        var halfBelow = line.at(central ? -s / 2 : 0);
        var halves = quotients.quotients(line.at(s / 2), halfBelow, central ? s : s / 2);
        // Halving h leaves 1/4 of the error of a central quotient, 1/2 of a one-sided one.
        double factor = central ? 4.0 / 3 : 2;
        quotients.take(above, below, s, whole, i -> factor * Math.abs(whole[i] - halves[i]),
                Tolerances.TWO_QUOTIENTS_NOISE);
        return List.of(quotients.slopes);
    }

    /** Slopes to the right and to the left. */
    static <P> double[][] oneSided(Line<P> line, double s) {
        var quotients = new DifferenceQuotients<>(line, null);
        var here = line.at(0);
        return new double[][] {quotients.quotients(line.at(s), here, s),
                quotients.quotients(here, line.at(-s), s)};
    }

    /**
     * Whether a function bends sharply at an entry, at a kink that nobody declared: the slopes to the two sides stay
     * apart however short the step, and a given slope lies between them.
     */
    static <P> boolean bends(Line<P> line, int i, double step, double given) {
        double apart = 0;
        for (double h : new double[] {step, step / Tolerances.SHORTER}) {
            var sides = oneSided(line, h / line.step(i));
            double least = Math.min(sides[0][i], sides[1][i]);
            double gap = Math.max(sides[0][i], sides[1][i]) - least;
            double outside = Math.max(least - given, given - least - gap);
            if (!(outside <= Tolerances.BETWEEN * gap) || h < step && gap < Tolerances.STAYS * apart) {
                return false;
            }
            apart = gap;
        }
        return true;
    }

    /** A shorter step would make no bar much smaller, because of what it makes of rounding. */
    private boolean done(double s) {
        for (int i = 0; i < slopes.length; i++) {
            var slope = slopes[i];
            if (slope == null) {
                return false;
            }
            double noise = noise(i, slope.plus(), slope.minus());
            if (!(slope.bar() <= 2 * Tolerances.EXTRAPOLATED_NOISE * noise / (s * line.step(i)))) {
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
        var above = line.at(s);
        var below = line.at(-s);
        var coarse = quotients(above, below, 2 * s);
        var middle = quotients(line.at(s / 2), line.at(-s / 2), s);
        var fine = quotients(line.at(s / 4), line.at(-s / 4), s / 2);
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
    private void take(P above, P below, double s, double[] value, IntToDoubleFunction truncation,
            double weight) {
        var plus = line.value(above);
        var minus = line.value(below);
        var crossings = line.crossings(above, below);
        for (int i = 0; i < slopes.length; i++) {
            double h = s * line.step(i);
            double bar = crossings[i] != null ? Double.POSITIVE_INFINITY
                    : truncation.applyAsDouble(i) + weight * noise(i, plus[i], minus[i]) / h;
            if (slopes[i] == null || slopes[i].kink() != null || bar < slopes[i].bar()) {
                slopes[i] = new Slope(value[i], bar, h, plus[i], minus[i], crossings[i]);
            }
        }
    }

    private double[] quotients(P above, P below, double apart) {
        var plus = line.value(above);
        var minus = line.value(below);
        var quotients = new double[plus.length];
        for (int i = 0; i < plus.length; i++) {
            quotients[i] = (plus[i] - minus[i]) / (apart * line.step(i));
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
                var sides = oneSided(line, slope.step() / line.step(i));
                double bend = Math.abs(sides[0][i] - sides[1][i]);
                double blur = Tolerances.TWO_QUOTIENTS_NOISE * noise(i, slope.plus(), slope.minus()) / slope.step();
                if (bend <= blur) {
                    slopes[i] = new Slope(slope.value(), bend + blur, slope.step(), slope.plus(), slope.minus(), null);
                }
            }
        }
    }
}
