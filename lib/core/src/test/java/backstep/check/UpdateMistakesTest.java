package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.BackwardPass;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake in an update, written out here, is named; and nothing else is that does not make the same numbers. */
class UpdateMistakesTest {

    private static final double ALPHA = 0.3;
    private static final double BETA = 0.8;

    /** Square weights of one shape in both layers, as many examples as inputs: what shapes refuse elsewhere runs. */
    private static final BackwardPass SQUARE = pass(3, 3, 3, 3);
    private static final BackwardPass OBLONG = pass(3, 4, 2, 5);

    private static BackwardPass pass(int n0, int n1, int n2, int m) {
        var random = RandomCase.generator(7);
        var net = Network.inputs(n0).layer(n1, TANH).layer(n2, SIGMOID).loss(CROSS_ENTROPY).random(3);
        return ForwardPass.of(net, RandomCase.matrix(random, n0, m, 1.5))
                .backward(RandomCase.matrix(random, n2, m, 1).map(y -> y > 0 ? 1 : 0));
    }

    private record Wrong(String id, Function<UpdateSite, Matrix> formula, Set<String> alike) {

        Wrong alike(String... ids) {
            return new Wrong(id, formula, Set.of(ids));
        }

        /** What is to be named. */
        Set<String> named() {
            var all = new TreeSet<>(alike);
            all.add(id);
            return all;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    private static Wrong wrong(String id, Function<UpdateSite, Matrix> formula) {
        return new Wrong(id, formula, Set.of());
    }

    private static Matrix right(UpdateSite at) {
        return at.theta().minus(at.gradient().times(at.alpha()));
    }

    private static Matrix descent(UpdateSite at, double rate) {
        return at.theta().minus(at.gradient().times(rate));
    }

    static Stream<Wrong> ofDescent() {
        return Stream.of(
                wrong("no-alpha", at -> at.theta().minus(at.gradient())),
                wrong("alpha-over-m", at -> descent(at, at.alpha() / 3)),
                wrong("divided-by-alpha", at -> at.theta().minus(at.gradient().times(1 / at.alpha()))),
                wrong("alpha-squared", at -> descent(at, at.alpha() * at.alpha())),
                wrong("sum-not-mean", at -> descent(at, 3 * at.alpha())).alike("counted"),
                wrong("ascent", at -> at.theta().plus(at.gradient().times(at.alpha()))),
                wrong("unchanged", UpdateSite::theta),
                wrong("only-weights", at -> at.isWeight() ? right(at) : at.theta()),
                wrong("only-biases", at -> at.isWeight() ? at.theta() : right(at)),
                wrong("assigned", at -> at.gradient().times(-at.alpha())),
                wrong("assigned-positive", at -> at.gradient().times(at.alpha())),
                wrong("decay", at -> at.theta().times(1 - at.alpha()).minus(at.gradient().times(at.alpha()))),
                wrong("multiplied", at -> at.theta().hadamard(at.gradient().times(at.alpha()))),
                wrong("updated-twice", at -> descent(at, 2 * at.alpha())).alike("counted"),
                wrong("counted", at -> descent(at, 7 * at.alpha())),
                wrong("transposed", at -> at.isWeight()
                        ? at.theta().minus(at.gradient().transpose().times(at.alpha())) : right(at)),
                wrong("sign-only", at -> at.theta().minus(at.gradient().map(Math::signum).times(at.alpha()))),
                wrong("db-not-dW", at -> at.isWeight() ? at.theta().minus(
                        at.here(Kind.DB).orElseThrow().times(Matrix.ones(1, 3)).times(at.alpha())) : right(at)),
                wrong("dW-not-db", at -> at.isWeight() ? right(at) : at.theta().times(Matrix.ones(1, 3))
                        .minus(at.here(Kind.DW).orElseThrow().times(at.alpha()))),
                wrong("dZ-not-dW", at -> at.isWeight() ? at.theta().minus(
                        at.here(Kind.DZ).orElseThrow().times(at.alpha())) : at.theta().times(Matrix.ones(1, 3))
                        .minus(at.here(Kind.DZ).orElseThrow().times(at.alpha()))),
                wrong("layer-2", at -> at.theta().minus(at.known().get((at.isWeight() ? Kind.DW : Kind.DB).at(2))
                        .times(at.alpha()))));
    }

    private static Set<String> named(UpdateReport report) {
        return report.causes().stream().flatMap(cause -> cause.mistakes().stream()).map(UpdateMistake::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofDescent")
    void aMistakeInDescentIsNamedAndNoOther(Wrong mutant) {
        var report = UpdateCheck.of(SQUARE, ALPHA).by(mutant.formula()).run();
        assertFalse(report.passed());
        assertEquals(mutant.named(), named(report), report::toString);
        assertTrue(report.causes().get(0).everything(), report::toString);
        assertTrue(report.toString().contains(mutant.id()), report::toString);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofDescent")
    void itIsNamedInFloatsToo(Wrong mutant) {
        var net = floats(SQUARE.network().parameters());
        var gradients = floats(UpdateOrder.gradients(SQUARE));
        var check = UpdateCheck.of(net, gradients, ALPHA).examples(3);
        var after = new HashMap<Quantity, Matrix>();
        net.forEach((name, theta) -> after.put(name,
                mutant.formula().apply(check.site(1, name, UpdateRule.DESCENT)).map(x -> (float) x)));
        var report = check.after(after).run();
        assertEquals(mutant.named(), named(report), report::toString);
    }

    private static Map<Quantity, Matrix> floats(Map<Quantity, Matrix> values) {
        var floats = new HashMap<>(values);
        floats.replaceAll((name, value) -> value.map(x -> (float) x));
        return floats;
    }

    /** Random networks: what differs from the right step is named, and what does not is said to be hidden. */
    @Test
    void onAnyNetworkAMistakeIsNamedOrSaidToBeHidden() {
        int named = 0;
        for (long seed = 1; seed <= 40; seed++) {
            var c = RandomCase.of(seed);
            var pass = ForwardPass.of(c.net(), c.X()).backward(c.Y());
            double m = c.X().columns();
            var mutants = Stream.of(
                    wrong("no-alpha", at -> at.theta().minus(at.gradient())),
                    wrong("alpha-over-m", at -> descent(at, ALPHA / m)),
                    wrong("sum-not-mean", at -> descent(at, ALPHA * m)),
                    wrong("alpha-squared", at -> descent(at, ALPHA * ALPHA)),
                    wrong("ascent", at -> descent(at, -ALPHA)),
                    wrong("unchanged", UpdateSite::theta),
                    wrong("multiplied", at -> at.theta().hadamard(at.gradient().times(ALPHA)))).toList();
            for (var mutant : mutants) {
                var report = UpdateCheck.of(pass, ALPHA).by(mutant.formula()).run();
                var told = report.passed() ? report.hidden().stream().map(UpdateMistake::id).toList() : named(report);
                boolean nothing = report.blocks().stream().noneMatch(block -> block.verdict() == Verdict.OK
                        || block.verdict() == Verdict.WRONG);
                assertTrue(told.contains(mutant.id()) || nothing, () -> c + " " + mutant + "\n" + report);
                named += report.passed() ? 0 : 1;
            }
        }
        assertTrue(named > 200, "most are seen: " + named);
    }

    /** Where shapes are refused, the refusal names the shapes that were tried. */
    static Stream<Wrong> strict() {
        return Stream.of(
                wrong("db-strict", at -> at.theta().minus((at.isWeight() ? at.here(Kind.DB).orElseThrow()
                        : at.gradient()).times(at.alpha()))),
                wrong("dW-strict", at -> at.theta().minus((at.isWeight() ? at.gradient()
                        : at.here(Kind.DW).orElseThrow()).times(at.alpha()))),
                wrong("dZ-strict", at -> at.theta().minus(at.here(Kind.DZ).orElseThrow().times(at.alpha()))),
                wrong("transposed", at -> at.isWeight()
                        ? at.theta().minus(at.gradient().transpose().times(at.alpha())) : right(at)),
                wrong("db-transposed", at -> at.theta().minus((at.isWeight() ? at.gradient()
                        : at.gradient().transpose()).times(at.alpha()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strict")
    void aRefusalNamesWhatWasRefused(Wrong mutant) {
        var report = UpdateCheck.of(OBLONG, ALPHA).by(mutant.formula()).run();
        assertEquals(mutant.named(), named(report), report::toString);
        assertTrue(report.toString().contains("not of one shape"), report::toString);
    }

    @Test
    void aRefusalWithoutShapesNamesAllThatAreRefusedThere() {
        var report = UpdateCheck.of(OBLONG, ALPHA).by(at -> {
            if (at.isWeight()) {
                throw new IllegalStateException("operands could not be broadcast together");
            }
            return right(at);
        }).run();
        assertEquals(Set.of("db-strict", "transposed"), named(report), report::toString);
    }

    /** A velocity that is not 0, as another loop might have left it. */
    private static Map<Quantity, Matrix> velocity() {
        var random = RandomCase.generator(11);
        var v = new HashMap<Quantity, Matrix>();
        for (int l = 1; l <= 2; l++) {
            v.put(Kind.W.at(l), RandomCase.matrix(random, 3, 3, 0.5));
            v.put(Kind.B.at(l), RandomCase.matrix(random, 3, 1, 0.5));
        }
        return v;
    }

    private static Matrix sums(UpdateSite at, double fromV, double fromG) {
        return at.theta().minus(at.velocity().times(fromV).plus(at.gradient().times(fromG)).times(at.alpha()));
    }

    static Stream<Wrong> ofMomentum() {
        return Stream.of(
                wrong("momentum-sign", at -> sums(at, -BETA, 1)),
                wrong("gradient-sign", at -> sums(at, BETA, -1)),
                wrong("folded", at -> sums(at, 2 * BETA, 1)),
                wrong("alpha-in-velocity", at -> sums(at, BETA, ALPHA)),
                wrong("beta-exchanged", at -> sums(at, 1 - BETA, 1)),
                wrong("beta-missing", at -> sums(at, 1, 1)),
                wrong("stale-velocity", at -> sums(at, 1, 0)).alike("velocity-kept"),
                wrong("velocity-reset", at -> sums(at, 0, 1)).alike("plain"),
                wrong("ascent", at -> sums(at, -BETA, -1)),
                wrong("no-alpha", at -> at.theta().minus(at.velocity().times(BETA).plus(at.gradient()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofMomentum")
    void aMistakeInMomentumIsNamedAndNoOther(Wrong mutant) {
        var report = UpdateCheck.of(SQUARE, ALPHA).momentum(BETA).rules(UpdateRule.MOMENTUM_OF_SUMS)
                .velocity(velocity(), Map.of()).by(mutant.formula()).run();
        assertEquals(mutant.named(), named(report), report::toString);
    }

    /** v ← βv + dθ + λθ for a W, without λ for a b. */
    private static Matrix decayed(UpdateSite at, double ofWeights, double ofBiases) {
        return sums(at, BETA, 1).minus(at.theta().times(at.alpha() * (at.isWeight() ? ofWeights : ofBiases)));
    }

    static Stream<Wrong> ofDecay() {
        return Stream.of(
                wrong("decay-missing", at -> decayed(at, 0, 0)),
                wrong("decay-sign", at -> decayed(at, -0.02, 0)),
                wrong("decay-without-alpha", at -> decayed(at, 0.02 / ALPHA, 0)),
                wrong("decay-on-biases", at -> decayed(at, 0.02, 0.02)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofDecay")
    void aMistakeInWeightDecayIsNamedAndNoOther(Wrong mutant) {
        for (var rule : List.of(UpdateRule.MOMENTUM_OF_SUMS.withDecay(0.02),
                UpdateRule.MOMENTUM_OF_SUMS.withDecoupledDecay(0.02))) {
            var check = UpdateCheck.of(SQUARE, ALPHA).momentum(BETA).rules(rule).velocity(velocity(), Map.of());
            assertEquals(mutant.named(), named(check.by(mutant.formula()).run()));
            check.by(at -> decayed(at, 0.02, 0)).run().orThrow();
        }
    }

    @Test
    void aDecayInTheGradientIsToldFromOneBesideItByTheVelocity() {
        var v = velocity();
        var beside = new HashMap<>(v);
        beside.replaceAll((name, old) -> old.times(BETA).plus(SQUARE.get(UpdateStep.gradientOf(name))));
        var check = UpdateCheck.of(SQUARE, ALPHA).momentum(BETA).velocity(v, beside);
        check.rules(UpdateRule.MOMENTUM_OF_SUMS.withDecoupledDecay(0.02)).by(at -> decayed(at, 0.02, 0)).run()
                .orThrow();
        var report = check.rules(UpdateRule.MOMENTUM_OF_SUMS.withDecay(0.02)).by(at -> decayed(at, 0.02, 0)).run();
        assertEquals(Set.of("decay-coupling"), named(report), report::toString);
    }

    @Test
    void theVelocityAfterTheStepTellsWhetherItWasKeptOrForgotten() {
        var v = velocity();
        var check = UpdateCheck.of(SQUARE, ALPHA).momentum(BETA).rules(UpdateRule.MOMENTUM_OF_SUMS)
                .by(at -> at.theta().minus(v.get(at.parameter()).times(at.alpha())));
        assertEquals(Set.of("velocity-kept"), named(check.velocity(v, v).run()));
        var fresh = new HashMap<>(v);
        fresh.replaceAll((name, old) -> old.times(BETA).plus(SQUARE.get(UpdateStep.gradientOf(name))));
        assertEquals(Set.of("stale-velocity"), named(check.velocity(v, fresh).run()));
    }

    @Test
    void aVelocityThatIsNotUpdatedIsWrongThoughTheParametersAreRight() {
        var v = velocity();
        var report = UpdateCheck.of(SQUARE, ALPHA).momentum(BETA).velocity(v, Map.of()).rules(UpdateRule.NESTEROV)
                .velocity(v, v).by(at -> at.rule().change().apply(at, at.rule().state().apply(at.withState(List.of(
                v.get(at.parameter()))))).plus(at.theta())).run();
        assertFalse(report.passed());
        assertTrue(report.toString().contains("θ is right, but the velocity after the step is not"), report::toString);
    }

    @Test
    void gradientsThatAreNotResetAreToldFromACount() {
        var first = UpdateCheck.of(SQUARE, ALPHA).by(UpdateMistakesTest::right);
        var next = ForwardPass.of(stepped(SQUARE), RandomCase.matrix(RandomCase.generator(5), 3, 3, 1))
                .backward(SQUARE.get(Kind.Y.at(2)));
        var report = first.then(next).by(at -> at.theta().minus(at.gradient().plus(at.earlier().get(0))
                .times(at.alpha()))).run();
        assertEquals(Set.of("not-reset"), named(report), report::toString);
        assertTrue(report.toString().contains("W[1] at step 2"), report::toString);
    }

    private static Network stepped(BackwardPass pass) {
        return pass.step(ALPHA);
    }

    /** W[2] is updated, and what it then is propagates the derivative to layer 1. */
    private static Network tooEarly(BackwardPass pass) {
        var net = pass.network();
        var W2 = net.W(2).minus(pass.dW(2).times(ALPHA));
        var dZ1 = W2.transpose().times(pass.dZ(2)).hadamard(net.g(1).gPrime(
                net.W(1).times(pass.get(Kind.A.at(0))).plus(net.b(1).times(Matrix.ones(1, 5)))));
        double perM = ALPHA / 5;
        return net.with(2, W2, net.b(2).minus(pass.db(2).times(ALPHA)))
                .with(1, net.W(1).minus(dZ1.times(pass.get(Kind.A.at(0)).transpose()).times(perM)),
                net.b(1).minus(dZ1.times(Matrix.ones(5, 1)).times(perM)));
    }

    @Test
    void anUpdateBeforeTheDerivativeWentThroughIsNamed() {
        var report = UpdateCheck.of(OBLONG, ALPHA).after(tooEarly(OBLONG)).run();
        assertEquals(Set.of("order"), named(report), report::toString);
        assertTrue(report.causes().get(0).everything(), report::toString);
    }

    @Test
    void itIsNamedFromTheGradientsAsWell() {
        var net = OBLONG.network();
        var after = tooEarly(OBLONG);
        var gradients = new HashMap<>(UpdateOrder.gradients(OBLONG));
        gradients.put(Kind.DW.at(1), net.W(1).minus(after.W(1)).times(1 / ALPHA));
        gradients.put(Kind.DB.at(1), net.b(1).minus(after.b(1)).times(1 / ALPHA));
        var report = UpdateCheck.of(net, gradients, ALPHA).on(net, OBLONG.get(Kind.A.at(0)), OBLONG.get(Kind.Y.at(2)))
                .after(after).run();
        assertEquals(Set.of("order"), named(report), report::toString);
        assertEquals(2, report.blocks().stream().filter(block -> block.verdict() == Verdict.WRONG).count());
        assertTrue(UpdateCheck.of(net, gradients, ALPHA).after(after).run().passed(), "without the data it is right");
    }

    @Test
    void aMistakeInOneParameterAloneIsNamedThere() {
        var report = UpdateCheck.of(OBLONG, ALPHA).by(at -> at.parameter().equals(Kind.B.at(1))
                ? at.theta().minus(at.gradient()) : right(at)).run();
        assertEquals(Set.of("no-alpha"), named(report), report::toString);
        assertEquals(List.of("b[1]"), report.causes().get(0).where());
        assertFalse(report.causes().get(0).everything());
    }

    @Test
    void twoMistakesAreNamedWhereEachIs() {
        var report = UpdateCheck.of(OBLONG, ALPHA).by(at -> at.isWeight() ? at.theta().minus(at.gradient())
                : at.theta().plus(at.gradient().times(at.alpha()))).run();
        assertEquals(List.of("W[1], W[2]: no-alpha", "b[1], b[2]: ascent"), report.causes().stream()
                .map(cause -> String.join(", ", cause.where()) + ": " + cause.mistakes().get(0).id()).sorted()
                .toList());
    }

    @Test
    void whatIsOnNoListIsNotNamed() {
        for (long seed = 1; seed <= 50; seed++) {
            var random = RandomCase.generator(seed);
            double factor = random.nextDouble(0.31, 0.9);
            var reports = List.of(
                    UpdateCheck.of(OBLONG, ALPHA).by(at -> descent(at, ALPHA * factor)).run(),
                    UpdateCheck.of(OBLONG, ALPHA).by(at -> right(at).plus(RandomCase.matrix(random,
                            at.theta().rows(), at.theta().columns(), 1e-6))).run(),
                    UpdateCheck.of(OBLONG, ALPHA).by(at -> at.gradient().times(factor)).run());
            reports.forEach(report -> assertEquals(Set.of(), named(report), report::toString));
        }
    }

    @Test
    void theRatioOfAStepIsTold() {
        var report = UpdateCheck.of(OBLONG, ALPHA).by(at -> descent(at, ALPHA * 0.7)).run();
        assertTrue(report.toString().contains("moved by 0.7 × what it must"), report::toString);
    }

    @Test
    void oneMistakeOfOnesOwnIsNamed() {
        var own = new UpdateMistake("third", "θ − α dθ/3", "the step is a third", "θ − α dθ", "any step",
                at -> at.withAlpha(at.alpha() / 3).right());
        var all = Stream.concat(UpdateMistakes.standard().stream(), Stream.of(own)).toList();
        var report = UpdateCheck.of(OBLONG, ALPHA).mistakes(all).by(at -> descent(at, ALPHA / 3)).run();
        assertEquals(Set.of("third"), named(report), report::toString);
    }

    @Test
    void everyMistakeHasItsOwnName() {
        var ids = UpdateMistakes.standard().stream().map(UpdateMistake::id).toList();
        assertEquals(ids.size(), Set.copyOf(ids).size());
        assertTrue(IntStream.range(0, ids.size()).allMatch(k -> ids.get(k).matches("[A-Za-z-]+")), ids::toString);
    }
}
