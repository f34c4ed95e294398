package backstep.derivation.gist;

import backstep.network.Elementwise;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An activation that counts how often it is computed.
 *
 * @param g the activation
 * @param values how often g was computed so far
 * @param slopes how often g′ was
 */
record CountedActivation(Elementwise g, AtomicLong values, AtomicLong slopes) implements Elementwise {

    CountedActivation(Elementwise g) {
        this(g, new AtomicLong(), new AtomicLong());
    }

    /** From here on. */
    void reset() {
        values.set(0);
        slopes.set(0);
    }

    @Override
    public String name() {
        return g.name();
    }

    @Override
    public double g(double z) {
        values.incrementAndGet();
        return g.g(z);
    }

    @Override
    public double gPrime(double z) {
        slopes.incrementAndGet();
        return g.gPrime(z);
    }

    @Override
    public double[] kinks() {
        return g.kinks();
    }
}
