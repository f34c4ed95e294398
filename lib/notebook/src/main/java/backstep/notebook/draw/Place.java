package backstep.notebook.draw;

/** A box that may not be drawn over, by its centre. */
public record Place(double x, double y, double width, double height) {

    /** Whether the two share more than an edge. */
    public boolean overlaps(Place other) {
        return Math.abs(x - other.x) < (width + other.width) / 2 && Math.abs(y - other.y) < (height + other.height) / 2;
    }
}
