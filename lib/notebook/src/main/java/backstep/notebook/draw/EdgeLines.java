package backstep.notebook.draw;

import java.util.ArrayList;
import java.util.List;

/** Lines between units as one line with gaps, each with a place for an arrow and a gap where a label stands. */
public final class EdgeLines {

    private static final double ARROW = 0.8; // of the way
    private static final int ARROW_SIZE = 12; // pixels
    private static final double GAP = 0.12; // to either side of the label

    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    /** From here to there; the label stands at this part of the way, 0 where there is none. */
    void add(double fromX, double fromY, double toX, double toY, double label) {
        point(fromX, fromY, toX, toY, 0, 0);
        if (label > 0) {
            point(fromX, fromY, toX, toY, label - GAP, 0);
            point(fromX, fromY, toX, toY, Double.NaN, 0);
            point(fromX, fromY, toX, toY, label + GAP, 0);
        }
        point(fromX, fromY, toX, toY, ARROW, ARROW_SIZE);
        point(fromX, fromY, toX, toY, 1, 0);
        point(fromX, fromY, toX, toY, Double.NaN, 0);
    }

    private void point(double fromX, double fromY, double toX, double toY, double at, int size) {
        x.add(fromX + at * (toX - fromX));
        y.add(fromY + at * (toY - fromY));
        sizes.add(size);
    }

    /** Of the points, NaN where the line is interrupted; one such point where there is no line. */
    public double[] x() {
        return numbers(x);
    }

    /** Of the same points. */
    public double[] y() {
        return numbers(y);
    }

    /** Of the marks on the points, in pixels. */
    public List<Integer> sizes() {
        return sizes.isEmpty() ? List.of(0) : List.copyOf(sizes);
    }

    private static double[] numbers(List<Double> values) {
        return values.isEmpty()
                ? new double[] {Double.NaN} : values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
