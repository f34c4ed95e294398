package backstep.check.mutant;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.Breach;
import backstep.check.GradientCheck;
import backstep.check.RuleContract;
import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.sample.RightNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rule may not do is named where its values are right; a right rule, however written, is not blamed. */
class RuleContractTest {

    private static final Rules RIGHT = Rules.standard();
    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(2, SIGMOID).loss(CROSS_ENTROPY)
            .random(42);
    private static final Matrix X = Matrix.of(2, 4, 0.1, -0.4, 1, 1.2, 0.3, 1, -0.5, 0.9);
    private static final Matrix Y = Matrix.of(2, 4, 0, 1, 1, 0, 1, 1, 0, 0);

    /** A rule that keeps to no contract, and what is said of it. */
    private record Broken(String name, Formula formula, Function<Site, Matrix> rule, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Broken broken(String name, Formula formula, String says, Function<Site, Matrix> rule) {
        return new Broken(name, formula, rule, says);
    }

    private static Matrix right(Formula formula, Site at) {
        return RIGHT.apply(formula, at);
    }

    /** All but the counter are right wherever the check calls them. */
    static Stream<Broken> broken() {
        int[] calls = {0};
        var first = new HashMap<Integer, Matrix>();
        var last = new HashMap<String, Matrix>();
        return Stream.of(
                broken("a counter", Formula.BP1, "gives another value when it is called again",
                        at -> right(Formula.BP1, at).times(++calls[0])),
                broken("a result kept", Formula.BP3, "whatever dZ", at -> first.computeIfAbsent(at.l(),
                        l -> right(Formula.BP3, at))),
                broken("a result kept of forward", Formula.ACTIVATION, "whatever Z[1] is",
                        at -> last.computeIfAbsent("A" + at.l() + at.X().columns(),
                                l -> right(Formula.ACTIVATION, at))),
                broken("gradients added up", Formula.BP2, "gives another value", at ->
                        last.merge("db" + at.l(), right(Formula.BP2, at), Matrix::plus)),
                broken("m as a number", Formula.BP1, "divides by 4 however many",
                        at -> at.dZ().times(at.APrev().transpose()).times(0.25)),
                broken("m as a number in db", Formula.BP2, "divides by 4 however many",
                        at -> at.dZ().times(Matrix.ones(at.dZ().columns(), 1)).times(0.25)),
                broken("m as a number in J", Formula.COST, "divides by 4 however many",
                        at -> Matrix.row(at.losses().sum() * 0.25)),
                broken("m as a number in the output delta", Formula.OUTPUT_DELTA, "divides by 4 however many",
                        at -> at.A().minus(at.Y()).times(0.25)),
                broken("ones of 4", Formula.BP2, "runs on all 4 examples, but not on 3 of them",
                        at -> at.dZ().times(Matrix.ones(4, 1)).times(0.25)),
                broken("no single example", Formula.BP1, "does not run on a single example (m = 1): at least two",
                        at -> {
                    if (at.X().columns() == 1) {
                        throw new IllegalArgumentException("at least two");
                    }
                    return right(Formula.BP1, at);
                }),
                broken("normalised over the batch", Formula.ACTIVATION, "mixes examples: column 1 of A[1]", at -> {
                    var A = right(Formula.ACTIVATION, at);
                    return A.times(1 / A.maxAbs());
                }),
                broken("the batch's mean in Z", Formula.LINEAR, "mixes examples", at -> {
                    var Z = right(Formula.LINEAR, at);
                    int m = Z.columns();
                    return Z.minus(Z.times(Matrix.ones(m, m)).times(1e-3 / m));
                }),
                broken("clipped by the norm", Formula.BP3, "is not linear in dZ", at -> {
                    var dA = right(Formula.BP3, at);
                    return dA.times(Math.min(1, 0.1 / Math.max(dA.maxAbs(), 1e-300)));
                }),
                broken("the sign of dA", Formula.BP4, "is not linear in dA[1]",
                        at -> at.dA().map(Math::signum).hadamard(at.g().gPrime(at.Z()))),
                broken("something added", Formula.BP4, "that is not 0 for dA[1] = 0",
                        at -> right(Formula.BP4, at).plus(at.Z().times(1e-4))),
                broken("A − Y in the place of dZ", Formula.BP2, "gives the same db[2] whatever dZ[2] is", at ->
                        at.l() == 2 ? at.A().minus(at.Y()).times(Matrix.ones(at.X().columns(), 1))
                                .times(1.0 / at.X().columns()) : right(Formula.BP2, at)),
                broken("the first example alone", Formula.BP1, "does not sum over the examples",
                        at -> at.dZ().columnAt(0).times(at.APrev().columnAt(0).transpose())),
                broken("an operand changed", Formula.BP2, "changes what it was given: dZ", at -> {
                    var db = right(Formula.BP2, at);
                    at.dZ().each("in place", (result, of) -> of[0][0] *= 2, at.Z());
                    return db;
                }),
                broken("a rule that remembers its operands", Formula.BP4, "remembers a call", at -> {
                    var dZ = right(Formula.BP4, at);
                    var before = last.put("dA" + at.l(), at.dA());
                    return before == null || before.equals(at.dA()) ? dZ : dZ.plus(before);
                }));
    }

    private static List<String> sentences(Rules rules) {
        return RuleContract.breaches(NET, X, Y, rules).stream().map(Breach::toString).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aBrokenContractIsNamed(Broken broken) {
        var found = RuleContract.breaches(NET, X, Y, RIGHT.with(broken.formula(), broken.rule()));
        assertTrue(found.stream().anyMatch(breach -> breach.toString().contains(broken.says())), found::toString);
        assertTrue(found.stream().allMatch(breach -> breach.formula() == broken.formula()), found::toString);
    }

    @Test
    void theCheckAloneLetsSuchRulesPass() {
        var passes = broken().filter(broken -> GradientCheck.of(NET, X, Y)
                .rules(RIGHT.with(broken.formula(), broken.rule())).run().passed()).map(Broken::name).toList();
        assertTrue(passes.containsAll(List.of("m as a number", "m as a number in db", "m as a number in J", "ones of 4",
                "no single example", "A − Y in the place of dZ")), passes::toString);
    }

    /** Right equations as others write them, in the conventions of others. */
    private static Rules other(RightNetwork c, long seed) {
        double m = c.X().columns();
        var rules = RIGHT;
        boolean even = seed % 2 == 0;
        boolean inDelta = seed % 3 == 0; // 1/m in the output delta, none in BP1 and BP2
        for (var formula : Formula.values()) {
            rules = rules.with(formula, at -> right(formula, at));
        }
        if (inDelta) {
            rules = rules.with(Formula.OUTPUT_DELTA, at -> right(Formula.OUTPUT_DELTA, at)
                    .times(1.0 / at.X().columns()));
        }
        return rules.with(Formula.BP1, at -> (even ? at.APrev().times(at.dZ().transpose()).transpose()
                : IntStream.range(0, at.X().columns()).mapToObj(i -> at.dZ().columnAt(i)
                .times(at.APrev().columnAt(i).transpose())).reduce(Matrix::plus).orElseThrow())
                .times(inDelta ? 1 : 1.0 / at.X().columns()).plus(at.net().penalty().dW(at.W())))
                .with(Formula.BP2, at -> Matrix.generate(at.dZ().rows(), 1,
                        (r, j) -> at.dZ().rowAt(r).sum() / (inDelta ? 1 : at.X().columns())))
                .with(Formula.BP3, at -> even ? at.dZ().transpose().times(at.W()).transpose()
                        : at.W().transpose().times(at.dZ()))
                .with(Formula.BP4, at -> bp4(at, even))
                .with(Formula.LINEAR, at -> Matrix.generate(at.W().rows(), at.X().columns(), (r, j) ->
                        at.W().rowAt(r).times(at.APrev().columnAt(j)).get(0, 0) + at.b().get(r, 0)))
                .withAlpha(m);
    }

    private static Matrix bp4(Site at, boolean fromAbove) {
        var dA = fromAbove && at.l() < at.net().L() ? at.WNext().transpose().times(at.dZNext()) : at.dA();
        return at.g() == SIGMOID ? dA.hadamard(at.A().map(a -> a * (1 - a)))
                : at.g() == TANH ? dA.hadamard(at.A().map(a -> 1 - a * a))
                : at.g() == Activation.RELU ? dA.hadamard(at.A().map(a -> a > 0 ? 1 : 0))
                : at.g() instanceof Elementwise g ? Matrix.generate(dA.rows(), dA.columns(),
                (k, i) -> dA.get(k, i) * g.gPrime(at.Z().get(k, i))) : Backprop.bp4(dA, at.g(), at.Z());
    }

    @Test
    void noRightRuleOfAThousandNetworksIsBlamed() {
        var blamed = new ArrayList<String>();
        for (long seed = 1; seed <= 1000; seed++) {
            var c = seed % 2 == 0 ? RightNetwork.of(seed) : RightNetwork.ofAnyActivation(seed);
            var found = RuleContract.breaches(c.net(), c.X(), c.Y(), other(c, seed));
            if (!found.isEmpty()) {
                blamed.add(seed + ": " + c.net() + ", m = " + c.X().columns() + " " + found);
            }
        }
        assertEquals(List.of(), blamed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backstep.check.mutant.EquivalentTest#otherForms")
    void noOtherFormIsBlamed(Mutant form) {
        for (var probe : form.passesOn()) {
            var on = form.on(probe);
            var rules = form.mistake().in(RIGHT, l -> l == Probe.LAYER);
            assertEquals(List.of(), RuleContract.breaches(on.net(), on.X(), on.Y(), rules), () -> form + " " + probe);
        }
    }

    @Test
    void aPenaltyInBp1IsNoBreachWhateverItsFactor() {
        var net = new Network(2, NET.layers(), NET.loss(), Penalty.l2(0.3));
        for (double lambda : new double[] {0.3, 0.3 / 4}) {
            var rules = RIGHT.with(Formula.BP1, at -> Backprop.bp1(at.dZ(), at.APrev())
                    .plus(at.W().times(lambda / at.X().columns())));
            assertEquals(List.of(), RuleContract.breaches(net, X, Y, rules));
        }
    }

    @Test
    void whatIsNotReplacedIsNotTried() {
        assertEquals(List.of(), RuleContract.breaches(NET, X, Y, RIGHT));
        assertThrows(IllegalArgumentException.class, () -> RuleContract.breaches(NET, X.transpose(), Y, RIGHT));
    }

    @Test
    void aRuleIsAskedOnFewExamplesAndSeldom() {
        var calls = new ArrayList<Integer>();
        var many = Matrix.generate(2, 100, (i, j) -> Math.sin(i + 3.0 * j));
        var labels = Matrix.generate(2, 100, (i, j) -> (i + j) % 2);
        RuleContract.breaches(NET, many, labels, RIGHT.with(Formula.BP1, at -> {
            calls.add(at.X().columns());
            return right(Formula.BP1, at);
        }));
        assertTrue(calls.size() <= 2 * 14 && calls.stream().allMatch(m -> m <= 3), calls::toString);
    }

    @Test
    void whatRunsNowhereIsLeftToTheCheck() {
        assertEquals(List.of(), RuleContract.breaches(NET, X, Y, RIGHT.with(Formula.BP1, at -> {
            throw new IllegalStateException("never");
        })));
    }

    @Test
    void anInterruptStopsIt() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> RuleContract.breaches(NET, X, Y,
                RIGHT.with(Formula.BP1, at -> right(Formula.BP1, at))));
        assertEquals(false, Thread.interrupted(), "the flag is cleared");
    }

    @Test
    void aRuleThatNoStepAsksForIsNamed() {
        var one = Network.inputs(2).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1);
        var mine = RIGHT.withBp4((dA, g, Z) -> dA).withBp3((W, dZ) -> dZ).withOutputDA((A, labels) -> A)
                .withBp2(dZ -> dZ);
        assertEquals(List.of("your output dA was not used: the last layer takes the output delta",
                "your BP3 was not used: with one layer it gives dX only, which no parameter needs",
                "your BP4 was not used: the last layer takes the output delta"), RuleContract.unused(one, mine));
        assertEquals(List.of("your output dA was not used: the last layer takes the output delta"),
                RuleContract.unused(NET, mine));
        assertEquals(List.of(), RuleContract.unused(one, RIGHT));
    }

    @Test
    void aBreachNamesItsEquationInOneSentence() {
        var all = broken().flatMap(broken -> sentences(RIGHT.with(broken.formula(), broken.rule())).stream()).toList();
        assertTrue(all.stream().allMatch(line -> line.matches(
                "\\S+( \\S+)? at layer \\d, .+: .+[^.]")), all::toString);
    }
}
