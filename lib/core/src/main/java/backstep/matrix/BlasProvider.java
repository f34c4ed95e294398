package backstep.matrix;

import dev.ludovic.netlib.blas.BLAS;

/** A BLAS that a caller may name instead of the built-in ones; found by {@link java.util.ServiceLoader}. */
public interface BlasProvider {

    /** The value of {@code -Dbackstep.blas} that asks for it. */
    String name();

    /** The BLAS itself; an {@link IllegalStateException} says why it cannot be had. */
    BLAS open();
}
