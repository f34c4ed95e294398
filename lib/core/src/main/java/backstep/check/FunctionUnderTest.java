package backstep.check;

import backstep.matrix.Digits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Somebody's function of numbers, held to what every function keeps: it does not throw, leaves its argument as it is,
 * gives as many numbers as before, and the same again. What it breaks is remembered, once, and it goes on: where it
 * throws its values are NaN.
 */
final class FunctionUnderTest implements UnaryOperator<double[]> {

    /** Two values at one point that differ by no more, relative to their size, differ by the order of a sum. */
    private static final double ORDER = 1e-9;

    private final String name;
    private final UnaryOperator<double[]> function;
    private final double[] first;
    private final List<String> faults = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * Evaluates it at a point, twice.
     *
     * @param name for messages
     * @param function gives null where it has no value
     * @param at where
     * @param count how many numbers it has to give; 0 if it decides
     */
    FunctionUnderTest(String name, UnaryOperator<double[]> function, double[] at, int count) {
        this.name = name;
        this.function = function;
        this.first = tried(at, count, faults);
        if (first != null) {
            again(at);
        }
    }

    /** At the point; null where it gave nothing that can be compared. */
    double[] first() {
        return first;
    }

    /** Whether it can be compared: it gave numbers, and the same twice. */
    boolean isUsable() {
        return first != null && faults.stream().noneMatch(fault -> fault.contains("not deterministic"));
    }

    /**
     * What is to be said in the end: of a last value at the point, of what was broken, and what was not finite.
     *
     * @param claimed what is claimed of this function
     */
    FunctionReport report(String title, List<FunctionBlock> blocks, double[] at, FunctionUnderTest... claimed) {
        if (isUsable()) {
            again(at);
            Arrays.stream(first).filter(value -> !Double.isFinite(value)).findFirst().ifPresent(value ->
                    faults.add("%s is %s at the point: there is no slope to compare with"
                    .formatted(name, Digits.of(value, 1))));
        }
        var faults = new ArrayList<>(this.faults);
        var notes = new ArrayList<>(remarks);
        for (var one : claimed) {
            faults.addAll(one.faults);
            notes.addAll(one.remarks);
        }
        return new FunctionReport(title, blocks, faults, notes);
    }

    /** What was found in another way. */
    void addFaults(List<String> found) {
        faults.addAll(found);
    }

    /** Whether the same point still has the same value. */
    private void again(double[] at) {
        var second = tried(at, first.length, faults);
        if (second == null || Arrays.equals(first, second)) {
            return;
        }
        int k = IntStream.range(0, first.length).filter(i -> first[i] != second[i]).findFirst().orElse(0);
        double size = Math.max(size(first), size(second));
        double apart = size(IntStream.range(0, first.length).mapToDouble(i -> first[i] - second[i]).toArray());
        if (apart <= ORDER * size) {
            remember(remarks, "%s gives %s and then %s at one point: sums in another order?"
                    .formatted(name, first[k], second[k]));
        } else {
            remember(faults, ("%s is not deterministic: at one point it gives %s and then %s; does it draw random "
                    + "numbers or keep something between calls?").formatted(name, first[k], second[k]));
        }
    }

    @Override
    public double[] apply(double[] there) {
        var value = tried(there, first.length, remarks);
        if (value != null) {
            return value;
        }
        var nowhere = new double[first.length];
        Arrays.fill(nowhere, Double.NaN);
        return nowhere;
    }

    private double[] tried(double[] there, int count, List<String> thrownInto) {
        var argument = there.clone();
        try {
            var value = function.apply(argument);
            changed(there, argument);
            if (value == null || value.length == 0 || count > 0 && value.length != count) {
                remember(faults, value == null ? name + " gives null" : "%s gives %d numbers; %s needed"
                        .formatted(name, value.length, count == 0 ? "at least 1 is" : count + " are"));
                return null;
            }
            return value.clone();
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            if (thrownInto.stream().noneMatch(told -> told.startsWith(name + " throws"))) {
                thrownInto.add("%s throws %s at %s: %s".formatted(name, thrown.getClass().getSimpleName(),
                        thrownInto == faults ? "the point" : "another point, where it is taken to be NaN",
                        thrown.getMessage()));
            }
            return null;
        }
    }

    private void changed(double[] before, double[] after) {
        for (int j = 0; j < before.length; j++) {
            if (Double.compare(before[j], after[j]) != 0) {
                if (faults.stream().noneMatch(told -> told.startsWith(name + " changes"))) {
                    faults.add("%s changes its argument: entry %d from %s to %s; it must work on a copy"
                            .formatted(name, j + 1, before[j], after[j]));
                }
                return;
            }
        }
    }

    private static double size(double[] values) {
        return Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    }

    private static void remember(List<String> where, String what) {
        if (!where.contains(what)) {
            where.add(what);
        }
    }
}
