package backstep.check.mutant;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.Cause;
import backstep.check.GradientCheck;
import backstep.check.Report;
import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.mistake.Mistake;
import backstep.mistake.Mistakes;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wherever a known mistake is seen it is named, beside whatever else gives the same numbers there, and nothing else.
 */
class DiagnosisTest {

    private static final Rules RIGHT = Rules.standard().withAlpha(Probe.ALPHA);

    static Stream<Mutant> mutants() {
        return Mutants.all();
    }

    private static List<String> named(Report report) {
        return report.faults().stream().flatMap(fault -> fault.causes().stream()).map(Cause::ids).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void aMistakeIsNamedOnEveryProbeThatShowsIt(Mutant mutant) {
        assertAll(mutant.showing().stream().map(probe -> () -> {
            var report = mutant.check(probe);
            assertTrue(named(report).contains(mutant.id()), () -> mutant + " on " + probe + "\n" + report);
        }));
    }

    /** Each candidate in the place of the mistake gives the same report of verdicts and errors. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void whatIsNamedGivesTheSameNumbers(Mutant mutant) {
        for (var probe : mutant.showing()) {
            var on = mutant.on(probe);
            var report = mutant.check(probe);
            for (var cause : report.faults().get(0).causes()) {
                if (cause.mistakes().size() == 1) {
                    var other = cause.mistakes().get(0).in(RIGHT, l -> report.faults().get(0).layers().contains(l));
                    var same = GradientCheck.of(on.net(), on.X(), on.Y()).rules(other).run();
                    assertEquals(given(report), given(same), () -> mutant + " as " + cause.ids() + " on " + probe);
                }
            }
        }
    }

    /** What was given, to eight digits; what was refused, as such. */
    private static List<String> given(Report report) {
        return report.blocks().stream().map(block -> block.quantity() + " " + block.entries().stream()
                .map(entry -> Digits.of(entry.given() + 0.0, 8)).toList()).toList();
    }

    private static final int M = 5;

    private static Network net(Loss loss, Penalty penalty) {
        var last = loss == Loss.SOFTMAX_CROSS_ENTROPY ? Activation.SOFTMAX : Activation.SIGMOID;
        return Network.inputs(3).layer(4, Activation.TANH).layer(6, Activation.SIGMOID).layer(2, last).loss(loss)
                .penalty(penalty).random(3);
    }

    private static Matrix labels(Loss loss) {
        return loss == Loss.SQUARED_ERROR ? RandomCase.matrix(RandomCase.generator(5), 2, M, 1)
                : Matrix.generate(2, M, (k, i) -> (i + k) % 2);
    }


    @Test
    void ofTheWholeCatalogueAtLeast99PercentAreNamedAndNothingElse() {
        int shown = 0;
        var missed = new ArrayList<String>();
        for (var loss : List.of(Loss.SQUARED_ERROR, Loss.CROSS_ENTROPY, Loss.SOFTMAX_CROSS_ENTROPY)) {
            for (var penalty : List.of(Penalty.NONE, Penalty.l2(0.3))) {
                var net = net(loss, penalty);
                var X = RandomCase.matrix(RandomCase.generator(4), 3, M, 1);
                for (var mistake : Mistakes.all()) {
                    var report = !mistake.concerns().test(net) ? null
                            : GradientCheck.of(net, X, labels(loss)).rules(mistake.in(RIGHT)).run();
                    if (report != null && !report.passed()) {
                        shown++;
                        if (!named(report).contains(mistake.id())) {
                            missed.add(mistake.id() + " on " + net);
                        }
                    }
                }
            }
        }
        int all = shown;
        assertTrue(shown > 900, () -> "only " + all);
        assertTrue(missed.size() <= 0.01 * shown, () -> missed.size() + " of " + all + ": " + missed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aFaultThatNobodyKnowsHasNoName(long seed) {
        var random = RandomCase.generator(seed);
        var net = net(Loss.CROSS_ENTROPY, Penalty.NONE);
        var X = RandomCase.matrix(random, 3, M, 1);
        for (var formula : List.of(Formula.LINEAR, Formula.COST, Formula.OUTPUT_DELTA, Formula.BP1, Formula.BP2,
                Formula.BP3, Formula.BP4)) {
            var report = GradientCheck.of(net, X, labels(Loss.CROSS_ENTROPY)).rules(RIGHT.with(formula, at -> {
                var right = RIGHT.apply(formula, at);
                return right.plus(RandomCase.matrix(RandomCase.generator(seed), right.rows(), right.columns(), 0.1));
            })).run();
            assertEquals(formula, report.firstFault().orElseThrow().formula());
            assertEquals(List.of(), named(report), report::toString);
        }
    }

    static Stream<List<String>> pairs() {
        return Stream.of(List.of("BP1/gprime-twice", "BP1/sum-not-mean"), List.of("BP2/first-example", "BP2/sign"),
                List.of("BP3/dA-not-dZ", "BP3/over-m"), List.of("BP4/gprime-at-A", "BP4/factor-2"),
                List.of("BP4/no-gprime", "BP4/gprime-sign"), List.of("OUT-CE/extra-gprime", "OUT-CE/over-m"),
                List.of("J-CE/only-y-log-a", "J-CE/half"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void twoMistakesInOneEquationAreNamedTogether(List<String> pair) {
        var first = Mistakes.named(pair.get(0));
        var second = Mistakes.named(pair.get(1));
        var formula = first.formula();
        var rules = RIGHT.with(formula, at -> second.rule().apply(
                at.with(formula.output(at.l()), first.in(RIGHT).apply(formula, at))));
        var net = net(Loss.CROSS_ENTROPY, Penalty.NONE);
        var X = RandomCase.matrix(RandomCase.generator(4), 3, M, 1);
        var report = GradientCheck.of(net, X, labels(Loss.CROSS_ENTROPY)).rules(rules).run();
        assertTrue(named(report).contains(String.join(" + ", pair)), report::toString);
    }

    @Test
    void twoMistakesInTwoEquationsAreTwoFaults() {
        var net = net(Loss.CROSS_ENTROPY, Penalty.NONE);
        var X = RandomCase.matrix(RandomCase.generator(4), 3, M, 1);
        var rules = Mistakes.named("BP4/gprime-at-A").in(Mistakes.named("BP2/sign").in(RIGHT));
        var report = GradientCheck.of(net, X, labels(Loss.CROSS_ENTROPY)).rules(rules).run();
        assertEquals(List.of("BP2/sign", "BP4/gprime-at-A"), named(report), report::toString);
        assertEquals(1, report.toString().lines().filter(line -> line.contains("follow from it")).count());
    }

    /** Only dW and db are there; what made them wrong lies between. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"BP4/no-gprime", "BP4/gprime-at-A", "BP4/tanh-rule-on-Z", "BP3/dA-not-dZ", "BP3/over-m",
            "BP4/sigmoid-rule", "BP3/updated-W", "OUT-CE/extra-gprime", "OUT-CE/sign", "BP1/gprime-twice"})
    void aMistakeBetweenTheValuesThatWereGivenIsNamed(String id) {
        var net = net(Loss.CROSS_ENTROPY, Penalty.NONE);
        var X = RandomCase.matrix(RandomCase.generator(4), 3, M, 1);
        var Y = labels(Loss.CROSS_ENTROPY);
        var given = parameters(net, X, Y, Mistakes.named(id).in(RIGHT));
        var report = GradientCheck.of(net, X, Y).gradients(given).run();
        assertTrue(!report.passed() && named(report).contains(id), report::toString);
    }

    @Test
    void twoMistakesBetweenTheValuesThatWereGivenAreNamedTogether() {
        var net = net(Loss.CROSS_ENTROPY, Penalty.NONE);
        var X = RandomCase.matrix(RandomCase.generator(4), 3, M, 1);
        var Y = labels(Loss.CROSS_ENTROPY);
        var both = Mistakes.named("BP4/gprime-at-A").in(Mistakes.named("BP3/factor-2").in(RIGHT));
        var report = GradientCheck.of(net, X, Y).gradients(parameters(net, X, Y, both)).run();
        assertTrue(named(report).stream().anyMatch(ids -> ids.contains("BP4/gprime-at-A") && ids.contains("factor-2")),
                report::toString);
    }

    static Map<Quantity, Matrix> parameters(Network net, Matrix X, Matrix Y, Rules rules) {
        var backward = ForwardPass.of(net, X).backward(Y, rules);
        var given = new LinkedHashMap<Quantity, Matrix>();
        IntStream.rangeClosed(1, net.L()).forEach(l -> {
            given.put(Kind.DW.at(l), backward.dW(l));
            given.put(Kind.DB.at(l), backward.db(l));
        });
        return given;
    }

    @Test
    void aUsersOwnMistakeIsNamedFirst() {
        var mine = Mistake.of("BP3/my-slip", Formula.BP3, "dA_prev = −2 Wᵀ dZ", "somebody's own slip",
                at -> at.W().transpose().times(at.dZ()).times(-2));
        var net = net(Loss.CROSS_ENTROPY, Penalty.NONE);
        var X = RandomCase.matrix(RandomCase.generator(4), 3, M, 1);
        var check = GradientCheck.of(net, X, labels(Loss.CROSS_ENTROPY))
                .rules(RIGHT.withBp3((W, dZ) -> W.transpose().times(dZ).times(-2)));
        assertEquals("BP3/my-slip", named(check.knowing(mine).run()).get(0));
        assertTrue(named(check.run()).stream().allMatch(ids -> ids.contains(" + ")), "a sign and a factor");
    }

    @Test
    void mistakesThatAreTheSameHereAreAllNamedWithAProbeThatTells() {
        var net = Network.inputs(4).layer(3, Activation.SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY).random(1);
        var X = RandomCase.matrix(RandomCase.generator(4), 4, 3, 1);
        var Y = Matrix.generate(3, 3, (k, i) -> k == i ? 1 : 0);
        var report = GradientCheck.of(net, X, Y)
                .rules(RIGHT.withOutputDelta((A, labels) -> A.minus(labels).times(1 / 3.0))).run();
        assertEquals(List.of("OUT-SM/over-m", "OUT-SM/over-outputs"), named(report).stream().sorted().toList(),
                report::toString);
        assertTrue(report.toString().contains("4-3 with m = 7 tells them apart"), report::toString);
    }

    @Test
    void everyMistakeHasAPlainSentenceAndTheRightFormula() {
        for (var mistake : Mistakes.all()) {
            assertTrue(mistake.sentence().length() > 12 && mistake.sentence().length() < 120, mistake::sentence);
            assertTrue(!mistake.written().isBlank(), mistake::id);
            assertTrue(!mistake.right().isBlank() && mistake.id().contains("/"), mistake::id);
        }
        assertEquals(Mistakes.all().size(), Mistakes.all().stream().map(Mistake::id).distinct().count());
    }
}
