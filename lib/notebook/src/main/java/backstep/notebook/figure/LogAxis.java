package backstep.notebook.figure;

/** Errors on a logarithmic axis, which has no 0. */
final class LogAxis {

    private static final double SMALLEST_SHOWN = 1e-17; // below the spacing of doubles at 1

    private LogAxis() {}

    /** The error, an exact 0 as what lies below any round-off. */
    static double shown(double error) {
        return Math.max(SMALLEST_SHOWN, error);
    }
}
