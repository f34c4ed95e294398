package backstep.check.mutant;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.ErrorMetric;
import backstep.check.Block;
import backstep.check.Convention;
import backstep.check.GradientCheck;
import backstep.check.Report;
import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import backstep.sample.RandomCase;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cost and a gradient that are wrong together agree with each other; only the reference values of Z, A and J tell.
 */
class WrongTogetherTest {

    private static final Rules RIGHT = Rules.standard();
    private static final Set<Formula> BEFORE_THE_BACKWARD_PASS = EnumSet.of(Formula.LINEAR, Formula.ACTIVATION,
            Formula.LOSS, Formula.COST);
    private static final int M = 5;
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(11), 3, M, 1.5);
    private static final Matrix Y = Matrix.generate(3, M, (i, j) -> (i + 2 * j) % 3 % 2);

    /** Rules, the loss that was asked for, and what the reference sees first. */
    private record Pair(String name, Loss asked, Rules rules, String seenFirst) {
        @Override
        public String toString() {
            return name;
        }

        Network net() {
            return Network.inputs(3).layer(3, SIGMOID).layer(3, SIGMOID).loss(asked).random(12);
        }

        /** The largest error of dW and db against difference quotients of these rules' own cost. */
        double errorAgainstOwnCost() {
            var own = ForwardPass.of(net(), X, rules).backward(Y);
            return IntStream.rangeClosed(1, 2).mapToDouble(l -> Math.max(
                    ErrorMetric.of(own.dW(l), quotients(net().W(l), W -> ownCost(net().with(l, W, net().b(l))))),
                    ErrorMetric.of(own.db(l), quotients(net().b(l), b -> ownCost(net().with(l, net().W(l), b)))))).max()
                    .orElseThrow();
        }

        private double ownCost(Network net) {
            return ForwardPass.of(net, X, rules).cost(Y);
        }
    }

    private static Matrix quotients(Matrix at, ToDoubleFunction<Matrix> f) {
        double h = 1e-5;
        return Matrix.generate(at.rows(), at.columns(), (i, j) ->
                (f.applyAsDouble(at.with(i, j, at.get(i, j) + h)) - f.applyAsDouble(at.with(i, j, at.get(i, j) - h)))
                        / (2 * h));
    }

    /** The right output delta and the right cost, each times a factor. */
    private static Rules scaled(double cost, double delta) {
        return RIGHT.with(Formula.COST, at -> RIGHT.apply(Formula.COST, at).times(cost))
                .with(Formula.OUTPUT_DELTA, at -> RIGHT.apply(Formula.OUTPUT_DELTA, at).times(delta));
    }

    private static Rules sums(Rules rules) {
        return rules.withBp1((dZ, A) -> dZ.times(A.transpose())).withBp2(dZ -> dZ.times(Terms.one(dZ.columns())));
    }

    static Stream<Pair> right() {
        return Stream.of(new Pair("cross-entropy", CROSS_ENTROPY, RIGHT, ""),
                new Pair("squared error", SQUARED_ERROR, RIGHT, ""));
    }

    static Stream<Pair> wrongTogether() {
        return Stream.of(
                new Pair("squared error without 1/2, delta twice", SQUARED_ERROR, scaled(2, 2), "J"),
                new Pair("J mean over outputs too, delta over n_L", SQUARED_ERROR, scaled(1 / 3.0, 1 / 3.0), "J"),
                new Pair("J sign, delta Y − A", CROSS_ENTROPY, scaled(-1, -1), "J"),
                new Pair("J in log2, delta over ln 2", CROSS_ENTROPY, scaled(1 / Math.log(2), 1 / Math.log(2)), "J"),
                new Pair("labels exchanged in J and delta", CROSS_ENTROPY,
                        RIGHT.with(Formula.LOSS, at -> CROSS_ENTROPY.fromZ(SIGMOID, at.Z(), at.Y().map(y -> 1 - y)))
                                .withOutputDelta((A, Y) ->
                                A.minus(Y.map(y -> 1 - y))), "loss"),
                new Pair("squared error where cross-entropy was asked", CROSS_ENTROPY,
                        RIGHT.withCost((A, Y) -> A.minus(Y).map(e -> e * e / 2).sum() / M).withOutputDelta((A, Y) ->
                                A.minus(Y).hadamard(A.map(a -> a * (1 - a)))), "J"),
                new Pair("J only y ln a, delta −Y ∘ (1 − A)", CROSS_ENTROPY,
                        RIGHT.withCost((A, Y) -> -Y.hadamard(A.map(Math::log)).sum() / M)
                                .withOutputDelta((A, Y) -> Y.hadamard(A.map(a -> a - 1))),
                                "J"),
                new Pair("forward without bias, db = 0", CROSS_ENTROPY,
                        RIGHT.withZ((W, A, b) -> W.times(A)).withBp2(dZ -> Backprop.bp2(dZ).times(0)), "Z[1]"),
                new Pair("forward with minus b, db sign", CROSS_ENTROPY,
                        RIGHT.withZ((W, A, b) -> Backprop.Z(W, A, b.times(-1)))
                                .withBp2(dZ -> Backprop.bp2(dZ).times(-1)), "Z[1]"),
                new Pair("Wᵀ forward, transposed BP1, W in BP3", CROSS_ENTROPY,
                        RIGHT.withZ((W, A, b) -> Backprop.Z(W.transpose(), A, b)).withBp1((dZ, A) -> Backprop.bp1(dZ,
                                A).transpose()).withBp3(Matrix::times), "Z[1]"));
    }

    static Stream<Pair> mismatched() {
        return Stream.of(
                new Pair("cross-entropy, delta (A − Y) ∘ g′", CROSS_ENTROPY,
                        RIGHT.withOutputDelta((A, Y) -> A.minus(Y).hadamard(A.map(a -> a * (1 - a)))), "dZ[2]"),
                new Pair("squared error, delta A − Y", SQUARED_ERROR, RIGHT.withOutputDelta(Matrix::minus), "dZ[2]"),
                new Pair("1/m in dZ[L] and in BP1, BP2", CROSS_ENTROPY, scaled(1, 1.0 / M), "dZ[2]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("right")
    void whatIsRightAgreesWithItsOwnCostAndWithTheReference(Pair pair) {
        assertTrue(pair.errorAgainstOwnCost() < 1e-7);
        GradientCheck.of(pair.net(), X, Y).rules(pair.rules()).run().orThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTogether")
    void whatIsWrongTogetherAgreesWithItsOwnCostAndIsFlaggedByTheReference(Pair pair) {
        assertTrue(pair.errorAgainstOwnCost() < 1e-7, "a difference quotient of its own cost sees nothing");
        var report = GradientCheck.of(pair.net(), X, Y).rules(pair.rules()).run();
        assertSeenFirst(pair, report, BEFORE_THE_BACKWARD_PASS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mismatched")
    void whatDoesNotMatchIsSeenEitherWay(Pair pair) {
        assertTrue(pair.errorAgainstOwnCost() > 0.1);
        var report = GradientCheck.of(pair.net(), X, Y).rules(pair.rules()).run();
        assertSeenFirst(pair, report, EnumSet.of(Formula.OUTPUT_DELTA));
    }

    /** The first wrong block, and the equation that is blamed for it. */
    private static void assertSeenFirst(Pair pair, Report report, Set<Formula> blamed) {
        assertEquals(pair.seenFirst(), report.blocks().stream().filter(block -> block.isFault()).findFirst()
                .orElseThrow().quantity().toString());
        var fault = report.firstFault().orElseThrow();
        assertEquals(pair.seenFirst(), fault.formula().output(fault.l()).toString(), fault::toString);
        assertTrue(blamed.contains(fault.formula()), fault::toString);
    }

    /** Where the 1/m stands is a convention: the same gradient, or that of the sum. */
    static Stream<Arguments> otherConventions() {
        return Stream.of(
                Arguments.of(new Pair("1/m already in dZ[L]", CROSS_ENTROPY, sums(scaled(1, 1.0 / M)), "dZ[2]"),
                        Convention.standard().meanInDelta(), EnumSet.of(Kind.DA, Kind.DZ), 1.0 / M),
                Arguments.of(new Pair("J sum, BP1 and BP2 sum", CROSS_ENTROPY, sums(scaled(M, 1)), "J"),
                        Convention.standard().sum(), EnumSet.of(Kind.J, Kind.DW, Kind.DB), M));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherConventions")
    void anotherPlaceOfTheMeanIsRightUnderItsConvention(Pair other, Convention convention, Set<Kind> scaled,
            double factor) {
        assertTrue(other.errorAgainstOwnCost() < 1e-7);
        var check = GradientCheck.of(other.net(), X, Y).rules(other.rules());
        assertEquals(convention, check.run().orThrow().convention(), "found in the numbers");
        check.under(convention).run().orThrow();
        var report = check.under(Convention.standard().mean()).run();
        assertEquals(other.seenFirst(), report.blocks().stream().filter(Block::isFault).findFirst().orElseThrow()
                .quantity().toString());
        for (var block : report.blocks()) {
            boolean differs = scaled.contains(block.quantity().kind()) && !block.quantity().equals(Kind.DA.at(2));
            assertEquals(differs, block.isFault(), block.quantity()::toString);
            assertTrue(!differs || block.entries().stream()
                    .allMatch(e -> Math.abs(e.given() - factor * e.expected()) < M * ErrorMetric.LIMIT));
        }
    }

    @Test
    void thereAreFourteenPairsAndThreeMismatches() {
        assertEquals(14, right().count() + wrongTogether().count() + otherConventions().count());
        assertEquals(3, mismatched().count());
    }
}
