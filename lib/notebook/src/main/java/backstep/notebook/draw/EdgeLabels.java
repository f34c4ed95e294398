package backstep.notebook.draw;

import backstep.matrix.Interrupts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The last step of {@link SugiyamaLayout}: each label on its edge's line, where it hides no box, no other label and, if
 * it can, no other line.
 *
 * @param places of each label
 * @param crowded the first edge whose label finds no such place
 */
record EdgeLabels(List<Place> places, OptionalInt crowded) {

    /** On either side of a label between two columns. */
    static final double AROUND = 6;

    private static final double NEAR = 6; // a label keeps half of this from a box
    private static final int TRIED = 40; // places along each piece of a line
    private static final int HIDES_A_BOX = 1000, HIDES_A_LINE = 100; // as bad as standing so many pixels off

    /** A line, the label that it carries, and where along x the label stands best. */
    record Line(String text, List<double[]> corners, double middle) {}

    static EdgeLabels on(List<Line> lines, List<Place> boxes) {
        var taken = new ArrayList<>(boxes.stream()
                .map(box -> new Place(box.x(), box.y(), box.width() + NEAR, box.height() + NEAR)).toList());
        var places = new ArrayList<Place>();
        for (int e = 0; e < lines.size(); e++) {
            Interrupts.poll("the layout of a graph");
            var line = lines.get(e);
            var others = new ArrayList<>(lines);
            others.remove(e);
            var best = IntStream.range(1, line.corners().size()).boxed().flatMap(k -> along(line, k))
                    .min(Comparator.comparingDouble(place ->
                            badness(place, taken, others) + Math.abs(place.x() - line.middle())))
                    .orElseThrow();
            places.add(best);
            if (!line.text().isEmpty()) {
                if (taken.stream().anyMatch(best::overlaps)) {
                    return new EdgeLabels(places, OptionalInt.of(e));
                }
                taken.add(best);
            }
        }
        return new EdgeLabels(places, OptionalInt.empty());
    }

    private static long badness(Place place, List<Place> taken, List<Line> others) {
        return HIDES_A_BOX * taken.stream().filter(place::overlaps).count()
                + HIDES_A_LINE * others.stream().filter(other -> hides(place, other.corners())).count();
    }

    /** Where a label can stand on the piece of its line that ends in corner k; not quite at the piece's beginning. */
    private static Stream<Place> along(Line line, int k) {
        return IntStream.rangeClosed(TRIED / 10, TRIED).mapToObj(t -> on(line.corners(), k, t / (double) TRIED,
                GraphNode.labelWidth(line.text()), GraphNode.LABEL_HEIGHT));
    }

    private static boolean hides(Place label, List<double[]> corners) {
        return IntStream.range(1, corners.size()).anyMatch(k -> IntStream.rangeClosed(0, TRIED)
                .anyMatch(t -> label.overlaps(on(corners, k, t / (double) TRIED, 1, 1))));
    }

    /** A box at the part t of the way from corner k − 1 to corner k. */
    private static Place on(List<double[]> corners, int k, double t, double width, double height) {
        var from = corners.get(k - 1);
        var to = corners.get(k);
        return new Place(from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]), width, height);
    }
}
