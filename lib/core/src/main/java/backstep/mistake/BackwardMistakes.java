package backstep.mistake;

import static backstep.mistake.Terms.gPrime;
import static backstep.mistake.Terms.m;
import static backstep.mistake.Terms.n;
import static backstep.mistake.Terms.one;
import static backstep.mistake.Terms.sum;
import static backstep.mistake.Terms.updated;

import backstep.engine.Formula;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.stream.Stream;

/** Mistakes in BP1 and BP2, BP3 and BP4. */
final class BackwardMistakes {

    private BackwardMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(inBp1(), inBp2(), inBp3(), inBp4(), inTheHiddenDelta()).flatMap(List::stream);
    }

    private static Matrix outer(Matrix dZ, Matrix A, Site at) {
        return dZ.times(A.transpose()).times(1 / m(at));
    }

    private static List<Mistake> inBp1() {
        var bp1 = Equation.of("BP1", Formula.BP1);
        return List.of(
                bp1.as("over-n_prev", "dW = (1/n_prev) dZ A_prevᵀ",
                        "divided by the count of units below, not by the count of examples m",
                        at -> at.dZ().times(at.APrev().transpose()).times(1.0 / at.APrev().rows())),
                bp1.as("over-n", "dW = (1/n) dZ A_prevᵀ",
                        "divided by the count of units of the layer, not by the count of examples m",
                        at -> at.dZ().times(at.APrev().transpose()).times(1 / n(at))),
                bp1.as("transposed-sum", "dW = A_prev dZᵀ", "the transpose of dW, and the 1/m is missing",
                        at -> at.APrev().times(at.dZ().transpose())),
                bp1.as("transposed", "dW = (1/m) A_prev dZᵀ", "this is the transpose of dW",
                        at -> outer(at.APrev(), at.dZ(), at)),
                bp1.as("A-current", "dW = (1/m) dZ Aᵀ", "A of this layer stands where A of the layer below is due",
                        at -> outer(at.dZ(), at.A(), at)),
                bp1.as("X-not-A-prev", "dW = (1/m) dZ Xᵀ", "X stands where A of the layer below is due",
                        at -> outer(at.dZ(), at.X(), at)),
                bp1.as("dA-not-dZ", "dW = (1/m) dA A_prevᵀ", "dA stands where dZ is due: g′(Z) is missing",
                        at -> outer(at.dA(), at.APrev(), at)),
                bp1.as("dZ-next", "dW = (1/m) dZ_next A_prevᵀ",
                        "dZ of the layer above stands where this layer's is due",
                        at -> outer(at.dZNext(), at.APrev(), at)),
                bp1.as("no-transpose", "dW = (1/m) dZ A_prev", "A_prev is not transposed",
                        at -> at.dZ().times(at.APrev()).times(1 / m(at))),
                bp1.as("wrong-transpose", "dW = (1/m) dZᵀ A_prev", "dZ is transposed instead of A_prev",
                        at -> at.dZ().transpose().times(at.APrev()).times(1 / m(at))),
                bp1.as("elementwise", "dW = (1/m) dZ ∘ A_prev",
                        "an elementwise product stands where the matrix product dZ A_prevᵀ is due",
                        at -> at.dZ().hadamard(at.APrev()).times(1 / m(at))),
                bp1.as("elementwise-exchanged", "dW = (1/m) A_prev ∘ dZ",
                        "an elementwise product stands where the matrix product dZ A_prevᵀ is due",
                        at -> at.APrev().hadamard(at.dZ()).times(1 / m(at))),
                bp1.as("first-over-m", "dW = (1/m) dZ_1 A_prev,1ᵀ", "the first example only, divided by m",
                        at -> outer(at.dZ().columnAt(0), at.APrev().columnAt(0), at)),
                bp1.as("first-example", "dW = dZ_1 A_prev,1ᵀ", "the first example only, not the mean of all",
                        at -> at.dZ().columnAt(0).times(at.APrev().columnAt(0).transpose())),
                bp1.as("last-example", "dW = dZ_m A_prev,mᵀ",
                        "the last example only: = stands where += is due, or the mean is missing",
                        at -> last(at.dZ()).times(last(at.APrev()).transpose())),
                bp1.as("last-over-m", "dW = (1/m) dZ_m A_prev,mᵀ",
                        "the last example only, divided by m: = stands where += is due",
                        at -> outer(last(at.dZ()), last(at.APrev()), at)),
                bp1.as("product-of-means", "dW = mean(dZ) mean(A_prev)ᵀ",
                        "the product of two means is not the mean of the products",
                        at -> sum(at.dZ()).times(1 / m(at)).times(sum(at.APrev()).times(1 / m(at)).transpose())),
                bp1.as("gprime-twice", "dW = (1/m) (dZ ∘ g′(Z)) A_prevᵀ", "g′(Z) is in dZ already",
                        at -> outer(at.dZ().hadamard(gPrime(at)), at.APrev(), at)),
                bp1.as("Aprev-gprime", "dW = (1/m) dZ g′(Z_prev)ᵀ", "g′(Z_prev) stands where A_prev is due",
                        at -> outer(at.dZ(), at.net().g(at.l() - 1).gPrime(at.ZPrev()), at)),
                bp1.as("Z-prev", "dW = (1/m) dZ Z_prevᵀ", "Z_prev stands where A_prev = g(Z_prev) is due",
                        at -> outer(at.dZ(), at.ZPrev(), at)),
                bp1.as("times-W", "dW = (1/m) dZ A_prevᵀ ∘ W", "a factor W too many",
                        at -> outer(at.dZ(), at.APrev(), at).hadamard(at.W())));
    }

    private static Matrix last(Matrix matrix) {
        return matrix.columnAt(matrix.columns() - 1);
    }

    private static List<Mistake> inBp2() {
        var bp2 = Equation.of("BP2", Formula.BP2);
        return List.of(
                bp2.as("not-summed", "db = dZ", "not summed over the examples", Site::dZ),
                bp2.as("not-summed-over-m", "db = (1/m) dZ", "divided by m, but not summed over the examples",
                        at -> at.dZ().times(1 / m(at))),
                bp2.as("wrong-axis-mean", "db = (1/n) dZᵀ 1", "the mean over the units, not over the examples",
                        at -> sum(at.dZ().transpose()).times(1 / n(at))),
                bp2.as("wrong-axis-sum", "db = dZᵀ 1", "summed over the units, not over the examples",
                        at -> sum(at.dZ().transpose())),
                bp2.as("wrong-axis-over-m", "db = (1/m) dZᵀ 1", "summed over the units, not over the examples",
                        at -> sum(at.dZ().transpose()).times(1 / m(at))),
                bp2.as("wrong-axis-row", "db = (1/m) 1ᵀ dZ", "summed over the units, not over the examples",
                        at -> sum(at.dZ().transpose()).times(1 / m(at)).transpose()),
                bp2.as("wrong-axis-row-sum", "db = 1ᵀ dZ", "summed over the units, not over the examples",
                        at -> sum(at.dZ().transpose()).transpose()),
                bp2.as("all-summed", "db_k = (1/m) Σ dZ for every unit",
                        "summed over the units as well as the examples",
                        at -> one(at.dZ().rows()).times(at.dZ().sum() / m(at))),
                bp2.as("row-shape", "db = (1/m) (dZ 1)ᵀ", "a row where a column is due",
                        at -> sum(at.dZ()).transpose().times(1 / m(at))),
                bp2.as("dA-not-dZ", "db = (1/m) dA 1", "dA stands where dZ is due: g′(Z) is missing",
                        at -> sum(at.dA()).times(1 / m(at))),
                bp2.as("dZ-next", "db = (1/m) dZ_next 1", "dZ of the layer above stands where this layer's is due",
                        at -> sum(at.dZNext()).times(1 / m(at))),
                bp2.as("times-b", "db = (1/m) (dZ 1) ∘ b", "a factor b too many: ∂z/∂b is 1",
                        at -> sum(at.dZ()).hadamard(at.b()).times(1 / m(at))),
                bp2.as("over-n", "db = (1/n) dZ 1",
                        "divided by the count of units of the layer, not by the count of examples m",
                        at -> sum(at.dZ()).times(1 / n(at))),
                bp2.as("first-example", "db = dZ_1", "the first example only, not the mean of all",
                        at -> at.dZ().columnAt(0)),
                bp2.as("last-example", "db = dZ_m",
                        "the last example only: = stands where += is due, or the mean is missing",
                        at -> last(at.dZ())),
                bp2.as("last-over-m", "db = (1/m) dZ_m",
                        "the last example only, divided by m: = stands where += is due",
                        at -> last(at.dZ()).times(1 / m(at))),
                bp2.as("gprime-twice", "db = (1/m) (dZ ∘ g′(Z)) 1", "g′(Z) is in dZ already",
                        at -> sum(at.dZ().hadamard(gPrime(at))).times(1 / m(at))));
    }

    private static List<Mistake> inBp3() {
        var bp3 = Equation.of("BP3", Formula.BP3);
        return List.of(
                bp3.as("W-not-transposed", "dA_prev = W dZ", "W is not transposed", at -> at.W().times(at.dZ())),
                bp3.as("product-transposed", "dA_prev = dZᵀ W", "this is the transpose of dA_prev",
                        at -> at.dZ().transpose().times(at.W())),
                bp3.as("dA-not-dZ", "dA_prev = Wᵀ dA", "dA stands where dZ is due: g′(Z) is missing",
                        at -> at.W().transpose().times(at.dA())),
                bp3.as("updated-W", "dA_prev = (W − α dW)ᵀ dZ",
                        "W was updated before dZ was propagated through it: the old W is due",
                        at -> updated(at, at.l()).transpose().times(at.dZ())),
                bp3.as("dW-not-W", "dA_prev = dWᵀ dZ", "dW stands where W is due",
                        at -> at.get(Kind.DW.at(at.l())).transpose().times(at.dZ())),
                bp3.as("dZ-next-W-next", "dA_prev = W_nextᵀ dZ_next", "one layer too high: this is dA, not dA_prev",
                        at -> at.WNext().transpose().times(at.dZNext())),
                bp3.as("gprime-again", "dA_prev = Wᵀ (dZ ∘ g′(Z))", "g′(Z) is in dZ already",
                        at -> at.W().transpose().times(at.dZ().hadamard(gPrime(at)))),
                bp3.as("separate-sums", "dA_prev = (Wᵀ 1)(1ᵀ dZ)",
                        "the sum of the weights times the sum of dZ is not the sum of the products",
                        at -> sum(at.W().transpose()).times(one(at.dZ().rows()).transpose().times(at.dZ()))),
                bp3.as("elementwise", "dA_prev = Wᵀ ∘ dZ",
                        "an elementwise product stands where the matrix product Wᵀ dZ is due",
                        at -> at.W().transpose().hadamard(at.dZ())),
                bp3.as("elementwise-untransposed", "dA_prev = W ∘ dZ",
                        "an elementwise product stands where the matrix product Wᵀ dZ is due",
                        at -> at.W().hadamard(at.dZ())),
                bp3.as("W-omitted", "dA_prev = 1 1ᵀ dZ", "the weights are left out",
                        at -> one(at.W().columns()).times(one(at.dZ().rows()).transpose()).times(at.dZ())),
                bp3.as("bias-added", "dA_prev = Wᵀ dZ + b 1ᵀ", "the bias has no place in the way back",
                        at -> at.W().transpose().times(at.dZ()).plus(at.b().times(one(at).transpose()))),
                bp3.as("row-products", "dA_prev = dZᵀ W (as a row)", "this is the transpose of dA_prev",
                        at -> at.W().times(at.dZ().transpose())));
    }

    private static List<Mistake> inBp4() {
        var bp4 = Equation.of("BP4", Formula.BP4);
        return List.of(
                bp4.as("no-gprime", "dZ = dA", "g′(Z) is left out", Site::dA),
                bp4.as("gprime-at-A", "dZ = dA ∘ g′(A)", "g′ is taken at A, not at Z",
                        at -> at.dA().hadamard(at.g().gPrime(at.A()))),
                bp4.as("gprime-at-b", "dZ = dA ∘ g′(b) 1ᵀ", "g′ is taken at b, not at Z",
                        at -> at.dA().hadamard(at.g().gPrime(at.b()).times(one(at).transpose()))),
                bp4.as("g-not-gprime", "dZ = dA ∘ g(Z)", "g(Z) stands where g′(Z) is due",
                        at -> at.dA().hadamard(at.A())),
                bp4.as("gprime-twice", "dZ = dA ∘ g′(Z) ∘ g′(Z)", "a factor g′(Z) too many",
                        at -> at.dA().hadamard(gPrime(at)).hadamard(gPrime(at))),
                bp4.as("matrix-product-T", "dZ = dA g′(Z)ᵀ",
                        "a matrix product stands where the elementwise product is due",
                        at -> at.dA().times(gPrime(at).transpose())),
                bp4.as("matrix-product", "dZ = dA g′(Z), a matrix product",
                        "a matrix product stands where the elementwise product is due",
                        at -> at.dA().times(gPrime(at))),
                bp4.as("gprime-prev-layer", "dZ = dA ∘ g′(Z_prev)", "g′ is taken at the layer below",
                        at -> at.dA().hadamard(at.net().g(at.l() - 1).gPrime(at.ZPrev()))),
                bp4.as("sigmoid-rule", "dZ = dA ∘ A ∘ (1 − A)", "the rule of the sigmoid, whatever g is",
                        at -> at.dA().hadamard(at.A().map(a -> a * (1 - a)))),
                bp4.as("tanh-rule", "dZ = dA ∘ (1 − A²)", "the rule of tanh, whatever g is",
                        at -> at.dA().hadamard(at.A().map(a -> 1 - a * a))),
                bp4.as("relu-rule", "dZ = dA ∘ [Z > 0]", "the rule of ReLU, whatever g is",
                        at -> at.dA().hadamard(at.Z().map(z -> z > 0 ? 1 : 0))),
                bp4.as("tanh-no-square", "dZ = dA ∘ (1 − A)", "A is not squared (tanh), or a factor A is missing (σ)",
                        at -> at.dA().hadamard(at.A().map(a -> 1 - a))),
                bp4.as("A-square", "dZ = dA ∘ A²", "1 − A² lacks its 1 −",
                        at -> at.dA().hadamard(at.A().hadamard(at.A()))),
                bp4.as("sigmoid-rule-on-Z", "dZ = dA ∘ Z ∘ (1 − Z)", "A(1 − A) is written with Z in the place of A",
                        at -> at.dA().hadamard(at.Z().map(z -> z * (1 - z)))),
                bp4.as("tanh-rule-on-Z", "dZ = dA ∘ (1 − Z²)", "1 − A² is written with Z in the place of A",
                        at -> at.dA().hadamard(at.Z().map(z -> 1 - z * z))),
                bp4.as("gprime-only", "dZ = g′(Z)", "dA is left out", Terms::gPrime));
    }

    private static Matrix back(Site at) {
        return at.WNext().transpose().times(at.dZNext());
    }

    private static List<Mistake> inTheHiddenDelta() {
        var hidden = new Equation("HID", Formula.BP4, "dZ = (W_nextᵀ dZ_next) ∘ g′(Z)", net -> true);
        return List.of(
                hidden.as("W-not-transposed", "dZ = (W_next dZ_next) ∘ g′(Z)", "W_next is not transposed",
                        at -> at.WNext().times(at.dZNext()).hadamard(gPrime(at))),
                hidden.as("updated-W", "dZ = ((W_next − α dW_next)ᵀ dZ_next) ∘ g′(Z)",
                        "W_next was updated before dZ_next was propagated through it: the old W is due",
                        at -> updated(at, at.l() + 1).transpose().times(at.dZNext()).hadamard(gPrime(at))),
                hidden.as("sigmoid-rule", "dZ = (W_nextᵀ dZ_next) ∘ A ∘ (1 − A)",
                        "the rule of the sigmoid, whatever g is",
                        at -> back(at).hadamard(at.A().map(a -> a * (1 - a)))),
                hidden.as("matrix-product", "dZ = (W_nextᵀ dZ_next) g′(Z)ᵀ",
                        "a matrix product stands where the elementwise product is due",
                        at -> back(at).times(gPrime(at).transpose())),
                hidden.as("matrix-product-nt", "dZ = (W_nextᵀ dZ_next) g′(Z), a matrix product",
                        "a matrix product stands where the elementwise product is due",
                        at -> back(at).times(gPrime(at))));
    }
}
