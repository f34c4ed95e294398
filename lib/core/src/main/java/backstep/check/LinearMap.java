package backstep.check;

import backstep.estimate.Tolerances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A claimed pullback v ↦ vᵀJ or pushforward u ↦ J u, which has to be linear, whatever J is. */
final class LinearMap {

    private final String name;
    private final FunctionUnderTest map;
    private final int from;

    /**
     * A map, tried on one random argument.
     *
     * @param name pullback or pushforward
     * @param from how many numbers it takes
     * @param to how many it gives
     */
    LinearMap(String name, UnaryOperator<double[]> map, int from, int to) {
        this.name = name;
        this.from = from;
        this.map = new FunctionUnderTest(name, map, new Draw(1).signed(from), to);
    }

    FunctionUnderTest underTest() {
        return map;
    }

    /** What it gives of a unit vector. */
    double[] ofUnit(int k) {
        var unit = new double[from];
        unit[k] = 1;
        return map.apply(unit);
    }

    double[] of(double... v) {
        return map.apply(v);
    }

    /** Tells it if it is not linear, with numbers. */
    void addFaults(Draw draw) {
        var faults = new ArrayList<String>();
        var v = draw.signed(from);
        var w = draw.signed(from);
        var sum = IntStream.range(0, from).mapToDouble(k -> v[k] + w[k]).toArray();
        var ofV = of(v);
        var ofW = of(w);
        var added = IntStream.range(0, ofV.length).mapToDouble(j -> ofV[j] + ofW[j]).toArray();
        compare(faults, "of v + w", of(sum), added, Math.max(largest(ofV), largest(ofW)));
        // A clipped gradient is linear at its usual size only, one of an absolute value to one side only.
        for (double factor : new double[] {-0x1p20, 0x1p-20}) {
            var scaled = of(Arrays.stream(v).map(entry -> factor * entry).toArray());
            var back = Arrays.stream(scaled).map(g -> g / factor).toArray();
            compare(faults, factor < 0 ? "of −2²⁰ v, over −2²⁰," : "of 2⁻²⁰ v, over 2⁻²⁰,", back, ofV, largest(ofV));
        }
        map.addFaults(faults);
    }

    private void compare(List<String> faults, String what, double[] given, double[] needed, double size) {
        for (int j = 0; j < given.length && faults.isEmpty(); j++) {
            if (Math.abs(given[j] - needed[j]) > Tolerances.LIMIT * size) {
                faults.add("%s is not linear: entry %d %s is %s where the parts give %s"
                        .formatted(name, j + 1, what, given[j], needed[j]));
            }
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
