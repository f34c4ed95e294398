package backstep;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.NumericalGradient;
import backstep.matrix.Matrix;
import backstep.mode.ForwardAccumulation;
import backstep.mode.ReverseAccumulation;
import backstep.network.Activation;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A layer number out of range is refused by every accessor, with the layers that exist. */
class LayerNumberTest {

    private static final int L = 2;
    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).random(1);
    private static final Matrix X = Matrix.of(2, 2, 1, 2, 3, 4);
    private static final Matrix Y = Matrix.row(0, 1);

    /** What exists in layers 1…L. */
    private static Map<String, IntFunction<?>> fromOne() {
        var fwd = ForwardPass.of(NET, X);
        var accessors = new LinkedHashMap<String, IntFunction<?>>();
        accessors.put("net.layer", NET::layer);
        accessors.put("net.W", NET::W);
        accessors.put("net.b", NET::b);
        accessors.put("net.g", NET::g);
        accessors.put("net.with", l -> NET.with(l, Matrix.of(1, 1, 1), Matrix.of(1, 1, 1)));
        accessors.put("fwd.z", fwd::Z);
        accessors.put("fwd.get W", l -> fwd.get(Kind.W.at(l)));
        accessors.put("fwd.get b", l -> fwd.get(Kind.B.at(l)));
        accessors.put("fwd.with Z", l -> fwd.with(Kind.Z.at(l), X));
        accessors.put("bwd.dW", fwd.backward(Y)::dW);
        accessors.put("bwd.db", fwd.backward(Y)::db);
        accessors.put("bwd.dZ", fwd.backward(Y)::dZ);
        accessors.put("dual.dW", ForwardAccumulation.of(NET, X, Y)::dW);
        accessors.put("dual.db", ForwardAccumulation.of(NET, X, Y)::db);
        accessors.put("dual.dZ", ForwardAccumulation.of(NET, X, Y)::dZ);
        accessors.put("graph.dW", ReverseAccumulation.of(NET, X, Y)::dW);
        accessors.put("graph.db", ReverseAccumulation.of(NET, X, Y)::db);
        accessors.put("graph.dZ", ReverseAccumulation.of(NET, X, Y)::dZ);
        accessors.put("est.dW", NumericalGradient.of(NET, X, Y)::dW);
        accessors.put("est.db", NumericalGradient.of(NET, X, Y)::db);
        accessors.put("est.dZ", NumericalGradient.of(NET, X, Y)::dZ);
        return accessors;
    }

    /** What exists in layers 0…L. */
    private static Map<String, IntFunction<?>> fromZero() {
        var fwd = ForwardPass.of(NET, X);
        var accessors = new LinkedHashMap<String, IntFunction<?>>();
        accessors.put("net.n", NET::n);
        accessors.put("fwd.a", fwd::A);
        accessors.put("fwd.with A", l -> fwd.with(Kind.A.at(l), fwd.A(l)));
        accessors.put("bwd.dA", fwd.backward(Y)::dA);
        accessors.put("dual.dA", ForwardAccumulation.of(NET, X, Y)::dA);
        accessors.put("graph.dA", ReverseAccumulation.of(NET, X, Y)::dA);
        accessors.put("est.dA", NumericalGradient.of(NET, X, Y)::dA);
        return accessors;
    }

    static Stream<Arguments> outside() {
        return Stream.concat(
                fromOne().entrySet().stream().flatMap(a -> IntStream.of(-1, 0, L + 1)
                        .mapToObj(l -> Arguments.of(a.getKey(), l, a.getValue()))),
                fromZero().entrySet().stream().flatMap(a -> IntStream.of(-1, L + 1)
                        .mapToObj(l -> Arguments.of(a.getKey(), l, a.getValue()))));
    }

    static Stream<Arguments> inside() {
        return Stream.concat(
                fromOne().entrySet().stream().filter(a -> !a.getKey().contains("with"))
                        .flatMap(a -> IntStream.rangeClosed(1, L)
                                .mapToObj(l -> Arguments.of(a.getKey(), l, a.getValue()))),
                fromZero().entrySet().stream().flatMap(a -> IntStream.rangeClosed(0, L)
                        .mapToObj(l -> Arguments.of(a.getKey(), l, a.getValue()))));
    }

    @ParameterizedTest(name = "{0}({1})")
    @MethodSource("outside")
    void outOfRangeIsRefusedWithTheLayersThatExist(String accessor, int l, IntFunction<?> action) {
        var message = assertThrows(IllegalArgumentException.class, () -> action.apply(l)).getMessage();
        assertTrue(message.contains("" + l), message);
        assertTrue(message.contains("2-3-1 (tanh, sigmoid; squared error)"), message);
        assertTrue(message.contains("layers 1…2") || message.contains("A in 0…2"), message);
    }

    @Test
    void layerZeroIsSaidToBeTheInput() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> NET.W(0)).getMessage()
                .endsWith("layers 1…2; layer 0 is the input"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> NET.W(3)).getMessage().endsWith("layers 1…2"));
    }

    /** What each accessor gives has as many rows as its layer has units. */
    @ParameterizedTest(name = "{0}({1})")
    @MethodSource("inside")
    void everyLayerThatExistsIsGiven(String accessor, int l, IntFunction<?> action) {
        int units = List.of(2, 3, 1).get(l);
        var given = action.apply(l);
        assertEquals(units,
                given instanceof Matrix matrix ? matrix.rows() : given instanceof Layer layer ? layer.b().rows()
                : given instanceof Activation g ? (g == TANH ? 3 : 1) : given instanceof ForwardPass pass
                ? pass.A(l).rows() : given);
    }
}
