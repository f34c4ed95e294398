package backstep.notebook.draw;

import java.util.List;

/**
 * An edge of a graph as it is drawn.
 *
 * @param from the node that its operand is
 * @param to the node that uses it
 * @param text of its label, or empty
 * @param corners of its line, x and y
 * @param label where its label stands
 */
public record Wire(int from, int to, String text, List<double[]> corners, Place label) {}
