package backstep.mode;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.LEAKY_RELU;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTPLUS;
import static backstep.network.Activation.TANH;

import backstep.network.Activation;
import backstep.network.Loss;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The library's activations and losses written once more, for dual numbers, without their g′ and dA. */
final class DualForms {

    static final Map<Activation, UnaryOperator<Dual>> ACTIVATIONS = Map.of(
            IDENTITY, z -> z,
            SIGMOID, DualForms::sigmoid,
            TANH, DualForms::tanh,
            RELU, Dual::positivePart,
            LEAKY_RELU, z -> z.value() > 0 ? z : z.times(0.01),
            SOFTPLUS, DualForms::softplus);

    /** Of an output a and its label. */
    static final Map<Loss, BinaryOperator<Dual>> FROM_A = Map.of(
            Loss.SQUARED_ERROR, (a, y) -> a.minus(y).times(a.minus(y)).times(0.5),
            Loss.CROSS_ENTROPY, (a, y) -> part(y, a.log()).plus(part(Dual.constant(1).minus(y), a.times(-1).log1p())).times(-1),
            Loss.SOFTMAX_CROSS_ENTROPY, (a, y) -> part(y, a.log()).times(-1));

    private DualForms() {}

    /** Cross-entropy of z and its label: max(z, 0) − yz + ln(1 + e^−|z|). */
    static Dual crossEntropyFromZ(Dual z, Dual y) {
        return softplus(z).minus(y.times(z));
    }

    /** a_k = e^(−surprise of k). */
    static Dual[][] softmax(Dual[][] z) {
        var a = new Dual[z.length][z[0].length];
        for (int k = 0; k < z.length; k++) {
            for (int i = 0; i < z[k].length; i++) {
                a[k][i] = surprise(z, k, i).times(-1).exp();
            }
        }
        return a;
    }

    /** −ln a_k = d + ln Σ_j e^(z_j − z_k − d), where d takes out the largest distance so that nothing overflows. */
    static Dual surprise(Dual[][] z, int k, int i) {
        var largest = z[k][i];
        for (var row : z) {
            largest = row[i].value() > largest.value() ? row[i] : largest;
        }
        var sum = Dual.constant(0);
        for (var row : z) {
            sum = sum.plus(row[i].minus(largest).exp());
        }
        return largest.minus(z[k][i]).plus(sum.log());
    }

    /** 1/(1 + e^−z), or e^z/(1 + e^z): whichever does not overflow. */
    private static Dual sigmoid(Dual z) {
        var e = z.abs().times(-1).exp();
        return (z.value() < 0 ? e : Dual.constant(1)).over(e.plus(1));
    }

    /** z + ln(1 + e^−z), or ln(1 + e^z): whichever does not overflow. */
    private static Dual softplus(Dual z) {
        return z.value() < 0 ? z.exp().log1p() : z.plus(z.times(-1).exp().log1p());
    }

    /** 1 − 2/(e^2z + 1), with the sign taken out so that nothing overflows. */
    private static Dual tanh(Dual z) {
        var e = z.abs().times(-2).exp();
        var positive = Dual.constant(1).minus(e).over(e.plus(1));
        return z.value() < 0 ? positive.times(-1) : positive;
    }

    /** y ln a, which is 0 where y is, however small a. */
    private static Dual part(Dual y, Dual logarithm) {
        return y.value() == 0 ? Dual.constant(0) : y.times(logarithm);
    }
}
