package backstep.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The slopes along a line of a function of which nothing is known: from a long step to ever shorter ones, until
 * rounding is all that is left. A shorter step is the better witness of what is near, so that a longer one counts only
 * as far as it agrees.
 */
final class StepSearch {

    private final FunctionLine line;
    private final double[] noise;
    private final double[] relative;
    private final double reach;
    private final List<List<Slope>> slopes; // of each value, from the longest step to the shortest
    private final List<Double> tried = new ArrayList<>();

    /**
     * A search.
     *
     * @param noise of each value
     * @param relative its rounding, relative to its size
     * @param reach how many first steps it is to what is far
     */
    StepSearch(FunctionLine line, double[] noise, double[] relative, double reach) {
        this.line = line;
        this.noise = noise;
        this.relative = relative;
        this.reach = reach;
        this.slopes = IntStream.range(0, line.size()).mapToObj(i -> (List<Slope>) new ArrayList<Slope>()).toList();
    }

    /**
     * The slope of each value.
     *
     * @param last the shortest step that still moves the entry by some digits, as a power of 1/8
     */
    List<Slope> run(int last) {
        for (int k = 0; k <= last && isOpen(k); k++) {
            take(Math.pow(Tolerances.SHRINK, -k), false);
        }
        for (int k = 1; Math.pow(Tolerances.SHRINK, k) <= reach && isTooShort(); k++) {
            take(Math.pow(Tolerances.SHRINK, k), true);
        }
        return IntStream.range(0, line.size()).mapToObj(i -> bent(chosen(i), bend(i))).toList();
    }

    private boolean isOpen(int k) {
        return IntStream.range(0, line.size())
                .anyMatch(i -> slopes.get(i).size() < Tolerances.TRIES && !isDone(i, k));
    }

    /** Two steps agree, and a shorter one would make the bar wider. */
    private boolean isDone(int i, int k) {
        var found = slopes.get(i);
        if (!Double.isFinite(line.at(0)[i])) {
            return true;
        }
        var best = chosen(i);
        double h = Math.pow(Tolerances.SHRINK, -k) * line.step(i);
        return found.size() > 1 && best.bar() <= 2 * rounding(i, best, h);
    }

    /**
     * Rounding drowns a slope even at the longest step, or nothing moves. From a short one to ever longer ones each has
     * to agree with what was seen before, so that none leaves the neighbourhood unnoticed.
     */
    private boolean isTooShort() {
        return IntStream.range(0, line.size()).anyMatch(i -> {
            var best = chosen(i);
            return !slopes.get(i).isEmpty() && best.step() == slopes.get(i).get(0).step()
                    && best.bar() > Tolerances.LIMIT / 10 * Math.abs(best.value());
        });
    }

    private double rounding(int i, Slope slope, double h) {
        return rounding(i, slope, h, Math.max(relative[i], Tolerances.rounding(1)));
    }

    private double rounding(int i, Slope slope, double h, double part) {
        double shown = part * Math.max(Math.abs(slope.plus()), Math.abs(slope.minus()));
        return Tolerances.EXTRAPOLATED_NOISE * Math.max(noise[i], shown) / h;
    }

    private void take(double s, boolean longest) {
        tried.add(longest ? 0 : tried.size(), s);
        if (IntStream.range(0, line.size()).noneMatch(i -> Double.isFinite(line.even(i, s)))) {
            return;
        }
        var found = DifferenceQuotients.extrapolated(line, noise, s);
        for (int i = 0; i < found.size(); i++) {
            var slope = found.get(i);
            if (Double.isFinite(slope.value()) && Double.isFinite(slope.bar())) {
                slopes.get(i).add(longest ? 0 : slopes.get(i).size(), slope);
            }
        }
    }

    /** What a kink may hide, and the terms of a series that is none, if they are more than the bar. */
    private Slope wider(int i, Slope slope, double gap) {
        double rounding = rounding(i, slope, slope.step());
        double truncation = Math.max(0,
                slope.bar() - rounding(i, slope, slope.step(), Tolerances.rounding(1)));
        double bar = rounding + Math.max(Tolerances.ANY_BEND * truncation, gap);
        return new Slope(slope.value(), bar, slope.step(), slope.plus(), slope.minus(), null, null);
    }

    private static Slope bent(Slope slope, Bend bend) {
        return new Slope(slope.value(), slope.bar(), slope.step(), slope.plus(), slope.minus(), null, bend);
    }

    /**
     * Half of the gap between the slopes to the two sides, and some; 0 where the function is seen to be smooth. The
     * even part of its values, e(h) = f(x + h) + f(x − h) − 2f(x), goes with h at a kink instead of with h², so that
     * e(h/2) − 4e(h/4), which is of order h⁴ where the function is smooth, is there h times half the gap.
     */
    private double gap(int i, double s) {
        double even = line.even(i, s);
        double coarse = Math.abs(even - 4 * line.even(i, s / 2));
        double fine = Math.abs(line.even(i, s / 2) - 4 * line.even(i, s / 4));
        boolean isSmooth = coarse <= Math.abs(even) / 2 && fine <= coarse / Tolerances.SMOOTH;
        return isSmooth ? 0 : Tolerances.GAP * fine / (s * line.step(i));
    }

    /** With its gap; what was not smooth at one step must be so at two to be believed. */
    private List<Slope> withGaps(int i) {
        var found = slopes.get(i);
        var gaps = found.stream().mapToDouble(slope -> gap(i, slope.step() / line.step(i))).toArray();
        int last = found.size() - 1;
        return IntStream.rangeClosed(0, last).mapToObj(k -> wider(i, found.get(k),
                k == last && k > 0 ? Math.max(gaps[k], gaps[k - 1] / Tolerances.SHRINK) : gaps[k])).toList();
    }

    /** The narrowest bar, of those that agree with all of a shorter step. */
    private Slope chosen(int i) {
        var found = withGaps(i);
        var best = new Slope(Double.NaN, Double.POSITIVE_INFINITY, 0, Double.NaN, Double.NaN, null, null);
        for (int k = found.size() - 1; k >= 0; k--) {
            var slope = found.get(k);
            if (!found.subList(k + 1, found.size()).stream().allMatch(shorter ->
                    Math.abs(slope.value() - shorter.value()) <= slope.bar() + shorter.bar())) {
                break;
            }
            best = slope.bar() < best.bar() ? slope : best;
        }
        return best;
    }

    /**
     * What stays of the gap between the slopes to the two sides when the step is 8 times shorter, at the shortest step
     * at which it is seen; nothing if it would have been seen at a shorter one.
     */
    private Bend bend(int i) {
        double here = line.at(0)[i];
        if (!Double.isFinite(here)) {
            return null;
        }
        if (slopes.get(i).isEmpty()) {
            return sides(i, tried.get(tried.size() - 1));
        }
        for (int k = tried.size() - 1; k > 0; k--) {
            double s = tried.get(k) / 4;
            double size = Math.max(noise[i], Tolerances.rounding(1) * Math.abs(here));
            double gap = Math.abs(line.even(i, s));
            if (gap > Tolerances.SEEN * size) {
                boolean isGone = k < tried.size() - 1 && gap > 2 * Tolerances.SHRINK * Tolerances.SEEN * size;
                double longer = Math.abs(line.even(i, Tolerances.SHRINK * s)) / Tolerances.SHRINK;
                return !isGone && gap >= Tolerances.STAYS * longer ? sides(i, s) : null;
            }
        }
        return null;
    }

    private Bend sides(int i, double s) {
        double here = line.at(0)[i];
        double h = s * line.step(i);
        var bend = new Bend(side(here, line.at(-s)[i], -h), side(here, line.at(s)[i], h));
        return slopes.get(i).isEmpty() && bend.isInside() ? new Bend(Double.NaN, Double.NaN) : bend;
    }

    private static double side(double here, double there, double h) {
        double slope = (there - here) / h;
        return Double.isFinite(slope) ? slope : Double.NaN;
    }
}
