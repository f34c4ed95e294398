package backstep.notebook.draw;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A node of a computation graph as it is drawn, lines of text divided by {@code <br>}.
 *
 * @param name or operation
 * @param value the number, the numbers or the shape
 * @param derivative what stands below the box, or empty
 * @param operands what it was computed from
 */
public record GraphNode(String name, String value, String derivative, List<Operand> operands) {

    /** Text of an edge's label. */
    public static final int LABEL_SIZE = 11;
    /** Text of a node. */
    public static final int SIZE = 12;
    /** An edge's label with its border. */
    static final double LABEL_HEIGHT = 17;

    private static final Pattern RAISED = Pattern.compile("<su[bp]>([^<]*)");
    private static final double LINE = 16;
    private static final double BORDER = 8;

    /**
     * An edge into a node.
     *
     * @param node which of the nodes before it
     * @param derivative the local derivative, as its label
     */
    public record Operand(int node, String derivative) {}

    double width() {
        return Stream.of(name, value, derivative).flatMap(text -> Stream.of(text.split("<br>")))
                .mapToDouble(line -> wide(line, SIZE)).max().orElse(0) + BORDER;
    }

    /** Of name and value, in pixels. */
    public double boxHeight() {
        return (lines(name) + lines(value)) * LINE + BORDER - 2;
    }

    /** Of what stands below the box, in pixels. */
    public double derivativeHeight() {
        return derivative.isEmpty() ? 0 : lines(derivative) * LINE + 3;
    }

    double height() {
        return boxHeight() + derivativeHeight();
    }

    static double labelWidth(String text) {
        return text.isEmpty() ? 0 : wide(text, LABEL_SIZE) + 5;
    }

    private static int lines(String text) {
        return text.isEmpty() ? 0 : text.split("<br>").length;
    }

    /** About as wide as a line is; what is raised or lowered is smaller. */
    private static double wide(String line, int size) {
        int small = RAISED.matcher(line).results().mapToInt(match -> match.group(1).length()).sum();
        return (line.replaceAll("<[^>]*>", "").length() - 0.3 * small) * 0.56 * size;
    }
}
