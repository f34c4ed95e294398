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
import static backstep.check.mutant.Terms.cost;
import static backstep.check.mutant.Terms.entries;
import static backstep.check.mutant.Terms.entrywise;
import static backstep.check.mutant.Terms.error;
import static backstep.check.mutant.Terms.firstExample;
import static backstep.check.mutant.Terms.gPrime;
import static backstep.check.mutant.Terms.m;
import static backstep.check.mutant.Terms.n;
import static backstep.check.mutant.Terms.one;

import backstep.engine.Formula;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Typical mistakes in the forward equations, the costs and what starts the backward pass. */
final class ForwardMutants {

    private static final DoubleBinaryOperator SQUARE = (a, y) -> (a - y) * (a - y);
    private static final DoubleBinaryOperator ENTROPY = (a, y) -> -(y * Math.log(a) + (1 - y) * Math.log(1 - a));

    private ForwardMutants() {}

    static Stream<Mutant> all() {
        return Stream.of(LINEAR_PART, ACTIVATION, SQUARED_ERROR, CROSS_ENTROPY, DELTA_OF_SQUARED_ERROR,
                DELTA_OF_CROSS_ENTROPY, DA_OF_CROSS_ENTROPY)
                .flatMap(List::stream);
    }

    private static Mutant z(String id, Function<Site, Matrix> rule) {
        return Mutant.of(id, Formula.LINEAR, rule);
    }

    private static Mutant a(String id, Function<Site, Matrix> rule) {
        return Mutant.of(id, Formula.ACTIVATION, rule);
    }

    private static Mutant delta(String id, Function<Site, Matrix> rule) {
        return Mutant.of(id, Formula.OUTPUT_DELTA, rule);
    }

    /** Right: Z = W A_prev + b 1ᵀ. */
    private static final List<Mutant> LINEAR_PART = List.of(
            z("FZ/no-bias", at -> at.W().times(at.APrev())).passesOn(NO_BIAS),
            z("FZ/bias-as-row", at -> at.W().times(at.APrev()).plus(one(at.W().rows()).times(at.b().transpose())))
                    .passesOn(CHAIN),
            z("FZ/elementwise", at -> at.W().hadamard(at.APrev()).plus(at.b().times(one(at).transpose())))
                    .passesOn(CHAIN),
            z("FZ/X-not-A-prev", at -> at.W().times(at.X()).plus(at.b().times(one(at).transpose()))));

    /** Right: A = g(Z). */
    private static final List<Mutant> ACTIVATION = List.of(
            a("FA/identity", Site::Z).passesOn(LINEAR),
            a("FA/derivative", Terms::gPrime),
            a("FA/sign-of-z", at -> at.g().A(at.Z().times(-1))),
            a("FA/sigmoid-always", at -> at.Z().map(Activation.SIGMOID::g))
                    .passesOn(P1, P2, ONE_EXAMPLE, NO_BIAS, SYMMETRIC_W, ONE_UNIT, CHAIN),
            a("FA/relu-always", at -> at.Z().map(z -> Math.max(z, 0))).passesOn(RELU_BOTH_SIGNS),
            a("FA/from-A-prev", at -> at.g().A(at.APrev())));

    /** Right: J = (1/(2m)) Σ (a − y)². */
    private static final List<Mutant> SQUARED_ERROR = List.of(
            cost("J-SE/sum-not-mean", at -> 0.5, SQUARE).passesOn(ONE_EXAMPLE, CHAIN),
            cost("J-SE/divided-twice", at -> 0.5 / m(at) / m(at), SQUARE).passesOn(ONE_EXAMPLE, CHAIN),
            cost("J-SE/mean-over-outputs-too", at -> 0.5 / m(at) / n(at), SQUARE).passesOn(ONE_UNIT, CHAIN),
            cost("J-SE/mean-over-outputs-only", at -> 0.5 / n(at), SQUARE).passesOn(P2, CHAIN),
            cost("J-SE/sign", at -> -0.5 / m(at), SQUARE),
            cost("J-SE/absolute", at -> 0.5 / m(at), (a, y) -> Math.abs(a - y)),
            firstExample("J-SE/first-example", at -> 0.5, SQUARE).passesOn(ONE_EXAMPLE, CHAIN),
            firstExample("J-SE/first-over-m", at -> 0.5 / m(at), SQUARE).passesOn(ONE_EXAMPLE, CHAIN));

    /** Right: J = −(1/m) Σ [y ln a + (1 − y) ln(1 − a)]. */
    private static final List<Mutant> CROSS_ENTROPY = List.of(
            cost("J-CE/sum-not-mean", at -> 1.0, ENTROPY).passesOn(ONE_EXAMPLE, CHAIN),
            cost("J-CE/divided-twice", at -> 1 / m(at) / m(at), ENTROPY).passesOn(ONE_EXAMPLE, CHAIN),
            cost("J-CE/half", at -> 0.5 / m(at), ENTROPY),
            cost("J-CE/sign", at -> -1 / m(at), ENTROPY),
            cost("J-CE/only-y-log-a", at -> -1 / m(at), (a, y) -> y * Math.log(a)),
            cost("J-CE/labels-exchanged", at -> 1 / m(at), (a, y) -> ENTROPY.applyAsDouble(a, 1 - y)),
            cost("J-CE/log10", at -> 1 / m(at) / Math.log(10), ENTROPY),
            cost("J-CE/log2", at -> 1 / m(at) / Math.log(2), ENTROPY),
            cost("J-CE/squared-error", at -> 0.5 / m(at), SQUARE));

    /** Right: dZ[L] = (A − Y) ∘ g′(Z). */
    private static final List<Mutant> DELTA_OF_SQUARED_ERROR = List.of(
            delta("OUT-SE/sign", at -> error(at).times(-1).hadamard(gPrime(at))),
            delta("OUT-SE/no-gprime", Terms::error).passesOn(LINEAR),
            delta("OUT-SE/no-gprime-sign", at -> error(at).times(-1)),
            delta("OUT-SE/A-missing-one-minus", at -> error(at).hadamard(at.A().map(a -> 1 - a))),
            delta("OUT-SE/Z-one-minus-Z", at -> error(at).hadamard(at.Z().map(z -> z * (1 - z)))),
            delta("OUT-SE/tanh-gprime", at -> error(at).hadamard(at.A().map(a -> 1 - a * a))).passesOn(P3),
            delta("OUT-SE/factor-2", at -> error(at).hadamard(gPrime(at)).times(2)),
            delta("OUT-SE/over-m", at -> error(at).hadamard(gPrime(at)).times(1 / m(at))).passesOn(ONE_EXAMPLE, CHAIN),
            delta("OUT-SE/over-outputs", at -> error(at).hadamard(gPrime(at)).times(1 / n(at)))
                    .passesOn(ONE_UNIT, CHAIN),
            delta("OUT-SE/absolute", at -> error(at).map(Math::abs).hadamard(gPrime(at))),
            delta("OUT-SE/gprime-twice", at -> error(at).hadamard(gPrime(at)).hadamard(gPrime(at)))
                    .passesOn(RELU_BOTH_SIGNS, LINEAR),
            delta("OUT-SE/Z-not-A", at -> at.Z().minus(at.Y()).hadamard(gPrime(at))).passesOn(RELU_BOTH_SIGNS, LINEAR),
            delta("OUT-SE/matrix-product", at -> error(at).times(gPrime(at).transpose())).passesOn(CHAIN),
            delta("OUT-SE/matrix-product-nt", at -> error(at).times(gPrime(at))).passesOn(CHAIN));

    /** Right: dZ[L] = A − Y. */
    private static final List<Mutant> DELTA_OF_CROSS_ENTROPY = List.of(
            entrywise("OUT-CE/sign", Formula.OUTPUT_DELTA, (a, y) -> y - a),
            delta("OUT-CE/extra-gprime", at -> error(at).hadamard(gPrime(at))),
            entrywise("OUT-CE/only-first-term", Formula.OUTPUT_DELTA, (a, y) -> -y * (1 - a)),
            entrywise("OUT-CE/only-second-term", Formula.OUTPUT_DELTA, (a, y) -> (1 - y) * a).passesOn(CHAIN),
            entrywise("OUT-CE/second-term-sign", Formula.OUTPUT_DELTA, (a, y) -> -y * (1 - a) - (1 - y) * a),
            delta("OUT-CE/over-m", at -> error(at).times(1 / m(at))).passesOn(ONE_EXAMPLE, CHAIN),
            entrywise("OUT-CE/log10", Formula.OUTPUT_DELTA, (a, y) -> (a - y) / Math.log(10)),
            delta("OUT-CE/Z-not-A", at -> at.Z().minus(at.Y())),
            entrywise("OUT-CE/labels-exchanged", Formula.OUTPUT_DELTA, (a, y) -> a - (1 - y)),
            entrywise("OUT-CE/thresholded", Formula.OUTPUT_DELTA, (a, y) -> (a >= 0.5 ? 1 : 0) - y)
                    .passesOn(SATURATED));

    /** Right: dA[L] = −Y/A + (1 − Y)/(1 − A). */
    private static final List<Mutant> DA_OF_CROSS_ENTROPY = List.of(
            entrywise("DA-CE/sign", Formula.OUTPUT_DA, (a, y) -> y / a - (1 - y) / (1 - a)),
            entrywise("DA-CE/second-term-sign", Formula.OUTPUT_DA, (a, y) -> -y / a - (1 - y) / (1 - a)),
            entrywise("DA-CE/only-second-term", Formula.OUTPUT_DA, (a, y) -> (1 - y) / (1 - a)).passesOn(CHAIN),
            Mutant.of("DA-CE/Z-not-A", Formula.OUTPUT_DA,
                    at -> at.Z().combine("Z and label", at.Y(), (z, y) -> -y / z + (1 - y) / (1 - z))),
            entrywise("DA-CE/log-kept", Formula.OUTPUT_DA, (a, y) -> -y * Math.log(a) - (1 - y) * Math.log(1 - a)),
            Mutant.of("DA-CE/swap-roles", Formula.OUTPUT_DA, at -> entries(at, (a, y) -> -a / y + (1 - a) / (1 - y))));
}
