package backstep.mistake;

import static backstep.mistake.Terms.entries;
import static backstep.mistake.Terms.m;
import static backstep.mistake.Terms.n;
import static backstep.mistake.Terms.one;

import backstep.engine.Formula;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Mistakes on the way to the cost. */
final class ForwardMistakes {

    private static final DoubleBinaryOperator SQUARE = (a, y) -> (a - y) * (a - y);
    private static final DoubleBinaryOperator ENTROPY = (a, y) -> -(y * Math.log(a) + (1 - y) * Math.log(1 - a));

    private ForwardMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(inZ(), inA(), inSquaredError(), inCrossEntropy(), inSoftmaxCrossEntropy())
                .flatMap(List::stream);
    }

    private static Matrix bias(Site at) {
        return at.b().times(one(at).transpose());
    }

    private static List<Mistake> inZ() {
        var z = Equation.of("FZ", Formula.LINEAR);
        return List.of(
                z.as("no-bias", "Z = W A_prev", "the bias is left out", at -> at.W().times(at.APrev())),
                z.as("minus-bias", "Z = W A_prev − b 1ᵀ",
                        "the bias is subtracted; if b is a threshold, name that convention",
                        at -> at.W().times(at.APrev()).minus(bias(at))),
                z.as("bias-as-row", "Z_ki = (W A_prev)_ki + b_i", "the bias is laid along the examples, not the units",
                        at -> at.W().times(at.APrev()).plus(one(at.W().rows()).times(at.b().transpose()))),
                z.as("elementwise", "Z = W ∘ A_prev + b 1ᵀ",
                        "an elementwise product stands where the matrix product W A_prev is due",
                        at -> at.W().hadamard(at.APrev()).plus(bias(at))),
                z.as("W-transposed", "Z = Wᵀ A_prev + b 1ᵀ",
                        "W is transposed; if your weights are from–to, name that convention",
                        at -> at.W().transpose().times(at.APrev()).plus(bias(at))),
                z.as("X-not-A-prev", "Z = W X + b 1ᵀ", "X stands where A of the layer below is due",
                        at -> at.W().times(at.X()).plus(bias(at))),
                z.as("Z-prev", "Z = W Z_prev + b 1ᵀ", "Z_prev stands where A_prev = g(Z_prev) is due",
                        at -> at.W().times(at.ZPrev()).plus(bias(at))));
    }

    private static List<Mistake> inA() {
        var a = Equation.of("FA", Formula.ACTIVATION);
        return List.of(
                a.as("identity", "A = Z", "the activation is left out", Site::Z),
                a.as("derivative", "A = g′(Z)", "g′ stands where g is due", Terms::gPrime),
                a.as("sign-of-z", "A = g(−Z)", "the sign of Z is wrong, as in 1/(1 + eᶻ)",
                        at -> at.g().A(at.Z().times(-1))),
                a.as("sigmoid-always", "A = σ(Z)", "the sigmoid, whatever g is", at -> Activation.SIGMOID.A(at.Z())),
                a.as("tanh-always", "A = tanh(Z)", "tanh, whatever g is", at -> Activation.TANH.A(at.Z())),
                a.as("relu-always", "A = max(Z, 0)", "ReLU, whatever g is", at -> Activation.RELU.A(at.Z())),
                a.as("softmax-always", "A = softmax(Z)", "softmax, whatever g is", at -> Activation.SOFTMAX.A(at.Z())),
                a.as("softmax-of-rows", "A = softmax(Zᵀ)ᵀ", "softmax over the examples, not over the units",
                        at -> Activation.SOFTMAX.A(at.Z().transpose()).transpose()),
                a.as("from-A-prev", "A = g(A_prev)", "A_prev stands where Z is due", at -> at.g().A(at.APrev())),
                a.as("twice", "A = g(g(Z))", "the activation is applied twice", at -> at.g().A(at.A())));
    }

    private static Mistake cost(Equation J, String mistake, String written, String sentence,
            ToDoubleFunction<Site> factor, DoubleBinaryOperator summand) {
        return J.as(mistake, written, sentence,
                at -> Matrix.row(factor.applyAsDouble(at) * entries(at, summand).sum() + at.net().penalised()));
    }

    /** Of one example alone. */
    private static Mistake costOf(Equation J, String mistake, String written, String sentence,
            ToDoubleFunction<Site> factor, ToDoubleFunction<Site> example) {
        return J.as(mistake, written, sentence, at -> Matrix.row(
                factor.applyAsDouble(at) * at.losses().get(0, (int) example.applyAsDouble(at)) + at.net().penalised()));
    }

    private static List<Mistake> inSquaredError() {
        var J = new Equation("J-SE", Formula.COST, "J = (1/(2m)) Σ (a − y)²",
                net -> net.loss() == Loss.SQUARED_ERROR);
        return List.of(
                cost(J, "mean-over-outputs-only", "J = (1/(2 n_L)) Σ (a − y)²",
                        "divided by the count of outputs, not by the count of examples m", at -> 0.5 / n(at), SQUARE),
                cost(J, "absolute", "J = (1/(2m)) Σ |a − y|", "the difference is not squared",
                        at -> 0.5 / m(at), (a, y) -> Math.abs(a - y)),
                cost(J, "signed", "J = (1/m) Σ (a − y)", "the difference is not squared", at -> 1 / m(at),
                        (a, y) -> a - y),
                cost(J, "cross-entropy", "J = −(1/m) Σ [y ln a + (1 − y) ln(1 − a)]",
                        "this is cross-entropy; the network's loss is squared error", at -> 1 / m(at), ENTROPY),
                J.as("root", "J = √((1/m) Σ (a − y)²)", "a root too many", at -> Matrix.row(
                        Math.sqrt(entries(at, SQUARE).sum() / m(at)))),
                costOf(J, "first-example", "J = ½ Σ_k (a_k1 − y_k1)²", "the first example only", at -> 1, at -> 0),
                costOf(J, "first-over-m", "J = (1/(2m)) Σ_k (a_k1 − y_k1)²", "the first example only, divided by m",
                        at -> 1 / m(at), at -> 0),
                costOf(J, "last-example", "J = ½ Σ_k (a_km − y_km)²", "the last example only: = stands where += is due",
                        at -> 1, at -> m(at) - 1),
                costOf(J, "last-over-m", "J = (1/(2m)) Σ_k (a_km − y_km)²",
                        "the last example only, divided by m: = stands where += is due", at -> 1 / m(at),
                        at -> m(at) - 1));
    }

    private static List<Mistake> inCrossEntropy() {
        var J = new Equation("J-CE", Formula.COST, "J = −(1/m) Σ [y ln a + (1 − y) ln(1 − a)]",
                net -> net.loss() == Loss.CROSS_ENTROPY);
        return List.of(
                cost(J, "only-y-log-a", "J = −(1/m) Σ y ln a", "the term of the labels 0 is missing", at -> -1 / m(at),
                        (a, y) -> y * Math.log(a)),
                cost(J, "only-second-term", "J = −(1/m) Σ (1 − y) ln(1 − a)", "the term of the labels 1 is missing",
                        at -> -1 / m(at), (a, y) -> (1 - y) * Math.log(1 - a)),
                cost(J, "second-term-sign", "J = −(1/m) Σ [y ln a − (1 − y) ln(1 − a)]",
                        "the second term's sign is wrong", at -> -1 / m(at),
                        (a, y) -> y * Math.log(a) - (1 - y) * Math.log(1 - a)),
                cost(J, "labels-exchanged", "J = −(1/m) Σ [(1 − y) ln a + y ln(1 − a)]",
                        "the labels 0 and 1 are exchanged", at -> 1 / m(at), (a, y) -> ENTROPY.applyAsDouble(a, 1 - y)),
                cost(J, "squared-error", "J = (1/(2m)) Σ (a − y)²",
                        "this is squared error; the network's loss is cross-entropy", at -> 0.5 / m(at), SQUARE),
                cost(J, "mean-squared-error", "J = (1/m) Σ (a − y)²",
                        "this is squared error; the network's loss is cross-entropy", at -> 1 / m(at), SQUARE));
    }

    private static List<Mistake> inSoftmaxCrossEntropy() {
        var J = new Equation("J-SM", Formula.COST, "J = −(1/m) Σ y ln a",
                net -> net.loss() == Loss.SOFTMAX_CROSS_ENTROPY);
        return List.of(
                cost(J, "of-each-class", "J = −(1/m) Σ [y ln a + (1 − y) ln(1 − a)]",
                        "this is the cross-entropy of independent outputs; behind softmax it is −Σ y ln a",
                        at -> 1 / m(at), ENTROPY),
                cost(J, "squared-error", "J = (1/(2m)) Σ (a − y)²",
                        "this is squared error; the network's loss is cross-entropy", at -> 0.5 / m(at), SQUARE));
    }
}
