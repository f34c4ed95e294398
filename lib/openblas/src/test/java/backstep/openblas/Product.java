package backstep.openblas;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Random;
import java.util.stream.IntStream;

/** C := α op(A) op(B) + β C by columns, op being the matrix itself ("N") or its transpose ("T"). */
record Product(String opA, String opB, int m, int n, int k, double alpha, double[] A, double[] B, double beta,
        double[] C) {

    /** A product of random matrices, entries and factors within ±1. */
    static Product random(Random random, String opA, String opB, int m, int n, int k) {
        return new Product(opA, opB, m, n, k, random.nextDouble(-1, 1), entries(random, m * k), entries(random, k * n),
                random.nextDouble(-1, 1), entries(random, m * n));
    }

    private static double[] entries(Random random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    Product with(String opA, String opB) {
        return new Product(opA, opB, m, n, k, alpha, A, B, beta, C);
    }

    int rowsOfA() {
        return opA.equals("N") ? m : k;
    }

    int rowsOfB() {
        return opB.equals("N") ? k : n;
    }

    /** The new C. */
    double[] by(BLAS blas) {
        var result = C.clone();
        blas.dgemm(opA, opB, m, n, k, alpha, A, rowsOfA(), B, rowsOfB(), beta, result, m);
        return result;
    }

    /**
     * How far two ways of forming the product are apart, in units of what rounding allows them.
     * Summed in any order, with or without fused multiply-add, each is within γ(k+3) (|α||A||B| + |β||C|) of the exact
     * entry, γ(n) = n u / (1 − n u), u = 2⁻⁵³: k products, k sums, α and β (Higham, Accuracy and Stability of Numerical
     * Algorithms, 2nd ed., section 3.1).
     */
    double distance(BLAS left, BLAS right) {
        double u = 0x1p-53;
        double gamma = (k + 3) * u / (1 - (k + 3) * u);
        var absolute = new Product(opA, opB, m, n, k, Math.abs(alpha), abs(A), abs(B), Math.abs(beta), abs(C));
        var magnitude = absolute.by(right);
        var l = by(left);
        var r = by(right);
        return IntStream.range(0, m * n).mapToDouble(i -> Math.abs(l[i] - r[i]) / (2 * gamma * magnitude[i])).max()
                .orElseThrow();
    }

    private static double[] abs(double[] entries) {
        return IntStream.range(0, entries.length).mapToDouble(i -> Math.abs(entries[i])).toArray();
    }
}
