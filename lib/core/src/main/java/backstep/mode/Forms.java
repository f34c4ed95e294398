package backstep.mode;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.LEAKY_RELU;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.SOFTPLUS;
import static backstep.network.Activation.TANH;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The library's activations and losses written once more, for numbers that carry their derivatives, without their g′ and dA. */
final class Forms {

    /** Of an entry of Z. */
    interface ByEntry {
        <T extends Arithmetic<T>> T apply(T z);
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

    static final Map<Loss, PerOutput> FROM_A = Map.of(
            Loss.SQUARED_ERROR, Forms::squaredError,
            Loss.CROSS_ENTROPY, Forms::crossEntropy,
            Loss.SOFTMAX_CROSS_ENTROPY, Forms::softmaxCrossEntropy);

    private Forms() {}

    /** A sentence for each derivative that has to be taken as a user gave it. */
    static List<String> trusted(String opinion, Network net) {
        var trusted = new ArrayList<String>();
        for (int l = 1; l <= net.L(); l++) {
            if (net.g(l) != SOFTMAX && !ACTIVATIONS.containsKey(net.g(l))) {
                trusted.add("%s the given g′ of %s in layer %d".formatted(opinion, net.g(l).name(), l));
            }
        }
        if (!FROM_A.containsKey(net.loss())) {
            trusted.add("%s the given derivative of the loss %s".formatted(opinion, net.loss().name()));
        }
        return trusted;
    }

    /** A column of A from a column of Z. */
    static <T extends Arithmetic<T>> List<T> activations(Activation g, List<T> z) {
        var form = ACTIVATIONS.get(g);
        return IntStream.range(0, z.size()).mapToObj(k ->
                g == SOFTMAX ? surprise(z, k).times(-1).exp() : form == null ? z.get(k).apply((Elementwise) g) : form.apply(z.get(k))).toList();
    }

    /** One example's loss from columns of A[L] and Y, and of Z[L] unless A[L] itself moves. */
    static <T extends Arithmetic<T>> T loss(Loss loss, Optional<List<T>> z, List<T> a, Matrix y) {
        var form = FROM_A.get(loss);
        return form == null ? given(loss, a, y) : IntStream.range(0, a.size()).mapToObj(k -> {
            var label = a.get(k).fixed(y.get(k, 0));
            return loss == Loss.CROSS_ENTROPY && z.isPresent() ? crossEntropyFromZ(z.get().get(k), label)
                    : loss == Loss.SOFTMAX_CROSS_ENTROPY && z.isPresent() ? surprise(z.get(), k).times(label) : form.apply(a.get(k), label);
        }).reduce(Arithmetic::plus).orElseThrow();
    }

    /** A user's loss by its value and its derivative where it stands: ℓ(a) + Σ_k ∂ℓ/∂a_k (a_k − the value of a_k). */
    private static <T extends Arithmetic<T>> T given(Loss loss, List<T> a, Matrix y) {
        var values = Matrix.generate(a.size(), 1, (k, j) -> a.get(k).value());
        var derivative = loss.dA(values, y);
        return IntStream.range(0, a.size()).mapToObj(k -> a.get(k).plus(-values.get(k, 0)).times(derivative.get(k, 0)))
                .reduce(Arithmetic::plus).orElseThrow().plus(loss.fromA(values, y).get(0, 0));
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
