package backstep.estimate;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.PlainLoops;
import backstep.sample.RightNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far other right forward passes are off: by rounding, and by no more than the bound. */
class ForwardValueBoundTest {

    private static final int NETWORKS = 10_000;

    /** Double and float. */
    enum Arithmetic {
        DOUBLE(0x1p-53, x -> x), FLOAT(0x1p-24, x -> (float) x);

        final double u;
        final DoubleUnaryOperator rounded;

        Arithmetic(double u, DoubleUnaryOperator rounded) {
            this.u = u;
            this.rounded = rounded;
        }
    }

    /** The values of two passes and the bounds for what they differ by. */
    private record Compared(Map<Quantity, Matrix> reference, Map<Quantity, Matrix> other, ForwardValueBound bound) {

        static Compared of(RightNetwork c, Arithmetic arithmetic) {
            var reference = PlainLoops.reference(c.net(), c.X(), c.Y());
            return new Compared(reference, new PlainLoops(c.net(), arithmetic.rounded).values(c.X(), c.Y()),
                    new ForwardValueBound(c.net(), reference::get, arithmetic.u));
        }

        /** By how many bounds the farthest entry of a quantity is off. */
        double bounds(Quantity quantity) {
            return off(quantity, other.get(quantity));
        }

        double off(Quantity quantity, Matrix value) {
            return value.minus(reference.get(quantity)).map(Math::abs).combine("over", bound.of(quantity),
                    (off, most) -> off == 0 ? 0 : off / most).maxAbs();
        }

        List<Quantity> outside() {
            return other.keySet().stream().filter(quantity -> !quantity.equals(Kind.A.at(0)))
                    .filter(quantity -> !(bounds(quantity) <= 1)).toList();
        }
    }

    private static List<String> outside(LongFunction<RightNetwork> networks, int count, Arithmetic arithmetic) {
        return LongStream.range(0, count).parallel().boxed().flatMap(seed ->
                Compared.of(networks.apply(seed), arithmetic).outside().stream().map(q -> seed + ": " + q)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Arithmetic.class)
    void noRightPassInOtherRoundingsIsOutside(Arithmetic arithmetic) {
        assertEquals(List.of(), outside(RightNetwork::of, NETWORKS, arithmetic));
    }

    @ParameterizedTest(name = "labels met to {0}")
    @ValueSource(doubles = {1e-8, 1e-12, 0})
    void noTrainedNetworkIsOutside(double distance) {
        for (var arithmetic : Arithmetic.values()) {
            assertEquals(List.of(), outside(seed -> RightNetwork.trained(seed, distance), NETWORKS / 4, arithmetic));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Arithmetic.class)
    void noNetworkOfColumnsOrBatchesIsOutside(Arithmetic arithmetic) {
        assertEquals(List.of(), outside(RightNetwork::ofAnyActivation, NETWORKS / 8, arithmetic));
    }

    /** 0.1 + 0.2 − 0.3 is 5.6e-17, and −0.3 + 0.2 + 0.1 is 2.8e-17. */
    @Test
    void aSumThatCancelsIsHeldToItsTerms() {
        var net = Network.inputs(3).layer(1, IDENTITY).weights(Matrix.row(1, 1, 1), Matrix.column(0));
        var c = new RightNetwork(net, Matrix.column(0.1, 0.2, -0.3), Matrix.row(0));
        var compared = Compared.of(c, Arithmetic.DOUBLE);
        assertTrue(compared.other().get(Kind.Z.at(1)).get(0, 0) != compared.reference().get(Kind.Z.at(1)).get(0, 0));
        assertEquals(List.of(), compared.outside());
        assertTrue(compared.off(Kind.Z.at(1), Matrix.row(1e-8)) > 1, "no rounding makes that of 0.6");
    }

    /** What is off by a part in a million of what it is summed from is outside, however well the labels are met. */
    @ParameterizedTest(name = "labels met to {0}")
    @ValueSource(doubles = {1, 1e-8})
    void aWrongValueIsOutside(double distance) {
        var missed = new ArrayList<String>();
        int planted = 0;
        for (long seed = 0; seed < 1000; seed++) {
            var compared = Compared.of(RightNetwork.trained(seed, distance), Arithmetic.DOUBLE);
            for (var quantity : compared.other().keySet()) {
                var right = compared.reference().get(quantity);
                double factor = quantity.kind() == Kind.Z || quantity.kind() == Kind.A ? 1 + 1e-6 : 2;
                var largest = right.map(Math::abs).maxAbs();
                boolean judged = !quantity.equals(Kind.A.at(0)) && largest > 0;
                planted += judged ? 1 : 0;
                if (judged && compared.off(quantity, right.times(factor)) <= 1) {
                    missed.add(seed + ": " + quantity);
                }
            }
        }
        assertTrue(missed.size() <= 0.02 * planted, missed.size() + " of " + planted + ": " + missed);
    }

    /** The bounds are wider than they need to be by no more than a factor of a few hundred, at half of the networks. */
    @Test
    void aBoundTenThousandTimesShorterWouldNotHold() {
        long outside = LongStream.range(0, 500).filter(seed -> {
            var c = RightNetwork.of(seed);
            var reference = PlainLoops.reference(c.net(), c.X(), c.Y());
            var bound = new ForwardValueBound(c.net(), reference::get, 0x1p-53);
            var other = new PlainLoops(c.net(), x -> x).values(c.X(), c.Y());
            return other.entrySet().stream().filter(entry -> entry.getKey().kind() == Kind.Z)
                    .anyMatch(entry -> entry.getValue().minus(reference.get(entry.getKey())).map(Math::abs)
                            .minus(bound.rounding(entry.getKey())
                                    .times(1e-3)).map(over -> Math.max(over, 0)).sum() > 0);
        }).count();
        assertTrue(outside > 250, "" + outside);
    }

    @Test
    void aDerivativeIsNoForwardValue() {
        var net = Network.inputs(1).layer(1, TANH).weights(Matrix.row(1), Matrix.column(0));
        var reference = PlainLoops.reference(net, Matrix.row(1), Matrix.row(0));
        var bound = new ForwardValueBound(net, reference::get, 0x1p-53);
        assertEquals("dZ[1] is no value of the forward pass of 1-1 (tanh; squared error); Z, A, the losses and J are",
                assertThrows(IllegalArgumentException.class, () -> bound.of(Kind.DZ.at(1))).getMessage());
    }
}
