package backstep.matrix;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A product that is formed when its entries are asked for, or in the place of a sum that it goes into: a large array
 * that has just been made is in no cache, and costs as much as the product itself (docs/benchmarks.md).
 */
final class Unformed {

    /** From so many entries on, it pays. */
    static final int WORTHWHILE = 4096;

    private final Operation.Product product;
    private final AtomicReference<double[]> entries = new AtomicReference<>();

    /** For a product that has no place for its outcome yet. */
    Unformed(Operation.Product product) {
        this.product = product;
    }

    /** Whether somebody has asked for the entries. */
    boolean isFormed() {
        return entries.get() != null;
    }

    /** The entries, formed for the first who asks. */
    double[] entries() {
        if (!isFormed()) {
            entries.compareAndSet(null, formed());
        }
        return entries.get();
    }

    /** x X + sign y P, where P is this product: the bits are those of a sum with its entries. */
    double[] addedTo(Factors x, double[] X, double sign, Factors y) {
        var place = formed();
        new Operation.Sum(x, X, sign, y, place, place).run();
        return place;
    }

    private double[] formed() {
        var place = product.into(new double[product.rows() * product.columns()]);
        place.run();
        return place.result();
    }
}
