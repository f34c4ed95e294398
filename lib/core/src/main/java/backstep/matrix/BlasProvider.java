package backstep.matrix;

import dev.ludovic.netlib.blas.BLAS;

/** A BLAS that a caller may name instead of the built-in ones; found by {@link java.util.ServiceLoader}. */
public interface BlasProvider {

    /**
     * The word by which a caller asks for it.
     *
     * @return for example {@code openblas}
     */
    String name();

    /**
     * The BLAS itself, asked for once in a JVM.
     *
     * @return ready for use
     */
    BLAS open();
}
