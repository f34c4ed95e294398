package backstep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pass is a value, and any of its quantities can be given another value. */
class ForwardPassTest {

    static Stream<RandomCase> cases() {
        return RandomCase.first(40);
    }

    private static Matrix changed(Matrix value) {
        return value.map(x -> 0.9 * x - 0.17);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void anotherParameterOrInputEqualsAFullRerun(RandomCase c) {
        var net = c.net();
        var fwd = ForwardPass.of(net, c.X());
        assertEqualPasses(ForwardPass.of(net, changed(c.X())), fwd.with(Kind.A.at(0), changed(c.X())), c);
        for (int l = 1; l <= net.L(); l++) {
            var W = changed(net.W(l));
            var b = changed(net.b(l));
            assertEqualPasses(ForwardPass.of(net.with(l, W, net.b(l)), c.X()), fwd.with(Kind.W.at(l), W), c);
            assertEqualPasses(ForwardPass.of(net.with(l, net.W(l), b), c.X()), fwd.with(Kind.B.at(l), b), c);
            assertEqualPasses(ForwardPass.of(net.with(l, W, b), c.X()), fwd.with(Kind.B.at(l), b)
                    .with(Kind.W.at(l), W), c);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void anotherZOrAEqualsARunOfTheLayersAbove(RandomCase c) {
        var net = c.net();
        var fwd = ForwardPass.of(net, c.X());
        for (int l = 1; l < net.L(); l++) {
            var above = new Network(net.n(l), net.layers().subList(l, net.L()), net.loss());
            var Z = changed(fwd.Z(l));
            var A = changed(fwd.A(l));
            var g = net.g(l);
            assertEquals(ForwardPass.of(above, A).losses(c.Y()), fwd.with(Kind.A.at(l), A).losses(c.Y()));
            assertEquals(ForwardPass.of(above, g.A(Z)).losses(c.Y()), fwd.with(Kind.Z.at(l), Z).losses(c.Y()));
            assertEquals(g.A(Z), fwd.with(Kind.Z.at(l), Z).A(l));
            var bwd = fwd.with(Kind.A.at(l), A).backward(c.Y());
            assertEquals(ForwardPass.of(above, A).backward(c.Y()).dW(1), bwd.dW(l + 1));
            assertEquals(ForwardPass.of(above, A).backward(c.Y()).dX(), bwd.dA(l));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aGivenOutputIsJudgedAsItStands(RandomCase c) {
        var net = c.net();
        var A = ForwardPass.of(net, c.X()).A(net.L()).times(0.7);
        assertEquals(net.loss().fromA(A, c.Y()), ForwardPass.of(net, c.X()).with(Kind.A.at(net.L()), A).losses(c.Y()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatLiesBelowIsReusedAndTheOldPassIsAsItWas(RandomCase c) {
        var net = c.net();
        var fwd = ForwardPass.of(net, c.X());
        int L = net.L();
        var last = fwd.Z(L);
        double cost = fwd.cost(c.Y());
        var other = fwd.with(Kind.Z.at(L), changed(last));
        for (int l = 1; l < L; l++) {
            assertSame(fwd.Z(l), other.Z(l));
            assertSame(fwd.A(l), other.A(l));
        }
        assertSame(last, fwd.Z(L));
        assertEquals(cost, fwd.cost(c.Y()));
    }

    @Test
    void aGivenZStaysGivenWhenSomethingBelowChanges() {
        var c = RandomCase.first(20).filter(one -> one.net().L() == 3).findFirst().orElseThrow();
        var fwd = ForwardPass.of(c.net(), c.X());
        var Z = changed(fwd.Z(2));
        var both = fwd.with(Kind.Z.at(2), Z).with(Kind.W.at(1), changed(c.net().W(1)));
        assertSame(Z, both.Z(2));
        assertEquals(fwd.with(Kind.Z.at(2), Z).A(3), both.A(3));
        assertTrue(!fwd.A(1).equals(both.A(1)));
    }

    @Test
    void aStepFromOtherParametersStartsAtThoseParameters() {
        var c = RandomCase.of(1);
        var W = changed(c.net().W(1));
        var rerun = ForwardPass.of(c.net().with(1, W, c.net().b(1)), c.X());
        var pinned = ForwardPass.of(c.net(), c.X()).with(Kind.W.at(1), W);
        assertEquals(rerun.network(), pinned.network());
        assertEquals(rerun.backward(c.Y()).step(0.5), pinned.backward(c.Y()).step(0.5));
    }

    @Test
    void aValueThatIsNotFiniteIsRefusedByItsName() {
        var c = RandomCase.of(1);
        var fwd = ForwardPass.of(c.net(), c.X());
        for (var quantity : List.of(Kind.A.at(0), Kind.W.at(1), Kind.B.at(1), Kind.Z.at(1))) {
            var message = assertThrows(IllegalArgumentException.class, () -> fwd.with(quantity,
                    fwd.get(quantity).with(0, 0, Double.NaN))).getMessage();
            assertTrue(message.startsWith(quantity + " (" + fwd.get(quantity).shape() + ") has NaN at row 1"), message);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void passesChangeNothingThatWasHandedIn(RandomCase c) {
        var X = Matrix.of(c.X().toArray());
        var Y = Matrix.of(c.Y().toArray());
        var layers = c.net().layers().stream()
                .map(y -> new Layer(Matrix.of(y.W().toArray()), Matrix.of(y.b().toArray()), y.g())).toList();
        var fwd = ForwardPass.of(c.net(), c.X());
        var bwd = fwd.backward(c.Y());
        var dZ = bwd.dZ(1);
        var copy = Matrix.of(dZ.toArray());
        bwd.step(0.5);
        fwd.with(Kind.Z.at(1), changed(fwd.Z(1))).backward(c.Y());
        fwd.backward(c.Y(), Rules.standard().withBp1((d, A) -> d.times(A.transpose()))).dX();
        assertEquals(X, c.X());
        assertEquals(Y, c.Y());
        assertEquals(layers, c.net().layers());
        assertEquals(copy, dZ);
    }

    @Test
    void aRuleOfThePassIsUsedAgainWhenAQuantityChanges() {
        var c = RandomCase.first(20).filter(one -> one.net().L() == 2).findFirst().orElseThrow();
        var noBias = Rules.standard().withZ((W, A, b) -> W.times(A));
        var fwd = ForwardPass.of(c.net(), c.X(), noBias);
        assertEquals(c.net().W(1).times(changed(c.X())), fwd.with(Kind.A.at(0), changed(c.X())).Z(1));
    }

    @Test
    void anInterruptedPassStops() {
        var c = RandomCase.of(1);
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> ForwardPass.of(c.net(), c.X()));
        assertTrue(!Thread.currentThread().isInterrupted());
    }

    private static void assertEqualPasses(ForwardPass expected, ForwardPass actual, RandomCase c) {
        for (int l = 1; l <= c.net().L(); l++) {
            assertEquals(expected.Z(l), actual.Z(l));
            assertEquals(expected.A(l), actual.A(l));
            assertEquals(expected.backward(c.Y()).dW(l), actual.backward(c.Y()).dW(l));
        }
        assertEquals(expected.cost(c.Y()), actual.cost(c.Y()));
    }
}
