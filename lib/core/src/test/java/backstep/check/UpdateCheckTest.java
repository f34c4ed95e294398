package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.BackwardPass;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import backstep.typeset.Showable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A right update passes, in any convention and precision; a wrong one does not, however small the step. */
class UpdateCheckTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY)
            .random(42);
    private static final Matrix X = Matrix.of(2, 4, 0, 0, 1, 1, 0, 1, 0, 1);
    private static final BackwardPass PASS = ForwardPass.of(NET, X).backward(Matrix.row(0, 1, 1, 0));

    /** A right step as somebody might write it. */
    private record Form(String name, UpdateRule rule, Function<UpdateSite, Matrix> theta) {}

    private static final List<Form> FORMS = List.of(
            new Form("θ − α dθ", UpdateRule.DESCENT, at -> at.theta().minus(at.gradient().times(at.alpha()))),
            new Form("θ + (−α) dθ", UpdateRule.DESCENT, at -> at.gradient().times(-at.alpha()).plus(at.theta())),
            new Form("entry by entry", UpdateRule.DESCENT, at -> at.theta().combine("step", at.gradient(),
                    (theta, d) -> Math.fma(-at.alpha(), d, theta))),
            new Form("(1 − αλ) θ − α dθ", UpdateRule.DESCENT.withDecay(0.01), at -> at.isWeight()
                    ? at.theta().times(1 - at.alpha() * 0.01).minus(at.gradient().times(at.alpha()))
                    : at.theta().minus(at.gradient().times(at.alpha()))),
            new Form("sums", UpdateRule.MOMENTUM_OF_SUMS, at -> at.theta().minus(at.velocity().times(at.beta())
                    .times(at.alpha())).minus(at.gradient().times(at.alpha()))),
            new Form("means", UpdateRule.MOMENTUM_OF_MEANS, at -> at.theta().minus(at.velocity().times(at.beta())
                    .plus(at.gradient()).minus(at.gradient().times(at.beta())).times(at.alpha()))),
            new Form("steps", UpdateRule.MOMENTUM_OF_STEPS, at -> at.theta().plus(at.velocity().times(at.beta()))
                    .minus(at.gradient().times(at.alpha()))),
            new Form("Nesterov", UpdateRule.NESTEROV, at -> at.theta().minus(at.gradient().times(1 + at.beta())
                    .plus(at.velocity().times(at.beta() * at.beta())).times(at.alpha()))));

    /** Parameters, gradients and a velocity of any size, in double and in float. */
    private static UpdateReport random(long seed) {
        var random = RandomCase.generator(seed);
        var c = RandomCase.of(seed);
        boolean floats = random.nextInt(3) == 0;
        double size = Math.pow(10, random.nextInt(4) == 0 ? -12 : random.nextDouble(-6, 3));
        var gradients = new HashMap<Quantity, Matrix>();
        var velocity = new HashMap<Quantity, Matrix>();
        var before = new HashMap<Quantity, Matrix>();
        c.net().parameters().forEach((name, theta) -> {
            before.put(name, stored(theta, floats));
            gradients.put(UpdateStep.gradientOf(name),
                    stored(RandomCase.matrix(random, theta.rows(), theta.columns(), size), floats));
            velocity.put(name, stored(RandomCase.matrix(random, theta.rows(), theta.columns(), size), floats));
        });
        double alpha = Math.pow(10, random.nextDouble(-4, 1));
        double beta = random.nextDouble();
        var form = FORMS.get(random.nextInt(FORMS.size()));
        var check = UpdateCheck.of(before, gradients, alpha).examples(c.X().columns()).momentum(beta)
                .velocity(velocity, Map.of()).rules(form.rule());
        var after = new HashMap<Quantity, Matrix>();
        before.keySet().forEach(name ->
                after.put(name, stored(form.theta().apply(check.site(1, name, form.rule())), floats)));
        return check.after(after).run();
    }

    private static Matrix stored(Matrix value, boolean floats) {
        return floats ? value.map(x -> (float) x) : value;
    }

    @Test
    void noRightUpdateRaisesAnAlarm() {
        int told = 0;
        for (long seed = 1; seed <= 500; seed++) {
            var report = random(seed);
            assertTrue(report.passed(), report::toString);
            told += report.blocks().stream().anyMatch(block -> block.verdict() == Verdict.OK) ? 1 : 0;
        }
        assertTrue(told > 400, "most of them are told: " + told);
    }

    static Stream<Arguments> conventions() {
        return UpdateRule.MOMENTUM.stream().map(Arguments::of);
    }

    /** Three steps from v = 0, the velocity not given. */
    private static UpdateCheck run(UpdateRule rule, int steps) {
        var check = UpdateCheck.of(PASS, 0.3);
        var net = NET;
        var v = new HashMap<Quantity, Matrix>();
        NET.parameters().forEach((name, theta) -> v.put(name, theta.times(0)));
        for (int t = 1; t <= steps; t++) {
            var pass = ForwardPass.of(net, X).backward(Matrix.row(0, 1, 1, 0));
            check = t == 1 ? check : check.then(pass);
            for (var name : NET.parameters().keySet()) {
                var at = new UpdateSite(name, rule, net.parameters().get(name), pass.get(UpdateStep.gradientOf(name)),
                        List.of(v.get(name)), Map.of(), List.of(), new UpdateSite.Rates(0.3, 0.7, 4, t), null);
                v.put(name, at.right().state().get(0));
                net = net.with(name, at.right().theta());
            }
            check = check.after(net);
        }
        return check;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conventions")
    void eachConventionOfMomentumIsRightUnderItsName(UpdateRule rule) {
        var report = run(rule, 3).momentum(0.7).run();
        var also = rule == UpdateRule.MOMENTUM_OF_SUMS || rule == UpdateRule.MOMENTUM_OF_STEPS
                ? Set.of(UpdateRule.MOMENTUM_OF_SUMS, UpdateRule.MOMENTUM_OF_STEPS) : Set.of(rule);
        assertEquals(also, Set.copyOf(report.orThrow().rules()), report::toString);
        assertTrue(report.toString().contains(rule.formula()), report::toString);
        assertFalse(run(rule, 3).run().passed(), "it is no plain descent");
    }

    @Test
    void theVelocityTellsSumsFromSteps() {
        for (var rule : UpdateRule.MOMENTUM) {
            var before = new HashMap<Quantity, Matrix>();
            NET.parameters().forEach((name, theta) -> before.put(name, theta.times(0.1)));
            var after = new HashMap<Quantity, Matrix>();
            var check = UpdateCheck.of(PASS, 0.3).momentum(0.7).velocity(before, Map.of());
            var next = new HashMap<Quantity, Matrix>();
            NET.parameters().keySet().forEach(name -> {
                var made = check.site(1, name, rule).right();
                next.put(name, made.theta());
                after.put(name, made.state().get(0));
            });
            assertEquals(List.of(rule), check.velocity(before, after).after(next).run().orThrow().rules());
        }
    }

    @ParameterizedTest(name = "α = {0}")
    @ValueSource(doubles = {1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12})
    void theSignOfAStepIsSeenHoweverSmallItIs(double alpha) {
        var right = NET.W(2).minus(PASS.dW(2).times(alpha));
        var wrong = NET.W(2).plus(PASS.dW(2).times(alpha));
        var report = UpdateCheck.of(NET, Map.of(Kind.DW.at(2), PASS.dW(2)), alpha).after(Map.of(Kind.W.at(2), wrong))
                .run();
        assertFalse(report.passed());
        assertTrue(report.toString().contains("ascent"), report::toString);
        if (alpha < 1e-5) {
            assertDoesNotThrow(() -> Check.same(wrong, right), "compared with θ it is nothing");
        }
    }

    @Test
    void aStepBelowTheRoundingOfThetaIsNeverCalledRight() {
        for (double sign : new double[] {-1, 1}) {
            var report = UpdateCheck.of(PASS, 1e-17).by(at -> at.theta().plus(at.gradient().times(sign * 1e-17))).run();
            assertTrue(report.passed());
            assertTrue(report.blocks().stream().filter(block -> block.parameter().kind() == Kind.W)
                    .allMatch(block -> block.verdict() == Verdict.TOO_SMALL_TO_TELL), report::toString);
            assertTrue(report.toString().contains("lost in the rounding of θ"), report::toString);
        }
    }

    @Test
    void entriesWhoseStepIsLostAreCounted() {
        var theta = Matrix.row(1, 1, 1);
        var gradient = Matrix.row(0.5, 1e-18, 0);
        var report = UpdateCheck.of(Map.of(Kind.W.at(1), theta), Map.of(Kind.DW.at(1), gradient), 0.1)
                .after(Map.of(Kind.W.at(1), theta.minus(gradient.times(0.1)))).run();
        assertEquals(Verdict.OK, report.blocks().get(0).verdict());
        assertTrue(report.toString().contains("1 of its 3 entries are too small to tell"), report::toString);
    }

    @Test
    void aZeroGradientTellsNothing() {
        var report = UpdateCheck.of(NET, Map.of(Kind.DB.at(1), NET.b(1).times(0)), 0.1).after(NET).run();
        assertEquals(List.of(Verdict.TOO_SMALL_TO_TELL), report.blocks().stream().map(UpdateBlock::verdict).toList());
    }

    static Stream<Arguments> hidden() {
        var one = ForwardPass.of(NET, X.columnAt(1)).backward(Matrix.row(1));
        return Stream.of(
                Arguments.of("α = 1", UpdateCheck.of(PASS, 1).after(PASS.step(1)),
                        Set.of("no-alpha", "divided-by-alpha", "alpha-squared")),
                Arguments.of("m = 1", UpdateCheck.of(one, 0.1).after(one.step(0.1)),
                        Set.of("alpha-over-m", "sum-not-mean")),
                Arguments.of("α = 0.1, m = 4", UpdateCheck.of(PASS, 0.1).after(PASS.step(0.1)), Set.of()),
                Arguments.of("v = 0", run(UpdateRule.MOMENTUM_OF_SUMS, 1).momentum(0.7),
                        Set.of("momentum-sign", "folded", "beta-exchanged", "beta-missing", "velocity-reset",
                                "plain")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hidden")
    void whatTheProbeCannotShowIsSaid(String probe, UpdateCheck check, Set<String> ids) {
        var report = check.run().orThrow();
        assertEquals(new TreeSet<>(ids), report.hidden().stream().map(UpdateMistake::id)
                .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(!ids.isEmpty(), report.toString().contains("these numbers would be the same with"));
    }

    @Test
    void aRuleOfOnesOwnIsHeldTo() {
        var signed = UpdateRule.of("sign descent", "θ − α sign(dθ)",
                at -> at.gradient().map(Math::signum).times(-at.alpha()));
        var check = UpdateCheck.of(PASS, 0.01).rules(signed);
        check.by(at -> at.theta().minus(at.gradient().map(d -> d > 0 ? 0.01 : d < 0 ? -0.01 : 0))).run().orThrow();
        assertFalse(check.after(PASS.step(0.01)).run().passed());
    }

    /** Adam keeps two means and counts its steps. */
    @Test
    void aRuleMayKeepMoreThanOneState() {
        var adam = new UpdateRule("Adam", "θ ← θ − α m̂/(√v̂ + ε)", 2, at -> List.of(
                at.state().get(0).times(0.9).plus(at.gradient().times(0.1)),
                at.state().get(1).times(0.999).plus(at.gradient().hadamard(at.gradient()).times(0.001))),
                (at, kept) -> kept.get(0).combine("Adam", kept.get(1), (mean, square) -> -at.alpha()
                        * mean / (1 - Math.pow(0.9, at.rates().step()))
                        / (Math.sqrt(square / (1 - Math.pow(0.999, at.rates().step()))) + 1e-8)), 0, false);
        var first = UpdateCheck.of(PASS, 0.1).rules(adam).by(at -> at.theta().minus(at.gradient()
                .map(d -> 0.1 * d / (Math.abs(d) + 1e-8))));
        first.run().orThrow();
        var second = first.then(UpdateOrder.gradients(PASS)).by(at -> at.theta().minus(at.gradient()
                .map(d -> 0.1 * d / (Math.abs(d) + 1e-8))));
        second.run().orThrow(); // the same gradient twice: both means are that of the first step
        assertFalse(second.by(at -> at.theta().minus(at.gradient().times(0.1))).run().passed());
    }

    @Test
    void parametersMayBeGivenInPart() {
        var report = UpdateCheck.of(Map.of(Kind.W.at(2), NET.W(2)), Map.of(Kind.DW.at(2), PASS.dW(2)), 0.1)
                .after(PASS.step(0.1)).run();
        assertEquals(List.of(Kind.W.at(2)), report.orThrow().blocks().stream().map(UpdateBlock::parameter).toList());
    }

    @Test
    void gradientsThatAreNotThoseOfTheNetworkAreNoted() {
        var half = new HashMap<>(UpdateOrder.gradients(PASS));
        half.replaceAll((name, value) -> value.times(0.5));
        var report = UpdateCheck.of(NET, half, 0.1).on(NET, X, Matrix.row(0, 1, 1, 0)).after(PASS.step(0.05)).run();
        assertTrue(report.passed(), report::toString);
        assertTrue(report.toString().contains("dW[1] as given is not the gradient of this network"), report::toString);
    }

    @Test
    void aChangedShapeAndWhatIsNotFiniteAreFaults() {
        var shape = UpdateCheck.of(PASS, 0.1).by(at -> at.theta().transpose()).run();
        assertTrue(shape.toString().contains("is 2×3 after the step, needs to stay 3×2"), shape::toString);
        var nan = UpdateCheck.of(PASS, 0.1).by(at -> at.theta().times(Double.NaN)).run();
        assertTrue(nan.blocks().stream().allMatch(block -> block.verdict() == Verdict.NOT_FINITE));
        assertThrows(IllegalStateException.class, nan::orThrow);
    }

    @Test
    void theReportShowsItselfAsATable() {
        var html = UpdateCheck.of(PASS, 0.1).by(at -> at.theta().minus(at.gradient())).run().forms()
                .get(Showable.HTML);
        assertTrue(html.contains("<b>WRONG</b>") && html.contains("no-alpha") && html.contains("<th>parameter</th>"));
    }

    @Test
    void anInterruptStopsIt() {
        var check = UpdateCheck.of(PASS, 0.1).after(NET);
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, check::run);
        assertFalse(Thread.interrupted(), "the flag is cleared");
    }

    static Stream<Arguments> refusals() {
        Executable none = () -> UpdateCheck.of(PASS, 0.1).run();
        Executable shape = () -> UpdateCheck.of(NET, Map.of(Kind.DW.at(1), PASS.db(1)), 0.1);
        Executable transposed = () -> UpdateCheck.of(NET, Map.of(Kind.DW.at(1), PASS.dW(1).transpose()), 0.1);
        Executable bias = () -> UpdateCheck.of(NET, Map.of(Kind.DB.at(1), PASS.dZ(1)), 0.1);
        Executable empty = () -> UpdateCheck.of(NET, Map.of(Kind.DZ.at(1), PASS.dZ(1)), 0.1);
        Executable nan = () -> UpdateCheck.of(NET, Map.of(Kind.DB.at(1), PASS.db(1).times(Double.NaN)), 0.1);
        Executable rate = () -> UpdateCheck.of(PASS, Double.POSITIVE_INFINITY);
        Executable rules = () -> UpdateCheck.of(PASS, 0.1).rules();
        Executable examples = () -> UpdateCheck.of(PASS, 0.1).examples(0);
        Executable state = () -> UpdateCheck.of(PASS, 0.1).momentum(0.9)
                .velocity(Map.of(Kind.W.at(1), PASS.db(1)), Map.of()).after(NET).run();
        return Stream.of(Arguments.of(none, "step 1: no W[l] or b[l] after it"), Arguments.of(shape, "is it db[1]?"),
                Arguments.of(transposed, "is a transpose missing?"), Arguments.of(bias, "is it dW[1], or dZ[1]"),
                Arguments.of(empty, "W[l] with dW[l]"), Arguments.of(nan, "need to be finite"),
                Arguments.of(rate, "α needs to be finite"), Arguments.of(rules, "at least one rule"),
                Arguments.of(examples, "m = 0"), Arguments.of(state, "the state of W[1] needs 1 of the shape 3×2"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refusals")
    void whatDoesNotFitIsRefused(Executable action, String says) {
        var refusal = assertThrows(IllegalArgumentException.class, action);
        assertTrue(refusal.getMessage().contains(says), refusal::getMessage);
        assertDoesNotThrow(() -> UpdateCheck.of(PASS, 0.1).after(PASS.step(0.1)).run());
    }

    static Stream<Arguments> nulls() {
        var check = UpdateCheck.of(PASS, 0.1).after(NET);
        Executable pass = () -> UpdateCheck.of((BackwardPass) null, 0.1);
        Executable before = () -> UpdateCheck.of((Network) null, Map.of(), 0.1);
        Executable gradients = () -> UpdateCheck.of(NET, null, 0.1);
        Executable after = () -> check.after((Network) null);
        Executable mine = () -> check.by(null);
        Executable mistakes = () -> check.mistakes(null);
        Executable rules = () -> check.rules((UpdateRule[]) null);
        Executable Y = () -> check.on(NET, X, null);
        Executable net = () -> Trainability.of(null, X, X);
        Executable contract = () -> RuleContract.breaches(NET, null, X, null);
        return Stream.of(Arguments.of("pass", pass), Arguments.of("before", before),
                Arguments.of("gradients", gradients), Arguments.of("after", after), Arguments.of("mine", mine),
                Arguments.of("mistakes", mistakes), Arguments.of("rules", rules), Arguments.of("Y", Y),
                Arguments.of("net", net), Arguments.of("X", contract));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void nullIsRefusedByTheNameOfTheArgument(String name, Executable action) {
        assertEquals(name, assertThrows(NullPointerException.class, action).getMessage().split(" ")[0]);
    }
}
