package backstep.matrix;

import dev.ludovic.netlib.blas.BLAS;

/** The BLAS that forms matrix products, chosen once and silently. */
final class Products {

    static final BLAS BLAS = choose();

    private Products() {}

    /*
     * The library's own getInstance() logs, warns on JDK 25 and takes whatever native library a machine happens to have;
     * the same classes, asked for by name, do none of that.
     */
    private static BLAS choose() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
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
