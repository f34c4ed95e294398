package backstep.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.BackwardPass;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.PlainLoops;
import backstep.sample.RightNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How far other right backward passes are off: by rounding, and by no more than the bound. */
class BackwardErrorBoundTest {

    private static final int NETWORKS = 2_000;

    private static Matrix derivative(BackwardPass backward, Quantity quantity) {
        int l = quantity.l();
        return switch (quantity.kind()) {
            case DW -> backward.dW(l);
            case DB -> backward.db(l);
            case DZ -> backward.dZ(l);
            default -> backward.dA(l);
        };
    }

    /** The right derivatives, by name, with all values of the forward pass. */
    private static Map<Quantity, Matrix> reference(RightNetwork c, Iterable<Quantity> derivatives) {
        var values = new HashMap<>(PlainLoops.reference(c.net(), c.X(), c.Y()));
        var backward = ForwardPass.of(c.net(), c.X()).backward(c.Y());
        derivatives.forEach(quantity -> values.put(quantity, derivative(backward, quantity)));
        return values;
    }

    private static List<String> outside(LongFunction<RightNetwork> networks, ForwardValueBoundTest.Arithmetic in,
            double part) {
        return LongStream.range(0, NETWORKS).parallel().boxed().flatMap(seed -> {
            var c = networks.apply(seed);
            var other = new PlainLoops(c.net(), in.rounded).derivatives(c.X(), c.Y());
            var reference = reference(c, other.keySet());
            var bound = new BackwardErrorBound(c.net(), reference::get, in.u);
            return other.keySet().stream().filter(q -> reference.get(q).isFinite() && other.get(q).isFinite())
                    .filter(q -> exceeds(other.get(q).minus(reference.get(q)), bound.of(q).times(part)))
                    .filter(q -> !q.equals(Kind.DA.at(c.net().L())) || !c.isSaturated())
                    .map(q -> seed + ": " + q);
        }).toList();
    }

    private static boolean exceeds(Matrix difference, Matrix bound) {
        return difference.combine("within", bound, (off, most) -> Math.abs(off) <= most ? 0 : 1).sum() > 0;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(ForwardValueBoundTest.Arithmetic.class)
    void noRightPassInOtherRoundingsIsOutside(ForwardValueBoundTest.Arithmetic arithmetic) {
        assertEquals(List.of(), outside(RightNetwork::of, arithmetic, 1));
    }

    @Test
    void aBoundAThousandTimesShorterWouldNotHold() {
        assertTrue(outside(RightNetwork::of, ForwardValueBoundTest.Arithmetic.DOUBLE, 1e-3).size() > NETWORKS);
    }
}
