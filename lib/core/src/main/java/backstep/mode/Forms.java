package backstep.mode;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.LEAKY_RELU;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.SOFTPLUS;
import static backstep.network.Activation.TANH;

import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Penalty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The library's activations and losses written once more, for numbers that carry their derivatives, without their g′
 * and dA.
 */
final class Forms {

    /** Of an entry of Z. */
    interface ByEntry {
        <T extends Arithmetic<T>> T apply(T z);
    }

    /** Of a column of Z. */
    interface ByColumn {
        <T extends Arithmetic<T>> List<T> apply(List<T> z);
    }

    /** Of an output a and its label. */
    interface PerOutput {
        <T extends Arithmetic<T>> T apply(T a, T y);
    }

    static final Map<Activation, ByEntry> ACTIVATIONS = Map.of(
            IDENTITY, Forms::identity,
            SIGMOID, Forms::sigmoid,
            TANH, Forms::tanh,
            RELU, Arithmetic::positivePart,
            LEAKY_RELU, Forms::leakyRelu,
            SOFTPLUS, Forms::softplus);

    static final Map<Activation, ByColumn> OF_COLUMNS = Map.of(SOFTMAX, Forms::softmax);

    static final Map<Loss, PerOutput> FROM_A = Map.of(
            Loss.SQUARED_ERROR, Forms::squaredError,
            Loss.CROSS_ENTROPY, Forms::crossEntropy,
            Loss.SOFTMAX_CROSS_ENTROPY, Forms::softmaxCrossEntropy);

    private Forms() {}

    /** Whether an activation is written here, so that nothing of it has to be taken as a user gave it. */
    static boolean isWritten(Activation g) {
        return ACTIVATIONS.containsKey(g) || OF_COLUMNS.containsKey(g);
    }

    /** The columns of A from the columns of Z. */
    static <T extends Arithmetic<T>> List<List<T>> activations(Activation g, List<List<T>> Z) {
        var form = ACTIVATIONS.get(g);
        var ofColumn = OF_COLUMNS.get(g);
        return ofColumn != null ? columns(Z, column -> ofColumn.apply(column))
                : form != null ? columns(Z, column -> column.stream().map(z -> form.apply(z)).toList())
                : g instanceof Elementwise own ? columns(Z, column -> column.stream().map(z -> z.apply(own)).toList())
                : g.mixesExamples() ? byPullback(g, Z)
                : columns(Z, column -> byPullback(g, List.of(column)).get(0));
    }

    private static <T> List<List<T>> columns(List<List<T>> Z, UnaryOperator<List<T>> column) {
        return Z.stream().map(z -> {
            Interrupts.poll("an activation, column by column");
            return column.apply(z);
        }).toList();
    }

    /** A user's activation by its values and, an output at a time, its pullback where they stand. */
    private static <T extends Arithmetic<T>> List<List<T>> byPullback(Activation g, List<List<T>> Z) {
        var values = values(Z);
        var A = g.A(values);
        return IntStream.range(0, A.columns()).mapToObj(i -> IntStream.range(0, A.rows()).mapToObj(k ->
                tangent(A.get(k, i), pullback(g, A.map(a -> 0).with(k, i, 1), values), Z)).toList()).toList();
    }

    private static Matrix pullback(Activation g, Matrix dA, Matrix Z) {
        Interrupts.poll("a pullback, output by output");
        return g.pullback(dA, Z);
    }

    /** What a penalty adds to the cost, by its value and its derivative where the weights stand. */
    static <T extends Arithmetic<T>> T penalised(Penalty penalty, List<List<T>> W) {
        var values = values(W);
        return tangent(penalty.of(values), penalty.dW(values), W);
    }

    /**
     * f + Σ ∂f/∂x (x − the value of x), over the columns of x: a function known by its value and its derivatives at one
     * place.
     */
    private static <T extends Arithmetic<T>> T tangent(double f, Matrix derivatives, List<List<T>> x) {
        return IntStream.range(0, x.size()).boxed().flatMap(i -> IntStream.range(0, derivatives.rows()).mapToObj(k -> {
            var entry = x.get(i).get(k);
            return entry.plus(-entry.value()).times(derivatives.get(k, i));
        })).reduce(Arithmetic::plus).orElseThrow().plus(f);
    }

    private static <T extends Arithmetic<T>> Matrix values(List<List<T>> columns) {
        return Matrix.generate(columns.get(0).size(), columns.size(), (k, i) -> columns.get(i).get(k).value());
    }

    /** One example's loss from columns of A[L] and Y, and of Z[L] unless A[L] itself moves. */
    static <T extends Arithmetic<T>> T loss(Loss loss, Optional<List<T>> z, List<T> a, Matrix y) {
        var kind = loss.unweighted();
        var form = FROM_A.get(kind);
        return form == null ? given(loss, a, y) : IntStream.range(0, a.size()).mapToObj(k -> {
            var label = a.get(k).fixed(y.get(k, 0));
            var one = kind == Loss.CROSS_ENTROPY && z.isPresent() ? crossEntropyFromZ(z.get().get(k), label)
                    : kind == Loss.SOFTMAX_CROSS_ENTROPY && z.isPresent() ? surprise(z.get(), k).times(label)
                            : form.apply(a.get(k), label);
            return loss.weights().isEmpty() ? one : one.times(loss.weights().get(k));
        }).reduce(Arithmetic::plus).orElseThrow();
    }

    /** A user's loss by its value and its derivative where it stands. */
    private static <T extends Arithmetic<T>> T given(Loss loss, List<T> a, Matrix y) {
        var values = values(List.of(a));
        return tangent(loss.fromA(values, y).get(0, 0), loss.dA(values, y), List.of(a));
    }

    /** Cross-entropy of z and its label: max(z, 0) − yz + ln(1 + e^−|z|). */
    static <T extends Arithmetic<T>> T crossEntropyFromZ(T z, T y) {
        return softplus(z).minus(y.times(z));
    }

    /** −ln a_k = d + ln Σ_j e^(z_j − z_k − d), where d takes out the largest distance so that nothing overflows. */
    static <T extends Arithmetic<T>> T surprise(List<T> z, int k) {
        var largest = z.stream().reduce(z.get(k), (x, y) -> y.value() > x.value() ? y : x);
        var sum = z.stream().map(x -> x.minus(largest).exp()).reduce(Arithmetic::plus).orElseThrow();
        return largest.minus(z.get(k)).plus(sum.log());
    }

    private static <T extends Arithmetic<T>> List<T> softmax(List<T> z) {
        return IntStream.range(0, z.size()).mapToObj(k -> surprise(z, k).times(-1).exp()).toList();
    }

    private static <T extends Arithmetic<T>> T squaredError(T a, T y) {
        return a.minus(y).times(a.minus(y)).times(0.5);
    }

    private static <T extends Arithmetic<T>> T crossEntropy(T a, T y) {
        return part(y, a.log()).plus(part(y.fixed(1).minus(y), a.times(-1).log1p())).times(-1);
    }

    private static <T extends Arithmetic<T>> T softmaxCrossEntropy(T a, T y) {
        return part(y, a.log()).times(-1);
    }

    /** y ln a, which is 0 where y is, however small a. */
    private static <T extends Arithmetic<T>> T part(T y, T logarithm) {
        return y.value() == 0 ? y.fixed(0) : y.times(logarithm);
    }

    private static <T extends Arithmetic<T>> T identity(T z) {
        return z;
    }

    private static <T extends Arithmetic<T>> T leakyRelu(T z) {
        return z.value() > 0 ? z : z.times(0.01);
    }

    /** 1/(1 + e^−z), or e^z/(1 + e^z): whichever does not overflow. */
    private static <T extends Arithmetic<T>> T sigmoid(T z) {
        var e = z.abs().times(-1).exp();
        return (z.value() < 0 ? e : z.fixed(1)).over(e.plus(1));
    }

    /** z + ln(1 + e^−z), or ln(1 + e^z): whichever does not overflow. */
    private static <T extends Arithmetic<T>> T softplus(T z) {
        return z.value() < 0 ? z.exp().log1p() : z.plus(z.times(-1).exp().log1p());
    }

    /** 1 − 2/(e^2z + 1), with the sign taken out so that nothing overflows. */
    private static <T extends Arithmetic<T>> T tanh(T z) {
        var e = z.abs().times(-2).exp();
        var positive = z.fixed(1).minus(e).over(e.plus(1));
        return z.value() < 0 ? positive.times(-1) : positive;
    }
}
