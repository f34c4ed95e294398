package backstep.estimate;

import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<Double, double[][]> sides = new HashMap<>(); // by the step
    private final Map<Double, boolean[]> still = new HashMap<>();

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
        quotients.settleBends();
        quotients.settleZeros();
        return List.of(quotients.slopes);
    }

    /** By extrapolation from one step, so many first steps long. */
    static <P> List<Slope> extrapolated(Line<P> line, double[] noise, double s) {
        var quotients = new DifferenceQuotients<>(line, noise);
        quotients.extrapolate(s);
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
     * The slopes to the two sides of an entry where they stay apart however short the step; null where they do not, or
     * where rounding hides it.
     */
    private Bend bend(int i, double s, double noise) {
        var longer = sides(s * Tolerances.SHORTER);
        var shorter = sides(s);
        double apart = Math.abs(longer[0][i] - longer[1][i]);
        double still = Math.abs(shorter[0][i] - shorter[1][i]);
        double blur = Tolerances.TWO_QUOTIENTS_NOISE * noise / (s * line.step(i));
        return still > blur && still >= Tolerances.STAYS * apart ? new Bend(shorter[1][i], shorter[0][i]) : null;
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
        var here = line.value(line.at(0));
        var above = line.at(s);
        var below = line.at(-s);
        var coarse = Sides.of(line, above, below);
        var middle = Sides.of(line, line.at(s / 2), line.at(-s / 2));
        var fine = Sides.of(line, line.at(s / 4), line.at(-s / 4));
        var best = new double[slopes.length];
        var truncation = new double[slopes.length];
        for (int i = 0; i < slopes.length; i++) {
            double h = s * line.step(i);
            var series = new Richardson(coarse.quotient(i, h), middle.quotient(i, h / 2), fine.quotient(i, h / 4));
            best[i] = series.best();
            // In the even part of the function a jump of a higher derivative shows that the odd part happens to hide.
            double jump = coarse.bulge(i, here[i]) - 20 * middle.bulge(i, here[i]) + 64 * fine.bulge(i, here[i]);
            truncation[i] = Math.max(series.error(line.isSmooth()), Tolerances.JUMP * Math.abs(jump) / h);
        }
        take(above, below, s, best, i -> truncation[i], Tolerances.EXTRAPOLATED_NOISE);
    }

    /** The values of a function at two places that are as far to either side. */
    private record Sides(double[] above, double[] below) {

        static <P> Sides of(Line<P> line, P above, P below) {
            return new Sides(line.value(above), line.value(below));
        }

        /** (f(x + h) − f(x − h)) / 2h. */
        double quotient(int i, double h) {
            return (above[i] - below[i]) / (2 * h);
        }

        /** f(x + h) − 2 f(x) + f(x − h). */
        double bulge(int i, double here) {
            return above[i] - here - (here - below[i]);
        }
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
                slopes[i] = new Slope(value[i], bar, h, plus[i], minus[i], crossings[i], null);
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
     * One unit that crosses its kink matters only if the two one-sided slopes differ; where several do, or the loss has
     * one, which matters always, equal slopes prove nothing.
     */
    private void settleKinks() {
        for (int i = 0; i < slopes.length; i++) {
            var slope = slopes[i];
            if (slope.kink() != null && slope.kink().others() == 0 && slope.kink().quantity().kind() != Kind.A) {
                var sides = sides(slope.step() / line.step(i));
                double bend = Math.abs(sides[0][i] - sides[1][i]);
                double blur = Tolerances.TWO_QUOTIENTS_NOISE * noise(i, slope.plus(), slope.minus()) / slope.step();
                if (bend <= blur) {
                    slopes[i] = new Slope(slope.value(), bend + blur, slope.step(), slope.plus(), slope.minus(), null,
                            null);
                }
            }
        }
    }

    /** Where no step has a bar that rounding explains, the function may have a kink that nobody declared. */
    private void settleBends() {
        for (int i = 0; i < slopes.length; i++) {
            var slope = slopes[i];
            double noise = noise(i, slope.plus(), slope.minus());
            double rounding = Tolerances.EXTRAPOLATED_NOISE * noise / slope.step();
            if (slope.kink() == null && slope.bar() > Tolerances.FEW_VALUES * rounding) {
                var bend = bend(i, Tolerances.BESIDE * Tolerances.SHORTEST, noise);
                slopes[i] = bend == null ? slope : new Slope(slope.value(), Math.abs(bend.right() - bend.left()),
                        slope.step(), slope.plus(), slope.minus(), null, bend);
            }
        }
    }

    /** Once for all derivatives that are estimated with this step. */
    private double[][] sides(double s) {
        return sides.computeIfAbsent(s, at -> oneSided(line, at));
    }

    /** Where nothing moves at all, 0 is no difference of rounded numbers. */
    private void settleZeros() {
        for (int i = 0; i < slopes.length; i++) {
            var slope = slopes[i];
            double s = slope.step() / line.step(i);
            if (slope.value() == 0 && slope.plus() == slope.minus()
                    && still.computeIfAbsent(s, at -> line.still(line.at(at), line.at(-at)))[i]) {
                slopes[i] = new Slope(0, 0, slope.step(), slope.plus(), slope.minus(), slope.kink(), slope.bend());
            }
        }
    }
}
