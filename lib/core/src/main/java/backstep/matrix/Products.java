package backstep.matrix;

import dev.ludovic.netlib.blas.BLAS;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Matrix products on arrays: a plain loop where a product is tiny, a BLAS elsewhere. */
final class Products {

    /** The word of the caller: {@code java}, {@code vector} or the name of a {@link BlasProvider}. */
    static final String PROPERTY = "backstep.blas";

    /** Up to so many multiplications a loop is done before a BLAS has begun (docs/benchmarks.md). */
    static final long TINY = 128;

    /** Up to so many, plain Java beats the way out of the JVM and back. */
    static final long SMALL = 8 * 8 * 8;

    /** From so many on, plain Java gains by a second thread; a native BLAS looks after its own. */
    static final long LARGE = 1_000_000;

    private static final String WORD = System.getProperty(PROPERTY, "vector");

    static final BLAS JAVA = builtIn();
    static final Choice CHOICE = WORD.equals("java") || WORD.equals("vector") ? new Choice(JAVA, null) : provided();

    /**
     * The BLAS of the caller's word, or why it cannot be had: an error that a class initialiser throws is told once
     * only.
     */
    record Choice(BLAS blas, RuntimeException refusal) {

        BLAS orRefuse() {
            if (refusal != null) {
                throw refusal;
            }
            return blas;
        }
    }

    private Products() {}

    /**
     * C = α op(A) op(B) + β C, all column by column.
     *
     * @param A rows×inner, or inner×rows if {@code transA}
     * @param B inner×columns, or columns×inner if {@code transB}
     * @param C rows×columns
     */
    static void dgemm(boolean transA, boolean transB, int rows, int columns, int inner,
            double alpha, double[] A, double[] B, double beta, double[] C) {
        long size = (long) rows * columns * inner;
        if (size <= TINY) {
            loop(transA, transB, rows, columns, inner, alpha, A, B, beta, C);
        } else if (size >= LARGE && columns > 1 && CHOICE.blas() == JAVA) {
            int half = columns / 2;
            IntStream.range(0, 2).parallel().forEach(part -> blas(JAVA, transA, transB, rows, columns, inner,
                    alpha, A, B, beta, C, part == 0 ? 0 : half, part == 0 ? half : columns));
        } else {
            blas(size <= SMALL ? JAVA : CHOICE.orRefuse(), transA, transB, rows, columns, inner, alpha, A, B, beta, C,
                    0, columns);
        }
    }

    /** The columns from…to of C. */
    private static void blas(BLAS blas, boolean transA, boolean transB, int rows, int columns, int inner,
            double alpha, double[] A, double[] B, double beta, double[] C, int from, int to) {
        blas.dgemm(transA ? "T" : "N", transB ? "T" : "N", rows, to - from, inner, alpha, A, 0, transA ? inner : rows,
                B, transB ? from : from * inner, transB ? columns : inner, beta, C, from * rows, rows);
    }

    private static void loop(boolean transA, boolean transB, int rows, int columns, int inner,
            double alpha, double[] A, double[] B, double beta, double[] C) {
        int downA = transA ? inner : 1;
        int acrossA = transA ? 1 : rows;
        int downB = transB ? columns : 1;
        int acrossB = transB ? 1 : inner;
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += A[i * downA + k * acrossA] * B[k * downB + j * acrossB];
                }
                int at = i + j * rows;
                C[at] = beta == 0 ? alpha * sum : alpha * sum + beta * C[at];
            }
        }
    }

    /** By the caller's word alone: what a machine happens to have changes neither results nor speed. */
    private static Choice provided() {
        var providers = ServiceLoader.load(BlasProvider.class, BlasProvider.class.getClassLoader());
        try {
            return StreamSupport.stream(providers.spliterator(), false).filter(provider -> provider.name().equals(WORD))
                    .findFirst()
                    .map(provider -> new Choice(provider.open(), null)).orElseThrow(() -> new IllegalArgumentException(
                            ("-D%s=%s: nobody on the class path provides that BLAS; java and vector are built in, "
                            + "openblas comes with io.github.backstep:backstep-openblas").formatted(PROPERTY, WORD)));
        } catch (RuntimeException | ServiceConfigurationError refusal) {
            return new Choice(null, refusal instanceof RuntimeException why ? why : new IllegalStateException(refusal));
        }
    }

    /*
     * The library's own getInstance() logs, warns on JDK 25 and takes whatever native library a machine happens to
     * have; the same classes, asked for by name, do none of that.
     */
    private static BLAS builtIn() {
        boolean vectors = !WORD.equals("java") && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        for (var name : vectors ? new String[] {"VectorBLAS", "Java11BLAS"} : new String[] {"Java11BLAS"}) {
            try {
                var method = Class.forName("dev.ludovic.netlib.blas." + name).getMethod("getInstance");
                method.setAccessible(true);
                return (BLAS) method.invoke(null);
            } catch (ReflectiveOperationException | LinkageError e) {
                // VectorBLAS cannot be loaded: plain Java comes next, and if that fails the exception below says so.
            }
        }
        throw new IllegalStateException("no BLAS on the class path: dev.ludovic.netlib:blas is needed");
    }
}
