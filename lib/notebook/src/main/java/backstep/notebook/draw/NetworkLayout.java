package backstep.notebook.draw;

import backstep.network.Network;

/**
 * Where the units of a network stand, as its sizes say: a column for each layer, the units of each column around the
 * middle.
 *
 * @param net the network
 */
public record NetworkLayout(Network net) {

    private static final int LABELLED = 9; // edges between two layers; the unit under the pointer tells all weights

    /** The most units in a column. */
    public int widest() {
        int widest = net.inputs();
        for (int l = 1; l <= net.L(); l++) {
            widest = Math.max(widest, net.n(l));
        }
        return widest;
    }

    /** Of a unit of layer l, the first of them on top; 1 from unit to unit. */
    public double height(int l, int unit) {
        return (net.n(l) - 1) / 2.0 - unit;
    }

    /** Whether there is room for a number on each edge into layer l. */
    public boolean isLabelled(int l) {
        return net.n(l) * net.n(l - 1) <= LABELLED;
    }

    /**
     * Where on the edges from a unit their labels stand, 0 at the unit: away from the middle, so that the labels of
     * crossing edges keep apart.
     */
    public static double along(int unit) {
        return 0.35 + 0.3 * (unit % 2);
    }
}
