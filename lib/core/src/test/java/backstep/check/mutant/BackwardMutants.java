package backstep.check.mutant;

import static backstep.check.mutant.Probe.CHAIN;
import static backstep.check.mutant.Probe.LINEAR;
import static backstep.check.mutant.Probe.ONE_EXAMPLE;
import static backstep.check.mutant.Probe.ONE_UNIT;
import static backstep.check.mutant.Probe.P2;
import static backstep.check.mutant.Probe.P3;
import static backstep.check.mutant.Probe.RELU_BOTH_SIGNS;
import static backstep.check.mutant.Probe.SYMMETRIC_W;
import static backstep.check.mutant.Terms.gPrime;
import static backstep.check.mutant.Terms.m;
import static backstep.check.mutant.Terms.n;
import static backstep.check.mutant.Terms.one;
import static backstep.check.mutant.Terms.updated;

import backstep.engine.Formula;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Typical mistakes in BP1, BP2, BP3 and BP4. */
final class BackwardMutants {

    private BackwardMutants() {}

    static Stream<Mutant> all() {
        return Stream.of(BP1, BP2, BP3, BP4, HIDDEN_DELTA).flatMap(List::stream);
    }

    private static Mutant bp1(String id, Function<Site, Matrix> rule) {
        return Mutant.of(id, Formula.BP1, rule);
    }

    private static Mutant bp2(String id, Function<Site, Matrix> rule) {
        return Mutant.of(id, Formula.BP2, rule);
    }

    private static Mutant bp3(String id, Function<Site, Matrix> rule) {
        return Mutant.of(id, Formula.BP3, rule);
    }

    private static Mutant bp4(String id, Function<Site, Matrix> rule) {
        return Mutant.of(id, Formula.BP4, rule);
    }

    private static Mutant hidden(String id, Function<Site, Matrix> rule) {
        return Mutant.of(id, Formula.BP4, rule).oneLayerDown();
    }

    private static Matrix sum(Matrix dZ) {
        return dZ.times(one(dZ.columns()));
    }

    /** Right: dW = (1/m) dZ A_prevᵀ. */
    private static final List<Mutant> BP1 = List.of(
            bp1("BP1/over-n_prev", at -> at.dZ().times(at.APrev().transpose()).times(1.0 / at.APrev().rows()))
                    .passesOn(P2, SYMMETRIC_W, CHAIN),
            bp1("BP1/transposed-sum", at -> at.APrev().times(at.dZ().transpose())).passesOn(CHAIN),
            bp1("BP1/A-current", at -> at.dZ().times(at.A().transpose()).times(1 / m(at))),
            bp1("BP1/X-not-A-prev", at -> at.dZ().times(at.X().transpose()).times(1 / m(at))),
            bp1("BP1/dA-not-dZ", at -> at.dA().times(at.APrev().transpose()).times(1 / m(at))).passesOn(LINEAR),
            bp1("BP1/dZ-next", at -> at.dZNext().times(at.APrev().transpose()).times(1 / m(at))),
            bp1("BP1/no-transpose", at -> at.dZ().times(at.APrev()).times(1 / m(at))).passesOn(CHAIN),
            bp1("BP1/wrong-transpose", at -> at.dZ().transpose().times(at.APrev()).times(1 / m(at))).passesOn(CHAIN),
            bp1("BP1/elementwise", at -> at.dZ().hadamard(at.APrev()).times(1 / m(at))).passesOn(CHAIN),
            bp1("BP1/first-over-m",
                    at -> at.dZ().columnAt(0).times(at.APrev().columnAt(0).transpose()).times(1 / m(at)))
                    .passesOn(ONE_EXAMPLE, CHAIN),
            bp1("BP1/last-example", at ->
                    at.dZ().columnAt((int) m(at) - 1).times(at.APrev().columnAt((int) m(at) - 1).transpose()))
                    .passesOn(ONE_EXAMPLE, CHAIN),
            bp1("BP1/product-of-means",
                    at -> sum(at.dZ()).times(1 / m(at)).times(sum(at.APrev()).times(1 / m(at)).transpose()))
                    .passesOn(ONE_EXAMPLE, CHAIN),
            bp1("BP1/gprime-twice", at -> at.dZ().hadamard(gPrime(at)).times(at.APrev().transpose()).times(1 / m(at)))
                    .passesOn(RELU_BOTH_SIGNS, LINEAR),
            bp1("BP1/Aprev-gprime",
                    at -> at.dZ().times(at.net().g(at.l() - 1).gPrime(at.ZPrev()).transpose()).times(1 / m(at))));

    /** Right: db = (1/m) dZ 1. */
    private static final List<Mutant> BP2 = List.of(
            bp2("BP2/sum-not-mean", at -> sum(at.dZ())).passesOn(ONE_EXAMPLE, CHAIN),
            bp2("BP2/divided-twice", at -> sum(at.dZ()).times(1 / m(at) / m(at))).passesOn(ONE_EXAMPLE, CHAIN),
            bp2("BP2/half", at -> sum(at.dZ()).times(0.5 / m(at))),
            bp2("BP2/factor-2", at -> sum(at.dZ()).times(2 / m(at))),
            bp2("BP2/not-summed", Site::dZ).passesOn(ONE_EXAMPLE, CHAIN),
            bp2("BP2/not-summed-over-m", at -> at.dZ().times(1 / m(at))).passesOn(ONE_EXAMPLE, CHAIN),
            bp2("BP2/wrong-axis-mean", at -> at.dZ().transpose().times(one(at.dZ().rows())).times(1 / n(at)))
                    .passesOn(CHAIN),
            bp2("BP2/all-summed", at -> one(at.dZ().rows()).times(at.dZ().sum() / m(at))).passesOn(ONE_UNIT, CHAIN),
            bp2("BP2/row-shape", at -> sum(at.dZ()).transpose().times(1 / m(at))).passesOn(ONE_UNIT, CHAIN),
            bp2("BP2/dA-not-dZ", at -> sum(at.dA()).times(1 / m(at))).passesOn(LINEAR),
            bp2("BP2/dZ-next", at -> sum(at.dZNext()).times(1 / m(at))),
            bp2("BP2/times-b", at -> sum(at.dZ()).hadamard(at.b()).times(1 / m(at))),
            bp2("BP2/first-example", at -> at.dZ().columnAt(0)).passesOn(ONE_EXAMPLE, CHAIN),
            bp2("BP2/last-example", at -> at.dZ().columnAt((int) m(at) - 1)).passesOn(ONE_EXAMPLE, CHAIN),
            bp2("BP2/zero", at -> at.b().times(0)));

    /** Right: dA_prev = Wᵀ dZ. */
    private static final List<Mutant> BP3 = List.of(
            bp3("BP3/W-not-transposed", at -> at.W().times(at.dZ())).passesOn(SYMMETRIC_W, CHAIN),
            bp3("BP3/product-transposed", at -> at.dZ().transpose().times(at.W())).passesOn(CHAIN),
            bp3("BP3/over-m", at -> at.W().transpose().times(at.dZ()).times(1 / m(at))).passesOn(ONE_EXAMPLE, CHAIN),
            bp3("BP3/dA-not-dZ", at -> at.W().transpose().times(at.dA())).passesOn(LINEAR),
            bp3("BP3/updated-W", at -> updated(at, at.l()).transpose().times(at.dZ())),
            bp3("BP3/dZ-next-W-next", at -> at.WNext().transpose().times(at.dZNext())),
            bp3("BP3/gprime-again", at -> at.W().transpose().times(at.dZ().hadamard(gPrime(at))))
                    .passesOn(RELU_BOTH_SIGNS, LINEAR),
            bp3("BP3/separate-sums", at -> sum(at.W().transpose())
                    .times(one(at.dZ().rows()).transpose().times(at.dZ()))).passesOn(ONE_UNIT, CHAIN),
            bp3("BP3/elementwise", at -> at.W().transpose().hadamard(at.dZ())).passesOn(CHAIN),
            bp3("BP3/W-omitted", at -> one(at.W().columns()).times(one(at.dZ().rows()).transpose()).times(at.dZ())),
            bp3("BP3/bias-added", at -> at.W().transpose().times(at.dZ()).plus(at.b().times(one(at).transpose()))));

    /** Right: dZ = dA ∘ g′(Z). */
    private static final List<Mutant> BP4 = List.of(
            bp4("BP4/no-gprime", Site::dA).passesOn(LINEAR),
            bp4("BP4/gprime-at-A", at -> at.dA().hadamard(at.g().gPrime(at.A()))).passesOn(RELU_BOTH_SIGNS, LINEAR),
            bp4("BP4/matrix-product-T", at -> at.dA().times(gPrime(at).transpose())).passesOn(CHAIN),
            bp4("BP4/gprime-prev-layer", at -> at.dA().hadamard(at.net().g(at.l() - 1).gPrime(at.ZPrev()))),
            bp4("BP4/tanh-rule", at -> at.dA().hadamard(at.A().map(a -> 1 - a * a))).passesOn(P3),
            bp4("BP4/relu-rule", at -> at.dA().hadamard(at.Z().map(z -> z > 0 ? 1 : 0))).passesOn(RELU_BOTH_SIGNS),
            bp4("BP4/tanh-no-square", at -> at.dA().hadamard(at.A().map(a -> 1 - a))),
            bp4("BP4/sigmoid-rule-on-Z", at -> at.dA().hadamard(at.Z().map(z -> z * (1 - z)))),
            bp4("BP4/tanh-rule-on-Z", at -> at.dA().hadamard(at.Z().map(z -> 1 - z * z))),
            bp4("BP4/gprime-sign", at -> at.dA().hadamard(gPrime(at)).times(-1)),
            bp4("BP4/over-m", at -> at.dA().hadamard(gPrime(at)).times(1 / m(at))).passesOn(ONE_EXAMPLE, CHAIN),
            bp4("BP4/gprime-only", Terms::gPrime));

    /**
     * Right: dZ_prev = (Wᵀ dZ) ∘ g′(Z_prev), BP3 and BP4 in one; here the layer below is at hand, so W and dZ are the
     * next layer's.
     */
    private static final List<Mutant> HIDDEN_DELTA = List.of(
            hidden("HID/W-not-transposed", at -> at.WNext().times(at.dZNext()).hadamard(gPrime(at)))
                    .passesOn(SYMMETRIC_W, CHAIN),
            hidden("HID/updated-W", at -> updated(at, at.l() + 1).transpose().times(at.dZNext()).hadamard(gPrime(at))),
            hidden("HID/over-m", at -> at.WNext().transpose().times(at.dZNext()).hadamard(gPrime(at)).times(1 / m(at)))
                    .passesOn(ONE_EXAMPLE, CHAIN),
            hidden("HID/sign", at -> at.WNext().transpose().times(at.dZNext()).hadamard(gPrime(at)).times(-1)),
            hidden("HID/sigmoid-rule", at -> at.WNext().transpose().times(at.dZNext()).hadamard(at.A()
                    .map(a -> a * (1 - a)))).passesOn(P3),
            hidden("HID/matrix-product", at -> at.WNext().transpose().times(at.dZNext()).times(gPrime(at).transpose()))
                    .passesOn(CHAIN),
            hidden("HID/matrix-product-nt", at -> at.WNext().transpose().times(at.dZNext()).times(gPrime(at)))
                    .passesOn(CHAIN));
}
