package backstep.notebook;

/** A box that may not be drawn over, by its centre. */
record Place(double x, double y, double width, double height) {

    boolean overlaps(Place other) {
        return Math.abs(x - other.x) < (width + other.width) / 2 && Math.abs(y - other.y) < (height + other.height) / 2;
    }
}
