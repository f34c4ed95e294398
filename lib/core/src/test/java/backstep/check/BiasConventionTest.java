package backstep.check;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.RELU;
import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.ForwardPass;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bias as others have it: the weight of a constant input, a threshold, or none; and g′ from a cached A in the place
 * of Z.
 */
class BiasConventionTest {

    private static final Matrix Y = Matrix.generate(2, 5, (k, i) -> (k + i) % 2);

    private static Matrix X(long seed) {
        return RandomCase.matrix(RandomCase.generator(seed), 3, 5, 1.5);
    }

    private static Network net(long seed) {
        return Network.inputs(3).layer(4, TANH).layer(2, SIGMOID).loss(seed % 2 == 0 ? CROSS_ENTROPY : SQUARED_ERROR)
                .random(seed);
    }

    private static Matrix withOnes(Matrix A) {
        return Matrix.generate(A.rows() + 1, A.columns(), (k, i) -> k < A.rows() ? A.get(k, i) : 1);
    }

    /** g of all units but the last, which gives 1: the constant input of the next layer. */
    private static Activation withConstant(Activation g) {
        return Activation.across(g.name() + ", 1", Z -> Matrix.generate(Z.rows(), Z.columns(),
                (k, i) -> k == Z.rows() - 1 ? 1 : g.A(Matrix.row(Z.get(k, i))).get(0, 0)),
                (dA, Z) -> Matrix.generate(Z.rows(), Z.columns(), (k, i) -> k == Z.rows() - 1 ? 0
                        : g.pullback(Matrix.row(dA.get(k, i)), Matrix.row(Z.get(k, i))).get(0, 0)));
    }

    /** [W b] in the place of W: layer 1 takes a fourth input that is 1, and gives a fifth output that is 1. */
    private static Network inside(Network net) {
        var first = Matrix.generate(5, 4, (k, j) -> k == 4 ? 0 : j == 3 ? net.b(1).get(k, 0) : net.W(1).get(k, j));
        var second = Matrix.generate(2, 5, (k, j) -> j == 4 ? net.b(2).get(k, 0) : net.W(2).get(k, j));
        return new Network(4, List.of(new Layer(first, Matrix.column(0, 0, 0, 0, 0), withConstant(TANH)),
                new Layer(second, Matrix.column(0, 0), SIGMOID)), net.loss());
    }

    /** What somebody's code does who keeps b inside W: no bias anywhere, db is whatever lies around. */
    private static final Rules INSIDE = Rules.standard().withZ((W, A, b) -> W.times(A))
            .withBp1((dZ, A) -> dZ.times(A.transpose()).times(1.0 / dZ.columns()))
            .withBp2(dZ -> Matrix.generate(dZ.rows(), 1, (k, i) -> 0));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theBiasInsideWIsRightWhereThatIsNamed(long seed) {
        var net = inside(net(seed));
        assertEquals(ForwardPass.of(net(seed), X(seed)).cost(Y), ForwardPass.of(net, withOnes(X(seed))).cost(Y), 1e-14);
        var check = GradientCheck.of(net, withOnes(X(seed)), Y).rules(INSIDE);
        assertFalse(check.run().passed(), "db is 0, and a bias of the library would have one");
        var report = check.under(Convention.standard().withoutBias()).run();
        assertTrue(report.passed(), report::toString);
        assertTrue(report.toString().contains("no bias"), report::toString);
        assertTrue(report.blocks().stream().noneMatch(block -> block.quantity().kind() == Kind.DB));
        assertTrue(check.under(Convention.standard().withoutBias()).directional(seed).passed());
        var summed = check.rules(INSIDE.withBp1((dZ, A) -> dZ.times(A.transpose())))
                .under(Convention.standard().withoutBias()).run();
        assertEquals(Formula.BP1, summed.firstFault().orElseThrow().formula());
        // as layers that have none it needs no convention
        var without = new Network(4, net.layers().stream().map(layer -> Layer.withoutBias(layer.W(), layer.g()))
                .toList(), net.loss());
        assertTrue(GradientCheck.of(without, withOnes(X(seed)), Y).rules(INSIDE).run().passed());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void gradientsWithTheBiasInsideWAreRightWhereThatIsNamed(long seed) {
        var net = net(seed);
        var pass = ForwardPass.of(net, X(seed)).backward(Y);
        var dW = Matrix.generate(5, 4, (k, j) -> k == 4 ? 0 : j == 3 ? pass.db(1).get(k, 0) : pass.dW(1).get(k, j));
        var check = GradientCheck.of(inside(net), withOnes(X(seed)), Y).under(Convention.standard().withoutBias());
        assertTrue(check.gradients(Map.of(Kind.DW.at(1), dW)).run().passed());
        var noBias = dW.map(x -> x);
        for (int k = 0; k < 4; k++) {
            noBias = noBias.with(k, 3, 0);
        }
        assertFalse(check.gradients(Map.of(Kind.DW.at(1), noBias)).run().passed(), "the column of b was forgotten");
    }

    /** z = Wa − θ; what the network has at b is −θ. */
    private static final Rules THRESHOLDS = Rules.standard()
            .withZ((W, A, theta) -> W.times(A).minus(theta.times(Matrix.ones(1, A.columns()))))
            .withBp2(dZ -> dZ.times(Matrix.ones(dZ.columns(), 1)).times(-1.0 / dZ.columns()));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void thresholdsAreRightWhereTheyAreNamed(long seed) {
        var check = GradientCheck.of(net(seed), X(seed), Y);
        var named = check.under(Convention.standard().thresholds());
        assertFalse(check.rules(THRESHOLDS).run().passed());
        var report = named.rules(THRESHOLDS).run();
        assertTrue(report.passed(), report::toString);
        assertTrue(report.toString().contains("Z = W A − θ"), report::toString);
        assertTrue(named.rules(THRESHOLDS).directional(seed).passed());
        assertTrue(named.rules(THRESHOLDS).sample(3, seed).passed());
        var inRows = GradientCheck.of(net(seed), X(seed).transpose(), Y.transpose())
                .under(Convention.standard().thresholds().rows()).rules(Rules.standard()
                .withZ((W, A, theta) -> A.times(W.transpose()).minus(Matrix.ones(A.rows(), 1).times(theta)))
                .withBp2(dZ -> Matrix.ones(1, dZ.rows()).times(dZ).times(-1.0 / dZ.rows()))).run();
        assertTrue(inRows.passed(), inRows::toString);
        // the sign of dθ is lost, the sign of θ is lost: each is found at its equation
        var plus = named.rules(THRESHOLDS.withBp2(Backprop::bp2)).run();
        assertEquals(Formula.BP2, plus.firstFault().orElseThrow().formula());
        var added = named.rules(THRESHOLDS.withZ(Backprop::Z)).run();
        assertEquals(Formula.LINEAR, added.firstFault().orElseThrow().formula());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void gradientsOfThresholdsAreRightWhereTheyAreNamed(long seed) {
        var pass = ForwardPass.of(net(seed), X(seed)).backward(Y);
        var given = new HashMap<Quantity, Matrix>();
        for (int l = 1; l <= 2; l++) {
            given.put(Kind.DW.at(l), pass.dW(l));
            given.put(Kind.DB.at(l), pass.db(l).times(-1));
        }
        var check = GradientCheck.of(net(seed), X(seed), Y).gradients(given);
        assertFalse(check.run().passed());
        assertTrue(check.under(Convention.standard().thresholds()).run().passed());
        given.put(Kind.DB.at(1), pass.db(1));
        var wrong = GradientCheck.of(net(seed), X(seed), Y).gradients(given)
                .under(Convention.standard().thresholds()).run();
        assertEquals(List.of(Kind.DB.at(1)), wrong.blocks().stream().filter(Block::isFault).map(Block::quantity)
                .toList());
    }

    /** Of sigmoid, tanh and ReLU, g′ is a function of a: a(1 − a), 1 − a², [a &gt; 0]. */
    static Stream<Arguments> ofA() {
        return Stream.of(1.0, 20.0, 36.0, 40.0).flatMap(z -> Stream.of(
                Arguments.of(SIGMOID, (DoubleUnaryOperator) a -> a * (1 - a), z),
                Arguments.of(TANH, (DoubleUnaryOperator) a -> 1 - a * a, z),
                Arguments.of(RELU, (DoubleUnaryOperator) a -> a > 0 ? 1 : 0, z)));
    }

    /** However saturated the units are. */
    @ParameterizedTest(name = "{0} up to z = {2}")
    @MethodSource("ofA")
    void bp4FromACachedAIsRight(Activation g, DoubleUnaryOperator gPrimeOfA, double z) {
        for (long seed = 1; seed <= 4; seed++) {
            var random = RandomCase.generator(seed);
            var net = Network.inputs(3).layer(4, g).layer(2, IDENTITY).weights(
                    RandomCase.matrix(random, 4, 3, z / 3), RandomCase.matrix(random, 4, 1, 0.1),
                    RandomCase.matrix(random, 2, 4, 1), RandomCase.matrix(random, 2, 1, 1));
            var cached = Rules.standard().with(Formula.BP4, at -> at.dA().hadamard(at.A().map(gPrimeOfA)));
            var report = GradientCheck.of(net, X(seed), Y).rules(cached).run();
            assertTrue(report.passed(), report::toString);
            var atZ = Rules.standard().with(Formula.BP4, at -> at.dA().hadamard(at.Z().map(gPrimeOfA)));
            if (g != RELU) {
                var wrong = GradientCheck.of(net, X(seed), Y).rules(atZ).run();
                assertEquals(Formula.BP4, wrong.firstFault().orElseThrow().formula());
            }
        }
    }
}
