package backstep.estimate;

import backstep.matrix.Matrix;
import backstep.network.Quantity;

/** What has a kink between two places of a line, for each derivative that is estimated along it. */
final class Crossings {

    private final Kink[] declared;
    private final Kink[] found;

    /** None yet, for so many derivatives: one, or one for each column. */
    Crossings(int derivatives) {
        this.declared = new Kink[derivatives];
        this.found = new Kink[derivatives];
    }

    /** Entries that move and cross, or only touch, one of the values at which their function has a kink. */
    void declared(Quantity what, double[] kinks, Matrix above, Matrix here, Matrix below) {
        for (double kink : kinks) {
            for (int i = 0; i < above.columns(); i++) {
                for (int k = 0; k < above.rows(); k++) {
                    double one = above.get(k, i);
                    double other = below.get(k, i);
                    double between = here.get(k, i);
                    boolean moves = one != between || other != between;
                    if (moves && Math.max(one, Math.max(other, between)) >= kink
                            && Math.min(one, Math.min(other, between)) <= kink) {
                        add(declared, what, k, i);
                    }
                }
            }
        }
    }

    /** Units that move and stand, where a matrix has a 1, at a kink that nobody declared. */
    void found(Quantity what, Matrix at, Matrix above, Matrix here, Matrix below) {
        found(found, what, at, above, here, below);
    }

    /** Outputs at a kink of the loss that nobody declared count like declared ones: nothing above evens it out. */
    void foundOfLoss(Quantity what, Matrix at, Matrix above, Matrix here, Matrix below) {
        found(declared, what, at, above, here, below);
    }

    private static void found(Kink[] crossings, Quantity what, Matrix at, Matrix above, Matrix here, Matrix below) {
        for (int i = 0; at != null && i < above.columns(); i++) {
            for (int k = 0; k < above.rows(); k++) {
                boolean moves = above.get(k, i) != here.get(k, i) || below.get(k, i) != here.get(k, i);
                if (at.get(k, i) == 1 && moves) {
                    add(crossings, what, k, i);
                }
            }
        }
    }

    private static void add(Kink[] crossings, Quantity what, int row, int column) {
        int which = crossings.length == 1 ? 0 : column;
        int others = crossings[which] == null ? 0 : crossings[which].others() + 1;
        crossings[which] = new Kink(what, row, column, others);
    }

    /**
     * For each derivative the last of them; null where there is none. One alone that nobody declared is not counted:
     * the slopes to its two sides say more. Of several, each side of one may go with either side of another.
     */
    Kink[] all() {
        var all = declared.clone();
        for (int i = 0; i < all.length; i++) {
            var other = found[i];
            if (other != null && declared[i] != null) {
                all[i] = new Kink(declared[i].quantity(), declared[i].row(), declared[i].column(),
                        declared[i].others() + other.others() + 1);
            } else if (other != null && other.others() > 0) {
                all[i] = other;
            }
        }
        return all;
    }
}
