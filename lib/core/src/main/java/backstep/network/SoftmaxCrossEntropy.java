package backstep.network;

import static backstep.matrix.Matrix.ones;
import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cross-entropy of several classes behind softmax, ℓ = −Σ_k w_k y_k ln a_k, where the labels of an example sum to 1.
 *
 * @param classes w, a weight for each class
 */
record SoftmaxCrossEntropy(ClassWeights classes) implements Loss {

    private static final double ROUNDING = 1e-9;

    /** −ln a_k = ln Σ_j e^(z_j − z_k), in a form that neither overflows nor loses its digits where a_k is next to 1. */
    static double surprise(Matrix Z, int k, int i) {
        double largest = 0;
        for (int j = 0; j < Z.rows(); j++) {
            largest = Math.max(largest, Z.get(j, i) - Z.get(k, i));
        }
        double others = 0;
        boolean left = false; // the term that is e^0 is left out once: it is the 1 of log1p
        for (int j = 0; j < Z.rows(); j++) {
            double distance = Z.get(j, i) - Z.get(k, i) - largest;
            if (distance == 0 && !left) {
                left = true;
            } else {
                others += Math.exp(distance);
            }
        }
        return largest + Math.log1p(others);
    }

    @Override
    public String name() {
        return "softmax cross-entropy" + classes;
    }

    @Override
    public List<Double> weights() {
        return classes.weights();
    }

    @Override
    public Loss unweighted() {
        return SOFTMAX_CROSS_ENTROPY;
    }

    @Override
    public Matrix fromZ(Activation g, Matrix Z, Matrix Y) {
        requireNonNull(Y, "Y is null");
        requireOutput(g);
        var T = classes.weigh(Y);
        return sum(Matrix.generate(Z.rows(), Z.columns(),
                (k, i) -> T.get(k, i) == 0 ? 0 : T.get(k, i) * surprise(Z, k, i)));
    }

    @Override
    public Matrix fromA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return sum(A.combine(name(), classes.weigh(Y), (ak, tk) -> tk == 0 ? 0 : -tk * Math.log(ak)));
    }

    @Override
    public Matrix dA(Matrix A, Matrix Y) {
        requireNonNull(Y, "Y is null");
        return A.combine(name(), classes.weigh(Y), (ak, tk) -> tk == 0 ? 0 : -tk / ak);
    }

    /** A ∘ (dA − 11ᵀ(A ∘ dA)) with dA = −T/A and T = w ∘ Y, of which without weights each column sums to 1. */
    @Override
    public Matrix dZ(Activation g, Matrix Z, Matrix Y) {
        requireNonNull(Y, "Y is null");
        requireOutput(g);
        var A = g.A(Z);
        var T = classes.weigh(Y);
        return classes.isNone() ? A.minus(Y) : A.hadamard(ones(T.rows(), T.rows()).times(T)).minus(T);
    }

    @Override
    public double room(double a) {
        return a;
    }

    @Override
    public void requireOutput(Activation last) {
        MadeFor.require(this, Activation.SOFTMAX, "softmax", last);
    }

    @Override
    public void requireLabels(Matrix Y) {
        for (int i = 0; i < Y.columns(); i++) {
            var labels = Y.columnAt(i);
            double sum = labels.sum();
            if (!(Math.abs(sum - 1) <= ROUNDING) || labels.map(label -> label < 0 ? 1 : 0).sum() > 0) {
                var column = labels.transpose().toArray()[0];
                throw new IllegalArgumentException(("softmax cross-entropy: column %d of Y (%s) is %s, its sum %s; the "
                        + "labels of an example are at least 0 and sum to 1, with a row for each class%s")
                        .formatted(i + 1, Y.shape(), Arrays.toString(column), sum, cause(column)));
            }
        }
        classes.require(Y.rows());
    }

    private static String cause(double... labels) {
        double largest = Arrays.stream(labels).max().orElseThrow();
        boolean several = largest == 1 && Arrays.stream(labels).allMatch(label -> label == 0 || label == 1);
        return !(largest > 0) || Arrays.stream(labels).anyMatch(label -> label < 0) ? ""
                : several ? "; if an example may be of several classes, sigmoids with cross-entropy are meant"
                : "; if %s is the weight of a class, weights belong to the loss: Loss.softmaxCrossEntropy(w₁, …, w%s), "
                        .formatted(largest, subscript(labels.length)) + "with labels of 0 and 1";
    }

    private static String subscript(int n) {
        return Integer.toString(n).chars().mapToObj(digit -> Character.toString(digit - '0' + '₀'))
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return name();
    }

    private static Matrix sum(Matrix perOutput) {
        return ones(1, perOutput.rows()).times(perOutput);
    }
}
