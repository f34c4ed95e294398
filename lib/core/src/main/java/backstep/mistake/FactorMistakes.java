package backstep.mistake;

import backstep.engine.Formula;
import backstep.engine.Site;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The right value times a factor that is too many. */
final class FactorMistakes {

    private static final Predicate<Network> SQUARED_ERROR = net -> net.loss() == Loss.SQUARED_ERROR;
    private static final Predicate<Network> CROSS_ENTROPY = net -> net.loss() == Loss.CROSS_ENTROPY;
    private static final Predicate<Network> SOFTMAX = net -> net.loss() == Loss.SOFTMAX_CROSS_ENTROPY;
    private static final Predicate<Network> OTHER = SQUARED_ERROR.or(CROSS_ENTROPY).or(SOFTMAX).negate();
    private static final Predicate<Network> LOGARITHMIC = CROSS_ENTROPY.or(SOFTMAX);

    private FactorMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(
                ofEach("J", Formula.COST).flatMap(J -> Stream.concat(ofMean(J, "J = Σ ℓ", "J = (1/m²) Σ ℓ"),
                        ofOutputs(J, "mean-over-outputs-too", "J"))),
                ofEach("OUT", Formula.OUTPUT_DELTA).flatMap(out -> ofDelta(out, "dZ", "sign")),
                ofEach("DA", Formula.OUTPUT_DA).flatMap(dA -> ofDelta(dA, "dA", "sign")),
                Stream.of(Equation.of("BP1", Formula.BP1))
                        .flatMap(bp1 -> ofMean(bp1, "dW = dZ A_prevᵀ", "dW = (1/m²) dZ A_prevᵀ")),
                Stream.of(Equation.of("BP2", Formula.BP2)).flatMap(bp2 -> ofMean(bp2, "db = dZ 1", "db = (1/m²) dZ 1")),
                ofBack(Equation.of("BP3", Formula.BP3), "dA_prev", "sign"),
                ofBack(Equation.of("BP4", Formula.BP4), "dZ", "gprime-sign"),
                ofHidden(new Equation("HID", Formula.BP4, "dZ = (W_nextᵀ dZ_next) ∘ g′(Z)", net -> true)))
                .flatMap(mistakes -> mistakes);
    }

    /** An equation of the cost or the outputs, for each of the library's losses and for all others. */
    private static Stream<Equation> ofEach(String name, Formula formula) {
        var right = Equation.rightForm(formula);
        return Stream.of(new Equation(name + "-SE", formula, right, SQUARED_ERROR),
                new Equation(name + "-CE", formula, right, CROSS_ENTROPY),
                new Equation(name + "-SM", formula, right, SOFTMAX), new Equation(name, formula, right, OTHER));
    }

    private static Mistake times(Equation equation, String id, String written, String sentence,
            ToDoubleFunction<Site> factor) {
        return equation.as(id, written, sentence, at ->
                at.get(equation.formula().output(at.l())).times(factor.applyAsDouble(at)));
    }

    /** What is a mean over the examples. */
    private static Stream<Mistake> ofMean(Equation mean, String sum, String twice) {
        var name = sum.substring(0, sum.indexOf(' '));
        return Stream.concat(Stream.of(
                times(mean, "sum-not-mean", sum,
                        "a sum over the examples where the mean is due: the 1/m is missing (or name Convention.sum())",
                        Terms::m),
                times(mean, "divided-twice", twice, "divided by m twice", at -> 1 / Terms.m(at)),
                times(mean, "sign", name + " = −…", "the sign is wrong", at -> -1)), ofAny(mean, name));
    }

    private static Stream<Mistake> ofAny(Equation any, String name) {
        return Stream.of(
                times(any, "half", name + " = ½ …", "a factor ½ too many", at -> 0.5),
                times(any, "factor-2", name + " = 2 …", "a factor 2 too many: the 2 of a square, or its ½, is lost",
                        at -> 2),
                times(any, "zero", name + " = 0",
                        "it is 0: was it computed? In Java 1/4 is 0 (a division of integers): write 1.0/4", at -> 0));
    }

    private static Stream<Mistake> ofOutputs(Equation equation, String id, String name) {
        return Stream.concat(Stream.of(
                times(equation, id, name + " = (1/n_L) …", "divided by the count of outputs n_L too",
                        at -> 1 / outputs(at)),
                times(equation, "times-outputs", name + " = n_L …", "a factor n_L, the count of outputs, too many",
                        FactorMistakes::outputs)),
                LOGARITHMS.stream().map(log -> new Mistake(equation.name() + "/" + log.id(), equation.formula(),
                        name + " with " + log.id(), log.sentence(), equation.right(),
                        equation.concerns().and(LOGARITHMIC),
                        at -> at.get(equation.formula().output(at.l())).times(1 / Math.log(log.base())))));
    }

    /** Another logarithm than ln. */
    private record Logarithm(String id, double base, String sentence) {}

    private static final List<Logarithm> LOGARITHMS = List.of(
            new Logarithm("log10", 10, "the decimal logarithm stands where ln is due"),
            new Logarithm("log2", 2, "the binary logarithm stands where ln is due"));

    private static double outputs(Site at) {
        return at.net().n(at.net().L());
    }

    /** What each example has for itself. */
    private static Stream<Mistake> ofDelta(Equation delta, String name, String sign) {
        return Stream.concat(ofBack(delta, name, sign), ofOutputs(delta, "over-outputs", name));
    }

    private static Stream<Mistake> ofBack(Equation back, String name, String sign) {
        return Stream.concat(Stream.of(
                times(back, "over-m", name + " = (1/m) …",
                        "divided by m: the 1/m stands in BP1 and BP2 (if it is meant here, leave it out there)",
                        at -> 1 / Terms.m(at)),
                times(back, "times-m", name + " = m …",
                        "a factor m, the count of examples, too many (if your J is a sum, name Convention.sum())",
                        Terms::m),
                times(back, sign, name + " = −…", "the sign is wrong", at -> -1)), ofAny(back, name));
    }

    private static Stream<Mistake> ofHidden(Equation hidden) {
        return Stream.of(
                times(hidden, "over-m", "dZ = (1/m) …",
                        "divided by m: the 1/m stands in BP1 and BP2 (if it is meant here, leave it out there)",
                        at -> 1 / Terms.m(at)),
                times(hidden, "sign", "dZ = −…", "the sign is wrong", at -> -1));
    }
}
