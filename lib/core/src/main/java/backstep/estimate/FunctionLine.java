package backstep.estimate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/**
 * The values of a function of numbers along a line through a point, each asked for once. What bends along it is not
 * known beforehand; it is seen from the values.
 */
final class FunctionLine implements Line<double[]> {

    private final UnaryOperator<double[]> F;
    private final double[] x;
    private final double[] direction;
    private final double step;
    private final Map<Double, double[]> values = new HashMap<>();

    FunctionLine(UnaryOperator<double[]> F, double[] x, double[] here, double[] direction, double step) {
        this.F = F;
        this.x = x;
        this.direction = direction;
        this.step = step;
        values.put(0.0, here);
    }

    @Override
    public int size() {
        return values.get(0.0).length;
    }

    @Override
    public double step(int i) {
        return step;
    }

    /** Taken to be, since the search for a step looks for what bends itself. */
    @Override
    public boolean isSmooth() {
        return true;
    }

    @Override
    public double[] at(double steps) {
        return values.computeIfAbsent(steps, s -> {
            var there = moved(x, direction, s * step);
            return isFinite(there) ? value(F, there) : nowhere();
        });
    }

    /** What the function gives at a place. */
    static double[] value(UnaryOperator<double[]> F, double[] there) {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted while a function of numbers was evaluated");
        }
        return F.apply(there);
    }

    private double[] nowhere() {
        var nan = new double[size()];
        Arrays.fill(nan, Double.NaN);
        return nan;
    }

    static double[] moved(double[] x, double[] direction, double far) {
        var there = x.clone();
        for (int j = 0; j < x.length; j++) {
            there[j] += far * direction[j];
        }
        return there;
    }

    static boolean isFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    @Override
    public double[] value(double[] there) {
        return there;
    }

    @Override
    public Kink[] crossings(double[] plus, double[] minus) {
        return new Kink[size()];
    }

    /** f(x + sh) + f(x − sh) − 2f(x): h² f″ where the function is smooth, h times the gap of its slopes at a kink. */
    double even(int i, double s) {
        double here = at(0)[i];
        return (at(s)[i] - here) + (at(-s)[i] - here);
    }
}
