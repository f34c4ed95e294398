package backstep.check;

import static backstep.matrix.Matrix.ones;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.SOFTMAX;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.BackwardPass;
import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Right code of other people, in their own conventions: no right code is called wrong, and the report says whose it is.
 */
class OtherConventionsTest {

    private static final Rules RIGHT = Rules.standard();

    /** A network with a batch of examples. */
    private record Lesson(Network net, Matrix X, Matrix Y) {

        int m() {
            return X.columns();
        }

        GradientCheck check() {
            return GradientCheck.of(net, X, Y);
        }

        BackwardPass backward() {
            return ForwardPass.of(net, X).backward(Y);
        }

        @Override
        public String toString() {
            return net + ", m = " + m();
        }
    }

    private static Lesson lesson(Network net, int m, long seed) {
        var random = RandomCase.generator(seed);
        int n = net.n(net.L());
        var Y = net.loss() == Loss.SQUARED_ERROR ? RandomCase.matrix(random, n, m, 1)
                : Matrix.generate(n, m, (k, i) -> net.loss() == Loss.CROSS_ENTROPY ? random.nextInt(2)
                        : k == i % n ? 1 : 0);
        return new Lesson(net, RandomCase.matrix(random, net.inputs(), m, 1), Y);
    }

    static Stream<Lesson> lessons() {
        return Stream.of(
                lesson(Network.inputs(2).layer(4, TANH).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).random(1), 5, 1),
                lesson(Network.inputs(3).layer(5, SIGMOID).layer(3, SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY).random(2),
                        7, 2),
                lesson(Network.inputs(4).layer(3, TANH).layer(6, SIGMOID).layer(2, TANH).random(3), 3, 3),
                lesson(Network.inputs(3).layer(3, TANH).layer(3, SIGMOID).loss(Loss.CROSS_ENTROPY).random(4), 3, 4));
    }

    private static Matrix sum(Matrix dZ) {
        return dZ.times(ones(dZ.columns(), 1));
    }

    private static Rules sums() {
        return RIGHT.withBp1((dZ, A) -> dZ.times(A.transpose())).withBp2(OtherConventionsTest::sum);
    }

    /** All that a pass has, each value changed. */
    private static Map<Quantity, Matrix> values(Lesson lesson, UnaryOperator<Matrix> ofDelta,
            UnaryOperator<Matrix> ofW) {
        var backward = lesson.backward();
        var values = new LinkedHashMap<Quantity, Matrix>();
        for (int l = lesson.net().L(); l >= 1; l--) {
            values.put(Kind.DZ.at(l), ofDelta.apply(backward.dZ(l)));
            values.put(Kind.DW.at(l), ofW.apply(backward.dW(l)));
            values.put(Kind.DB.at(l), ofW.apply(backward.db(l)));
        }
        return values;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessons")
    void theMeanMayStandInTheOutputDelta(Lesson lesson) {
        double m = lesson.m();
        var rules = sums().with(Formula.OUTPUT_DELTA, at -> RIGHT.apply(Formula.OUTPUT_DELTA, at).times(1 / m));
        assertEquals(Scale.MEAN_IN_DELTA, lesson.check().rules(rules).run().orThrow().convention().scale());
        var given = values(lesson, dZ -> dZ.times(1 / m), dW -> dW);
        assertEquals(Scale.MEAN_IN_DELTA, lesson.check().gradients(given).run().orThrow().convention().scale());
        given.keySet().removeIf(quantity -> quantity.kind() != Kind.DZ);
        assertEquals(Scale.MEAN_IN_DELTA, lesson.check().gradients(given).run().orThrow().convention().scale(),
                "as an autograd leaves it in dZ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessons")
    void theCostMayBeASum(Lesson lesson) {
        var rules = sums().with(Formula.COST, at -> Matrix.row(at.losses().sum()));
        assertEquals(Scale.SUM, lesson.check().rules(rules).run().orThrow().convention().scale());
        var given = values(lesson, dZ -> dZ, dW -> dW.times(lesson.m()));
        given.put(Kind.J.at(lesson.net().L()),
                Matrix.row(ForwardPass.of(lesson.net(), lesson.X()).cost(lesson.Y()) * lesson.m()));
        assertEquals(Scale.SUM, lesson.check().gradients(given).run().orThrow().convention().scale());
        given.remove(Kind.J.at(lesson.net().L()));
        assertFalse(lesson.check().gradients(given).run().passed(), "without J it is the old slip, a missing 1/m");
        lesson.check().under(Convention.standard().sum()).gradients(given).run().orThrow();
    }

    @Test
    void asManyTimesTheRightOneWithoutTheCostIsNoConvention() {
        lessons().forEach(lesson -> {
            var report = lesson.check().rules(sums()).run();
            assertEquals(Scale.MEAN, report.convention().scale());
            assertEquals(Formula.BP1, report.firstFault().orElseThrow().formula());
            assertTrue(report.toString().contains("the 1/m is missing"), report::toString);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessons")
    void weightDecayThatTheNetworkDoesNotHaveIsFound(Lesson lesson) {
        for (double lambda : new double[] {0.01, 0.3, 1e-4}) {
            var rules = decayed(lesson, lambda / 2, lambda);
            var convention = lesson.check().rules(rules).run().orThrow().convention();
            assertEquals(lambda, convention.decay(), 1e-9 * lambda);
            assertTrue(convention.toString().contains("weight decay λ = "), convention::toString);
            lesson.check().under(Convention.standard().decaying(lambda)).rules(rules).run().orThrow();
            assertFalse(lesson.check().rules(decayed(lesson, lambda, lambda)).run().passed(), "a missing ½");
            assertFalse(lesson.check().rules(decayed(lesson, lambda / 2, lambda / lesson.m())).run().passed(), "a 1/m");
        }
    }

    private static Rules decayed(Lesson lesson, double inJ, double indW) {
        double squares = lesson.net().layers().stream().mapToDouble(y -> y.W().hadamard(y.W()).sum()).sum();
        return RIGHT.with(Formula.COST, at -> RIGHT.apply(Formula.COST, at).plus(Matrix.row(inJ * squares)))
                .with(Formula.BP1, at -> Backprop.bp1(at.dZ(), at.APrev()).plus(at.W().times(indW)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessons")
    void floatIsFoundAndRightToItsDigits(Lesson lesson) {
        Rules rounded = RIGHT;
        for (var formula : Formula.values()) {
            rounded = rounded.with(formula, at -> RIGHT.apply(formula, at).map(x -> (float) x));
        }
        var report = lesson.check().rules(rounded).run().orThrow();
        assertEquals(Precision.SINGLE, report.convention().precision());
        assertTrue(!report.toString().contains("1.000 ×"), report::toString);
        var given = values(lesson, OtherConventionsTest::rounded, OtherConventionsTest::rounded);
        lesson.check().gradients(given).run().orThrow();
        var printed = values(lesson, OtherConventionsTest::printed, OtherConventionsTest::printed);
        lesson.check().gradients(printed).run().orThrow();
        var wrong = rounded.with(Formula.BP2, at -> RIGHT.apply(Formula.BP2, at).map(x -> (float) (1.01 * x)));
        assertEquals(Formula.BP2, lesson.check().rules(wrong).run().firstFault().orElseThrow().formula());
    }

    private static Matrix rounded(Matrix values) {
        return values.map(x -> (float) x);
    }

    /** As a program prints its floats. */
    private static Matrix printed(Matrix values) {
        return values.map(x -> Double.parseDouble(Float.toString((float) x)));
    }

    /** As NumPy prints them, with J among them; and a slip in such numbers has its name. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("lessons")
    void printedValuesAreRightToTheirDigits(Lesson lesson) {
        for (var format : List.of("%.8f", "%.7e", "%.6f")) {
            UnaryOperator<Matrix> printed = value ->
                    value.map(x -> Double.parseDouble(String.format(Locale.ROOT, format, x)));
            var given = values(lesson, printed, printed);
            given.put(Kind.J.at(lesson.net().L()), printed.apply(
                    Matrix.row(ForwardPass.of(lesson.net(), lesson.X()).cost(lesson.Y()))));
            lesson.check().gradients(given).run().orThrow();
            given.replaceAll((quantity, value) -> quantity.kind() != Kind.DB ? value
                    : printed.apply(lesson.backward().db(quantity.l()).times(-1)));
            var report = lesson.check().gradients(given).run();
            assertTrue(report.toString().contains("BP2/sign"), () -> format + "\n" + report);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Precision.class)
    void aPrecisionMayBeNamed(Precision precision) {
        lessons().forEach(lesson -> {
            double unit = precision.unitRoundoff();
            UnaryOperator<Matrix> chopped = values -> values.map(x -> x == 0 ? 0
                    : Math.rint(x / (unit * Math.abs(x)) * 0.999) * unit * Math.abs(x) / 0.999);
            lesson.check().under(Convention.standard().in(precision)).gradients(values(lesson, chopped, chopped)).run()
                    .orThrow();
        });
    }

    @ParameterizedTest(name = "ε = {0}")
    @ValueSource(doubles = {1e-12, 1e-10, 1e-8, 1e-7, 1e-5, 1e-3})
    void aGuardedLogarithmIsRightUpToItsGuard(double epsilon) {
        lessons().filter(lesson -> Guard.concerns(lesson.net())).forEach(lesson -> {
            boolean both = lesson.net().loss() == Loss.CROSS_ENTROPY;
            for (var guarded : List.<DoubleUnaryOperator>of(a -> a + epsilon, a -> Math.max(a, epsilon),
                    a -> Math.min(Math.max(a, epsilon), 1 - epsilon))) {
                var rules = RIGHT.withCost((A, Y) -> A.combine("J", Y, (a, y) ->
                        -y * Math.log(guarded.applyAsDouble(a))
                                - (both ? (1 - y) * Math.log(guarded.applyAsDouble(1 - a)) : 0)).sum() / lesson.m());
                lesson.check().rules(rules).run().orThrow();
            }
        });
        var saturated = lesson(Network.inputs(1).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY)
                .weights(Matrix.row(9), Matrix.column(0)), 4, 6);
        var rules = RIGHT.withCost((A, Y) -> A.combine("J", Y, (a, y) -> -y * Math.log(a + epsilon)
                - (1 - y) * Math.log(1 - a + epsilon)).sum() / 4);
        var report = saturated.check().rules(rules).run().orThrow();
        assertTrue(epsilon < 1e-9 || report.toString().contains("the cost takes ln(a + "), report::toString);
    }

    @Test
    void anotherCostIsNoGuard() {
        lessons().filter(lesson -> Guard.concerns(lesson.net())).forEach(lesson -> assertFalse(lesson.check()
                .rules(RIGHT.with(Formula.COST, at -> RIGHT.apply(Formula.COST, at).times(1 + 1e-6))).run().passed()));
    }

    /** NumPy's habit: Z = X W + b. */
    private static Rules inRows() {
        return RIGHT.withZ((W, X, b) -> X.times(W).plus(ones(X.rows(), 1).times(b)))
                .withBp1((dZ, A) -> A.transpose().times(dZ).times(1.0 / dZ.rows()))
                .withBp2(dZ -> ones(1, dZ.rows()).times(dZ).times(1.0 / dZ.rows()))
                .withBp3((W, dZ) -> dZ.times(W.transpose()))
                .withBp4((dA, g, Z) -> dA.hadamard(((Elementwise) g).gPrime(Z)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessons")
    void examplesMayBeRowsAndWeightsFromTo(Lesson lesson) {
        var check = GradientCheck.of(lesson.net(), lesson.X().transpose(), lesson.Y().transpose())
                .under(Convention.standard().rows().fromTo());
        var report = check.rules(inRows()).run().orThrow();
        assertTrue(report.toString().contains("examples are rows; W is from–to"), report::toString);
        boolean square = lesson.net().n(0) == lesson.m();
        assertEquals(square, report.toString().contains("X is square and taken so"), report::toString);
        check.gradients(values(lesson, Matrix::transpose, Matrix::transpose)).run().orThrow();
        var slip = inRows().withBp1((dZ, A) -> A.transpose().times(dZ));
        assertTrue(check.rules(slip).run().toString().contains("BP1/sum-not-mean"));
    }

    /** Layers of PyTorch: examples are rows, W is n_l×n_{l−1}. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("lessons")
    void rowsGoWithWeightsToFromAsWell(Lesson lesson) {
        var rules = RIGHT.withZ((W, X, b) -> X.times(W.transpose()).plus(ones(X.rows(), 1).times(b)))
                .withBp1((dZ, A) -> dZ.transpose().times(A).times(1.0 / dZ.rows())).withBp3((W, dZ) -> dZ.times(W));
        GradientCheck.of(lesson.net(), lesson.X().transpose(), lesson.Y().transpose())
                .under(Convention.standard().rows()).rules(rules).run().orThrow();
    }

    @Test
    void whichWayValuesLieIsSeenFromTheirShapes() {
        lessons().forEach(lesson -> {
            var fromTo = lesson.check().gradients(turned(lesson, Kind.DW)).run().orThrow();
            var square = lesson.net().n(0) == lesson.net().n(1);
            assertEquals(!square, fromTo.convention().weightsFromTo(), fromTo::toString);
            var both = lesson.check().gradients(turned(lesson, Kind.DW, Kind.DZ, Kind.DB)).run().orThrow();
            assertTrue(both.convention().examplesInRows(), both::toString);
        });
        var lesson = lessons().findFirst().orElseThrow();
        var mixed = values(lesson, dZ -> dZ, dW -> dW);
        mixed.computeIfPresent(Kind.DW.at(1), (same, dW) -> dW.transpose());
        mixed.put(Kind.DW.at(2), lesson.backward().dW(2));
        var refusal = assertThrows(IllegalArgumentException.class, () -> lesson.check().gradients(mixed).run());
        assertTrue(refusal.getMessage().contains("is it transposed? Convention.rows() and fromTo()"),
                refusal::getMessage);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> lesson.check()
                .gradients(Map.of(Kind.DW.at(9), Matrix.row(1))).run()).getMessage().contains("dW[9] is no result"));
        assertThrows(IllegalArgumentException.class, () -> lesson.check().gradients(Map.of()));
    }

    /** Values of which some letters lie the other way; a square one stays. */
    private static Map<Quantity, Matrix> turned(Lesson lesson, Kind... letters) {
        var values = values(lesson, dZ -> dZ, dW -> dW);
        boolean squares = lesson.net().n(0) == lesson.net().n(1);
        values.replaceAll((quantity, value) -> List.of(letters).contains(quantity.kind())
                && !(squares && quantity.kind() == Kind.DW) ? value.transpose() : value);
        return values;
    }

    @Test
    void ofASquareValueTheReportSaysHowItWasTaken() {
        var square = lessons().reduce((one, other) -> other).orElseThrow();
        var report = square.check().gradients(values(square, dZ -> dZ, dW -> dW)).run().orThrow();
        assertTrue(report.toString().contains("fits either way, being square"), report::toString);
    }

    /** A grader hands over A[1] that is not g(Z[1]): everything is held to what it makes of it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("lessons")
    void aCachedValueThatWasHandedOverIsTakenAsItIs(Lesson lesson) {
        var A = RandomCase.matrix(RandomCase.generator(9), lesson.net().n(1), lesson.m(), 1);
        var report = lesson.check().with(Kind.A.at(1), A).run().orThrow();
        assertTrue(report.notes().stream().anyMatch(note -> note.contains("it is not g(Z[1]) of this pass")),
                report::toString);
        var wrong = RIGHT.withBp1((dZ, APrev) -> dZ.times(APrev.transpose()));
        assertEquals(Formula.BP1, lesson.check().with(Kind.A.at(1), A).rules(wrong).run().firstFault().orElseThrow()
                .formula());
    }

    /** Plain loops in another order of summation. */
    @Test
    void anotherOrderOfSummationIsRightOnNetworksThatFitTheirLabels() {
        LongStream.rangeClosed(1, 200).forEach(seed -> {
            var c = RandomCase.of(seed);
            var fitted = c.net().loss() == Loss.CROSS_ENTROPY ? c.Y()
                    : ForwardPass.of(c.net(), c.X()).A(c.net().L()).map(a -> a + 1e-8);
            var rules = RIGHT.withZ((W, A, b) -> Matrix.generate(W.rows(), A.columns(), (k, i) ->
                    IntStream.iterate(W.columns() - 1, j -> j >= 0, j -> j - 1)
                            .mapToDouble(j -> A.get(j, i) * W.get(k, j)).reduce(b.get(k, 0), Double::sum)))
                    .with(Formula.COST, at -> Matrix.row(IntStream.iterate(at.losses().columns() - 1, i -> i >= 0,
                            i -> i - 1).mapToDouble(i -> at.losses().get(0, i) / at.losses().columns()).sum()));
            var report = GradientCheck.of(c.net(), c.X(), fitted).rules(rules).run();
            assertTrue(report.passed() && report.firstFault().isEmpty(), () -> c + "\n" + report);
        });
    }

    static Stream<Arguments> ownFunctions() {
        var mask = Matrix.generate(4, 5, (k, i) -> (k + i) % 3 == 0 ? 0 : 1.5);
        UnaryOperator<Matrix> means = Z -> Z.times(ones(5, 5)).times(0.2);
        return Stream.of(
                Arguments.of("dropout", TANH.masked(mask)),
                Arguments.of("softmax in between", SOFTMAX),
                Arguments.of("over the batch", Activation.acrossExamples("centred batch",
                        Z -> Z.minus(means.apply(Z)), (dA, Z) -> dA.minus(means.apply(dA)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownFunctions")
    void functionsOfOnesOwnAreSaidInALineAndChecked(String name, Activation g) {
        var lesson = lesson(Network.inputs(2).layer(4, g).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY).random(1), 5, 1);
        lesson.check().run().orThrow();
        lesson.check().sample(2, 1).orThrow();
        lesson.check().directional(1).orThrow();
        var wrong = lesson.check().rules(RIGHT.withBp4((dA, own, Z) -> dA)).run();
        assertEquals(Formula.BP4, wrong.firstFault().orElseThrow().formula());
    }

    /** Dropout by rules, on a network that knows of it, with a mask of one's own. */
    @Test
    void dropoutMayBeWrittenInTheRules() {
        var mask = Matrix.generate(4, 5, (k, i) -> (k + i) % 3 == 0 ? 0 : 1.5);
        var lesson = lesson(Network.inputs(2).layer(4, TANH.masked(mask)).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY)
                .random(1), 5, 1);
        var rules = RIGHT.with(Formula.ACTIVATION, at -> at.l() == 1 ? at.Z().map(Math::tanh).hadamard(mask)
                : RIGHT.apply(Formula.ACTIVATION, at))
                .withBp4((dA, g, Z) -> dA.hadamard(mask).hadamard(Z.map(z -> 1 - Math.tanh(z) * Math.tanh(z))));
        lesson.check().rules(rules).run().orThrow();
    }

    /** A stub in the place of g′, and a rule that replaces the equation which would use it. */
    @Test
    void aStubThatNoEquationUsesIsNobodysFault() {
        var stub = Activation.of("tanh by hand", Math::tanh, z -> 0);
        var lesson = lesson(Network.inputs(2).layer(4, stub).layer(3, stub).layer(1, SIGMOID).loss(Loss.CROSS_ENTROPY)
                .random(1), 5, 1);
        var rules = RIGHT.withBp4((dA, g, Z) -> dA.hadamard(Z.map(z -> 1 - Math.tanh(z) * Math.tanh(z))));
        var report = lesson.check().rules(rules).run().orThrow();
        assertTrue(report.toString().contains("all 21 blocks right") && report.firstFault().isEmpty());
        var used = lesson.check().run();
        assertFalse(used.passed());
        assertEquals(List.of("dZ[2]", "dZ[1]"), used.blocks().stream().filter(Block::isCause)
                .map(block -> block.quantity().toString()).toList(), used::toString);
    }

    /** The loss of a user whose derivative is that of another. */
    @Test
    void aLossWithAWrongDerivativeIsOneFaultAndTheRestFollows() {
        var loss = Loss.of("square", (a, y) -> (a - y) * (a - y), (a, y) -> a - y);
        var lesson = lesson(Network.inputs(2).layer(4, TANH).layer(1, TANH).loss(loss).random(1), 5, 1);
        var report = lesson.check().run();
        assertEquals(List.of(Formula.OUTPUT_DA, Formula.OUTPUT_DELTA),
                report.faults().stream().map(Fault::formula).toList(), report::toString);
        assertTrue(report.toString().contains("a factor ½ too many"), report::toString);
    }
}
