package backstep.derivation;

import java.util.function.Supplier;

/**
 * What is made when it is first asked for, and kept. If the making is interrupted, nothing is kept: it begins anew
 * when it is next asked for.
 */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}
