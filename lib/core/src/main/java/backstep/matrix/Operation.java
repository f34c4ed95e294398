package backstep.matrix;

import java.util.Arrays;
import java.util.List;

/** One operation on arrays; a {@link Program} keeps it to do it again on other numbers in the same places. */
sealed interface Operation {

    /** What is read. */
    List<double[]> operands();

    /** Where the outcome goes. */
    double[] result();

    /** Does it. */
    void run();

    /** The same with its outcome elsewhere. */
    Operation into(double[] other);

    /** Whether it is the same as another, but for the place of the outcome. */
    default boolean repeats(Operation other) {
        return equals(other.into(result()));
    }

    /** C = α op(A) op(B) + β C, column by column; op transposes or does not. */
    record Product(boolean transA, boolean transB, int rows, int columns, int inner, double alpha,
            double[] A, double[] B, double beta, double[] result) implements Operation {

        @Override
        public List<double[]> operands() {
            return beta == 0 ? List.of(A, B) : List.of(A, B, result);
        }

        @Override
        public void run() {
            Products.dgemm(transA, transB, rows, columns, inner, alpha, A, B, beta, result);
        }

        @Override
        public Product into(double[] other) {
            return with(1, 0, other);
        }

        /** With a factor more in α, another β, and the outcome elsewhere. */
        Product with(double factor, double beta, double[] other) {
            return new Product(transA, transB, rows, columns, inner, factor * alpha, A, B, beta, other);
        }
    }

    /** X + sign Y, each with its factors. */
    record Sum(Factors x, double[] X, double sign, Factors y, double[] Y, double[] result) implements Operation {

        @Override
        public List<double[]> operands() {
            return List.of(X, Y);
        }

        @Override
        public void run() {
            for (int k = 0; k < result.length; k++) {
                result[k] = x.of(X[k]) + sign * y.of(Y[k]);
            }
        }

        @Override
        public Operation into(double[] other) {
            return new Sum(x, X, sign, y, Y, other);
        }
    }

    /** A loop over entries in the same places of several arrays. */
    record Each(Matrix.Loop loop, double[][] arrays, double[] result) implements Operation {

        @Override
        public List<double[]> operands() {
            return List.of(arrays);
        }

        @Override
        public void run() {
            loop.run(result, arrays);
        }

        @Override
        public Operation into(double[] other) {
            return new Each(loop, arrays, other);
        }

        @Override
        public boolean repeats(Operation other) {
            return other instanceof Each that && loop.equals(that.loop) && sameArrays(arrays, that.arrays);
        }

        private static boolean sameArrays(double[][] these, double[][] those) {
            boolean same = these.length == those.length;
            for (int k = 0; same && k < these.length; k++) {
                same = these[k] == those[k];
            }
            return same;
        }
    }

    /** s X, or s Xᵀ where X is rows×columns. */
    record Copy(Factors s, double[] X, int rows, int columns, boolean transposed, double[] result)
            implements Operation {

        @Override
        public List<double[]> operands() {
            return List.of(X);
        }

        @Override
        public void run() {
            if (!transposed) {
                Arrays.setAll(result, k -> s.of(X[k]));
                return;
            }
            for (int j = 0; j < columns; j++) {
                for (int i = 0; i < rows; i++) {
                    result[j + i * columns] = s.of(X[i + j * rows]);
                }
            }
        }

        @Override
        public Operation into(double[] other) {
            return new Copy(s, X, rows, columns, transposed, other);
        }
    }
}
