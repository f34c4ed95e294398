package backstep.mistake;

import static backstep.mistake.Terms.entries;
import static backstep.mistake.Terms.error;
import static backstep.mistake.Terms.gPrime;

import backstep.engine.Formula;
import backstep.engine.Site;
import backstep.network.Loss;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/** Mistakes where the backward pass starts: dA[L] and the output delta. */
final class OutputMistakes {

    private OutputMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(ofSquaredError(), ofCrossEntropy(), ofSoftmax(), ofAnyLoss(), dAOfCrossEntropy(), dA())
                .flatMap(List::stream);
    }

    private static List<Mistake> ofSquaredError() {
        var out = new Equation("OUT-SE", Formula.OUTPUT_DELTA, "dZ = (A − Y) ∘ g′(Z)",
                net -> net.loss() == Loss.SQUARED_ERROR);
        return List.of(
                out.as("no-gprime", "dZ = A − Y", "g′(Z) is left out: A − Y is the delta of cross-entropy",
                        Terms::error),
                out.as("no-gprime-sign", "dZ = Y − A", "g′(Z) is left out, and the sign is wrong",
                        at -> error(at).times(-1)),
                out.as("A-missing-one-minus", "dZ = (A − Y) ∘ (1 − A)", "σ′ = A(1 − A) lacks its factor A",
                        at -> error(at).hadamard(at.A().map(a -> 1 - a))),
                out.as("Z-one-minus-Z", "dZ = (A − Y) ∘ Z ∘ (1 − Z)", "σ′ is written with Z in the place of A",
                        at -> error(at).hadamard(at.Z().map(z -> z * (1 - z)))),
                out.as("sigmoid-gprime", "dZ = (A − Y) ∘ A ∘ (1 − A)", "σ′ of the sigmoid, whatever g is",
                        at -> error(at).hadamard(at.A().map(a -> a * (1 - a)))),
                out.as("tanh-gprime", "dZ = (A − Y) ∘ (1 − A²)", "g′ of tanh, whatever g is",
                        at -> error(at).hadamard(at.A().map(a -> 1 - a * a))),
                out.as("absolute", "dZ = |A − Y| ∘ g′(Z)", "the sign of A − Y is lost",
                        at -> error(at).map(Math::abs).hadamard(gPrime(at))),
                out.as("gprime-twice", "dZ = (A − Y) ∘ g′(Z) ∘ g′(Z)", "a factor g′(Z) too many",
                        at -> error(at).hadamard(gPrime(at)).hadamard(gPrime(at))),
                out.as("gprime-at-A", "dZ = (A − Y) ∘ g′(A)", "g′ is taken at A, not at Z",
                        at -> error(at).hadamard(at.g().gPrime(at.A()))),
                out.as("Z-not-A", "dZ = (Z − Y) ∘ g′(Z)", "Z stands where A is due",
                        at -> at.Z().minus(at.Y()).hadamard(gPrime(at))),
                out.as("squared", "dZ = ½ (A − Y)² ∘ g′(Z)", "the loss itself stands where its derivative A − Y is due",
                        at -> error(at).map(e -> e * e / 2).hadamard(gPrime(at))),
                out.as("matrix-product", "dZ = (A − Y) g′(Z)ᵀ",
                        "a matrix product stands where the elementwise product is due",
                        at -> error(at).times(gPrime(at).transpose())),
                out.as("matrix-product-nt", "dZ = (A − Y) g′(Z), a matrix product",
                        "a matrix product stands where the elementwise product is due",
                        at -> error(at).times(gPrime(at))));
    }

    private static List<Mistake> ofCrossEntropy() {
        var out = new Equation("OUT-CE", Formula.OUTPUT_DELTA, "dZ = A − Y",
                net -> net.loss() == Loss.CROSS_ENTROPY);
        return List.of(
                out.as("extra-gprime", "dZ = (A − Y) ∘ g′(Z)",
                        "g′(Z) is too many: it cancels against the denominator of dA; this is the delta of squared "
                                + "error",
                        at -> error(at).hadamard(gPrime(at))),
                entrywise(out, "only-first-term", "dZ = −Y ∘ (1 − A)", "the term of the labels 0 is missing",
                        (a, y) -> -y * (1 - a)),
                entrywise(out, "only-second-term", "dZ = (1 − Y) ∘ A", "the term of the labels 1 is missing",
                        (a, y) -> (1 - y) * a),
                entrywise(out, "second-term-sign", "dZ = −Y ∘ (1 − A) − (1 − Y) ∘ A", "the second term's sign is wrong",
                        (a, y) -> -y * (1 - a) - (1 - y) * a),
                out.as("Z-not-A", "dZ = Z − Y", "Z stands where A is due", at -> at.Z().minus(at.Y())),
                entrywise(out, "labels-exchanged", "dZ = A − (1 − Y)", "the labels 0 and 1 are exchanged",
                        (a, y) -> a - (1 - y)),
                entrywise(out, "absolute", "dZ = |A − Y|", "the sign of A − Y is lost", (a, y) -> Math.abs(a - y)),
                out.as("dA", "dZ = −Y/A + (1 − Y)/(1 − A)", "this is dA: the factor g′(Z) is missing", Site::dA),
                entrywise(out, "thresholded", "dZ = [A ≥ ½] − Y", "the output is rounded to 0 or 1, as in a perceptron",
                        (a, y) -> (a >= 0.5 ? 1 : 0) - y));
    }

    private static List<Mistake> ofSoftmax() {
        var out = new Equation("OUT-SM", Formula.OUTPUT_DELTA, "dZ = A − Y",
                net -> net.loss() == Loss.SOFTMAX_CROSS_ENTROPY);
        return List.of(
                out.as("diagonal-only", "dZ = dA ∘ A ∘ (1 − A)",
                        "only the diagonal of softmax's Jacobian is used: each output depends on the whole column",
                        at -> at.dA().hadamard(at.A().map(a -> a * (1 - a)))),
                out.as("extra-gprime", "dZ = (A − Y) ∘ A ∘ (1 − A)",
                        "σ′ is too many: softmax with cross-entropy gives A − Y",
                        at -> error(at).hadamard(at.A().map(a -> a * (1 - a)))),
                out.as("dA", "dZ = −Y/A", "this is dA: the way through softmax is missing", Site::dA),
                out.as("only-the-true-class", "dZ = −Y ∘ (1 − A)", "only the true class has a delta",
                        at -> entries(at, (a, y) -> -y * (1 - a))),
                out.as("Z-not-A", "dZ = Z − Y", "Z stands where A is due", at -> at.Z().minus(at.Y())));
    }

    private static List<Mistake> ofAnyLoss() {
        var out = new Equation("OUT", Formula.OUTPUT_DELTA, Equation.rightForm(Formula.OUTPUT_DELTA),
                net -> net.loss() != Loss.SQUARED_ERROR && net.loss().unweighted() != Loss.CROSS_ENTROPY
                        && net.loss().unweighted() != Loss.SOFTMAX_CROSS_ENTROPY);
        return List.of(
                out.as("no-gprime", "dZ = dA", "g′(Z) is left out", Site::dA),
                out.as("A-minus-Y", "dZ = A − Y", "A − Y belongs to cross-entropy behind its own activation",
                        Terms::error),
                out.as("squared-error", "dZ = (A − Y) ∘ g′(Z)", "this is the delta of squared error",
                        at -> error(at).hadamard(gPrime(at))),
                out.as("gprime-at-A", "dZ = dA ∘ g′(A)", "g′ is taken at A, not at Z",
                        at -> at.dA().hadamard(at.g().gPrime(at.A()))),
                out.as("gprime-twice", "dZ = dA ∘ g′(Z) ∘ g′(Z)", "a factor g′(Z) too many",
                        at -> at.dA().hadamard(gPrime(at)).hadamard(gPrime(at))));
    }

    private static List<Mistake> dAOfCrossEntropy() {
        var dA = new Equation("DA-CE", Formula.OUTPUT_DA, "dA = −Y/A + (1 − Y)/(1 − A)",
                net -> net.loss() == Loss.CROSS_ENTROPY);
        return List.of(
                entrywise(dA, "second-term-sign", "dA = −Y/A − (1 − Y)/(1 − A)", "the second term's sign is wrong",
                        (a, y) -> -y / a - (1 - y) / (1 - a)),
                entrywise(dA, "only-first-term", "dA = −Y/A", "the term of the labels 0 is missing", (a, y) -> -y / a),
                entrywise(dA, "only-second-term", "dA = (1 − Y)/(1 − A)", "the term of the labels 1 is missing",
                        (a, y) -> (1 - y) / (1 - a)),
                dA.as("Z-not-A", "dA = −Y/Z + (1 − Y)/(1 − Z)", "Z stands where A is due",
                        at -> at.Z().combine("Z and label", at.Y(), (z, y) -> -y / z + (1 - y) / (1 - z))),
                entrywise(dA, "log-kept", "dA = −Y ln A − (1 − Y) ln(1 − A)", "the logarithm is not differentiated",
                        (a, y) -> -y * Math.log(a) - (1 - y) * Math.log(1 - a)),
                entrywise(dA, "swap-roles", "dA = −A/Y + (1 − A)/(1 − Y)", "A and Y are exchanged",
                        (a, y) -> -a / y + (1 - a) / (1 - y)));
    }

    private static List<Mistake> dA() {
        var dA = Equation.of("DA", Formula.OUTPUT_DA);
        return List.of(
                dA.as("A-minus-Y", "dA = A − Y", "this is ∂ℓ/∂A of squared error, or dZ of cross-entropy",
                        Terms::error),
                dA.as("dZ", "dA = dZ", "the output delta stands where dA is due", Site::dZ));
    }

    private static Mistake entrywise(Equation equation, String mistake, String written, String sentence,
            DoubleBinaryOperator of) {
        return equation.as(mistake, written, sentence, at -> entries(at, of));
    }
}
