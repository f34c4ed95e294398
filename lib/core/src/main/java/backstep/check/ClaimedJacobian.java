package backstep.check;

import backstep.matrix.Matrix;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is claimed of a Jacobian J, of m outputs by n numbers. */
interface ClaimedJacobian {

    /** ∂F_k/∂x_j for each of these k, and each of these j. */
    double[][] entries(int[] outputs, int[] numbers);

    /** vᵀ J u, and what it is the sum of. */
    double[] along(double[] v, double[] u);

    /** The linear map that it is; none if it is a matrix. */
    default Optional<LinearMap> map() {
        return Optional.empty();
    }

    /** v ↦ vᵀJ: a row for each unit vector. */
    record Pullback(LinearMap of) implements ClaimedJacobian {
        @Override
        public double[][] entries(int[] outputs, int[] numbers) {
            return Arrays.stream(outputs).mapToObj(of::ofUnit)
                    .map(row -> Arrays.stream(numbers).mapToDouble(j -> row[j]).toArray()).toArray(double[][]::new);
        }

        @Override
        public double[] along(double[] v, double[] u) {
            return terms(of.of(v), u);
        }

        @Override
        public Optional<LinearMap> map() {
            return Optional.of(of);
        }
    }

    /** u ↦ J u: a column for each unit vector. */
    record Pushforward(LinearMap of) implements ClaimedJacobian {
        @Override
        public double[][] entries(int[] outputs, int[] numbers) {
            var columns = Arrays.stream(numbers).mapToObj(of::ofUnit).toArray(double[][]::new);
            return Arrays.stream(outputs)
                    .mapToObj(k -> Arrays.stream(columns).mapToDouble(column -> column[k]).toArray())
                    .toArray(double[][]::new);
        }

        @Override
        public double[] along(double[] v, double[] u) {
            return terms(v, of.of(u));
        }

        @Override
        public Optional<LinearMap> map() {
            return Optional.of(of);
        }
    }

    /** J itself. */
    record Given(Matrix J) implements ClaimedJacobian {
        @Override
        public double[][] entries(int[] outputs, int[] numbers) {
            return Arrays.stream(outputs).mapToObj(k -> Arrays.stream(numbers).mapToDouble(j -> J.get(k, j)).toArray())
                    .toArray(double[][]::new);
        }

        @Override
        public double[] along(double[] v, double[] u) {
            return terms(v, J.times(Matrix.column(u)).transpose().toArray()[0]);
        }
    }

    private static double[] terms(double[] left, double[] right) {
        return IntStream.range(0, left.length).mapToDouble(k -> left[k] * right[k]).toArray();
    }
}
