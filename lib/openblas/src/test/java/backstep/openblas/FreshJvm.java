package backstep.openblas;

import com.sun.management.OperatingSystemMXBean;
import dev.ludovic.netlib.blas.BLAS;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** A program that opens OpenBLAS and prints one product, or how much of many products other threads did. */
public final class FreshJvm {

    private FreshJvm() {}

    /** Without arguments the product; with n and a count, that many products n³. */
    public static void main(String[] arguments) {
        var blas = new OpenBlas().open();
        if (arguments.length == 0) {
            System.out.println(Arrays.toString(square(blas, 2, new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8})));
        } else {
            System.out.println(workOfOthers(blas, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
        }
    }

    private static double[] square(BLAS blas, int n, double[] A, double[] B) {
        var C = new double[n * n];
        blas.dgemm("N", "T", n, n, n, 1, A, n, B, n, 0, C, n);
        return C;
    }

    /** The processor time of the other threads over this one's. */
    private static double workOfOthers(BLAS blas, int n, int times) {
        var ones = new double[n * n];
        Arrays.fill(ones, 1);
        var C = square(blas, n, ones, ones);
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var thread = ManagementFactory.getThreadMXBean();
        long all = process.getProcessCpuTime();
        long own = thread.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            blas.dgemm("N", "T", n, n, n, 1, ones, n, ones, n, 0, C, n);
        }
        own = thread.getCurrentThreadCpuTime() - own;
        return (double) (process.getProcessCpuTime() - all - own) / own;
    }
}
