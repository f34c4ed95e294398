package backstep.check.mutant;

import static backstep.check.mutant.Probe.CHAIN;
import static backstep.check.mutant.Probe.LINEAR;
import static backstep.check.mutant.Probe.NO_BIAS;
import static backstep.check.mutant.Probe.ONE_EXAMPLE;
import static backstep.check.mutant.Probe.ONE_UNIT;
import static backstep.check.mutant.Probe.P1;
import static backstep.check.mutant.Probe.P2;
import static backstep.check.mutant.Probe.P3;
import static backstep.check.mutant.Probe.RELU_BOTH_SIGNS;
import static backstep.check.mutant.Probe.SATURATED;
import static backstep.check.mutant.Probe.SYMMETRIC_W;

import backstep.mistake.Mistakes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Mistakes of the catalogue with the probes that hide each. Where a mistake needs an exchange of sizes, a symmetric
 * matrix or an activation to be right, that probe is named beside it; on all others it must be seen.
 */
final class Mutants {

    private Mutants() {}

    static Stream<Mutant> all() {
        var mutants = new ArrayList<Mutant>();
        mutants.addAll(hiddenOn(EnumSet.of(NO_BIAS),
                "FZ/no-bias"));
        mutants.addAll(hiddenOn(EnumSet.of(CHAIN),
                "FZ/bias-as-row", "FZ/elementwise", "OUT-SE/matrix-product", "OUT-SE/matrix-product-nt",
                "OUT-CE/only-second-term", "DA-CE/only-second-term", "BP1/transposed-sum", "BP1/no-transpose",
                "BP1/wrong-transpose", "BP1/elementwise", "BP2/wrong-axis-mean", "BP3/product-transposed",
                "BP3/elementwise", "BP4/matrix-product-T", "HID/matrix-product", "HID/matrix-product-nt"));
        mutants.addAll(hiddenOn(Set.of(),
                "FZ/X-not-A-prev", "FA/derivative", "FA/sign-of-z", "FA/from-A-prev", "J-SE/sign", "J-SE/absolute",
                "J-CE/half", "J-CE/sign", "J-CE/only-y-log-a", "J-CE/labels-exchanged", "J-CE/log10", "J-CE/log2",
                "J-CE/squared-error", "OUT-SE/sign", "OUT-SE/no-gprime-sign", "OUT-SE/A-missing-one-minus",
                "OUT-SE/Z-one-minus-Z", "OUT-SE/factor-2", "OUT-SE/absolute", "OUT-CE/sign", "OUT-CE/extra-gprime",
                "OUT-CE/only-first-term", "OUT-CE/second-term-sign", "OUT-CE/log10", "OUT-CE/Z-not-A",
                "OUT-CE/labels-exchanged", "DA-CE/sign", "DA-CE/second-term-sign", "DA-CE/Z-not-A",
                "DA-CE/log-kept", "DA-CE/swap-roles", "BP1/A-current", "BP1/X-not-A-prev", "BP1/dZ-next",
                "BP1/Aprev-gprime", "BP2/half", "BP2/factor-2", "BP2/dZ-next", "BP2/times-b", "BP2/zero",
                "BP3/updated-W", "BP3/dZ-next-W-next", "BP3/W-omitted", "BP3/bias-added", "BP4/gprime-prev-layer",
                "BP4/tanh-no-square", "BP4/sigmoid-rule-on-Z", "BP4/tanh-rule-on-Z", "BP4/gprime-sign",
                "BP4/gprime-only", "HID/updated-W", "HID/sign"));
        mutants.addAll(hiddenOn(EnumSet.of(LINEAR),
                "FA/identity", "OUT-SE/no-gprime", "BP1/dA-not-dZ", "BP2/dA-not-dZ", "BP3/dA-not-dZ",
                "BP4/no-gprime"));
        mutants.addAll(hiddenOn(EnumSet.of(P1, P2, ONE_EXAMPLE, NO_BIAS, SYMMETRIC_W, ONE_UNIT, CHAIN),
                "FA/sigmoid-always"));
        mutants.addAll(hiddenOn(EnumSet.of(RELU_BOTH_SIGNS),
                "FA/relu-always", "BP4/relu-rule"));
        mutants.addAll(hiddenOn(EnumSet.of(ONE_EXAMPLE, CHAIN),
                "J-SE/sum-not-mean", "J-SE/divided-twice", "J-SE/first-example", "J-SE/first-over-m",
                "J-CE/sum-not-mean", "J-CE/divided-twice", "OUT-SE/over-m", "OUT-CE/over-m", "BP1/first-over-m",
                "BP1/last-example", "BP1/product-of-means", "BP2/sum-not-mean", "BP2/divided-twice",
                "BP2/not-summed", "BP2/not-summed-over-m", "BP2/first-example", "BP2/last-example", "BP3/over-m",
                "BP4/over-m", "HID/over-m"));
        mutants.addAll(hiddenOn(EnumSet.of(ONE_UNIT, CHAIN),
                "J-SE/mean-over-outputs-too", "OUT-SE/over-outputs", "BP2/all-summed", "BP2/row-shape",
                "BP3/separate-sums"));
        mutants.addAll(hiddenOn(EnumSet.of(P2, CHAIN),
                "J-SE/mean-over-outputs-only"));
        mutants.addAll(hiddenOn(EnumSet.of(P3),
                "OUT-SE/tanh-gprime", "BP4/tanh-rule", "HID/sigmoid-rule"));
        mutants.addAll(hiddenOn(EnumSet.of(RELU_BOTH_SIGNS, LINEAR),
                "OUT-SE/gprime-twice", "OUT-SE/Z-not-A", "BP1/gprime-twice", "BP3/gprime-again",
                "BP4/gprime-at-A"));
        mutants.addAll(hiddenOn(EnumSet.of(SATURATED),
                "OUT-CE/thresholded"));
        mutants.addAll(hiddenOn(EnumSet.of(P2, SYMMETRIC_W, CHAIN),
                "BP1/over-n_prev"));
        mutants.addAll(hiddenOn(EnumSet.of(SYMMETRIC_W, CHAIN),
                "BP3/W-not-transposed", "HID/W-not-transposed"));
        return mutants.stream();
    }

    private static List<Mutant> hiddenOn(Set<Probe> probes, String... ids) {
        return Stream.of(ids).map(id -> new Mutant(Mistakes.named(id), probes)).toList();
    }
}
